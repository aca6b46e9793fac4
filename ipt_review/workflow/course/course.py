"""The course of a case, as one person may see it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipt_review.domain.coding import Perspective, Status
from ipt_review.domain.course import FociSet, PhaseSet
from ipt_review.scoring.checklist import opening_checklists
from ipt_review.scoring.frame import treatment_frame
from ipt_review.scoring.frame_line import Aspect
from ipt_review.study.codebook_words import worded
from ipt_review.study.determination_steps import steps
from ipt_review.study.permissions import Act
from ipt_review.study.phases import suggestion
from ipt_review.study.seeing import may_see
from ipt_review.study.soft_checks import case_remarks
from ipt_review.workflow.prompting import has_prompts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import CodingHead
    from ipt_review.domain.course import CourseChange
    from ipt_review.domain.determination import Determination
    from ipt_review.domain.people import Person, Therapist
    from ipt_review.domain.review import Review
    from ipt_review.domain.study import Case, Session
    from ipt_review.domain.tape import Tape
    from ipt_review.scoring.checklist import Checklist
    from ipt_review.scoring.frame_line import FrameLine
    from ipt_review.study.determination_steps import JudgmentStep
    from ipt_review.study.phases import Suggestion
    from ipt_review.study.soft_checks import Remark
    from ipt_review.workflow.desk import Desk, Holdings


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One session in the course of a case.

    Attributes:
        suggested: What the record suggests as its phase, and why.
        confirmed: The last line in which a person set or confirmed the phase.
        heads: Codings of its tape.
    """

    session: Session
    tape: Tape | None
    suggested: Suggestion
    confirmed: CourseChange | None
    heads: tuple[CodingHead, ...]


@dataclass(frozen=True)
class Course:
    """A case as one person may see it.

    Attributes:
        case: Without its foci while those are hidden.
        people: By id, to name who changed what.
        changes: Its history, oldest first; without the foci while those are hidden.
        mine: This person's problem-area determination, if they began one.
        others: Submitted determinations of others; none while this person's own is
            a draft, or the agreed focus is hidden.
        judged: How those forms came about that this person may see.
        focus_hidden: Whether the agreed focus must not be shown to this person.
        frames: The treatment frame by perspective; where nothing was coded, what
            the record says stands under the person's own perspective.
        checklists: The opening checklist by perspective.
        remarks: What in the record does not fit together; empty while the focus is
            hidden or the person still judges, since some would tell what was agreed
            or what others found, and where the study has no prompts.
    """

    case: Case
    therapist: Therapist
    person: Person
    codebook: Codebook
    rows: tuple[CourseRow, ...]
    people: Mapping[UUID, Person]
    changes: tuple[CourseChange, ...]
    mine: Determination | None
    others: tuple[Determination, ...]
    judged: tuple[JudgmentStep, ...]
    focus_hidden: bool
    frames: Mapping[Perspective, tuple[FrameLine, ...]]
    checklists: Mapping[Perspective, Checklist]
    remarks: tuple[Remark, ...]


def course_of(desk: Desk, case_id: UUID, person: Person) -> Course:
    """Return a case as this person may see it.

    Raises:
        KeyError: When the study has no such case.
        NotAllowed: When they may not see it at all.
    """
    about = desk.rights.about_case(case_id)
    desk.rights.must(Act.SEE_CASE, about, person)
    free = desk.rights.may(Act.SEE_SUBMITTED, about, person).allowed
    held = desk.holdings()
    case = the_case(desk, case_id)
    judged = [each for each in desk.database.determinations() if each.case == case_id]
    mine = next((each for each in judged if each.rater == person.id), None)
    hidden = held.hides_focus(case_id, person)
    judging = mine is not None and not mine.submitted
    changes = tuple(desk.database.course_changes(case_id))
    reviews = visible_reviews(
        desk.database.reviews_of({case_id}), case, person, free=free
    )
    checklists = opening_checklists(reviews, desk.codebook)
    submitted = tuple(each for each in judged if each.submitted)
    remarks = not (hidden or judging) and has_prompts(desk.database)
    others = tuple(each for each in submitted if each.rater != person.id)
    if hidden or judging:
        others = ()
    say = worded(desk.codebook)
    told = {each.id for each in (*others, *([mine] if mine else []))}
    return Course(
        case=replace(case, foci=()) if hidden else case,
        therapist=next(each for each in held.therapists if each.id == case.therapist),
        person=person,
        codebook=desk.codebook,
        rows=tuple(_rows(held, case, changes, desk.codebook)),
        people={each.id: each for each in held.people},
        changes=tuple(
            each for each in changes if not (hidden and isinstance(each.edit, FociSet))
        ),
        mine=mine,
        others=others,
        judged=tuple(
            step
            for step in steps(desk.database.determination_history())
            if step.form.id in told
        ),
        focus_hidden=hidden,
        frames={
            perspective: tuple(
                replace(line, sentence=say(line.sentence))
                for line in lines
                if not (hidden and line.aspect is Aspect.FOCI)
            )
            for perspective, lines in _frames(
                case, held.sessions, reviews, desk.codebook
            ).items()
        },
        checklists={each.perspective: each for each in checklists},
        remarks=tuple(case_remarks(case, submitted)) if remarks else (),
    )


def visible_reviews(
    reviews: Sequence[Review], case: Case, person: Person, *, free: bool
) -> list[Review]:
    """Return the reviews of a case that a person may see.

    Their own always. Those of others once they are submitted, and the person's own
    coding of that tape, if any, is too; who is not `free` must have one, since seeing
    another's before would color it.
    """
    own = [each for each in reviews if each.case.id == case.id]
    mine = {each.tape.id: each for each in own if each.rater.id == person.id}

    def seen(review: Review) -> bool:
        if review.rater.id == person.id:
            return True
        at_it = mine.get(review.tape.id)
        if at_it is None:
            return free and review.coding.head.status is not Status.DRAFT
        return may_see(at_it.coding.head, review.coding.head)

    return [each for each in own if seen(each)]


def the_case(desk: Desk, case_id: UUID) -> Case:
    """Return a case as it is stored now.

    Raises:
        KeyError: When the study has no such case.
    """
    for case in desk.database.cases():
        if case.id == case_id:
            return case
    raise KeyError("case", case_id)


def _rows(
    held: Holdings,
    case: Case,
    changes: Sequence[CourseChange],
    codebook: Codebook,
) -> list[CourseRow]:
    confirmed = {
        each.edit.session: each for each in changes if isinstance(each.edit, PhaseSet)
    }
    rows = []
    for session in sorted(held.sessions, key=lambda session: session.number):
        if session.case != case.id:
            continue
        tape = held.tape_of(session.id)
        rows.append(
            CourseRow(
                session,
                tape,
                suggestion(case, session.number, codebook.frame),
                confirmed.get(session.id),
                tuple(held.heads_on(tape.id)) if tape else (),
            )
        )
    return rows


def _frames(
    case: Case,
    sessions: Sequence[Session],
    reviews: Sequence[Review],
    codebook: Codebook,
) -> dict[Perspective, tuple[FrameLine, ...]]:
    by_perspective = {
        perspective: [
            each for each in reviews if each.coding.head.perspective is perspective
        ]
        for perspective in Perspective
    }
    coded = {key: some for key, some in by_perspective.items() if some}
    return {
        perspective: treatment_frame(case, sessions, some, codebook)
        for perspective, some in (coded or {Perspective.SUPERVISOR: []}).items()
    }
