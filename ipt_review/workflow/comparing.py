"""Two codings of one tape held beside each other: what the Compare room shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.timecode import show_seconds
from ipt_review.workflow.laying_together import disagreements, meetings, stretches

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.item import Item
    from ipt_review.domain.mark import Mark
    from ipt_review.domain.people import Person
    from ipt_review.workflow.laying_together import Meeting

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
        """First minus second, or None where not both have a score."""
        first, second, *_rest = self.scores
        return None if first is None or second is None else first - second

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
    """Codings of one tape laid together; figures are of the first two.

    Attributes:
        length: Of the tape, in ms.
        tolerance: How far apart (ms) onsets of one moment may lie.
        notes: What a reader must know, in sentences.
    """

    sides: tuple[Side, ...]
    length: int
    tolerance: int
    notes: tuple[str, ...]

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
    def disagreements(self) -> tuple[Meeting, ...]:
        """What is not the same on the tape, in its order.

        A track that one of them did not code at all is told of, and is no list of
        disagreements.
        """
        states = [
            each
            for track, parts in self.held.items()
            if self.all_coded(track)
            for each in parts
        ]
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

    def all_coded(self, track: str) -> bool:
        """Say whether each of the codings has a state of this track."""
        parts = self.held[track]
        return all(
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
    return Comparison(tuple(sides), length, tolerance, tuple(notes))


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


def _label(codebook: Codebook, code: str) -> str:
    return codebook.label(code) if codebook.knows(code) else code


def _item_label(codebook: Codebook, item: str) -> str:
    return next((each.label for each in codebook.items if each.id == item), item)
