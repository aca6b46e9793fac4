from __future__ import annotations

from collections import Counter
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_review.domain.analysis_plan import AnalysisPlan
from ipt_review.domain.mark import Mark
from ipt_review.workflow.agreement.comparing import OtherCodebook, OtherTape, compare
from ipt_review.workflow.agreement.laying_together import Outcome, meetings
from ipt_review.workflow.agreement.tape_agreement import (
    figures,
    figures_together,
    seconds,
)
from ipt_review.workflow.agreement.tape_pairs import Together
from tests.builders import a_codebook
from tests.sides import LENGTH, a_side

BOOK = a_codebook()
PLAN = AnalysisPlan()


FIRST = a_side(
    "R-1",
    [
        ("grief", 0, 100_000),
        ("off_focus", 100_000, 200_000),
        ("grief", 200_000, 600_000),
        ("link_mood", 10_000, 10_000),
        ("explore_options", 50_000, 90_000),
        ("role_play", 300_000, 400_000),
        ("link_mood", 500_000, 500_000),
    ],
    {"adh_link": 5, "adh_options": 97},
)
SECOND = a_side(
    "R-2",
    [
        ("grief", 0, 103_000),
        ("off_focus", 103_000, 150_000),
        ("grief", 150_000, 600_000),
        ("link_mood", 12_000, 12_000),
        ("role_play", 51_000, 91_000),
        ("role_play", 301_000, 430_000),
    ],
    {"adh_link": 3, "adh_options": 4},
)


def test_each_mark_is_matched_of_another_code_of_another_end_or_alone() -> None:
    held = compare([FIRST, SECOND], LENGTH, 5_000)

    assert [(each.outcome, each.codes) for each in held.met] == [
        (Outcome.SAME, ("link_mood", "link_mood")),
        (Outcome.CODE, ("explore_options", "role_play")),
        (Outcome.END, ("role_play", "role_play")),
        (Outcome.SINGLE, ("link_mood", None)),
    ]


def test_an_edge_within_the_tolerance_is_no_disagreement_and_a_stretch_is() -> None:
    held = compare([FIRST, SECOND], LENGTH, 5_000)

    (stretch,) = [each for each in held.disagreements if each.track]
    assert stretch.codes == ("off_focus", "grief")
    assert (stretch.span.start, stretch.span.end) == (150_000, 200_000)
    narrower = compare([FIRST, SECOND], LENGTH, 2_000)
    assert len([each for each in narrower.disagreements if each.track]) == 2


def test_a_narrower_tolerance_parts_what_a_wider_one_matched() -> None:
    held = compare([FIRST, SECOND], LENGTH, 500)

    assert {each.outcome for each in held.met} == {Outcome.SINGLE}


def test_reasons_are_not_subtracted() -> None:
    link, options = compare([FIRST, SECOND], LENGTH, 5_000).items

    assert (link.values, link.difference) == ((5, 3), 2)
    assert (options.values, options.difference) == ((97, 4), None)
    assert not options.agrees


def test_the_figures_of_a_tape_are_those_of_its_table() -> None:
    """By hand: 597 seconds; 3 s and 50 s of 600 differ."""
    held = compare([FIRST, SECOND], LENGTH, 5_000)
    told = {(each.what, each.statistic): each for each in figures(held, PLAN)}

    agreement = told["Focus, second by second", "agreement"]
    assert agreement.figure.value == pytest.approx(547 / 600)
    assert agreement.rests_on == "600 s"
    f1 = told["Marks, ± 5 s", "F1"]
    assert f1.figure.value == pytest.approx(4 / 7)
    assert f1.rests_on == "4 and 3 marks"
    assert told["Adherence items", "same score"].figure.value == 0.0
    assert told["Adherence items", "same score"].rests_on == "1 of 2 items"


def test_an_empty_coding_has_reasons_and_no_figures() -> None:
    held = compare([FIRST, a_side("R-3", [])], LENGTH, 5_000)

    assert held.notes == ("R-3 has neither a mark nor a rating in it.",)
    by_what = {each.what: each.figure for each in figures(held, PLAN)}
    assert by_what["Focus, second by second"].why == "R-3 did not code this track."
    assert by_what["Adherence items"].why == "No item has a score from all of them."
    (track,) = [each for each in held.disagreements if each.track]
    assert (track.whole, track.codes) == (True, ("focus", None))


def test_what_only_one_version_of_the_codebook_has_is_left_out_and_told() -> None:
    later = a_side("R-2", [("role_play", 1_000, 2_000)], {"adh_link": 4}, "1.1")
    fewer = replace(
        later,
        codebook=replace(
            later.codebook,
            codes=later.codebook.codes[1:],
            items=later.codebook.items[:1],
        ),
    )
    held = compare([FIRST, fewer], LENGTH, 5_000)

    assert "link_mood" not in {mark.code for mark in held.marks[0]}
    assert [each.item.id for each in held.items] == ["adh_link"]
    (note,) = held.notes
    assert "versions 1.0 and 1.1" in note
    assert note.endswith("are left out: Adh Options, Link Mood.")


def test_other_codebooks_and_other_tapes_are_refused_in_words() -> None:
    stranger = replace(SECOND, codebook=replace(BOOK, id="other", title="Another"))
    with pytest.raises(OtherCodebook, match=r"different codebooks, .*“Another”"):
        compare([FIRST, stranger], LENGTH, 5_000)
    elsewhere = a_side("R-2", [], tape=UUID(int=9))
    with pytest.raises(OtherTape, match="Choose two of one tape"):
        compare([FIRST, elsewhere], LENGTH, 5_000)


def test_marks_beyond_a_tape_that_became_shorter_are_left_out_and_told() -> None:
    held = compare([FIRST, SECOND], 450_000, 5_000)

    (note,) = held.notes
    assert note.startswith("R-1 has 1 mark beyond the end of the tape (0:07:30)")
    assert max(mark.start for mark in held.marks[0]) < 450_000


def test_three_codings_meet_at_one_place() -> None:
    third = a_side(
        "R-3", [("link_mood", 9_000, 9_000), ("link_mood", 499_000, 499_000)]
    )
    held = compare([FIRST, SECOND, third], LENGTH, 5_000)

    assert [each.codes for each in held.met if each.codes[2]] == [
        ("link_mood",) * 3,
        ("link_mood", None, "link_mood"),
    ]


def test_who_coded_what_is_counted_by_code_and_by_group() -> None:
    held = compare([FIRST, SECOND], LENGTH, 5_000)
    by_code, by_group = (
        Together.all_of(held).confusion(by_group=each) for each in (False, True)
    )

    assert by_code.counts["explore_options", "role_play"] == 1
    assert by_code.counts["link_mood", None] == 1
    assert by_group.keys == ("work",)
    assert by_group.counts["work", "work"] == 3


THIRD = a_side(
    "R-3",
    [("link_mood", 9_000, 9_000), ("role_play", 499_000, 510_000)],
    {"adh_link": 4},
)


def test_of_three_codings_the_matrix_is_of_one_pair_or_of_all_added_up() -> None:
    whole = compare([FIRST, SECOND, THIRD], LENGTH, 5_000)
    everything = Together.all_of(whole).confusion(by_group=False)
    pairs = [Together(whole, (each,)) for each in ((0, 1), (0, 2), (1, 2))]
    told = [each.confusion(by_group=False) for each in pairs]

    assert [each.names() for each in pairs] == [
        "R-1 and R-2",
        "R-1 and R-3",
        "R-2 and R-3",
    ]
    assert everything.counts == sum((each.counts for each in told), Counter())
    assert (
        told[0].counts
        == Together.all_of(compare([FIRST, SECOND], LENGTH, 5_000))
        .confusion(by_group=False)
        .counts
    )
    assert told[1].counts["link_mood", "role_play"] == 1
    (place,) = pairs[1].in_cell(("link_mood", "role_play"), by_group=False)
    assert (place.codes[0], place.codes[2]) == ("link_mood", "role_play")


def test_of_three_codings_the_figures_of_all_come_before_those_of_each_pair() -> None:
    whole = compare([FIRST, SECOND, THIRD], LENGTH, 5_000)
    together = Together.all_of(whole)
    told = {
        (each.what, each.statistic): each.figure
        for each in figures_together(together, PLAN)
    }
    of_two = {
        (each.what, each.statistic): each.figure
        for each in figures(compare([SECOND, THIRD], LENGTH, 5_000), PLAN)
    }

    assert next(what for what, _ in told) == "All 3 codings: Focus, second by second"
    marks = [
        told[f"{pair}: Marks, ± 5 s", "κ, single marks counted"].value
        for pair in ("R-1 and R-2", "R-1 and R-3", "R-2 and R-3")
    ]
    light = told["All 3 codings: Marks, ± 5 s", "mean κ of pairs (Light)"]
    assert light.value == pytest.approx(sum(each or 0 for each in marks) / 3)
    assert told["R-2 and R-3: Marks, ± 5 s", "F1"] == of_two["Marks, ± 5 s", "F1"]
    focus = told["All 3 codings: Focus, second by second", "Fleiss’ κ of all"]
    assert focus.why == "R-3 did not code this track."
    close = PLAN.points
    assert told["All 3 codings: Adherence items", f"within {close} point"].value == 0.0


def test_close_ratings_and_time_units_are_those_of_the_plan() -> None:
    plan = AnalysisPlan(unit=2_000, points=2)
    told = {
        (each.what, each.statistic): each
        for each in figures(compare([FIRST, SECOND], LENGTH, 5_000), plan)
    }

    assert told["Adherence items", "within 2 points"].figure.value == 1.0
    assert told["Focus, every 2 s", "Cohen’s κ"].rests_on == "300 units"


def test_each_second_has_the_state_of_both() -> None:
    held = compare([FIRST, SECOND], LENGTH, 5_000)
    found = seconds(held, held.codebook.focus)

    assert len(found) == 600
    assert found[101] == ("off_focus", "grief")


ONSETS = st.lists(st.integers(0, 60), max_size=12)


@settings(max_examples=30, deadline=None)
@given(ONSETS, ONSETS, st.integers(0, 8))
def test_every_mark_is_in_one_meeting_whatever_the_order_of_codings(
    first: list[int], second: list[int], tolerance: int
) -> None:
    one, other = (
        [Mark(n, "link_mood", at, at) for n, at in enumerate(starts, start=1)]
        for starts in (first, second)
    )
    found = meetings([one, other], tolerance, 100)
    turned = meetings([other, one], tolerance, 100)

    for place, marks in enumerate((one, other)):
        met = [each.marks[place] for each in found if each.marks[place]]
        assert sorted(mark.number for mark in met if mark) == [m.number for m in marks]
    assert sum(each.agrees for each in found) == sum(each.agrees for each in turned)
