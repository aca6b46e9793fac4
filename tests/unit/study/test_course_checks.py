"""What the record of a case prompts, and what a determination must have."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from ipt_review.domain.determination import (
    AreaJudgment,
    Determination,
    Moment,
    Presence,
    moments_in,
)
from ipt_review.domain.phase import Phase
from ipt_review.domain.problems import BadRating
from ipt_review.domain.study import AgreedFocus, Case, CaseFacts, Session, Severity
from ipt_review.study.determining import NotReady, Weight, findings, must_be_ready
from ipt_review.study.phases import suggestion
from ipt_review.study.severity import BadTotal, check_total, series
from ipt_review.study.soft_checks import Doubt, case_remarks
from tests.builders import the_shipped_codebook

BOOK = the_shipped_codebook()
HAMD = BOOK.severity_scale("hamd17")
CASE = Case(UUID(int=1), "C01", UUID(int=2), 16)
FORM = Determination(UUID(int=3), CASE.id, UUID(int=4))
ABSENT = AreaJudgment(Presence.NO, 5)


def a_case(area: str, *, death: bool | None) -> Case:
    facts = CaseFacts(death=death)
    return replace(CASE, foci=(AgreedFocus(area, 3),), facts=facts)


def a_form(**areas: AreaJudgment) -> Determination:
    form = FORM
    for area in BOOK.areas:
        form = form.with_judgment(area.id, areas.get(area.id, ABSENT))
    return form


PRESENT = AreaJudgment(Presence.YES, 4, 5, "Quarrels, S1 0:31:02")


@pytest.mark.parametrize(
    ("area", "death", "doubts"),
    [
        ("grief", False, [Doubt.GRIEF_WITHOUT_DEATH]),
        ("grief", None, [Doubt.DEATH_NOT_ON_RECORD]),
        ("grief", True, []),
        ("role_transition", True, [Doubt.DEATH_WITHOUT_GRIEF]),
        ("role_transition", False, []),
        ("role_dispute", None, []),
    ],
)
def test_death_decides_for_grief(
    area: str,
    death: bool | None,  # noqa: FBT001 - one of the cases
    doubts: list[Doubt],
) -> None:
    remarks = case_remarks(a_case(area, death=death))
    assert [each.doubt for each in remarks] == doubts
    assert all("article, line" in each.sentence for each in remarks)


def test_a_case_without_a_focus_gives_no_remark() -> None:
    assert case_remarks(replace(CASE, facts=CaseFacts(death=True))) == []


def test_deficits_beside_an_area_that_is_present_is_worth_a_look() -> None:
    case = a_case("interpersonal_deficits", death=False)
    judged = a_form(interpersonal_deficits=PRESENT, role_dispute=PRESENT)
    assert [each.doubt for each in case_remarks(case, [judged])] == [
        Doubt.DEFICITS_BESIDE_ANOTHER
    ]
    alone = a_form(interpersonal_deficits=PRESENT)
    assert case_remarks(case, [alone]) == []


def test_a_focus_that_every_rater_found_absent_is_worth_a_look() -> None:
    case = a_case("role_dispute", death=False)
    absent, present = a_form(role_transition=PRESENT), a_form(role_dispute=PRESENT)
    assert [each.doubt for each in case_remarks(case, [absent])] == [
        Doubt.FOCUS_RATED_ABSENT
    ]
    assert case_remarks(case, [absent, present]) == []


def test_an_empty_form_lacks_every_area_and_the_focus() -> None:
    lacking = findings(FORM, BOOK.areas)
    assert [each.area for each in lacking] == [*(area.id for area in BOOK.areas), ""]
    with pytest.raises(NotReady, match="Choose the primary focus"):
        must_be_ready(FORM, BOOK.areas)


def test_a_whole_form_is_ready() -> None:
    form = replace(a_form(role_dispute=PRESENT), primary="role_dispute", certainty=4)
    assert findings(form, BOOK.areas) == []
    must_be_ready(form, BOOK.areas)


def test_the_primary_focus_must_be_rated_present() -> None:
    form = replace(a_form(role_dispute=PRESENT), primary="grief", certainty=4)
    with pytest.raises(NotReady, match=r"primary focus, Grief .* rated present"):
        must_be_ready(form, BOOK.areas)


def test_the_second_focus_must_differ_and_be_present_too() -> None:
    form = replace(a_form(role_dispute=PRESENT), primary="role_dispute", certainty=4)
    with pytest.raises(NotReady, match="has to differ"):
        must_be_ready(replace(form, second="role_dispute"), BOOK.areas)
    with pytest.raises(NotReady, match="second focus, Grief"):
        must_be_ready(replace(form, second="grief"), BOOK.areas)


def test_who_cannot_tell_need_not_be_certain_of_it() -> None:
    form = a_form(role_dispute=PRESENT, grief=AreaJudgment(Presence.CANNOT_TELL))
    form = replace(form, primary="role_dispute", certainty=4)
    must_be_ready(form, BOOK.areas)


def test_a_present_area_needs_its_tie_to_the_episode() -> None:
    form = a_form(role_dispute=replace(PRESENT, tied=None))
    form = replace(form, primary="role_dispute", certainty=4)
    with pytest.raises(NotReady, match="tied to this episode"):
        must_be_ready(form, BOOK.areas)


def test_some_findings_only_ask_for_a_look() -> None:
    form = a_form(
        interpersonal_deficits=PRESENT, role_dispute=replace(PRESENT, basis=" ")
    )
    form = replace(form, primary="interpersonal_deficits", certainty=2)
    assert [(each.weight, each.area) for each in findings(form, BOOK.areas)] == [
        (Weight.LOOK, "interpersonal_deficits"),
        (Weight.LOOK, "role_dispute"),
    ]
    must_be_ready(form, BOOK.areas)


@pytest.mark.parametrize("number", [0, 6, -1])
def test_certainty_runs_from_one_to_five(number: int) -> None:
    for wrong in (
        lambda: AreaJudgment(certainty=number),
        lambda: AreaJudgment(tied=number),
        lambda: replace(FORM, certainty=number),
    ):
        with pytest.raises(BadRating, match="scale from 1 to 5"):
            wrong()


def test_a_basis_names_its_moments_with_or_without_a_session() -> None:
    basis = "He died in May, S1 0:12:30; again at 0:05:00 and S12 1:00:01."
    assert moments_in(basis) == (
        Moment(1, 750_000),
        Moment(None, 300_000),
        Moment(12, 3_601_000),
    )
    assert moments_in("S3, somewhere around 12:61:00") == ()


def test_a_total_must_be_on_its_scale() -> None:
    check_total(HAMD, 0)
    check_total(HAMD, 52)
    for total in (-1, 53):
        with pytest.raises(BadTotal, match="whole number from 0 to 52"):
            check_total(HAMD, total)


def test_a_series_tells_remission_where_a_line_is_settled() -> None:
    sessions = [
        Session(UUID(int=n), CASE.id, n, Phase.MIDDLE, None, totals)
        for n, totals in (
            (9, (Severity("hamd17", 7), Severity("gad7", 3))),
            (2, (Severity("hamd17", 8),)),
            (5, ()),
        )
    ]
    points = series(sessions, HAMD)
    assert [(p.session, p.severity.total, p.remitted) for p in points] == [
        (2, 8, False),
        (9, 7, True),
    ]
    assert [p.remitted for p in series(sessions, BOOK.severity_scale("gad7"))] == [None]


@pytest.mark.parametrize(
    ("agreed_in", "number", "phase", "word"),
    [
        (None, 3, Phase.OPENING, "line 45"),
        (None, 4, Phase.OPENING, "line 34"),
        (2, 3, Phase.MIDDLE, "agreed before"),
        (2, 14, Phase.TERMINATION, "line 90"),
        (None, 16, Phase.TERMINATION, "line 90"),
    ],
)
def test_a_suggestion_says_why(
    agreed_in: int | None, number: int, phase: Phase, word: str
) -> None:
    foci = () if agreed_in is None else (AgreedFocus("grief", agreed_in),)
    found = suggestion(replace(CASE, foci=foci), number, BOOK.frame)
    assert found.phase is phase
    assert word in found.why
