from __future__ import annotations

from uuid import UUID

import pytest

from ipt_review.domain.phase import Frame, Phase
from ipt_review.domain.study import AgreedFocus, Case
from ipt_review.study.phases import suggest_phase

FRAME = Frame(12, 16, 3, 3, 2)


def a_case(*agreed_in: int, planned: int = 14) -> Case:
    areas = ("role_dispute", "role_transition")
    foci = tuple(map(AgreedFocus, areas, agreed_in))
    return Case(UUID(int=1), "C01", UUID(int=2), planned, foci)


@pytest.mark.parametrize(
    ("session", "phase"),
    [
        (1, Phase.OPENING),
        (3, Phase.OPENING),
        (4, Phase.MIDDLE),
        (11, Phase.MIDDLE),
        (12, Phase.TERMINATION),
        (14, Phase.TERMINATION),
        (15, Phase.TERMINATION),
    ],
)
def test_a_treatment_of_fourteen_sessions_runs_through_its_phases(
    session: int, phase: Phase
) -> None:
    assert suggest_phase(a_case(3), session, FRAME) is phase


def test_the_middle_begins_once_the_patient_has_agreed() -> None:
    assert suggest_phase(a_case(2), 2, FRAME) is Phase.OPENING
    assert suggest_phase(a_case(2), 3, FRAME) is Phase.MIDDLE


def test_without_an_agreement_the_opening_goes_on() -> None:
    assert suggest_phase(a_case(), 5, FRAME) is Phase.OPENING


def test_the_end_comes_even_without_an_agreement() -> None:
    assert suggest_phase(a_case(), 13, FRAME) is Phase.TERMINATION


def test_a_change_of_focus_does_not_lead_back_to_the_opening() -> None:
    assert suggest_phase(a_case(3, 8), 8, FRAME) is Phase.MIDDLE


def test_the_limit_of_the_opening_is_a_setting() -> None:
    four = Frame(12, 16, 4, 3, 2)
    assert suggest_phase(a_case(), 4, four) is Phase.OPENING
