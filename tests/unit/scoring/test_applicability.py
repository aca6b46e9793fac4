from __future__ import annotations

from dataclasses import replace

import pytest

from ipt_review.domain.codebook import Need, Part, Phase
from ipt_review.domain.rating import Rating
from ipt_review.scoring.applicability import WHY_NOT, Asked, AskedKind, Setting, asked
from tests.builders import the_shipped_codebook

BOOK = the_shipped_codebook()
MIDDLE = Setting(Phase.MIDDLE, 6, ("role_dispute",))
ENDING = Setting(Phase.TERMINATION, 12, ("role_dispute",))
FIRST = Setting(Phase.OPENING, 1)


def ask(item: str, setting: Setting, **ratings: int) -> Asked:
    values = {each: Rating(value) for each, value in ratings.items()}
    return asked(BOOK.item(item), setting, values)


def asked_for(setting: Setting, part: Part) -> list[str]:
    return [
        item.id
        for item in BOOK.items
        if item.part is part and ask(item.id, setting).kind is AskedKind.ASKED
    ]


@pytest.mark.parametrize(
    ("item", "setting", "reason"),
    [
        ("adh_illness", MIDDLE, "Not in the middle phase."),
        ("adh_ending", FIRST, "Not in the opening phase."),
        ("adh_incident", FIRST, "Not in session 1."),
        ("adh_grief_mourning", MIDDLE, "Only when grief is the agreed focus."),
        (
            "adh_deficits_new_ties",
            ENDING,
            "Only when interpersonal deficits is the agreed focus.",
        ),
        ("adh_focus_kept", Setting(Phase.MIDDLE, 4), "No focus has been agreed yet."),
    ],
)
def test_an_item_out_of_place_says_why(
    item: str, setting: Setting, reason: str
) -> None:
    assert ask(item, setting) == Asked(AskedKind.NOT_APPLICABLE, reason)


@pytest.mark.parametrize(
    ("item", "need"),
    [
        ("adh_severity", Need.SCALE_DUE_OR_USED),
        ("adh_outcome_response", Need.OUTCOME_REPORTED),
        ("adh_options", Need.SITUATION_DISCUSSED),
        ("adh_role_play", Need.OPTION_EMERGED),
        ("adh_focus_kept", Need.FOCUS_AGREED),
        ("adh_credit", Need.IMPROVED),
        ("adh_aftercare", Need.NOT_WELL),
    ],
)
def test_a_condition_known_not_to_hold_rules_its_item_out(
    item: str, need: Need
) -> None:
    setting = replace(ENDING, met={need: False})
    assert ask(item, setting) == Asked(AskedKind.NOT_APPLICABLE, WHY_NOT[need])


def test_a_condition_that_nobody_knows_is_left_to_the_rater() -> None:
    assert ask("adh_outcome_response", MIDDLE).kind is AskedKind.ASKED


@pytest.mark.parametrize("options", [1, 2, 97])
def test_role_play_is_not_asked_when_no_option_emerged(options: int) -> None:
    answer = ask("adh_role_play", MIDDLE, adh_options=options)
    assert answer == Asked(AskedKind.NOT_APPLICABLE, "No feasible option emerged.")


@pytest.mark.parametrize("options", [3, 7, 98, 99])
def test_role_play_is_asked_when_one_did_or_may_have(options: int) -> None:
    assert ask("adh_role_play", MIDDLE, adh_options=options).kind is AskedKind.ASKED


def test_the_quality_of_a_formulation_is_asked_where_one_was_given() -> None:
    third = Setting(Phase.OPENING, 3)
    assert ask("cmp_formulation", third, adh_formulation=5).kind is AskedKind.ASKED
    assert ask("cmp_formulation", third, adh_formulation=1) == Asked(
        AskedKind.NOT_APPLICABLE, "No formulation was given in this session."
    )


def test_a_summary_after_the_end_of_the_tape_is_not_ratable() -> None:
    setting = replace(MIDDLE, met={Need.END_ON_TAPE: False})
    assert ask("adh_summary", setting) == Asked(
        AskedKind.NOT_RATABLE, "The end of the session is not on the tape."
    )


def test_severity_is_always_asked_in_the_opening() -> None:
    assert ask("adh_severity", FIRST).kind is AskedKind.ASKED


def test_severity_is_only_offered_later_unless_a_scale_was_due_or_used() -> None:
    used = replace(MIDDLE, met={Need.SCALE_DUE_OR_USED: True})
    assert ask("adh_severity", MIDDLE).kind is AskedKind.OPTIONAL
    assert ask("adh_severity", used).kind is AskedKind.ASKED


def test_an_offered_item_says_when_it_counts() -> None:
    assert ask("adh_time_limit", MIDDLE) == Asked(
        AskedKind.OPTIONAL, "Counts only if it occurred: rated 1, it is not applicable."
    )


def test_area_items_are_offered_in_termination() -> None:
    assert ask("adh_dispute_renegotiate", ENDING).kind is AskedKind.OPTIONAL
    assert ask("adh_dispute_renegotiate", MIDDLE).kind is AskedKind.ASKED


def test_two_foci_ask_for_the_items_of_both() -> None:
    both = replace(MIDDLE, foci=("role_dispute", "role_transition"))
    kinds = {
        ask(item, both).kind
        for item in ("adh_dispute_expectations", "adh_transition_mourning")
    }
    assert kinds == {AskedKind.ASKED}


def test_aftercare_is_asked_of_those_who_are_not_well() -> None:
    unwell = replace(ENDING, met={Need.NOT_WELL: True})
    assert ask("adh_aftercare", ENDING).kind is AskedKind.OPTIONAL
    assert ask("adh_aftercare", unwell).kind is AskedKind.ASKED


@pytest.mark.parametrize(
    ("setting", "adherence", "competence"),
    [
        (FIRST, 12, 11),
        (Setting(Phase.OPENING, 2), 16, 11),
        (MIDDLE, 14, 11),
        (ENDING, 15, 12),
    ],
    ids=["session 1", "session 2", "middle", "termination"],
)
def test_a_session_asks_for_as_many_items_as_a_rater_can_bear(
    setting: Setting, adherence: int, competence: int
) -> None:
    assert len(asked_for(setting, Part.ADHERENCE)) == adherence
    assert len(asked_for(setting, Part.COMPETENCE)) == competence
    assert len(asked_for(setting, Part.OFF_MODEL)) == 7
