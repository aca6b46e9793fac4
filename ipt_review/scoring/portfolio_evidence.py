"""What a line of a portfolio rests on: tapes, cases and meetings, counted or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.portfolio import RequirementKind
from ipt_review.scoring import portfolio_words as words
from ipt_review.scoring.portfolio_tapes import grade_of

if TYPE_CHECKING:
    from uuid import UUID

    from ipt_review.domain.ledger import SupervisionTime
    from ipt_review.domain.portfolio import PassedOn, Requirement, Template
    from ipt_review.scoring.portfolio_tapes import CaseStanding, Judged, Record


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that was counted, or was not.

    Attributes:
        text: What it is, with case, session and score; ids only.
        counts: Whether it counts.
        case: Id of the case that it leads to.
        coding: Id of the coding that it leads to, before the case.
        entry: Id of the entry of the ledger that it is.
        meeting: Id of the supervision meeting that it is.
        note: What somebody wrote about it in their own words; in no packet.
    """

    text: str
    counts: bool
    case: UUID | None = None
    coding: UUID | None = None
    entry: UUID | None = None
    meeting: UUID | None = None
    note: str = ""

    @property
    def said(self) -> str:
        """All of it, as it is shown in the window."""
        return f"{self.text}: {self.note}" if self.note else self.text


def of_tape(judged: Judged, case: CaseStanding, on: str) -> Evidence:
    """Return a tape, with its score where it has one; `on` names the score."""
    session = judged.tape.session
    held = case.progress.case
    score = "" if judged.value is None else f"{on} {judged.value:.1f}"
    said = ", ".join(filter(None, (score, judged.against))) or on
    return Evidence(
        f"Case {held.handle}, session {session.number}: {said}",
        judged.counts,
        held.id,
        judged.coding,
    )


def of_self_review(judged: Judged, case: CaseStanding, passed_on: PassedOn) -> Evidence:
    """Return a self-review that was submitted, with the self-rating."""
    session, held, own = judged.tape.session, case.progress.case, judged.tape.own
    score = None if own is None else grade_of(own, passed_on)
    said = "submitted"
    if score is not None:
        said = f"self-rating of {words.PASSED_ON[passed_on]} {score:.1f}"
    text = f"Case {held.handle}, session {session.number}: {said}"
    coding = None if own is None else own.coding
    return Evidence(text, counts=True, case=held.id, coding=coding)


def of_case(standing: CaseStanding, asked: Requirement) -> Evidence:
    """Return what a case has of what each case needs."""
    held = standing.progress.case
    said = f"Case {held.handle}: {_has(standing, asked)}"
    return Evidence(said, standing.met.get(asked.kind, False), held.id)


def of_whole_case(standing: CaseStanding, template: Template) -> Evidence:
    """Return whether a case is complete, and what it lacks."""
    held = standing.progress.case
    asked = (template.asked(kind) for kind in standing.met if not standing.met[kind])
    order = list(RequirementKind)
    lacking = sorted(
        (each for each in asked if each is not None),
        key=lambda each: order.index(each.kind),
    )
    said = [_has(standing, each) for each in lacking]
    if not standing.counting:
        said.insert(0, "no tape that counts")
    words_ = "complete" if standing.complete else "; ".join(said)
    return Evidence(f"Case {held.handle}: {words_}", standing.complete, held.id)


def about_foci(standing: CaseStanding, record: Record) -> Evidence:
    """Return the agreed foci of a case, where they may be known."""
    held = standing.progress.case
    if held.id in record.foci_hidden:
        return Evidence(f"Case {held.handle}: hidden", counts=False, case=held.id)
    labels = {area.id: area.label for area in record.codebook.areas}
    areas = dict.fromkeys(labels.get(focus.area, focus.area) for focus in held.foci)
    said = ", ".join(areas) or "no focus agreed"
    if not standing.counting:
        said = f"{said}; no tape that counts"
    counts = bool(standing.counting and areas)
    return Evidence(f"Case {held.handle}: {said}", counts, held.id)


def of_hours(record: Record) -> list[Evidence]:
    """Return the time of supervision, by its day."""
    ordered = sorted(record.hours, key=lambda one: (one.day, str(one.id)))
    return [
        Evidence(
            _of_hour(each, record),
            counts=True,
            case=each.case,
            entry=None if each.id in record.meetings else each.id,
            meeting=each.id if each.id in record.meetings else None,
            note=each.note,
        )
        for each in ordered
    ]


def _of_hour(time: SupervisionTime, record: Record) -> str:
    handles = {each.case.id: each.case.handle for each in record.cases}
    lead, case = record.lead(time.led_by), handles.get(time.case) if time.case else ""
    parts = (
        f"{time.day.isoformat()}: {time.minutes} min",
        time.kind.value,
        f"with {lead}" if lead else "",
        f"case {case}" if case else "",
        "supervision meeting" if time.id in record.meetings else "",
    )
    return ", ".join(filter(None, parts))


def _has(standing: CaseStanding, asked: Requirement) -> str:
    """Say what a case has, against the figure where there is one."""
    kind, have = asked.kind, standing.have[asked.kind]
    of = "" if asked.figure is None else f" of {asked.figure:g}"
    if kind is RequirementKind.SEVERITY:
        if not have:
            return "no severity scale given"
        least = "" if asked.figure is None else f", {asked.figure:g} at most"
        return f"severity scale {have:g} sessions apart{least}"
    if kind is RequirementKind.RECORDED:
        return f"{have:.0f}% of its sessions recorded"
    noun = {
        RequirementKind.SESSIONS: "sessions",
        RequirementKind.TAPES: "rated tapes",
        RequirementKind.CASE_HOURS: "hours of supervision",
    }[kind]
    met = asked.figure is not None and have >= asked.figure
    said = f"{words.amount(have)}{'' if met else of} {noun}"
    return f"{said}, {asked.figure:g} needed" if met else said
