"""Codings of one tape held beside each other: what the Compare room shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.timecode import show_seconds
from ipt_review.workflow.agreement.laying_together import (
    comparable_stretches,
    disagreements,
    meetings,
    stretches,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.item import Item
    from ipt_review.domain.mark import Mark
    from ipt_review.domain.people import Person
    from ipt_review.workflow.agreement.laying_together import Meeting

VERSIONS = (
    "They were made with versions {one} and {other} of the codebook. Codes and items "
    "that only one of them has are left out: {left}."
)
SAME_WORDS = (
    "They were made with versions {one} and {other} of the codebook; every code and "
    "item that was used is in both."
)
EMPTY = "{name} has neither a mark nor a rating in it."
NO_MARK = "{name} has no mark in it; only the ratings can be compared."
BEYOND = (
    "{name} has {count} beyond the end of the tape ({length}), left out here: the tape "
    "was longer when it was coded."
)
NO_TRACK = "{names} did not code the track {track}; the others are compared there."


class OtherCodebook(ReviewError):
    """Codings that were made with different codebooks."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(
            f"These codings were made with different codebooks, “{one}” and “{other}”, "
            "and have no code in common that would mean the same.",
            "Choose two that were made with the same codebook.",
        )


class OtherTape(ReviewError):
    """Codings of different tapes."""

    def __init__(self) -> None:
        super().__init__(
            "These codings are of different tapes.", "Choose two of one tape."
        )


@dataclass(frozen=True)
class Side:
    """One of the codings, with whose it is and with its codebook.

    Attributes:
        name: What it is called beside the others, for example R-1.
    """

    name: str
    rater: Person
    coding: Coding
    codebook: Codebook


@dataclass(frozen=True, slots=True)
class RatedBeside:
    """What each coding says about one item.

    Attributes:
        values: By coding, the score or 97, 98 or 99, or None where it was not rated.
        scores: Likewise, but None where there is only a reason.
    """

    item: Item
    values: tuple[int | None, ...]
    scores: tuple[int | None, ...]

    @property
    def difference(self) -> int | None:
        """First minus second, of more the highest minus the lowest.

        None where not all have a score.
        """
        scores = [score for score in self.scores if score is not None]
        if len(scores) < len(self.scores):
            return None
        first, second, *more = scores
        return max(scores) - min(scores) if more else first - second

    @property
    def agrees(self) -> bool:
        """Whether all said the same, a reason being as good as a score."""
        return len({*self.values}) == 1

    @property
    def subject(self) -> str:
        """What tells this item from all others, and from marks."""
        return f"item {self.item.id}"


@dataclass(frozen=True)
class Comparison:
    """Codings of one tape laid together.

    Attributes:
        length: Of the tape, in ms.
        tolerance: How far apart (ms) onsets of one moment may lie.
        notes: What a reader must know, in sentences.
    """

    sides: tuple[Side, ...]
    length: int
    tolerance: int
    notes: tuple[str, ...]

    @property
    def told(self) -> str:
        """Whose they are, for example "R-1 and R-2"."""
        return " and ".join(side.name for side in self.sides)

    @cached_property
    def codebook(self) -> Codebook:
        """The words in which things are told: those of the first coding."""
        return self.sides[0].codebook

    @cached_property
    def marks(self) -> tuple[tuple[Mark, ...], ...]:
        """By coding, what can be compared: on the tape, known to all codebooks."""
        return tuple(
            tuple(
                mark
                for mark in side.coding.timeline()
                if mark.start < self.length and self._is_known(mark.code)
            )
            for side in self.sides
        )

    @cached_property
    def met(self) -> tuple[Meeting, ...]:
        """Marks of codes, each with its partners."""
        of_codes = [
            [m for m in marks if self.codebook.track_of(m.code) is None]
            for marks in self.marks
        ]
        return tuple(meetings(of_codes, self.tolerance, self.length))

    @cached_property
    def held(self) -> dict[str, tuple[Meeting, ...]]:
        """By track, its states from the start of the tape to its end."""
        return {
            track.id: tuple(stretches(track, self.marks, self.length))
            for track in self.codebook.tracks
        }

    @cached_property
    def stretches(self) -> dict[str, tuple[Meeting, ...]]:
        """By track, what of it they can agree on, or not."""
        return {
            track.id: comparable_stretches(
                track, self.held[track.id], self.coded(track.id), self.length
            )
            for track in self.codebook.tracks
        }

    @cached_property
    def disagreements(self) -> tuple[Meeting, ...]:
        """What is not the same on the tape, in its order."""
        states = [each for parts in self.stretches.values() for each in parts]
        return tuple(disagreements(self.met, states, self.tolerance))

    @cached_property
    def items(self) -> tuple[RatedBeside, ...]:
        """Items that at least one of them rated, in the order of the codebook."""
        found = []
        for item in self.codebook.items:
            ratings = [side.coding.ratings.get(item.id) for side in self.sides]
            if any(ratings) and self._has_item(item.id):
                values = tuple(each.value if each else None for each in ratings)
                scores = tuple(each.score if each else None for each in ratings)
                found.append(RatedBeside(item, values, scores))
        return tuple(found)

    def coded(self, track: str) -> tuple[bool, ...]:
        """Return for each of the codings whether it has a state of this track."""
        parts = self.held[track]
        return tuple(
            any(part.codes[place] is not None for part in parts)
            for place in range(len(self.sides))
        )

    def _is_known(self, code: str) -> bool:
        return all(side.codebook.knows(code) for side in self.sides)

    def _has_item(self, item: str) -> bool:
        return all(
            item in {each.id for each in side.codebook.items} for side in self.sides
        )


def compare(sides: Sequence[Side], length: int, tolerance: int) -> Comparison:
    """Lay codings of one tape together.

    Args:
        sides: Two or more.
        length: Of the tape, in ms.
        tolerance: How far apart (ms) onsets of one moment may lie.

    Raises:
        OtherTape: When they are not of one tape.
        OtherCodebook: When they were not made with versions of one codebook.
    """
    first = sides[0]
    for side in sides[1:]:
        if side.coding.head.tape != first.coding.head.tape:
            raise OtherTape
        if side.codebook.id != first.codebook.id:
            raise OtherCodebook(first.codebook.title, side.codebook.title)
    notes = [*_on_versions(sides)]
    for side in sides:
        notes += _on_content(side, length)
    made = Comparison(tuple(sides), length, tolerance, tuple(notes))
    return replace(made, notes=(*notes, *_on_tracks(made)))


def _on_versions(sides: Sequence[Side]) -> Iterable[str]:
    versions = sorted({side.codebook.version for side in sides})
    if len(versions) > 1:
        left = sorted(_left_out(sides))
        one, other = versions[0], versions[-1]
        if left:
            yield VERSIONS.format(one=one, other=other, left=", ".join(left))
        else:
            yield SAME_WORDS.format(one=one, other=other)


def _left_out(sides: Sequence[Side]) -> set[str]:
    """Return what was used and is not in every codebook, by label."""
    known = [{item.id for item in side.codebook.items} for side in sides]
    found = set()
    for side in sides:
        for mark in side.coding.marks.values():
            if not all(other.codebook.knows(mark.code) for other in sides):
                found.add(_label(side.codebook, mark.code))
        for item in side.coding.ratings:
            if not all(item in items for items in known):
                found.add(_item_label(side.codebook, item))
    return found


def _on_content(side: Side, length: int) -> Iterable[str]:
    coding = side.coding
    if not coding.marks:
        yield (NO_MARK if coding.ratings else EMPTY).format(name=side.name)
    beyond = sum(mark.start >= length for mark in coding.marks.values())
    if beyond:
        count = "1 mark" if beyond == 1 else f"{beyond} marks"
        yield BEYOND.format(name=side.name, count=count, length=show_seconds(length))


def _on_tracks(comparison: Comparison) -> Iterable[str]:
    """Say which tracks some of three or more did not code."""
    for track in comparison.codebook.tracks:
        coded = comparison.coded(track.id)
        if 1 < sum(coded) < len(coded):
            names = [
                side.name
                for side, has in zip(comparison.sides, coded, strict=True)
                if not has
            ]
            yield NO_TRACK.format(names=" and ".join(names), track=track.label)


def _label(codebook: Codebook, code: str) -> str:
    return codebook.label(code) if codebook.knows(code) else code


def _item_label(codebook: Codebook, item: str) -> str:
    return next((each.label for each in codebook.items if each.id == item), item)
