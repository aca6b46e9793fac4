"""Whether a tape, and a case, counts for a portfolio.

Nothing is made up: a tape counts when those rated and submitted it whom the template
names, enough items were rated for a mean, and it reaches the pass mark where one can be
held against it. A pass mark for another scale than that of the codebook cannot.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ipt_review.domain.codebook import Part
from ipt_review.domain.portfolio import (
    IN_EACH_CASE,
    PassedOn,
    RatedBy,
    RequirementKind,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.ledger import Attestation, SupervisionTime
    from ipt_review.domain.portfolio import (
        Template,
    )
    from ipt_review.domain.study import Session
    from ipt_review.scoring.progress import CaseProgress, TapeScores
    from ipt_review.scoring.rated import Rated

MINUTES = 60


@dataclass(frozen=True)
class Record:
    """What there is of a therapist, as one person may see it.

    Attributes:
        codebook: Whose scales and problem areas the study uses.
        hours: Time in which the therapist was supervised.
        meetings: Ids of those that are supervision meetings of the study.
        leads: Handles by id of people who supervised.
        foci_hidden: Cases whose agreed focus this person must not know.
    """

    cases: tuple[CaseProgress, ...]
    codebook: Codebook
    hours: tuple[SupervisionTime, ...] = ()
    meetings: frozenset[UUID] = frozenset()
    attested: tuple[Attestation, ...] = ()
    leads: tuple[tuple[UUID, str], ...] = ()
    foci_hidden: frozenset[UUID] = frozenset()

    def lead(self, person: UUID | None) -> str:
        """Return the handle of somebody who supervised, or nothing."""
        return dict(self.leads).get(person, "") if person is not None else ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A tape, and whether it counts.

    Attributes:
        result: The scores that are held against the pass mark; None for a tape that
            does not count before anything is held against it.
        value: The score.
        against: Why it does not count; empty where it does.
        waits: Whether a supervisor's ratings are there and may not be shown yet.
    """

    tape: TapeScores
    result: Rated | None
    value: float | None
    against: str = ""
    waits: bool = False

    @property
    def counts(self) -> bool:
        """Whether it counts."""
        return not self.against

    @property
    def coding(self) -> UUID | None:
        """The coding to look at, if there is any."""
        found = self.result or self.tape.supervisor or self.tape.own
        return None if found is None else found.coding


def scale_fits(template: Template, codebook: Codebook) -> bool:
    """Say whether the pass mark is for a scale as the items of the codebook have."""
    adheres = template.grade.passed_on is PassedOn.ADHERENCE
    part = Part.ADHERENCE if adheres else Part.COMPETENCE
    items = [item for item in codebook.items if item.part is part and not item.silenced]
    scales = [codebook.scale_of(item.id) for item in items]
    ends = {(scale.low, scale.high) for scale in scales}
    return ends == {(template.grade.low, template.grade.high)}


def judged(tape: TapeScores, template: Template, mark: float | None) -> Judged:
    """Say whether a tape counts, with `mark` as its pass mark where there is one."""
    result, against = _rated(tape, template.rated_by)
    if result is None:
        return Judged(tape, None, None, against, waits=tape.hidden)
    value = grade_of(result, template.grade.passed_on)
    if value is None:
        return Judged(tape, result, None, "too few items rated")
    below = mark is not None and value < mark
    return Judged(tape, result, value, f"below {mark:g}" if below else "")


def grade_of(result: Rated, passed_on: PassedOn) -> float | None:
    """Return the score that a pass mark is held against; None where there is none."""
    scores = result.scores
    if passed_on is PassedOn.OVERALL:
        return scores.overall
    adheres = passed_on is PassedOn.ADHERENCE
    return (scores.adherence if adheres else scores.competence).value


def _rated(tape: TapeScores, by: RatedBy) -> tuple[Rated | None, str]:
    """Return the ratings that count, or why there are none."""
    found = tape.supervisor
    if by is RatedBy.EITHER:
        found = found or tape.own
    against = ""
    if tape.hidden:
        against = "rated; shown once the self-review is submitted"
    elif found is None:
        either = by is RatedBy.EITHER
        against = "not rated" if either else "not rated by a supervisor"
    elif by is RatedBy.BOTH and tape.own is None:
        against = "no self-review"
    return (None if against else found), against


@dataclass(frozen=True)
class CaseStanding:
    """A case held against what each case needs.

    Attributes:
        tapes: All of its tapes, judged.
        have: By kind of requirement what it has.
        met: By kind whether that is enough; only kinds with a figure.
    """

    progress: CaseProgress
    tapes: tuple[Judged, ...]
    have: dict[RequirementKind, float]
    met: dict[RequirementKind, bool]

    @property
    def counting(self) -> int:
        """How many of its tapes count."""
        return sum(each.counts for each in self.tapes)

    @property
    def waiting(self) -> int:
        """How many wait for the self-review."""
        return sum(each.waits for each in self.tapes)

    @property
    def complete(self) -> bool:
        """Whether it has all that a case needs, and at least one tape that counts."""
        return self.counting > 0 and all(self.met.values())


def standing_of(
    case: CaseProgress, template: Template, record: Record, mark: float | None
) -> CaseStanding:
    """Hold a case against what each case needs."""
    tapes = tuple(judged(each, template, mark) for each in case.tapes)
    minutes = sum(each.minutes for each in record.hours if each.case == case.case.id)
    taped = 100 * len(tapes) / len(case.sessions) if case.sessions else 0.0
    gap = longest_gap(case.sessions)
    have: dict[RequirementKind, float] = {
        RequirementKind.SESSIONS: len(case.sessions),
        RequirementKind.RECORDED: taped,
        RequirementKind.TAPES: sum(each.counts for each in tapes),
        RequirementKind.CASE_HOURS: minutes / MINUTES,
        RequirementKind.SEVERITY: gap,
    }
    met = {}
    for kind in IN_EACH_CASE:
        figure = template.figure(kind)
        if figure is not None:
            every = kind is RequirementKind.SEVERITY
            met[kind] = 0 < gap <= figure if every else have[kind] >= figure
    return CaseStanding(case, tapes, have, met)


def longest_gap(sessions: Sequence[Session]) -> int:
    """Return for the scale that was given best how many sessions apart it was at most.

    The stretch before the first total counts, and that after the last one; 0 where no
    scale was given, or no session was held.
    """
    numbers = [session.number for session in sessions]
    scales = {total.scale for session in sessions for total in session.severity}
    found = []
    for scale in scales:
        given = [one.number for one in sessions if one.severity_on(scale) is not None]
        edges = [numbers[0] - 1, *given, numbers[-1] + 1]
        inner = [after - before for before, after in pairwise(given)]
        ends = [given[0] - edges[0], edges[-1] - given[-1]]
        found.append(max(*inner, *ends))
    return min(found, default=0)
