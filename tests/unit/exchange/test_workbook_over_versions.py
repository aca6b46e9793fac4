"""Workbooks of studies that changed their codebook while they went on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipt_review.domain.codebook import Counts, Part, Subscale, TrackState
from ipt_review.domain.mark import Mark
from ipt_review.domain.rating import Rating
from ipt_review.scoring.scoring import score
from tests.builders import a_code, a_codebook, an_item
from tests.report_builders import a_report, a_review, records, told

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.review import Review
    from ipt_review.exchange.report import Report

OLD = a_codebook()
CODES, ITEMS = OLD.codes, OLD.items
NEW = replace(
    a_codebook("2.0"),
    codes=(replace(CODES[0], label="Mood linked"), CODES[1], a_code("summary", "r")),
    items=(ITEMS[0], an_item("adh_summary")),
    focus=replace(
        OLD.focus,
        states=(
            *OLD.focus.states,
            TrackState("frame", "Frame", "4", "#1", Counts.FRAME),
        ),
    ),
)
OWN = replace(
    OLD,
    subscales=(
        *OLD.subscales,
        Subscale("own", "Alliance", prescribed=False, apart=True),
        Subscale("clash", "Competence", prescribed=False),
    ),
    items=(
        *ITEMS,
        replace(an_item("own_bond"), subscale="own", part=Part.COMPETENCE),
        replace(an_item("own_goal"), subscale="own", part=Part.COMPETENCE),
        replace(an_item("own_task"), subscale="clash", part=Part.COMPETENCE),
    ),
)


def made_with(book: Codebook, review: Review) -> Review:
    head = replace(review.coding.head, codebook=book.name)
    return replace(review, coding=replace(review.coding, head=head))


def scored(report: Report, reviews: list[Review], *books: Codebook) -> Report:
    codebooks = {book.name: book for book in books}
    return replace(report, codebooks=codebooks, results=score(reviews, codebooks))


def over_two_versions() -> Report:
    marks = (Mark(1, "summary", 5, 5), Mark(2, "frame", 0, 60_000))
    newer = a_review(marks, {"adh_summary": Rating(6)}, session=5)
    reviews = [made_with(OLD, a_review()), made_with(NEW, newer)]
    return scored(a_report(), reviews, OLD, NEW)


def test_every_item_of_every_version_has_its_column(tmp_path: Path) -> None:
    old, new = records(tmp_path / "a.xlsx", over_two_versions(), "Ratings")
    assert (old["adh_link"], old["adh_options"], old["adh_summary"]) == (5, 97, None)
    assert (new["adh_link"], new["adh_options"], new["adh_summary"]) == (None, None, 6)


def test_a_code_that_a_coding_could_not_have_is_empty_and_not_zero(
    tmp_path: Path,
) -> None:
    old, new = records(tmp_path / "a.xlsx", over_two_versions(), "Sessions")
    assert (old["Codebook"], new["Codebook"]) == ("small 1.0", "small 2.0")
    assert old["Mood linked per 10 min"] == 0.2
    assert old["Summary per 10 min"] is None
    assert old["Time: Frame"] is None
    assert new["Mood linked per 10 min"] == 0
    assert new["Role Play per 10 min"] is None
    assert new["Summary per 10 min"] == 0.2


def test_a_code_that_was_silenced_is_empty_and_not_zero(tmp_path: Path) -> None:
    silenced = (CODES[0], replace(CODES[1], silenced=True), *CODES[2:])
    report = scored(a_report(), [a_review()], replace(OLD, codes=silenced))
    (row,) = records(tmp_path / "a.xlsx", report, "Sessions")
    assert row["Explore Options per 10 min"] is None


def test_marks_of_either_version_carry_their_labels(tmp_path: Path) -> None:
    found = records(tmp_path / "a.xlsx", over_two_versions(), "Marks")
    labels = {(row["Session"], row["Code"]): row["Label"] for row in found}
    assert labels[4, "link_mood"] == "Mood linked"
    assert labels[4, "role_play"] == "Role Play"
    assert labels[5, "frame"] == "Frame"


def test_focus_time_has_the_states_that_the_coding_could_have(tmp_path: Path) -> None:
    found = records(tmp_path / "a.xlsx", over_two_versions(), "Focus time")
    states = {(row["Session"], row["State"]) for row in found}
    assert (5, "frame") in states
    assert (4, "frame") not in states


def test_the_words_say_in_which_versions_they_stand(tmp_path: Path) -> None:
    path, report = tmp_path / "a.xlsx", over_two_versions()
    codes = {row["Code"]: row for row in records(path, report, "Codebook")}
    assert codes["link_mood"]["Versions"] == "1.0 (differs), 2.0"
    assert codes["link_mood"]["Label"] == "Mood linked"
    assert codes["role_play"]["Versions"] == "1.0"
    assert codes["frame"]["Versions"] == "2.0"
    items = {row["Item"]: row for row in records(path, report, "Rating items")}
    assert items["adh_link"]["Versions"] == "1.0, 2.0"
    assert items["adh_options"]["Versions"] == "1.0"
    assert items["extent"]["Versions"] == "1.0, 2.0"


def test_read_me_says_how_many_codings_each_version_has(tmp_path: Path) -> None:
    said = told(tmp_path / "a.xlsx", over_two_versions())["Codebook"]
    assert "1 coding with small 1.0, 1 coding with small 2.0." in said


def test_a_version_that_no_coding_was_made_with_adds_no_column(tmp_path: Path) -> None:
    report = scored(a_report(), [a_review()], OLD, NEW)
    (row,) = records(tmp_path / "a.xlsx", report, "Ratings")
    assert "adh_options" in row
    assert "adh_summary" not in row


def test_a_form_of_the_study_has_its_mean_and_what_it_rests_on(tmp_path: Path) -> None:
    ratings = {"adh_link": Rating(5), "own_bond": Rating(3), "own_goal": Rating(4)}
    report = scored(a_report(), [a_review(ratings=ratings)], OWN)
    (row,) = records(tmp_path / "a.xlsx", report, "Sessions")
    assert (row["Alliance mean"], row["Alliance rests on"]) == (3.5, "2 of 2 items")
    assert row["Competence (clash) rests on"] == "0 of 1 items"
    assert row["Competence rests on"] == "0 of 1 items"
    assert row["Off-model mean"] is None


def test_the_shipped_off_model_subscale_is_told_once(tmp_path: Path) -> None:
    off = replace(
        OLD,
        subscales=(*OLD.subscales, Subscale("sub_off", "Off-model", prescribed=False)),
        items=(
            *ITEMS,
            replace(an_item("off_advice"), subscale="sub_off", part=Part.OFF_MODEL),
        ),
    )
    report = scored(a_report(), [a_review()], off)
    (row,) = records(tmp_path / "a.xlsx", report, "Sessions")
    assert [head for head in row if head.startswith("Off-model")] == [
        "Off-model mean",
        "Off-model rests on",
        "Off-model peak",
        "Off-model verdict (product default, not validated)",
    ]
