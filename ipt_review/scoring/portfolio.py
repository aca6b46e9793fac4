"""A therapist's portfolio held against a template: what is there, and what is not.

Each requirement is one line with the evidence that it rests on, counted or not. What a
source leaves open, or what cannot be seen yet, is not judged. Nobody is compared with
anybody else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ipt_review.domain.phase import Phase
from ipt_review.domain.portfolio import IN_EACH_CASE, RequirementKind
from ipt_review.scoring import portfolio_words as words
from ipt_review.scoring.portfolio_evidence import (
    Evidence,
    about_foci,
    of_case,
    of_hours,
    of_self_review,
    of_tape,
    of_whole_case,
)
from ipt_review.scoring.portfolio_line import Line, State
from ipt_review.scoring.portfolio_tapes import MINUTES, scale_fits, standing_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ipt_review.domain.portfolio import Requirement, Statement, Template
    from ipt_review.scoring.portfolio_tapes import CaseStanding, Judged, Record


@dataclass(frozen=True)
class Portfolio:
    """A therapist's portfolio.

    Attributes:
        summary: Plain sentences over it all.
        counting: The tapes that count, by case and session.
    """

    template: Template
    lines: tuple[Line, ...]
    summary: str
    counting: tuple[Judged, ...]


PHASES: Final = {
    RequirementKind.OPENING_TAPES: frozenset({Phase.OPENING}),
    RequirementKind.MIDDLE_TAPES: frozenset({Phase.MIDDLE}),
    RequirementKind.ENDING_TAPES: frozenset({Phase.TERMINATION}),
    RequirementKind.LATER_TAPES: frozenset({Phase.MIDDLE, Phase.TERMINATION}),
}


def judge_portfolio(template: Template, record: Record) -> Portfolio:
    """Hold what there is of a therapist against a template."""
    judging = _Judging(template, record)
    lines = tuple(judging.lines())
    counting = (each for case in judging.cases for each in case.tapes if each.counts)
    return Portfolio(template, lines, _summary(judging, lines), tuple(counting))


def _summary(judging: _Judging, lines: Sequence[Line]) -> str:
    """Sum up: what is told of the cases is not told a second time as missing."""
    missing = [line for line in lines if line.state is State.MISSING]
    unsettled = [line.title for line in lines if line.state is State.NOT_YET]
    begun = [
        of_whole_case(each, judging.template).text
        for each in judging.cases
        if not each.complete
    ]
    complete = sum(each.complete for each in judging.cases)
    cases = judging.template.figure(RequirementKind.CASES)
    apart = IN_EACH_CASE | {RequirementKind.CASES}
    lacking = [each.lacks for each in missing if each.kind not in apart and each.kind]
    attested = sum(not each.kind for each in missing)
    if attested:
        noun = "attestation" if attested == 1 else "attestations"
        lacking.append(f"{attested} {noun} by a supervisor")
    if not missing and not unsettled:
        return f"{words.of_cases(complete, cases, begun)} {words.ALL_THERE}"
    return words.told(words.of_cases(complete, cases, begun), lacking, unsettled)


class _Judging:
    """One portfolio while it is judged."""

    def __init__(self, template: Template, record: Record) -> None:
        self.template = template
        self.record = record
        mark = template.figure(RequirementKind.PASS_MARK)
        self.fits = scale_fits(template, record.codebook)
        self.mark = mark if self.fits else None
        self.cases = [
            standing_of(each, template, record, self.mark) for each in record.cases
        ]

    def lines(self) -> Iterable[Line]:
        """Yield a line for everything that is asked for."""
        for asked in self.template.requirements:
            yield self._line(asked)
        for statement in self.template.attested:
            yield self._attested(statement)

    def _line(self, asked: Requirement) -> Line:
        kind = asked.kind
        if kind in IN_EACH_CASE:
            return self._in_each_case(asked)
        if kind in PHASES:
            found = [j for j in self._tapes() if j.tape.session.phase in PHASES[kind]]
            return self._of_tapes(asked, found)
        how: dict[RequirementKind, Callable[[Requirement], Line]] = {
            RequirementKind.CASES: self._whole_cases,
            RequirementKind.FOCI: self._foci,
            RequirementKind.SELF_REVIEWS: self._self_reviews,
            RequirementKind.PASS_MARK: self._pass_mark,
            RequirementKind.HOURS: self._hours,
        }
        return how[kind](asked)

    def _whole_cases(self, asked: Requirement) -> Line:
        have = sum(each.complete for each in self.cases)
        waits = sum(each.waiting > 0 and not each.complete for each in self.cases)
        evidence = [of_whole_case(each, self.template) for each in self.cases]
        return _made(asked, have, asked.figure, evidence, waits)

    def _in_each_case(self, asked: Requirement) -> Line:
        kind = asked.kind
        have = sum(each.met.get(kind, False) for each in self.cases)
        rated = kind is RequirementKind.TAPES
        waits = sum(
            rated and each.waiting > 0 and not each.met.get(kind) for each in self.cases
        )
        evidence = [of_case(each, asked) for each in self.cases]
        need = None if asked.figure is None else float(self.template.cases)
        return _made(asked, have, need, evidence, waits)

    def _of_tapes(self, asked: Requirement, found: Sequence[Judged]) -> Line:
        have = sum(each.counts for each in found)
        waits = sum(each.waits for each in found)
        return _made(asked, have, asked.figure, self._evidence(found), waits)

    def _self_reviews(self, asked: Requirement) -> Line:
        passed_on = self.template.grade.passed_on
        own = [each for each in self._tapes() if each.tape.own is not None]
        evidence = [of_self_review(e, self._case_of(e), passed_on) for e in own]
        return _made(asked, len(own), asked.figure, evidence)

    def _foci(self, asked: Requirement) -> Line:
        some = [each for each in self.cases if each.counting]
        hidden = self.record.foci_hidden
        seen = [each for each in some if each.progress.case.id not in hidden]
        areas = {focus.area for each in seen for focus in each.progress.case.foci}
        evidence = [about_foci(each, self.record) for each in self.cases]
        return _made(
            asked, len(areas), asked.figure, evidence, len(some) - len(seen),
            "The agreed focus of some cases is hidden until you judged them.",
        )  # fmt: skip

    def _pass_mark(self, asked: Requirement) -> Line:
        grade = self.template.grade
        rated = [each for each in self._tapes() if each.value is not None]
        title = f"Pass mark of a tape, {words.PASSED_ON[grade.passed_on]}"
        if asked.figure is not None:
            title = f"{title} {asked.figure:g} (scale {grade.low}–{grade.high})"
        why = ""
        if asked.figure is not None and not self.fits:
            why = (
                f"The pass mark is for a scale from {grade.low} to {grade.high}; the "
                "codebook of this study has another one. Rate with the form that the "
                "mark is for, or set a mark of the program's own."
            )
        have = 0 if why else sum(each.counts for each in rated)
        need = None if asked.figure is None else float(self._tapes_needed())
        waits = sum(each.waits for each in self._tapes())
        made = _made(asked, have, need, self._evidence(rated), waits, why)
        if not why:
            return _named(made, title)
        return _named(made, title, State.NOT_YET, why)

    def _hours(self, asked: Requirement) -> Line:
        have = sum(each.minutes for each in self.record.hours) / MINUTES
        return _made(asked, have, asked.figure, of_hours(self.record))

    def _attested(self, statement: Statement) -> Line:
        found = [e for e in self.record.attested if e.statement == statement.id]
        evidence = tuple(
            Evidence(
                f"Attested by {self.record.lead(each.by) or 'somebody'}",
                counts=True,
                entry=each.id,
                note=each.note,
            )
            for each in found
        )
        return Line(
            statement.text,
            State.THERE if found else State.MISSING,
            1.0 if found else 0.0,
            1.0,
            statement.source,
            evidence,
            statement=statement.id,
            lacks="" if found else f"attested: {statement.text}",
        )

    def _tapes(self) -> list[Judged]:
        return [each for case in self.cases for each in case.tapes]

    def _tapes_needed(self) -> int:
        """Return how many tapes the template asks for in all, one at least."""
        figure = self.template.figure
        by_phase = sum(figure(kind) or 0 for kind in PHASES)
        in_cases = self.template.cases * (figure(RequirementKind.TAPES) or 1)
        return int(max(by_phase, in_cases))

    def _evidence(self, found: Iterable[Judged]) -> list[Evidence]:
        on = words.PASSED_ON[self.template.grade.passed_on]
        return [of_tape(each, self._case_of(each), on) for each in found]

    def _case_of(self, judged: Judged) -> CaseStanding:
        wanted = judged.tape.session.case
        return next(e for e in self.cases if e.progress.case.id == wanted)


WAITS: Final = "Some ratings are shown once the self-review is submitted."


def _made(
    asked: Requirement,
    have: float,
    need: float | None,
    evidence: Iterable[Evidence],
    waits: int = 0,
    because: str = WAITS,
) -> Line:
    """Return a line; what waits to be seen keeps it from being called missing."""
    lacks = why = ""
    if need is None:
        state, why = State.NOT_YET, words.OPEN
    elif have >= need:
        state = State.THERE
    elif have + waits >= need:
        state, why = State.NOT_YET, because
    else:
        state = State.MISSING
        lacks = words.lacks(asked.kind, need - have, asked.figure or need)
    return Line(
        words.TITLES[asked.kind], state, float(have), need, asked.source,
        tuple(evidence), asked.kind, lacks=lacks, why=why,
    )  # fmt: skip


def _named(line: Line, title: str, state: State | None = None, why: str = "") -> Line:
    """Return a line under another title, and in another state where one is given."""
    renamed = replace(line, title=title)
    return (
        renamed if state is None else replace(renamed, state=state, why=why, lacks="")
    )
