"""The shape of `tasks.json` in a package for a rater: exactly these fields."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from uuid import UUID

from pydantic import Field

from ipt_review.domain.assignment import Assignment, AssignmentKind
from ipt_review.domain.people import Person, Role, Therapist
from ipt_review.domain.phase import Phase
from ipt_review.domain.study import (
    AgreedFocus,
    Case,
    CaseFacts,
    Ending,
    GivenBy,
    Session,
    Severity,
    Study,
)
from ipt_review.domain.tape import MediaFile, Tape
from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import Cue, Transcript
from ipt_review.exchange.shapes import Shape

Text = Annotated[str, Field(max_length=100_000)]
Handle = Annotated[str, Field(min_length=1, max_length=200)]
Count = Annotated[int, Field(ge=0)]


class StudyShape(Shape):
    """The study."""

    id: UUID
    title: Text
    code: Text

    def value(self) -> Study:
        """Return what it stands for."""
        return Study(self.id, self.title, self.code)


class PersonShape(Shape):
    """A person, by handle."""

    id: UUID
    handle: Handle
    roles: tuple[Role, ...]

    def value(self) -> Person:
        """Return who it stands for."""
        return Person(self.id, self.handle, frozenset(self.roles))


class TherapistShape(Shape):
    """A therapist, or what stands for one."""

    id: UUID
    handle: Handle

    def value(self) -> Therapist:
        """Return who it stands for."""
        return Therapist(self.id, self.handle)


class FocusShape(Shape):
    """An agreed focus."""

    area: Text
    agreed_in: int
    ended_in: int | None = None


class FactsShape(Shape):
    """What is on record of a case."""

    death: bool | None = None
    recurrence_risk: bool | None = None
    ending: Ending | None = None

    def value(self) -> CaseFacts:
        """Return what it stands for."""
        return CaseFacts(self.death, self.recurrence_risk, self.ending)


class CaseShape(Shape):
    """A case, or what stands for one."""

    id: UUID
    handle: Handle
    therapist: UUID
    planned_sessions: Count
    foci: tuple[FocusShape, ...] = ()
    facts: FactsShape = FactsShape()
    arm: Text = ""

    def value(self) -> Case:
        """Return what it stands for."""
        foci = (AgreedFocus(f.area, f.agreed_in, f.ended_in) for f in self.foci)
        return Case(
            self.id,
            self.handle,
            self.therapist,
            self.planned_sessions,
            tuple(foci),
            self.facts.value(),
            self.arm,
        )


class SeverityShape(Shape):
    """A total of a severity scale."""

    scale: Text
    total: int
    fed_back: bool | None = None
    given_by: GivenBy | None = None

    def value(self) -> Severity:
        """Return what it stands for."""
        return Severity(self.scale, self.total, self.fed_back, self.given_by)


class SessionShape(Shape):
    """A session, or what stands for one."""

    id: UUID
    case: UUID
    number: Count
    phase: Phase
    day: int | None = None
    severity: tuple[SeverityShape, ...] = ()

    def value(self) -> Session:
        """Return what it stands for."""
        severity = tuple(each.value() for each in self.severity)
        return Session(self.id, self.case, self.number, self.phase, self.day, severity)


class FileShape(Shape):
    """A recording, by fingerprint; its name says nothing."""

    path: Path
    offset: int
    length: Count
    size: Count
    fingerprint: Text


class TapeShape(Shape):
    """A tape."""

    id: UUID
    session: UUID
    length: Count
    files: tuple[FileShape, ...]

    def value(self) -> Tape:
        """Return what it stands for."""
        files = (
            MediaFile(f.path, f.offset, f.length, f.size, f.fingerprint)
            for f in self.files
        )
        return Tape(self.id, self.session, self.length, tuple(files))


class AssignmentShape(Shape):
    """One tape in the queue of the rater; why they have it is not told."""

    id: UUID
    tape: UUID
    rater: UUID
    kind: AssignmentKind
    sequence: Count
    pass_number: Count
    due: int | None = None
    withdrawn: bool = False

    def value(self) -> Assignment:
        """Return what it stands for."""
        return Assignment(
            self.id,
            self.tape,
            self.rater,
            self.kind,
            self.sequence,
            self.pass_number,
            self.due,
            self.withdrawn,
        )


class CodeShape(Shape):
    """What a tape is called for a blinded rater."""

    tape: UUID
    pass_number: Count
    code: Handle


class CodebookShape(Shape):
    """The text of a codebook."""

    id: Handle
    version: Handle
    text: str


class CueShape(Shape):
    """A few words of a tape."""

    start: Count
    end: Count
    speaker: Text
    text: Text


class TranscriptShape(Shape):
    """What is said on a tape."""

    tape: UUID
    cues: tuple[CueShape, ...]

    def value(self) -> Transcript:
        """Return what it stands for."""
        return Transcript(
            tuple(Cue(Span(c.start, c.end), c.speaker, c.text) for c in self.cues)
        )


class KeysShape(Shape):
    """Keys in hexadecimal digits; the secret half is there for the rater's own."""

    signs: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    opens: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    secret: Annotated[str, Field(pattern="^([0-9a-f]{128})?$")] = ""


class TasksShape(Shape):
    """Everything that a rater gets."""

    study: StudyShape
    rater: PersonShape
    people: tuple[PersonShape, ...]
    therapists: tuple[TherapistShape, ...]
    cases: tuple[CaseShape, ...]
    sessions: tuple[SessionShape, ...]
    tapes: tuple[TapeShape, ...]
    assignments: tuple[AssignmentShape, ...]
    withdrawn: tuple[UUID, ...]
    codes: tuple[CodeShape, ...]
    settings: dict[str, str]
    codebooks: tuple[CodebookShape, ...]
    transcripts: tuple[TranscriptShape, ...]
    study_keys: KeysShape
    rater_keys: KeysShape
