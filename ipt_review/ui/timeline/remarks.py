"""What stands on the timeline beside one's own marks: comments, and other codings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ipt_review.ui.timeline.coded import plan_of
from ipt_review.ui.timeline.lanes import Item, Lane, LaneKind, fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.mark import Mark
    from ipt_review.ui.timeline.lanes import Filled

COMMENTS = Lane("", "Comments", LaneKind.COMMENTS)


class Remark(NamedTuple):
    """A comment as the timeline shows it.

    Attributes:
        end: Last ms, the same as `start` for a moment.
        kind: What it is for, in the words of the field.
        label: What it says.
        color: What its bubble is painted in.
    """

    number: int
    start: int
    end: int
    kind: str
    label: str
    color: str


class OtherCoding(NamedTuple):
    """What another rater marked on the same tape.

    Attributes:
        rater: What the rater is called: their handle, or as what they coded.
    """

    rater: str
    codebook: Codebook
    marks: Sequence[Mark]


def comments_lane(remarks: Iterable[Remark]) -> tuple[Filled, ...]:
    """Return the lane of the comments, or none where there are none."""
    items = [
        Item(each.number, each.start, each.end, each.label, each.color)
        for each in remarks
    ]
    return (fill(COMMENTS, items),) if items else ()


def other_lanes(others: Iterable[OtherCoding]) -> tuple[Filled, ...]:
    """Return for each other coding a lane of its focus and one of all its codes."""
    found: list[Filled] = []
    for place, other in enumerate(others, 1):
        plan, focus = plan_of(other.codebook), other.codebook.focus
        states, codes = [], []
        for mark in other.marks:
            look = plan.look(mark.code)
            item = Item(0, mark.start, mark.end, look.label, look.color, look.flag)
            track = other.codebook.track_of(mark.code)
            if track is focus:
                states.append(item)
            elif track is None:
                codes.append(item)
        hint = f"What {other.rater} marked. It cannot be changed here."
        key, name = str(place), other.rater
        kinds = (LaneKind.OTHER_FOCUS, LaneKind.OTHER_CODES)
        labels = (f"{name}: focus", f"{name}: codes")
        for kind, label, items in zip(kinds, labels, (states, codes), strict=True):
            if items:
                found.append(fill(Lane(key, label, kind, "", hint), items))
    return tuple(found)
