"""The shape of a demo study file: which fields it has, and what each can hold."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ipt_review.domain.coding import Perspective, Status
from ipt_review.domain.comment import CommentKind
from ipt_review.domain.feedback import Outcome
from ipt_review.domain.mark import Certainty, Direction, Quality
from ipt_review.domain.people import Role
from ipt_review.domain.phase import Phase
from ipt_review.domain.study import Ending

Handle = Annotated[str, Field(min_length=1, max_length=32)]
Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Ms = Annotated[int, Field(ge=0, strict=True)]
Count = Annotated[int, Field(ge=1, strict=True)]
FileName = Annotated[str, Field(pattern=r"^[^/\\:]+$", min_length=1)]


class DemoShape(BaseModel):
    """Exactly these fields and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class StudyShape(DemoShape):
    """The study itself."""

    title: Annotated[str, Field(min_length=1)]
    code: Handle


class PersonShape(DemoShape):
    """Somebody who codes or supervises."""

    id: Handle
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]


class TherapistShape(DemoShape):
    """Whose sessions are on the tapes."""

    id: Handle
    person: Handle | None = None


class FocusShape(DemoShape):
    """An agreed problem area."""

    area: Word
    agreed_in_session: Count
    ended_in_session: Count | None = None


class SeverityShape(DemoShape):
    """One total of one severity scale."""

    scale: Word
    total: Annotated[int, Field(ge=0, strict=True)]
    fed_back: bool | None = None


class TapeShape(DemoShape):
    """The recording that lies beside the file."""

    file: FileName
    captions: FileName | None = None


class MarkShape(DemoShape):
    """A mark; one without an end is still open."""

    code: Word
    start: Ms
    end: Ms | None = None
    note: str = ""
    quality: Quality | None = None
    certainty: Certainty | None = None
    direction: Direction | None = None


class CommentShape(DemoShape):
    """A comment on the tape."""

    kind: CommentKind
    start: Ms
    end: Ms
    text: str
    wording: str = ""
    code: Word | None = None


class ReplyShape(DemoShape):
    """What the therapist replied to a point of the page, counted from 1."""

    point: Count
    text: Annotated[str, Field(min_length=1)]


class FeedbackShape(DemoShape):
    """The page that was made of a coding's comments, and handed back.

    `before` says what became of the goals of the page before it, in their order;
    `tried` counts its own goals from 1.
    """

    drafted_at: Ms
    handed_back_at: Ms
    summary: str = ""
    goals: tuple[str, ...] = ()
    before: tuple[Outcome, ...] = ()
    answered_at: Ms = 0
    replies: tuple[ReplyShape, ...] = ()
    tried: tuple[Count, ...] = ()


class CodingShape(DemoShape):
    """One rater's marks and ratings; the same rater again is the next pass.

    `submitted_at` is in ms since 1970; left out where nobody knows.
    """

    rater: Handle
    role: Perspective
    status: Status
    submitted_at: Ms | None = None
    marks: tuple[MarkShape, ...] = ()
    ratings: dict[Word, int] = Field(default_factory=dict)
    comment: str = ""
    comments: tuple[CommentShape, ...] = ()
    feedback: FeedbackShape | None = None


class SessionShape(DemoShape):
    """A session, with its tape if it was kept."""

    number: Count
    phase: Phase
    day_of_treatment: Count | None = None
    severity: tuple[SeverityShape, ...] = ()
    tape: TapeShape | None = None
    length_ms: Annotated[int, Field(ge=1, strict=True)]
    codings: tuple[CodingShape, ...] = ()


class FactsShape(DemoShape):
    """What is on record of a treatment; left out where nobody knows."""

    death: bool | None = None
    recurrence_risk: bool | None = None
    ending: Ending | None = None


class CaseShape(DemoShape):
    """A treatment."""

    id: Handle
    therapist: Handle
    planned_sessions: Count
    foci: tuple[FocusShape, ...] = ()
    facts: FactsShape = FactsShape()
    sessions: tuple[SessionShape, ...]


class DemoFileShape(DemoShape):
    """The whole file."""

    format: Literal["ipt-review-demo/1"]
    study: StudyShape
    people: tuple[PersonShape, ...]
    therapists: tuple[TherapistShape, ...]
    cases: tuple[CaseShape, ...]
