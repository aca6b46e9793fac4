"""What is still open in a coding that is about to be submitted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from ipt_review.domain.timecode import show_seconds
from ipt_review.scoring.applicability import AskedKind, asked
from ipt_review.study.coverage import not_played, played_ms
from ipt_review.study.sampling import share_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.timecode import Span
    from ipt_review.scoring.applicability import Setting

SHORT_STRETCH = 10_000
"""Shorter stretches (ms) that were not played are passed over."""


class GapKind(Enum):
    """In what way a coding is not complete."""

    OPEN_INTERVAL = "open interval"
    UNRATED = "not rated"
    NO_FOCUS = "no focus"
    NOT_PLAYED = "not played"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is still open, and where it is.

    Attributes:
        words: What it is, in a few words.
        at: Where on the tape, in ms, or None for what is on the form.
        mark: Number of the mark, for an open interval.
        item: Id of the item, for one that is not rated.
    """

    kind: GapKind
    words: str
    at: int | None = None
    mark: int | None = None
    item: str = ""


def gaps_of(
    coding: Coding,
    codebook: Codebook,
    setting: Setting,
    length: int,
    played: Sequence[Span],
) -> list[Gap]:
    """Return what is still open, in the order in which one would go through it.

    Args:
        coding: As it stands.
        codebook: What it was made with.
        setting: What decides which items are asked.
        length: How long the tape is, in ms.
        played: Which stretches of it were played, in any order.
    """
    return [
        *_open_intervals(coding, codebook),
        *_without_focus(coding, codebook),
        *_not_played(length, played),
        *_unrated(coding, codebook, setting),
    ]


def _open_intervals(coding: Coding, codebook: Codebook) -> Iterator[Gap]:
    for mark in coding.open_marks():
        if codebook.track_of(mark.code) is None:
            words = f"{codebook.label(mark.code)} is still open"
            yield Gap(GapKind.OPEN_INTERVAL, words, mark.start, mark.number)


def _without_focus(coding: Coding, codebook: Codebook) -> Iterator[Gap]:
    states = {state.id for state in codebook.focus.states}
    if not any(mark.code in states for mark in coding.marks.values()):
        yield Gap(GapKind.NO_FOCUS, "No focus is coded anywhere on the tape", 0)


def _not_played(length: int, played: Sequence[Span]) -> Iterator[Gap]:
    left = not_played(played, length, SHORT_STRETCH)
    if left:
        share = share_of(played_ms(played, length), length)
        longest = max(left, key=lambda span: span.length)
        words = (
            f"{share} % of the tape was played; not played for longest: "
            f"{show_seconds(longest.start)} to {show_seconds(longest.end)}"
        )
        yield Gap(GapKind.NOT_PLAYED, words, longest.start)


def _unrated(coding: Coding, codebook: Codebook, setting: Setting) -> Iterator[Gap]:
    for item in codebook.items:
        found = asked(item, setting, coding.ratings)
        if found.kind is AskedKind.ASKED and item.id not in coding.ratings:
            yield Gap(GapKind.UNRATED, f"“{item.label}” is not rated", item=item.id)
