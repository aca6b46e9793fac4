"""Many values made at a stretch, without looking for garbage among them meanwhile.

Python looks for cycles of garbage each time some hundred objects were made, and now and
then through all there are. While 10,000 sessions are read that finds nothing and takes
longer than the reading: 1.1 s instead of 0.49 s.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCK = Lock()
_under_way = 0
_was_on = True


@contextmanager
def at_a_stretch() -> Iterator[None]:
    """Look for no garbage until the last of those who make many values is done."""
    global _under_way, _was_on  # noqa: PLW0603 - there is one collector in a process
    with _LOCK:
        if _under_way == 0:
            _was_on = gc.isenabled()
            gc.disable()
        _under_way += 1
    try:
        yield
    finally:
        with _LOCK:
            _under_way -= 1
            if _under_way == 0 and _was_on:
                gc.enable()
