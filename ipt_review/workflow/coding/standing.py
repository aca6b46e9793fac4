"""Whether marks may stand where something would put them.

The rules are those of coding by key: marks lie on the tape, one state of an exclusive
track holds at a time (codebook notes, section B3), and an interval code is open once.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.timecode import show, show_seconds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ipt_review.domain.codebook import Codebook, Track
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.mark import Mark

NOTHING_CHANGED = "Nothing was changed."


@dataclass(frozen=True, slots=True)
class Fault:
    """Why one mark cannot stand where it would.

    Attributes:
        number: Of the mark.
        what: One sentence, ending in a period.
    """

    number: int
    what: str


class CannotStand(ReviewError):
    """Marks would not fit on the tape, or not beside one another."""

    def __init__(self, faults: Collection[Fault], remedy: str = "") -> None:
        first = next(iter(faults)).what
        others = len(faults) - 1
        more = f" So it is with {others} more." if others else ""
        super().__init__(f"{first}{more}", f"{NOTHING_CHANGED} {remedy}".strip())


def must_stand(
    coding: Coding, codebook: Codebook, length: int, touched: Collection[int]
) -> None:
    """Refuse a coding in which one of the `touched` marks breaks a rule.

    Raises:
        CannotStand: With the first reason, in the order of the tape.
    """
    found = faults(coding, codebook, length, touched)
    if found:
        raise CannotStand(found)


def faults(
    coding: Coding, codebook: Codebook, length: int, touched: Collection[int]
) -> list[Fault]:
    """Return why marks of a coding cannot stand as they do, one reason for each.

    Args:
        coding: As it would be.
        codebook: The version that it was made with.
        length: Of the tape, in ms.
        touched: Numbers of the marks that would be new or otherwise; what was wrong
            before with others is not told.
    """
    new = set(touched)
    found: dict[int, Fault] = {}
    here = [coding.marks[number] for number in new if number in coding.marks]
    here.sort(key=lambda mark: (mark.start, mark.number))
    for fault in (
        *_beyond(here, codebook, length),
        *_overlapping(coding, codebook, new),
        *_open_twice(coding, codebook, new),
    ):
        found.setdefault(fault.number, fault)
    return list(found.values())


def named(codebook: Codebook, mark: Mark) -> str:
    """Return a mark as sentences call it: “Role play” at 0:12:03."""
    label = codebook.label(mark.code) if codebook.knows(mark.code) else mark.code
    return f"“{label}” at {show_seconds(mark.start)}"


def _beyond(marks: Iterable[Mark], codebook: Codebook, length: int) -> Iterator[Fault]:
    for mark in marks:
        last = mark.start if mark.end is None else mark.end
        if last > length:
            yield Fault(
                mark.number,
                f"{named(codebook, mark)} would reach to {show(last)}, but the tape "
                f"ends at {show(length)}.",
            )


def _overlapping(
    coding: Coding, codebook: Codebook, touched: set[int]
) -> Iterator[Fault]:
    for track in codebook.tracks:
        states = {state.id for state in track.states}
        bouts = [mark for mark in coding.marks.values() if mark.code in states]
        if any(mark.number in touched for mark in bouts):
            yield from _overlaps_on(track, bouts, codebook, touched)


def _overlaps_on(
    track: Track, bouts: list[Mark], codebook: Codebook, touched: set[int]
) -> Iterator[Fault]:
    farthest: Mark | None = None
    for mark in sorted(bouts, key=lambda each: (each.start, each.number)):
        if farthest is not None and mark.start < _reach(farthest):
            for one, other in ((mark, farthest), (farthest, mark)):
                if one.number in touched:
                    yield Fault(
                        one.number,
                        f"{named(codebook, one)} would overlap "
                        f"{named(codebook, other)}, and only one state of "
                        f"“{track.label}” can hold at a time.",
                    )
                    break
        if farthest is None or _reach(mark) > _reach(farthest):
            farthest = mark


def _open_twice(
    coding: Coding, codebook: Codebook, touched: set[int]
) -> Iterator[Fault]:
    opened: dict[str, list[Mark]] = defaultdict(list)
    for mark in coding.marks.values():
        if mark.end is None and codebook.track_of(mark.code) is None:
            opened[mark.code].append(mark)
    for marks in opened.values():
        for mark in marks if len(marks) > 1 else ():
            if mark.number in touched:
                yield Fault(
                    mark.number,
                    f"{named(codebook, mark)} would be open while another mark of "
                    "that code is open.",
                )


def _reach(mark: Mark) -> float:
    return inf if mark.end is None else mark.end
