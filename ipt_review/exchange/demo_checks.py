"""What the shape of a demo study file cannot say: words and people that must exist."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.problems import BadRating

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ipt_review.domain.codebook import Codebook
    from ipt_review.exchange.demo_shapes import (
        CaseShape,
        CodingShape,
        CommentShape,
        DemoFileShape,
        MarkShape,
        SessionShape,
    )

Place = tuple[str | int, ...]
Wrong = tuple[Place, str]
"""Where something is wrong, and what, in one sentence."""


def check(shape: DemoFileShape, codebook: Codebook) -> Iterator[Wrong]:
    """Find words that the codebook does not have and people that the file does not."""
    yield from _Check(shape, codebook).all()


@dataclass(frozen=True)
class _Check:
    shape: DemoFileShape
    codebook: Codebook

    def all(self) -> Iterator[Wrong]:
        people = {person.id for person in self.shape.people}
        yield from _twice(("people",), (each.id for each in self.shape.people))
        yield from _twice(("therapists",), (each.id for each in self.shape.therapists))
        yield from _twice(("cases",), (each.id for each in self.shape.cases))
        for at, therapist in enumerate(self.shape.therapists):
            if therapist.person is not None and therapist.person not in people:
                yield (
                    ("therapists", at, "person"),
                    f"there is no person “{therapist.person}”.",
                )
        for at, case in enumerate(self.shape.cases):
            yield from self.case(("cases", at), case)

    def case(self, place: Place, case: CaseShape) -> Iterator[Wrong]:
        if case.therapist not in {each.id for each in self.shape.therapists}:
            yield (
                (*place, "therapist"),
                f"there is no therapist “{case.therapist}”.",
            )
        areas = {area.id for area in self.codebook.areas}
        for at, focus in enumerate(case.foci):
            if focus.area not in areas:
                yield (
                    (*place, "foci", at, "area"),
                    f"the codebook has no problem area “{focus.area}”.",
                )
        numbers = (session.number for session in case.sessions)
        yield from _twice((*place, "sessions"), numbers)
        for at, session in enumerate(case.sessions):
            yield from self.session((*place, "sessions", at), session)

    def session(self, place: Place, session: SessionShape) -> Iterator[Wrong]:
        scales = {scale.id for scale in self.codebook.severity_scales}
        for at, severity in enumerate(session.severity):
            if severity.scale not in scales:
                yield (
                    (*place, "severity", at, "scale"),
                    f"the codebook has no severity scale “{severity.scale}”.",
                )
        for at, coding in enumerate(session.codings):
            yield from self.coding((*place, "codings", at), coding, session.length_ms)

    def coding(self, place: Place, coding: CodingShape, length: int) -> Iterator[Wrong]:
        if coding.rater not in {person.id for person in self.shape.people}:
            yield (*place, "rater"), f"there is no person “{coding.rater}”."
        for at, mark in enumerate(coding.marks):
            yield from self.mark((*place, "marks", at), mark, length)
        for at, comment in enumerate(coding.comments):
            yield from self.comment((*place, "comments", at), comment, length)
        for item, value in coding.ratings.items():
            yield from self.rating((*place, "ratings", item), item, value)

    def mark(self, place: Place, mark: MarkShape, length: int) -> Iterator[Wrong]:
        if not self.codebook.knows(mark.code):
            yield (*place, "code"), f"the codebook has no code “{mark.code}”."
        if mark.end is not None and mark.end < mark.start:
            yield (*place, "end"), "a mark cannot end before it starts."
        if max(mark.start, mark.end or 0) > length:
            yield place, f"a mark cannot lie beyond the tape ({length} ms)."

    def comment(
        self, place: Place, comment: CommentShape, length: int
    ) -> Iterator[Wrong]:
        if comment.code is not None and not self.codebook.knows(comment.code):
            yield (*place, "code"), f"the codebook has no code “{comment.code}”."
        if comment.end < comment.start:
            yield (*place, "end"), "a comment cannot end before it starts."
        if comment.end > length:
            yield place, f"a comment cannot lie beyond the tape ({length} ms)."

    def rating(self, place: Place, item: str, value: int) -> Iterator[Wrong]:
        if item not in {each.id for each in self.codebook.items}:
            yield place, f"the codebook has no item “{item}”."
            return
        try:
            self.codebook.scale_of(item).check(value)
        except BadRating as bad:
            yield place, bad.what


def _twice(place: Place, ids: Iterable[str | int]) -> Iterator[Wrong]:
    for each, count in Counter(ids).items():
        if count > 1:
            yield place, f"“{each}” is there {count} times."
