"""What of a study goes into what somebody takes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.study.permissions import About, Act, Scope, may, scope_of
from ipt_review.workflow.course.course import visible_reviews
from ipt_review.workflow.library.consenting import withdrawn_cases

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from ipt_review.domain.determination import Determination
    from ipt_review.domain.people import Person
    from ipt_review.domain.review import Review
    from ipt_review.workflow.desk import Desk


@dataclass(frozen=True, slots=True)
class Selection:
    """Which cases and codings somebody may take out of a study.

    Attributes:
        person: Who takes them out, or None for the command line.
        blind: Cases left out, since what was agreed in them is hidden from the person.
        withdrawn: Cases left out, since their patients took their consent back.
        near: Cases of which more goes out than the person's own codings: those that
            they led, or whose therapists they supervise.
        free: Cases whose submitted codings the person sees without coding them too.
        whole: Whether drafts and codings of everybody go out too, as they do for who
            may export all of the study.
    """

    person: Person | None
    blind: frozenset[UUID]
    near: frozenset[UUID]
    free: frozenset[UUID]
    whole: bool
    withdrawn: frozenset[UUID] = frozenset()

    def has_case(self, case: UUID) -> bool:
        """Say whether anything of a case may be in it."""
        return case not in self.blind and case not in self.withdrawn

    def reviews(self, of_case: Sequence[Review]) -> list[Review]:
        """Return those of the reviews of one case that go out."""
        if not of_case or not self.has_case(of_case[0].case.id):
            return []
        if self.whole or self.person is None:
            return list(of_case)
        case = of_case[0].case
        if case.id in self.near:
            free = case.id in self.free
            return visible_reviews(of_case, case, self.person, free=free)
        return [each for each in of_case if each.rater.id == self.person.id]

    def has_form(self, form: Determination) -> bool:
        """Say whether a determination of problem areas goes out."""
        if not self.has_case(form.case):
            return False
        if self.whole or self.person is None or form.rater == self.person.id:
            return True
        return form.case in self.free and form.submitted

    def shows_case(self, case: UUID) -> bool:
        """Say whether what was recorded of a case itself goes out."""
        return self.has_case(case) and (self.whole or case in self.near)


def selection(desk: Desk, person: Person | None, *, full: bool) -> Selection:
    """Return what a person may take out, with notes (`full`) or for research.

    Raises:
        NotAllowed: When they may take nothing out at that level.
    """
    act = Act.EXPORT_FULL if full else Act.EXPORT_RESEARCH
    desk.rights.must(act, person=person)
    held = desk.holdings()
    gone = withdrawn_cases(desk, held)
    if person is None:
        nothing: frozenset[UUID] = frozenset()
        return Selection(None, nothing, nothing, nothing, whole=True, withdrawn=gone)
    standing = desk.rights.standing(person)
    about = {each.id: About(each.person) for each in held.therapists}
    near, free = (
        frozenset(
            case.id
            for case in held.cases
            if may(standing, asked, about[case.therapist]).allowed
        )
        for asked in (act, Act.SEE_SUBMITTED)
    )
    whole = scope_of(standing, act) is Scope.ALL
    blind = held.hidden_cases(person)
    return Selection(person, blind, near, free, whole=whole, withdrawn=gone)
