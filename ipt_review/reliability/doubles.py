"""Tapes that several raters coded: what agreement in a study is computed from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    Stretch = tuple[int, int]


@dataclass(frozen=True)
class Voice:
    """What one rater said about one tape.

    Attributes:
        coding: Where they said it.
        rater: Their handle.
        scores: What they rated as a number, and the means of it, by name. Ratings of
            97, 98 and 99 are in none of it, nor are means with too few items.
        marks: First and last ms of each mark, by code or state.
    """

    coding: UUID
    rater: str
    scores: Mapping[str, float]
    marks: Mapping[str, tuple[Stretch, ...]]

    @cached_property
    def last(self) -> int:
        """Where the last of the marks ends, in ms; 0 where there is none."""
        ends = [end for some in self.marks.values() for _, end in some]
        return max(ends, default=0)


@dataclass(frozen=True)
class Double:
    """One tape with everything that its raters said.

    Attributes:
        length: Of the tape, in ms.
        voices: Two or more, by handle of the rater; no rater twice.
    """

    tape: UUID
    length: int
    voices: tuple[Voice, ...]

    @cached_property
    def raters(self) -> tuple[str, ...]:
        """Who coded it."""
        return tuple(each.rater for each in self.voices)

    @cached_property
    def codings(self) -> tuple[UUID, ...]:
        """Where they said it."""
        return tuple(each.coding for each in self.voices)


@dataclass(frozen=True, slots=True)
class Named:
    """Something that raters can agree on."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class TrackNames:
    """An exclusive track.

    Attributes:
        rest: The state that holds where nothing is coded.
        optional: Whether a study may do without it; it has no line then.
    """

    name: str
    label: str
    states: tuple[str, ...]
    rest: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Questions:
    """Everything on which raters of a study are compared, in the codebook's order.

    Attributes:
        items: Rated once a tape.
        means: Of items, as scored.
        points: Codes that stand on moments.
        intervals: Codes that stand on stretches.
        tracks: Exclusive tracks.
    """

    items: tuple[Named, ...]
    means: tuple[Named, ...]
    points: tuple[Named, ...]
    intervals: tuple[Named, ...]
    tracks: tuple[TrackNames, ...]
