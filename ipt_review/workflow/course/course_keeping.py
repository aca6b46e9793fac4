"""Keeping the course of a case: how a person changes it.

Every change is checked, written at once, and leaves a line of who, when, from what to
what, and why.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from ipt_review.domain.course import (
    CourseChange,
    FactsSet,
    FociSet,
    PhaseSet,
    PlanSet,
    SeveritySet,
)
from ipt_review.domain.determination import Determination
from ipt_review.domain.problems import ReviewError
from ipt_review.study import foci
from ipt_review.study.determining import must_be_ready
from ipt_review.study.permissions import Act
from ipt_review.study.phases import suggestion
from ipt_review.study.severity import check_total
from ipt_review.workflow.access.package_study import must_not_be_from_a_package
from ipt_review.workflow.course.course import the_case

if TYPE_CHECKING:
    from uuid import UUID

    from ipt_review.domain.course import CourseEdit
    from ipt_review.domain.people import Person
    from ipt_review.domain.phase import Phase
    from ipt_review.domain.study import (
        AgreedFocus,
        Case,
        CaseFacts,
        Session,
        Severity,
    )
    from ipt_review.workflow.desk import Desk


class ReasonNeeded(ReviewError):
    """A phase other than the suggested one was to be set without a word."""

    def __init__(self) -> None:
        super().__init__(
            "This differs from the phase that the record suggests.",
            "Say in one line why; the reason is kept with the change.",
        )


class BadPlan(ReviewError):
    """A number of sessions that no treatment can be planned for."""

    def __init__(self) -> None:
        super().__init__(
            "A treatment is planned for one session or more.",
            "Enter a whole number; 12 to 16 is what acute treatment takes.",
        )


class CourseKeeper:
    """Changes the course of one case on behalf of one person.

    Every method writes one change with its line in the history, or raises and leaves
    everything as it was; doing what is so already writes nothing.

    Args:
        desk: The open study.
        case: Id of the case.
        person: Who changes it.

    Raises:
        ReviewError: By every method, when the change cannot be made; `NotAllowed`
            when the person may not make it.
    """

    def __init__(self, desk: Desk, case: UUID, person: Person) -> None:
        self._desk = desk
        self._id = case
        self._person = person

    @property
    def case(self) -> Case:
        """The case as it is stored now."""
        return the_case(self._desk, self._id)

    def set_phase(self, session: UUID, phase: Phase, reason: str = "") -> None:
        """Confirm the phase of a session, or change it.

        Raises:
            ReasonNeeded: When it differs from the suggestion and no reason is given.
        """
        before = self._session(session)
        suggested = suggestion(self.case, before.number, self._desk.codebook.frame)
        reason = reason.strip()
        if phase is not suggested.phase and not reason:
            raise ReasonNeeded
        self._write(PhaseSet(session, before.phase, phase), reason)

    def agree_focus(self, area: str, session: int, reason: str = "") -> None:
        """Note that the patient agreed to work on an area.

        Raises:
            TooManyFoci: When it would be a third.
        """
        case = self.case
        self._write_foci(case, foci.agree(case, area, session), reason)

    def end_focus(self, area: str, session: int, reason: str = "") -> None:
        """Note that the work on an area ended with this session."""
        case = self.case
        self._write_foci(case, foci.end(case, area, session), reason)

    def change_focus(self, old: str, new: str, session: int, reason: str = "") -> None:
        """Note that one focus gave way to another in this session."""
        case = self.case
        self._write_foci(case, foci.change(case, old, new, session), reason)

    def correct_focus(
        self, old: AgreedFocus, new: AgreedFocus | None, reason: str = ""
    ) -> None:
        """Put an entry right, or take it out for None."""
        case = self.case
        self._write_foci(case, foci.correct(case, old, new), reason)

    def put_severity(self, session: UUID, total: Severity, reason: str = "") -> None:
        """Enter a total, or correct the one on the same scale.

        Raises:
            BadTotal: When its scale cannot yield it.
            UnknownWord: When the codebook has no such scale.
        """
        check_total(self._desk.codebook.severity_scale(total.scale), total.total)
        before = self._session(session).severity_on(total.scale)
        if before != total:
            self._write(SeveritySet(session, before, total), reason)

    def remove_severity(self, session: UUID, scale: str, reason: str = "") -> None:
        """Take a total out; nothing happens where there is none."""
        before = self._session(session).severity_on(scale)
        if before is not None:
            self._write(SeveritySet(session, before, None), reason)

    def note_facts(self, facts: CaseFacts, reason: str = "") -> None:
        """Write what is on record of the case."""
        before = self.case.facts
        if before != facts:
            self._write(FactsSet(before, facts), reason)

    def plan(self, sessions: int, reason: str = "") -> None:
        """Write how many sessions are planned.

        Raises:
            BadPlan: When it is not even one.
        """
        if sessions < 1:
            raise BadPlan
        before = self.case.planned_sessions
        if before != sessions:
            self._write(PlanSet(before, sessions), reason)

    def determine(self) -> Determination:
        """Return this person's determination, begun now if need be."""
        for each in self._desk.database.determinations():
            if (each.case, each.rater) == (self._id, self._person.id):
                return each
        self._must(Act.DETERMINE)
        must_not_be_from_a_package(self._desk.database)
        begun = Determination(uuid4(), self._id, self._person.id)
        self._desk.database.add_determination(begun, self._desk.now())
        return begun

    def keep_determination(self, after: Determination) -> None:
        """Write this person's determination as it stands on the form.

        Raises:
            DeterminationClosed: When it was submitted.
        """
        before = self.determine()
        self._must(Act.DETERMINE)
        if after != before:
            self._desk.database.change_determination(before, after, self._desk.now())

    def submit_determination(self) -> None:
        """Close this person's determination for good; the agreed focus shows then.

        Raises:
            NotReady: When it is not complete or not consistent.
        """
        form = self.determine()
        must_be_ready(form, self._desk.codebook.areas)
        self.keep_determination(replace(form, submitted=True))

    def _write_foci(self, before: Case, after: Case, reason: str) -> None:
        if before.foci != after.foci:
            self._write(FociSet(before.foci, after.foci), reason)

    def _must(self, act: Act) -> None:
        rights = self._desk.rights
        rights.must(act, rights.about_case(self._id), self._person)

    def _write(self, edit: CourseEdit, reason: str) -> None:
        self._must(Act.CHANGE_COURSE)
        self._desk.database.change_course(
            CourseChange(
                self._id, edit, reason.strip(), self._person.id, self._desk.now()
            )
        )

    def _session(self, session: UUID) -> Session:
        return next(e for e in self._desk.database.sessions() if e.id == session)
