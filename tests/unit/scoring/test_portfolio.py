"""A portfolio says what is there and what is missing, and judges nothing unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from ipt_review.domain.coding import Coding, CodingHead, Perspective, Status
from ipt_review.domain.ledger import Attestation, SupervisionTime
from ipt_review.domain.meeting import MeetingKind
from ipt_review.domain.phase import Phase
from ipt_review.domain.portfolio import (
    Grade,
    PassedOn,
    RatedBy,
    Requirement,
    RequirementKind,
    Statement,
    Template,
)
from ipt_review.domain.rating import Rating
from ipt_review.domain.review import Review
from ipt_review.domain.study import AgreedFocus, Session, Severity
from ipt_review.domain.tape import Tape
from ipt_review.scoring.portfolio import judge_portfolio
from ipt_review.scoring.portfolio_line import State
from ipt_review.scoring.portfolio_tapes import Record, longest_gap
from ipt_review.scoring.progress import CaseProgress, TapeScores
from ipt_review.scoring.rated import rated as score_rated
from tests.builders import SmallStudy, a_codebook

if TYPE_CHECKING:
    from ipt_review.scoring.rated import Rated

if TYPE_CHECKING:
    from ipt_review.scoring.portfolio_line import Line

SMALL, BOOK = SmallStudy(), a_codebook()
KINDS = RequirementKind
PHASES = {"o": Phase.OPENING, "m": Phase.MIDDLE, "e": Phase.TERMINATION}


def tape(
    case: int, number: int, phase: str, score: int | None, own: int | None
) -> TapeScores:
    """Return a tape that a supervisor rated so, and its therapist so."""
    held = Session(
        UUID(int=1000 * case + number), UUID(int=case), number, PHASES[phase]
    )
    ids = UUID(int=1000 * case + 100 + number)

    def rated(value: int | None, perspective: Perspective) -> Rated | None:
        if value is None:
            return None
        head = CodingHead(
            UUID(int=1000 * case + 10 * number + len(perspective.value)),
            ids, SMALL.rater.id, perspective, BOOK.name, 1, Status.SUBMITTED,
        )  # fmt: skip
        ratings = {item.id: Rating(value) for item in BOOK.items}
        coding = Coding(head, MappingProxyType({}), MappingProxyType(ratings))
        whole = Review(
            SMALL.study, SMALL.therapist, SMALL.case, held,
            Tape(ids, held.id, 600_000), SMALL.rater, coding,
        )  # fmt: skip
        return score_rated(whole, [whole], BOOK)

    return TapeScores(
        held,
        ids,
        rated(score, Perspective.SUPERVISOR),
        rated(own, Perspective.TRAINEE_SELF),
    )


def a_case(
    number: int,
    *tapes: tuple[str, int | None],
    area: str = "grief",
    own: int | None = None,
) -> CaseProgress:
    """Return a case with one session for each tape: its phase, and its score."""
    found = tuple(
        tape(number, place, phase, score, own)
        for place, (phase, score) in enumerate(tapes, start=1)
    )
    case = replace(
        SMALL.case,
        id=UUID(int=number),
        handle=f"C-{number:02}",
        foci=(AgreedFocus(area, 1),),
    )
    return CaseProgress(case, tuple(each.session for each in found), found)


def hours(minutes: int, case: int | None = None) -> SupervisionTime:
    return SupervisionTime(
        UUID(int=minutes + (case or 0)), date(2026, 3, 2), minutes,
        MeetingKind.INDIVIDUAL, None, None if case is None else UUID(int=case),
    )  # fmt: skip


def asking(**figures: float | None) -> Template:
    found = (Requirement(KINDS(name), figure) for name, figure in figures.items())
    return Template("own", "Own").with_requirements(found)


def line(template: Template, record: Record) -> Line:
    """Return the one line of a template that asks for one thing."""
    (found,) = judge_portfolio(template, record).lines
    return found


THREE = (("o", 5), ("m", 5), ("e", 5))


def test_a_portfolio_is_summed_up_in_plain_sentences() -> None:
    cases = (a_case(1, *THREE), a_case(2, *THREE[:2]), a_case(3, *THREE))
    template = asking(cases=3, tapes=3, ending_tapes=3, hours=10, severity=None)

    found = judge_portfolio(template, Record(cases, BOOK, (hours(390),)))

    assert found.summary == (
        "Two of three cases are complete. Case C-02: 2 of 3 rated tapes. Missing: "
        "1 rated tape of the ending; 3.5 hours of supervision. Not yet judgeable: "
        "severity scale in each case, every so many sessions."
    )
    whole = next(one for one in found.lines if one.kind is KINDS.CASES)
    assert [(each.text, each.counts) for each in whole.evidence] == [
        ("Case C-01: complete", True),
        ("Case C-02: 2 of 3 rated tapes", False),
        ("Case C-03: complete", True),
    ]
    assert whole.count == "2 of 3"
    assert whole.share == pytest.approx(2 / 3)
    assert len(found.counting) == 8


def test_a_portfolio_with_everything_says_so() -> None:
    record = Record((a_case(1, *THREE),), BOOK, (hours(60),))
    found = judge_portfolio(asking(cases=1, hours=1), record)

    assert found.summary == (
        "One of one case is complete. Everything that is asked for is there."
    )
    assert {one.state for one in found.lines} == {State.THERE}
    nothing = judge_portfolio(asking(cases=2), Record((), BOOK))
    assert nothing.summary == (
        "None of two cases are complete. Two more cases are needed."
    )
    begun = judge_portfolio(asking(cases=3), Record((a_case(1, ("o", None)),), BOOK))
    assert begun.summary == (
        "None of three cases are complete. Case C-01: no tape that counts. "
        "Two more cases are needed."
    )


def test_what_a_source_leaves_open_is_not_judged() -> None:
    found = line(asking(hours=None), Record((), BOOK, (hours(90),)))

    assert (found.state, found.count, found.share) == (State.NOT_YET, "1.5, open", 0)
    assert found.why.startswith("Set by the program")


@pytest.mark.parametrize(
    ("by", "score", "own", "counts", "said"),
    [
        (RatedBy.SUPERVISOR, 5, None, 1, "adherence 5.0"),
        (RatedBy.SUPERVISOR, None, 5, 0, "not rated by a supervisor"),
        (RatedBy.BOTH, 5, None, 0, "no self-review"),
        (RatedBy.BOTH, 5, 3, 1, "adherence 5.0"),
        (RatedBy.EITHER, None, 3, 1, "adherence 3.0"),
        (RatedBy.EITHER, None, None, 0, "not rated"),
    ],
)
def test_a_tape_counts_when_those_rated_it_who_shall(
    by: RatedBy, score: int | None, own: int | None, counts: int, said: str
) -> None:
    template = replace(asking(opening_tapes=1), rated_by=by)

    found = line(template, Record((a_case(1, ("o", score), own=own),), BOOK))

    assert found.have == counts
    assert found.evidence[0].text == f"Case C-01, session 1: {said}"
    assert (found.state is State.THERE) == bool(counts)


def test_what_each_case_has_is_told_beside_what_it_needs() -> None:
    record = Record((a_case(1, *THREE), a_case(2, ("o", 5))), BOOK)

    asked, left_open = line(asking(tapes=2), record), line(asking(tapes=None), record)

    assert [each.text for each in asked.evidence] == [
        "Case C-01: 3 rated tapes, 2 needed",
        "Case C-02: 1 of 2 rated tapes",
    ]
    assert left_open.count == "open"
    assert left_open.evidence[0].text == "Case C-01: 3 rated tapes"


def test_ratings_that_wait_for_the_self_review_are_not_called_missing() -> None:
    case = a_case(1, ("o", None))
    waits = replace(case, tapes=(replace(case.tapes[0], hidden=True),))

    found = line(asking(opening_tapes=1), Record((waits,), BOOK))
    both = line(asking(opening_tapes=2), Record((waits,), BOOK))

    assert (found.state, found.have) == (State.NOT_YET, 0)
    assert "self-review" in found.why
    assert both.state is State.MISSING


def test_tapes_below_the_pass_mark_do_not_count_and_say_so() -> None:
    cases = (a_case(1, ("o", 4), ("m", 2), ("e", 5)),)
    template = asking(pass_mark=4, opening_tapes=1, later_tapes=2)

    lines = judge_portfolio(template, Record(cases, BOOK)).lines
    found = {one.kind: one for one in lines}

    later = found[KINDS.LATER_TAPES]
    assert (later.have, later.lacks) == (
        1, "1 rated tape of the middle or the ending",
    )  # fmt: skip
    assert later.evidence[0].text.endswith("adherence 2.0, below 4")
    mark = found[KINDS.PASS_MARK]
    assert (mark.count, mark.lacks) == ("2 of 3", "1 tape that reaches 4")
    assert mark.title == "Pass mark of a tape, adherence 4 (scale 1–7)"


def test_a_pass_mark_for_another_scale_is_not_held_against_tapes() -> None:
    template = replace(asking(pass_mark=3), grade=Grade(PassedOn.ADHERENCE, 1, 5))

    found = line(template, Record((a_case(1, ("o", 2)),), BOOK))

    assert (found.state, found.have) == (State.NOT_YET, 0)
    assert "scale from 1 to 5" in found.why


def test_a_self_review_counts_whatever_the_supervisor_found() -> None:
    cases = (a_case(1, ("o", None), ("m", 2), own=6),)

    found = line(asking(self_reviews=2), Record(cases, BOOK))

    assert found.state is State.THERE
    assert [(each.text, each.counts) for each in found.evidence] == [
        ("Case C-01, session 1: self-rating of adherence 6.0", True),
        ("Case C-01, session 2: self-rating of adherence 6.0", True),
    ]


def test_foci_are_counted_once_and_only_of_cases_with_a_tape_that_counts() -> None:
    cases = (
        a_case(1, ("o", 5)),
        a_case(2, ("o", 5)),
        a_case(3, ("o", None), area="role_dispute"),
    )
    template = asking(foci=2)

    assert line(template, Record(cases, BOOK)).have == 1
    other = (*cases[:2], a_case(3, ("o", 5), area="role_dispute"))
    assert line(template, Record(other, BOOK)).state is State.THERE
    hidden = Record(other, BOOK, foci_hidden=frozenset({UUID(int=3)}))
    assert line(template, hidden).state is State.NOT_YET
    assert line(template, hidden).evidence[2].text == "Case C-03: hidden"


def test_hours_count_for_the_case_that_they_were_about() -> None:
    record = Record((a_case(1, ("o", 5)),), BOOK, (hours(240, 1), hours(30)))

    assert line(asking(case_hours=4), record).state is State.THERE
    assert line(asking(case_hours=4.5), record).lacks == (
        "1 case with 4.5 hours of supervision"
    )
    assert line(asking(hours=4.5), record).state is State.THERE


@pytest.mark.parametrize(
    ("given", "gap"),
    [((), 0), ((1,), 8), ((4, 8), 4), ((1, 4, 8), 4), ((2, 3, 4), 5), ((8,), 8)],
)
def test_a_severity_scale_has_to_be_given_from_the_start_to_the_end(
    given: tuple[int, ...], gap: int
) -> None:
    sessions = [
        Session(
            UUID(int=n), UUID(int=1), n, Phase.MIDDLE,
            severity=(Severity("ham", 20),) if n in given else (),
        )
        for n in range(1, 9)
    ]  # fmt: skip

    assert longest_gap(sessions) == gap
    case = replace(a_case(1, ("o", 5)), sessions=tuple(sessions))
    found = line(asking(severity=4), Record((case,), BOOK))
    assert (found.state is State.THERE) == (0 < gap <= 4)


def test_what_is_attested_stands_with_who_attests_it() -> None:
    template = replace(asking(), attested=(Statement("report", "A case report"),))
    seen = Attestation(UUID(int=5), "report", UUID(int=6), "Read.")

    empty = line(template, Record((), BOOK))
    found = line(
        template, Record((), BOOK, attested=(seen,), leads=((seen.by, "SV-1"),))
    )

    assert (empty.state, empty.lacks) == (State.MISSING, "attested: A case report")
    assert found.state is State.THERE
    assert found.evidence[0].said == "Attested by SV-1: Read."
