"""What the marks of a lane come to: how many there are and how long they last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.timecode import MS_PER_MINUTE, MS_PER_SECOND
from ipt_review.ui.timeline.lanes import LaneKind

if TYPE_CHECKING:
    from ipt_review.ui.timeline.lanes import Filled

WIDEST = "888 · 88:88"


def total_of(filled: Filled, now: int) -> str:
    """Return count and time of a lane, open marks reaching to `now` (ms).

    Of speech only the time is told, of comments only the count; time that two marks
    share counts once.
    """
    kind, count = filled.lane.kind, len(filled.items)
    if kind is LaneKind.SOUND or not count:
        return ""
    covered = filled.covered(now) if filled.open_items else filled.covered_closed
    if kind is LaneKind.SPEECH:
        return _minutes(covered)
    if kind is LaneKind.COMMENTS or not covered:
        return str(count)
    return f"{count} · {_minutes(covered)}"


def _minutes(length: int) -> str:
    minutes, rest = divmod(length, MS_PER_MINUTE)
    return f"{minutes}:{rest // MS_PER_SECOND:02}"
