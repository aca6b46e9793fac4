"""What the shipped codebook promises to those who code with it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from ruamel.yaml import YAML

from ipt_review.domain.codebook import Counts, Kind, Part, Phase, Valence
from ipt_review.shipped import resource
from tests.builders import the_shipped_codebook

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Code

BOOK = the_shipped_codebook()
WRITTEN = YAML(typ="safe").load(resource("codebooks/ipt_core.yaml").read_text("utf-8"))


def on_the_panel(phase: Phase) -> list[Code]:
    return [code for code in BOOK.codes if phase in code.core_in]


def ipt_work(phase: Phase, session: int) -> list[str]:
    return [
        code.id
        for code in on_the_panel(phase)
        if code.valence is Valence.IPT and code.from_session <= session
    ]


def test_no_two_codes_or_states_share_a_key() -> None:
    states = [state for track in BOOK.tracks for state in track.states]
    keys = Counter([code.key for code in BOOK.codes] + [state.key for state in states])
    assert max(keys.values()) == 1


def test_small_letters_are_ipt_work_and_shift_asks_for_attention() -> None:
    for code in BOOK.codes:
        shifted = code.key.startswith("Shift+")
        assert shifted == (code.is_flag or code.id == "risk_check"), code.id


@pytest.mark.parametrize(
    ("phase", "session", "work", "flags"),
    [
        (Phase.OPENING, 1, 12, 3),
        (Phase.OPENING, 2, 13, 3),
        (Phase.MIDDLE, 6, 13, 4),
        (Phase.TERMINATION, 12, 9, 4),
    ],
)
def test_the_panel_of_a_phase_has_no_more_codes_than_a_rater_can_use(
    phase: Phase, session: int, work: int, flags: int
) -> None:
    assert len(ipt_work(phase, session)) == work
    assert sum(code.is_flag for code in on_the_panel(phase)) == flags
    assert BOOK.code("risk_check") in on_the_panel(phase)


def test_every_code_earns_its_place() -> None:
    fed = {code for item in BOOK.items for code in item.evidence}
    for event in WRITTEN["events"]:
        in_the_article = bool(event["ref"])
        # A supervisor wants to jump to every mention of risk, which is never scored.
        assert in_the_article or event["id"] in fed or event["id"] == "risk_check"


def test_every_adherence_item_has_evidence_on_the_tape() -> None:
    for item in BOOK.items:
        if item.part is not Part.COMPETENCE:
            assert item.evidence, item.id


def test_flags_speak_only_for_off_model_items_and_ipt_work_never_does() -> None:
    for code in BOOK.codes:
        for item in code.items:
            off_model = BOOK.item(item).part is Part.OFF_MODEL
            assert off_model == code.is_flag, (code.id, item)


def test_risk_is_in_no_score() -> None:
    assert BOOK.code("risk_check").items == ()
    assert all("risk_check" not in item.evidence for item in BOOK.items)


def test_everything_says_where_the_article_has_it_or_that_it_goes_beyond() -> None:
    for entry in (*WRITTEN["events"], *WRITTEN["items"]):
        assert entry["ref"] or entry.get("beyond_article"), entry["id"]


def test_four_problem_areas_have_the_states_of_the_focus_track() -> None:
    areas = [state for state in BOOK.focus.states if state.counts is Counts.AREA]
    assert [state.id for state in areas] == [area.id for area in BOOK.areas]
    assert [state.color for state in areas] == [area.color for area in BOOK.areas]
    assert len(areas) == 4


def test_area_work_means_something_else_in_each_area() -> None:
    for code in (BOOK.code("area_explore"), BOOK.code("area_change")):
        assert code.kind is Kind.INTERVAL
        assert set(code.variants) == code.areas == {area.id for area in BOOK.areas}


def test_each_area_has_two_items_asked_only_for_it() -> None:
    for area in BOOK.areas:
        items = [item for item in BOOK.items if item.applies.areas == {area.id}]
        assert len(items) == 2
        assert all(item.applies.optional_in == {Phase.TERMINATION} for item in items)


def test_the_checklist_has_the_nine_tasks_of_the_opening() -> None:
    assert len(BOOK.checklist) == 9
    assert all(
        Phase.OPENING in BOOK.item(item).applies.phases for item in BOOK.checklist
    )


def test_one_item_is_the_overall_one_and_stands_last() -> None:
    assert [item.id for item in BOOK.items if item.overall] == ["cmp_overall"]
    assert BOOK.items[-1].overall


def test_the_steps_of_a_session_are_in_the_order_of_the_article() -> None:
    assert [step.code for step in BOOK.sequence] == [
        "interval_opening",
        "mood_event_link",
        "incident_detail",
        "affect_named",
        "affect_validated",
        "options",
        "role_play",
        "session_summary",
    ]


def test_the_hamilton_scale_comes_first_with_its_remission_line_at_8() -> None:
    scale = BOOK.severity_scales[0]
    assert (scale.id, scale.low, scale.high) == ("hamd17", 0, 52)
    assert BOOK.severity_scale("hamd17").remission_below == 8


def test_every_profile_names_codes_that_fit_on_a_panel() -> None:
    live = next(profile for profile in BOOK.profiles if profile.id == "live_12")
    assert live.codes is not None
    assert len(live.codes) == 12


def test_no_sentence_names_a_code_by_its_id() -> None:
    ids = {code.id for code in BOOK.codes if "_" in code.id}
    ids |= {item.id for item in BOOK.items}
    for code in BOOK.codes:
        words = " ".join((*code.when, *code.when_not, code.definition, code.note))
        assert not ids & set(re.findall(r"\w+", words)), code.id
    for item in BOOK.items:
        assert not ids & set(re.findall(r"\w+", item.applies.rule)), item.id
