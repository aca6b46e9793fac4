"""The treatment frame: each rule of the article, kept, nearly kept, and broken."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from ipt_review.domain.codebook import Need
from ipt_review.domain.coding import Coding, CodingHead, Perspective
from ipt_review.domain.mark import Mark
from ipt_review.domain.people import Person, Role, Therapist
from ipt_review.domain.phase import Phase
from ipt_review.domain.rating import Rating
from ipt_review.domain.review import Review
from ipt_review.domain.study import (
    AgreedFocus,
    Case,
    CaseFacts,
    Ending,
    Session,
    Severity,
    Study,
)
from ipt_review.domain.tape import Tape
from ipt_review.scoring.frame import treatment_frame
from ipt_review.scoring.frame_line import Aspect, Level
from ipt_review.scoring.places import Place
from ipt_review.scoring.setting import setting_of
from ipt_review.study.phases import suggest_phase
from tests.builders import the_shipped_codebook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipt_review.scoring.frame_line import FrameLine

BOOK = the_shipped_codebook()
CASE = Case(UUID(int=1), "C01", UUID(int=2), 12, (AgreedFocus("role_dispute", 3),))
RATER = Person(UUID(int=3), "SV", frozenset({Role.SUPERVISOR}))
FORMULATED = {"formulation": 600_000, "agreement": 900_000, "time_limit": 960_000}


def sessions(case: Case, *numbers: int, told: bool | None = True) -> list[Session]:
    return [
        Session(
            UUID(int=100 + number),
            case.id,
            number,
            suggest_phase(case, number, BOOK.frame),
            severity=(Severity("hamd17", 30 - number, told),),
        )
        for number in numbers
    ]


def review(
    case: Case,
    session: Session,
    marks: Mapping[str, int] | None = None,
    ratings: Mapping[str, int] | None = None,
) -> Review:
    tape = Tape(UUID(int=500 + session.number), session.id, 3_000_000)
    head = CodingHead(
        UUID(int=900 + session.number),
        tape.id,
        RATER.id,
        Perspective.SUPERVISOR,
        BOOK.name,
    )
    made = {
        number: Mark(number, code, at, at)
        for number, (code, at) in enumerate((marks or {}).items(), 1)
    }
    rated = {item: Rating(value) for item, value in (ratings or {}).items()}
    return Review(
        Study(UUID(int=8), "Study", "S"),
        Therapist(UUID(int=2), "T01"),
        case,
        session,
        tape,
        RATER,
        Coding(head, made, rated),
    )


def lines(
    case: Case, held: list[Session], reviews: list[Review] | None = None
) -> dict[Aspect, FrameLine]:
    found = treatment_frame(case, held, reviews or [], BOOK)
    return {line.aspect: line for line in found}


def a_whole_treatment(case: Case = CASE) -> tuple[list[Session], list[Review]]:
    held = sessions(case, *range(1, 13))
    seen: dict[int, dict[str, int]] = {3: FORMULATED, 10: {"ending": 5_000}}
    return held, [review(case, each, seen.get(each.number)) for each in held]


def test_a_treatment_that_keeps_to_everything_is_in_order_throughout() -> None:
    found = lines(CASE, *a_whole_treatment())
    assert {line.level for line in found.values()} == {Level.OK}
    assert list(found) == list(Aspect)
    assert all("article, line" in line.sentence for line in found.values())
    assert found[Aspect.FORMULATION].places == (Place(3, 600_000),)
    assert found[Aspect.SEVERITY].fact == "12 of 12 sessions, fed back in 12"


def test_an_opening_past_three_sessions_is_flagged() -> None:
    case = replace(CASE, foci=(AgreedFocus("grief", 5),))
    found = lines(case, sessions(case, 1, 2, 3, 4, 5, 6))
    assert found[Aspect.OPENING].level is Level.FLAG
    assert found[Aspect.OPENING].fact == "5 sessions"
    assert found[Aspect.AGREEMENT].level is Level.FLAG


def test_sessions_past_the_opening_without_an_agreement_are_its_overrun() -> None:
    late = replace(CASE, foci=(AgreedFocus("grief", 5),))
    held = [
        replace(each, phase=Phase.MIDDLE if each.number > 3 else Phase.OPENING)
        for each in sessions(late, 1, 2, 3, 4, 5, 6)
    ]
    line = lines(late, held)[Aspect.OPENING]
    assert (line.level, line.fact) == (Level.FLAG, "3 sessions")
    assert line.sentence.endswith("; no focus was agreed before session 4, 5.")


def test_an_opening_that_still_runs_is_no_overrun() -> None:
    case = replace(CASE, foci=())
    found = lines(case, sessions(case, 1, 2))
    assert found[Aspect.OPENING].fact == "2 sessions so far"
    assert found[Aspect.OPENING].level is Level.OK
    assert found[Aspect.AGREEMENT].fact == "not yet"
    assert found[Aspect.FORMULATION].fact == "not yet"


def test_no_agreement_after_the_opening_is_flagged() -> None:
    case = replace(CASE, foci=())
    line = lines(case, sessions(case, 1, 2, 3, 4))[Aspect.AGREEMENT]
    assert (line.level, line.fact) == (Level.FLAG, "none on record")


def test_an_agreement_that_its_tape_does_not_show_is_worth_a_look() -> None:
    held = sessions(CASE, 1, 2, 3, 4)
    line = lines(CASE, held, [review(CASE, held[2])])[Aspect.AGREEMENT]
    assert line.level is Level.NOTE
    assert "no clear agreement" in line.sentence


def test_a_rating_at_the_threshold_is_as_good_as_a_mark() -> None:
    held = sessions(CASE, 1, 2, 3, 4)
    seen = {"adh_formulation": 4, "adh_time_limit": 3}
    found = lines(CASE, held, [review(CASE, each, None, seen) for each in held])
    assert found[Aspect.FORMULATION].places[0] == Place(1, None, 4)
    assert found[Aspect.TIME_LIMIT].level is Level.FLAG
    assert found[Aspect.TIME_LIMIT].fact == "not stated"


def test_what_was_not_coded_is_never_called_missing() -> None:
    held = sessions(CASE, *range(1, 13))
    some = [review(CASE, held[0]), review(CASE, held[6], {"time_limit": 7})]
    found = lines(CASE, held, some)
    assert found[Aspect.FORMULATION].level is Level.NOTE
    assert "Not coded: session 2, 3" in found[Aspect.FORMULATION].sentence
    assert found[Aspect.TIME_LIMIT].level is Level.NOTE
    assert found[Aspect.TIME_LIMIT].places == (Place(7, 7),)
    assert found[Aspect.ENDING].fact == "not known"


def test_three_areas_in_one_treatment_are_flagged() -> None:
    areas = ("grief", "role_dispute", "role_transition")
    foci = tuple(AgreedFocus(a, 3 + n, 3 + n) for n, a in enumerate(areas))
    line = lines(replace(CASE, foci=foci), sessions(CASE, 1))[Aspect.FOCI]
    assert line.level is Level.FLAG
    assert line.fact.startswith("3: ")


def test_a_dispute_that_became_a_transition_is_in_order() -> None:
    foci = (AgreedFocus("role_dispute", 3, 8), AgreedFocus("role_transition", 8))
    line = lines(replace(CASE, foci=foci), sessions(CASE, 1))[Aspect.FOCI]
    assert (line.level, line.fact) == (Level.OK, "2: Role dispute, Role transition")


def test_no_scale_in_the_opening_is_flagged() -> None:
    held = [replace(each, severity=()) for each in sessions(CASE, 1, 2, 3)]
    held += sessions(CASE, 4, 5, 6, 7)
    assert lines(CASE, held)[Aspect.SEVERITY].level is Level.FLAG


def test_a_study_that_begins_later_is_not_blamed_for_the_opening() -> None:
    assert lines(CASE, sessions(CASE, 5, 6))[Aspect.SEVERITY].level is Level.OK


def test_few_scales_and_totals_kept_from_the_patient_are_worth_a_look() -> None:
    few = sessions(CASE, 1, 2) + [
        replace(each, severity=()) for each in sessions(CASE, 3, 4, 5)
    ]
    kept = sessions(CASE, 1, 2, told=False)
    assert lines(CASE, few)[Aspect.SEVERITY].level is Level.NOTE
    line = lines(CASE, kept)[Aspect.SEVERITY]
    assert line.level is Level.NOTE
    assert "not fed back in session 1, 2" in line.sentence
    unknown = lines(CASE, sessions(CASE, 1, 2, told=None))[Aspect.SEVERITY]
    assert unknown.level is Level.OK


@pytest.mark.parametrize(
    ("first", "level"),
    [(4, Level.OK), (10, Level.OK), (11, Level.NOTE), (12, Level.FLAG)],
)
def test_the_end_is_due_when_the_last_few_sessions_begin(
    first: int, level: Level
) -> None:
    held = sessions(CASE, *range(1, 13))
    reviews = [
        review(CASE, each, {"ending": 1} if each.number >= first else None)
        for each in held
    ]
    line = lines(CASE, held, reviews)[Aspect.ENDING]
    assert (line.level, line.fact) == (level, f"first in session {first}")


def test_an_end_that_was_never_raised_is_flagged_unless_it_was_broken_off() -> None:
    held = sessions(CASE, *range(1, 13))
    reviews = [review(CASE, each) for each in held]
    assert lines(CASE, held, reviews)[Aspect.ENDING].level is Level.FLAG
    off = replace(CASE, facts=CaseFacts(ending=Ending.BROKEN_OFF))
    line = lines(off, held[:6], reviews[:6])[Aspect.ENDING]
    assert line.level is Level.NOTE
    assert "broken off" in line.sentence


def test_the_end_is_not_due_in_the_middle() -> None:
    line = lines(CASE, sessions(CASE, 1, 2, 3, 4))[Aspect.ENDING]
    assert (line.level, line.fact) == (Level.OK, "due by session 10")


@pytest.mark.parametrize(
    ("planned", "level"), [(11, "flag"), (12, "ok"), (16, "ok"), (17, "flag")]
)
def test_acute_treatment_is_planned_for_12_to_16_sessions(
    planned: int, level: str
) -> None:
    case = replace(CASE, planned_sessions=planned)
    assert lines(case, sessions(case, 1))[Aspect.PLAN].level.value == level


def test_a_treatment_that_goes_on_past_its_plan_is_flagged() -> None:
    line = lines(CASE, sessions(CASE, 13))[Aspect.PLAN]
    assert (line.level, line.fact) == (Level.FLAG, "12 planned, 13 reached")


def test_sessions_of_another_case_do_not_count() -> None:
    other = replace(CASE, id=UUID(int=77))
    assert lines(CASE, sessions(other, 1, 2))[Aspect.OPENING].fact == "not on record"


def test_a_codebook_without_an_item_has_no_line_for_it() -> None:
    book = replace(
        BOOK, items=tuple(item for item in BOOK.items if item.id != "adh_ending")
    )
    aspects = {line.aspect for line in treatment_frame(CASE, [], [], book)}
    assert Aspect.ENDING not in aspects
    assert Aspect.TIME_LIMIT in aspects


@pytest.mark.parametrize(
    ("total", "risk", "needed"),
    [
        (7, None, None),
        (7, False, False),
        (7, True, True),
        (8, False, True),
        (None, True, True),
        (None, False, None),
    ],
)
def test_next_steps_are_called_for_by_symptoms_or_by_a_high_risk_of_recurrence(
    total: int | None,
    risk: bool | None,  # noqa: FBT001 - one of the cases
    needed: bool | None,  # noqa: FBT001
) -> None:
    case = replace(CASE, facts=CaseFacts(recurrence_risk=risk))
    severity = () if total is None else (Severity("hamd17", total),)
    session = Session(UUID(int=9), case.id, 12, Phase.TERMINATION, None, severity)
    setting = setting_of(review(case, session), [], BOOK)
    assert setting.holds(Need.NOT_WELL) is needed
