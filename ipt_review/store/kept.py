"""What the parts of a database share: how each asks, and how each writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection


class Kept:
    """One part of a database, for one noun; each change is one transaction.

    Args:
        reads: Opens the study for reading.
        writes: Opens the study for writing.
    """

    def __init__(
        self,
        reads: Callable[[], AbstractContextManager[Connection]],
        writes: Callable[[], AbstractContextManager[Connection]],
    ) -> None:
        self._reads = reads
        self._writes = writes
