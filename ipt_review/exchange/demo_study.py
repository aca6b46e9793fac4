"""The demo study: read from the file that is shipped with its tape."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

from pydantic import ValidationError

from ipt_review.domain.coding import Coding, CodingHead
from ipt_review.domain.comment import Comment
from ipt_review.domain.mark import Mark
from ipt_review.domain.people import Person, Therapist
from ipt_review.domain.problems import ReviewError, TooManyFoci
from ipt_review.domain.rating import Rating
from ipt_review.domain.study import (
    AgreedFocus,
    Case,
    CaseFacts,
    Session,
    Severity,
    Study,
)
from ipt_review.domain.tape import MediaFile, Tape
from ipt_review.exchange.codebook_yaml import read_written
from ipt_review.exchange.demo_checks import check
from ipt_review.exchange.demo_feedback import Page, pages_of_case
from ipt_review.exchange.demo_shapes import DemoFileShape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.feedback import Feedback
    from ipt_review.exchange.codebook_yaml import Written
    from ipt_review.exchange.demo_shapes import CaseShape, CodingShape, SessionShape

    Made = Mapping[tuple[str, int], list[Coding]]

FILE: Final = "study.yaml"

NAMESPACE: Final = UUID("0b2d7b6e-5d0e-5b0a-9a43-1f6d6c1c9d10")
"""Ids of the demo are made from it, so that every demo study is the same one."""

_MOST_TOLD = 8


class DemoFaulty(ReviewError):
    """A demo study that is not there or cannot be used as it is."""

    def __init__(self, path: Path, faults: Iterable[str]) -> None:
        told = list(faults)
        more = [f"And {len(told) - _MOST_TOLD} more."] if told[_MOST_TOLD:] else []
        super().__init__(
            " ".join(
                [f"The demo study “{path}” cannot be used.", *told[:_MOST_TOLD], *more]
            ),
            "Install the program again, or correct the file.",
        )


@dataclass(frozen=True, slots=True)
class DemoStudy:
    """Everything that is put into the study file of the demo, in this order.

    Attributes:
        tapes: One for each session; without files where none was kept.
        submitted: When codings were submitted (ms since 1970 UTC), by their id.
        feedback: The pages that were handed back, as far as there are any.
    """

    study: Study
    people: tuple[Person, ...]
    therapists: tuple[Therapist, ...]
    cases: tuple[Case, ...]
    sessions: tuple[Session, ...]
    tapes: tuple[Tape, ...]
    codings: tuple[Coding, ...]
    submitted: Mapping[UUID, int]
    feedback: tuple[Feedback, ...]


def read_demo(folder: Path, codebook: Codebook) -> DemoStudy:
    """Return the demo study that is described by `study.yaml` in a folder.

    A recording is not opened; its length is the one that the file gives.

    Raises:
        DemoFaulty: When it cannot be used, with every reason and its line.
    """
    path = folder / FILE
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise DemoFaulty(path, [f"It cannot be read: {error.strerror}."]) from error
    except UnicodeDecodeError as error:
        raise DemoFaulty(path, ["It is not UTF-8 text."]) from error
    return _Making(folder.absolute(), codebook, _shape(path, text, codebook)).demo()


def _shape(path: Path, text: str, codebook: Codebook) -> DemoFileShape:
    shape = _quickly(text)
    if shape is not None and next(check(shape, codebook), None) is None:
        return shape
    written = read_written(text)
    if written.faults:
        raise DemoFaulty(path, map(str, written.faults))
    try:
        shape = DemoFileShape.model_validate(written.value)
    except ValidationError as error:
        raise DemoFaulty(path, _misshapen(written, error)) from error
    wrong = [str(written.fault(place, what)) for place, what in check(shape, codebook)]
    if wrong:
        raise DemoFaulty(path, wrong)
    return shape


def _quickly(text: str) -> DemoFileShape | None:
    """Read a file that is written in the JSON form of YAML, as the shipped one is.

    That takes a hundredth of the time, and tells no lines: None where anything is
    wrong, or it has another form.
    """
    bare = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    with suppress(ValidationError):
        return DemoFileShape.model_validate_json(bare)
    return None


def _misshapen(written: Written, error: ValidationError) -> Iterator[str]:
    for each in error.errors():
        yield str(written.fault(tuple(each["loc"]), each["msg"] + "."))


@dataclass(frozen=True)
class _Making:
    """From checked shapes to domain values."""

    folder: Path
    codebook: Codebook
    shape: DemoFileShape

    def demo(self) -> DemoStudy:
        pairs = [
            (case, session) for case in self.shape.cases for session in case.sessions
        ]
        made = {
            (case.id, session.number): [*self.codings(case, session)]
            for case, session in pairs
        }
        return DemoStudy(
            study=Study(
                self.id("study"), self.shape.study.title, self.shape.study.code
            ),
            people=tuple(
                Person(self.id("person", each.id), each.id, frozenset(each.roles))
                for each in self.shape.people
            ),
            therapists=tuple(
                Therapist(
                    self.id("therapist", each.id),
                    each.id,
                    self.id("person", each.person) if each.person else None,
                )
                for each in self.shape.therapists
            ),
            cases=tuple(self.case(case) for case in self.shape.cases),
            sessions=tuple(self.session(*pair) for pair in pairs),
            tapes=tuple(self.tape(*pair) for pair in pairs),
            codings=tuple(coding for some in made.values() for coding in some),
            submitted=MappingProxyType(
                {
                    coding.head.id: shape.submitted_at
                    for case, session in pairs
                    for coding, shape in _both(made, case, session)
                    if shape.submitted_at is not None
                }
            ),
            feedback=tuple(
                page for case in self.shape.cases for page in self.pages(case, made)
            ),
        )

    def pages(self, case: CaseShape, made: Made) -> Iterator[Feedback]:
        """Yield the feedback of a case, drawn from the codings that were made."""
        people = {each.id: each.person for each in self.shape.therapists}
        therapist = self.id("person", people[case.therapist] or case.therapist)
        found = [
            Page(
                self.id("feedback", case.id, session.number),
                session.number,
                coding,
                therapist,
                shape.feedback,
            )
            for session in case.sessions
            for coding, shape in _both(made, case, session)
            if shape.feedback is not None
        ]
        return pages_of_case(found)

    def id(self, *words: str | int) -> UUID:
        """Return the id of a thing; the same words give the same id forever."""
        return uuid5(NAMESPACE, "/".join(map(str, (self.shape.study.code, *words))))

    def case(self, case: CaseShape) -> Case:
        try:
            return Case(
                self.id("case", case.id),
                case.id,
                self.id("therapist", case.therapist),
                case.planned_sessions,
                tuple(
                    AgreedFocus(
                        each.area, each.agreed_in_session, each.ended_in_session
                    )
                    for each in case.foci
                ),
                CaseFacts(
                    case.facts.death, case.facts.recurrence_risk, case.facts.ending
                ),
            )
        except TooManyFoci as error:
            told = f"Case {case.id}: {error.what}"
            raise DemoFaulty(self.folder / FILE, [told]) from error

    def session(self, case: CaseShape, session: SessionShape) -> Session:
        return Session(
            self.id("session", case.id, session.number),
            self.id("case", case.id),
            session.number,
            session.phase,
            session.day_of_treatment,
            tuple(
                Severity(each.scale, each.total, each.fed_back)
                for each in session.severity
            ),
        )

    def tape(self, case: CaseShape, session: SessionShape) -> Tape:
        kept = session.tape
        return Tape(
            self.id("tape", case.id, session.number),
            self.id("session", case.id, session.number),
            session.length_ms,
            (self.recording(kept.file, session.length_ms),) if kept else (),
            self.folder / kept.captions if kept and kept.captions else None,
        )

    def recording(self, name: str, length: int) -> MediaFile:
        path = self.folder / name
        size = path.stat().st_size if path.is_file() else 0
        return MediaFile(path, offset=0, length=length, size=size)

    def codings(self, case: CaseShape, session: SessionShape) -> Iterator[Coding]:
        passes: Counter[tuple[str, str]] = Counter()
        for coding in session.codings:
            who = (coding.rater, coding.role.value)
            passes[who] += 1
            here = (case.id, session.number)
            yield _coding(
                coding,
                CodingHead(
                    self.id("coding", *here, *who, passes[who]),
                    self.id("tape", *here),
                    self.id("person", coding.rater),
                    coding.role,
                    self.codebook.name,
                    passes[who],
                    coding.status,
                ),
            )


def _both(
    made: Made, case: CaseShape, session: SessionShape
) -> Iterator[tuple[Coding, CodingShape]]:
    """Yield the codings of a session, each with its shape."""
    return zip(made[case.id, session.number], session.codings, strict=True)


def _coding(shape: CodingShape, head: CodingHead) -> Coding:
    marks = {
        number: Mark(
            number,
            each.code,
            each.start,
            each.end,
            each.note,
            each.quality,
            each.certainty,
            each.direction,
        )
        for number, each in enumerate(shape.marks, start=1)
    }
    ratings = {item: Rating(value) for item, value in shape.ratings.items()}
    comments = {
        number: Comment(
            number, each.kind, each.start, each.end, each.text, each.wording, each.code
        )
        for number, each in enumerate(shape.comments, start=1)
    }
    return Coding(
        head,
        MappingProxyType(marks),
        MappingProxyType(ratings),
        shape.comment,
        MappingProxyType(comments),
    )
