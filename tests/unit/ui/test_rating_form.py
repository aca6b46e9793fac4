"""The rating form, worked out without a widget."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from ipt_review.domain.codebook import Need, Part, Phase
from ipt_review.domain.coding import Coding, CodingHead, Perspective, Status
from ipt_review.domain.mark import Mark
from ipt_review.domain.rating import NOT_RATABLE, Rating
from ipt_review.exchange.codebook_file import read_codebook
from ipt_review.scoring.applicability import Setting
from ipt_review.scoring.scales import score_ratings
from ipt_review.shipped import resource
from ipt_review.study.codebook_words import in_words
from ipt_review.ui.rating.form import lay_out
from ipt_review.ui.rating.item_state import rungs
from ipt_review.ui.rating.so_far import so_far

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipt_review.domain.codebook import Codebook
    from ipt_review.ui.rating.form import Form

MIDDLE = Setting(Phase.MIDDLE, 5, ("role_dispute",))
LENGTH = 3_000_000


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return read_codebook(resource("codebooks/ipt_core.yaml"))


def a_coding(
    codebook: Codebook, ratings: Mapping[str, int] | None = None, *marks: Mark
) -> Coding:
    head = CodingHead(
        UUID(int=1), UUID(int=2), UUID(int=3), Perspective.SUPERVISOR, codebook.name
    )
    return Coding(
        head,
        {mark.number: mark for mark in marks},
        {item: Rating(value) for item, value in (ratings or {}).items()},
    )


def a_form(
    codebook: Codebook,
    ratings: Mapping[str, int] | None = None,
    *marks: Mark,
    setting: Setting = MIDDLE,
) -> Form:
    return lay_out(codebook, setting, a_coding(codebook, ratings, *marks), LENGTH)


def test_sections_stand_in_order_with_overall_last(codebook: Codebook) -> None:
    form = a_form(codebook)

    assert [section.title for section in form.sections] == [
        "Opening frame",
        "Session engine",
        "Focus and area work",
        "Ending",
        "Off-model",
        "Competence",
        "Overall",
    ]
    assert [row.item.id for row in form.sections[-1].rows] == ["cmp_overall"]


def test_off_model_items_stand_apart_and_say_that_1_is_the_best(
    codebook: Codebook,
) -> None:
    form = a_form(codebook)
    apart = next(each for each in form.sections if each.title == "Off-model")
    others = [each for each in form.sections if each is not apart]

    assert "1 is the best" in apart.note
    assert {row.item.part for row in apart.rows} == {Part.OFF_MODEL}
    assert all(
        row.item.part is not Part.OFF_MODEL for each in others for row in each.rows
    )


def test_what_does_not_apply_is_set_aside_with_its_reason(codebook: Codebook) -> None:
    form = a_form(codebook)
    focus = next(s for s in form.sections if s.title == "Focus and area work")

    reasons = {row.item.id: row.reason for row in focus.set_aside}

    assert reasons["adh_grief_mourning"] == "Only when grief is the agreed focus."
    assert form.row("adh_grief_mourning") is None
    assert focus.aside_title == "6 items do not apply in this session"
    ending = next(s for s in form.sections if s.title == "Ending")
    assert ending.aside_title == "3 items do not apply in the middle phase"


def test_role_play_falls_away_when_no_option_emerged(codebook: Codebook) -> None:
    assert a_form(codebook, {"adh_options": 4}).row("adh_role_play") is not None
    assert a_form(codebook, {"adh_options": 2}).row("adh_role_play") is None


def test_a_rating_that_no_longer_counts_is_said_and_not_hidden(
    codebook: Codebook,
) -> None:
    form = a_form(codebook, {"adh_options": 2, "adh_role_play": 5})
    engine = next(s for s in form.sections if s.title == "Session engine")

    (role_play,) = engine.set_aside

    assert role_play.reason.endswith("Rated 5 before; not counted.")


def test_progress_counts_answers_by_part_and_leaves_out_what_is_only_offered(
    codebook: Codebook,
) -> None:
    ratings = {"adh_incident": 5, "adh_summary": NOT_RATABLE, "off_abstract": 1}
    form = a_form(codebook, ratings | {"adh_time_limit": 4, "cmp_overall": 4})

    done = {part: (p.answered, p.asked) for part, p in form.progress.items()}

    assert done == {
        Part.ADHERENCE: (2, 14),
        Part.OFF_MODEL: (1, 7),
        Part.COMPETENCE: (1, 11),
    }


def test_the_next_unrated_item_is_sought_downwards_and_then_from_the_top(
    codebook: Codebook,
) -> None:
    form = a_form(codebook, {"adh_mood_event": 4})

    assert form.next_unrated("adh_interval_opening") == "adh_incident"
    assert form.next_unrated("cmp_overall") == "adh_hope"


def test_there_is_no_next_item_when_all_is_answered(codebook: Codebook) -> None:
    asked = {row.item.id: 4 for row in a_form(codebook).rows()}

    assert a_form(codebook, asked).next_unrated("adh_hope") is None


def test_neighbors_stop_at_both_ends(codebook: Codebook) -> None:
    form = a_form(codebook)
    first, *_, last = [row.item.id for row in form.rows()]

    assert form.neighbor(first, -1) == first
    assert form.neighbor(last, 1) == last
    assert form.neighbor(first, 1_000) == last


def test_area_work_is_evidence_for_the_area_that_was_talked_about(
    codebook: Codebook,
) -> None:
    form = a_form(
        codebook,
        None,
        Mark(1, "role_dispute", 0, 900_000),
        Mark(2, "area_explore", 60_000, 108_000, "both sides"),
    )

    row = form.row("adh_dispute_expectations")

    assert row is not None
    (mark,) = row.evidence
    assert (mark.number, mark.time, mark.lasts) == (2, "0:01:00", "48 s")
    assert mark.label == codebook.code("area_explore").label_in("role_dispute")


def test_time_on_the_focus_track_stands_beside_the_marks(codebook: Codebook) -> None:
    form = a_form(
        codebook,
        None,
        Mark(1, "role_dispute", 0, 150_000),
        Mark(2, "off_focus", 150_000, 200_000),
    )

    kept, strayed = form.row("adh_focus_kept"), form.row("off_digress")

    assert kept is not None
    assert kept.times == "Role dispute 2:30 min · on the agreed focus 75%"
    assert strayed is not None
    assert strayed.times == "Off focus 50 s"


def test_a_high_rating_without_a_mark_asks_to_look_again(codebook: Codebook) -> None:
    form = a_form(codebook, {"adh_incident": 5}, Mark(1, "options", 10_000, 10_000))

    row = form.row("adh_incident")

    assert row is not None
    assert row.prompts == (
        "You rated this 4 or more but coded no such moment. Keep it, or look again?",
    )


def test_an_absent_rating_against_marks_asks_to_look_again(codebook: Codebook) -> None:
    marks = [Mark(n, "options", n * 10_000, n * 10_000) for n in (1, 2)]

    row = a_form(codebook, {"adh_options": 1}, *marks).row("adh_options")

    assert row is not None
    assert row.prompts[0].startswith("You coded 2 such moments but rated this absent.")


def test_many_equal_ratings_in_a_row_are_remarked_once(codebook: Codebook) -> None:
    rows = a_form(codebook).rows()

    form = a_form(codebook, {row.item.id: 4 for row in rows})

    assert len(form.remarks) == 1
    assert not any(row.prompts for row in form.rows())


def test_anchors_of_the_item_stand_over_those_of_the_scale(codebook: Codebook) -> None:
    row = a_form(codebook).row("adh_options")
    assert row is not None

    ladder = rungs(row)

    assert [rung.value for rung in ladder] == [1, 2, 3, 4, 5, 6, 7]
    assert [rung.value for rung in ladder if rung.own] == [1, 4, 7]
    assert all(rung.general for rung in ladder)


def test_a_submitted_coding_is_closed(codebook: Codebook) -> None:
    coding = a_coding(codebook)
    submitted = replace(coding, head=replace(coding.head, status=Status.SUBMITTED))

    assert lay_out(codebook, MIDDLE, submitted, LENGTH).is_closed
    assert not lay_out(codebook, MIDDLE, coding, LENGTH).is_closed


def test_every_score_says_how_many_items_it_rests_on(codebook: Codebook) -> None:
    engine = {"adh_interval_opening": 5, "adh_mood_event": 4, "adh_incident": 5}
    more = {"adh_affect_named": 4, "adh_affect_validated": 4, "adh_options": 5}

    coding = a_coding(codebook, engine | more)
    scores = so_far(codebook, score_ratings(coding.ratings, codebook, MIDDLE))

    shown = {score.label: (score.value, score.rests_on) for score in scores}
    assert shown["Session engine"] == ("4.5", "6 of 9 items")
    assert shown["Adherence"] == ("–", "6 of 14 items · essentials met 100%")
    assert shown["Competence"] == ("–", "0 of 10 items")
    assert "Ending" not in shown


def test_a_termination_asks_for_credit_when_the_patient_has_improved(
    codebook: Codebook,
) -> None:
    well = Setting(
        Phase.TERMINATION,
        12,
        ("role_dispute",),
        {Need.IMPROVED: True, Need.NOT_WELL: False},
    )
    form = a_form(codebook, setting=well)

    assert form.row("adh_credit") is not None
    assert form.row("adh_aftercare") is None


def test_why_an_item_does_not_apply_is_told_in_the_words_of_the_study(
    codebook: Codebook,
) -> None:
    ours = in_words(replace(codebook, terms={"person": "client"}))
    setting = Setting(
        Phase.TERMINATION, 12, (), {Need.IMPROVED: False, Need.NOT_WELL: True}
    )
    form = lay_out(ours, setting, a_coding(ours), LENGTH)
    reasons = [row.reason for part in form.sections for row in part.set_aside]
    assert "The client has not improved." in reasons
