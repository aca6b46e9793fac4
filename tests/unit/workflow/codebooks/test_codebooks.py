"""Codebooks of a study, on a real study file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from ipt_review.domain.codebook import Phase
from ipt_review.domain.coding import CodebookVersion
from ipt_review.domain.people import Therapist
from ipt_review.domain.problems import ReviewError
from ipt_review.domain.rating import NOT_APPLICABLE, Rating
from ipt_review.domain.study import Case, Session
from ipt_review.domain.tape import Tape
from ipt_review.exchange.codebook_problems import CodebookFaulty
from ipt_review.scoring.applicability import AskedKind, Setting, asked
from ipt_review.scoring.scales import score_ratings
from ipt_review.study.codebook_change import SetField, TakeBook, TakeForm, apply
from ipt_review.study.codebook_difference import differences
from ipt_review.study.codebook_entries import Noun, Ref
from ipt_review.workflow.codebooks.codebooks import (
    NothingToAdopt,
    adopt,
    give_out,
    in_use,
    newer_shipped,
    next_version,
    take_in,
)
from ipt_review.workflow.files.opening import new_study, open_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.study.codebook_change import Change
    from ipt_review.workflow.desk import Desk

SICK_ROLE = Ref(Noun.CODE, "sick_role")
MIDDLE = Setting(Phase.MIDDLE, 5, ("role_dispute",))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = new_study(tmp_path / "trial.iptstudy", "Trial", "SV-1")
    yield opened
    opened.close()


def changed(desk: Desk, *changes: Change) -> Codebook:
    book = in_use(desk)
    for change in changes:
        book = apply(book, change)
    return book


def relabeled(desk: Desk, label: str) -> Codebook:
    return changed(desk, SetField(SICK_ROLE, "label", label))


def a_tape(desk: Desk, number: int) -> UUID:
    def own(noun: int) -> UUID:
        return type(desk.holdings().study.id)(int=100 * number + noun)

    database = desk.database
    database.add_therapist(Therapist(own(1), f"T{number}"))
    database.add_case(Case(own(2), f"C{number}", own(1), 12))
    database.add_session(Session(own(3), own(2), 5, Phase.MIDDLE))
    database.add_tape(Tape(own(4), own(3), 600_000))
    return own(4)


def test_a_changed_codebook_is_adopted_as_a_version_of_the_study(desk: Desk) -> None:
    shown = adopt(desk, relabeled(desk, "Role of the ill"))
    assert shown.name == CodebookVersion("ipt_core", "1.0.0+study.1")
    assert desk.codebook is shown
    assert [each.version for each in desk.database.codebook_versions()] == [
        "1.0.0",
        "1.0.0+study.1",
    ]
    assert adopt(desk, relabeled(desk, "Ill role")).version == "1.0.0+study.2"


def test_codings_keep_the_version_that_they_were_made_with(
    desk: Desk, tmp_path: Path
) -> None:
    person = desk.holdings().people[0]
    early = desk.begin(a_tape(desk, 1), person)
    adopt(desk, relabeled(desk, "Role of the ill"))
    late = desk.begin(a_tape(desk, 2), person)
    desk.close()
    again = open_study(tmp_path / "trial.iptstudy")
    labels = [
        again.sit_down(each).codebook.label("sick_role") for each in (early, late)
    ]
    again.close()
    assert labels == ["Sick role given", "Role of the ill"]


def test_going_back_to_the_shipped_words_is_a_new_version_too(desk: Desk) -> None:
    begun = in_use(desk)
    adopt(desk, relabeled(desk, "Role of the ill"))
    back = adopt(desk, begun)
    assert back.version == "1.0.0+study.2"
    assert back.label("sick_role") == "Sick role given"
    assert desk.codebook is back


def test_nothing_changed_is_nothing_to_adopt(desk: Desk) -> None:
    with pytest.raises(NothingToAdopt):
        adopt(desk, in_use(desk))
    assert len(desk.database.codebook_versions()) == 1


def test_a_codebook_that_does_not_fit_together_changes_nothing(desk: Desk) -> None:
    book = in_use(desk)
    codes = tuple(replace(code, key="e") for code in book.codes)
    with pytest.raises(CodebookFaulty):
        adopt(desk, replace(book, codes=codes))
    assert len(desk.database.codebook_versions()) == 1
    assert desk.codebook.version == "1.0.0"


def test_versions_are_counted_within_the_version_they_began_with(desk: Desk) -> None:
    book = replace(in_use(desk), version="1.1.0")
    kept = [
        CodebookVersion("ipt_core", "1.0.0+study.7"),
        CodebookVersion("other", "1.1.0+study.3"),
        CodebookVersion("ipt_core", "1.1.0+study.9"),
        CodebookVersion("ipt_core", "1.1.0+study.10"),
    ]
    assert next_version(book, kept) == "1.1.0+study.11"


def test_the_studys_words_are_in_what_raters_see_and_not_in_what_is_edited(
    desk: Desk,
) -> None:
    shown = adopt(
        desk, changed(desk, SetField(Ref(Noun.TERM, "person"), "word", "client"))
    )
    assert "the client" in shown.code("options").definition
    assert "the patient" in in_use(desk).code("options").definition


def test_a_silenced_item_is_not_asked_and_enters_no_mean(desk: Desk) -> None:
    ref = Ref(Noun.ITEM, "adh_options")
    before, after = (
        desk.codebook,
        adopt(desk, changed(desk, SetField(ref, "silenced", value=True))),
    )
    ratings = {item.id: Rating(4) for item in before.items} | {ref.id: Rating(1)}
    told = asked(after.item(ref.id), MIDDLE, {})
    assert (told.kind, told.reason) == (
        AskedKind.NOT_APPLICABLE,
        "Silenced in this study.",
    )
    scores = score_ratings(ratings, after, MIDDLE)
    assert scores.counted[ref.id].value == NOT_APPLICABLE
    assert scores.adherence.value == 4.0
    # A rating of 1 rules role play out; an item that is silenced rules out nothing.
    assert score_ratings(ratings, before, MIDDLE).counted["adh_role_play"].value == 97
    assert scores.counted["adh_role_play"].value == 4


def test_a_reverse_item_enters_its_mean_the_other_way_round(desk: Desk) -> None:
    ref = Ref(Noun.ITEM, "adh_hope")
    after = adopt(desk, changed(desk, SetField(ref, "reverse", value=True)))
    scores = score_ratings({"adh_hope": Rating(2)}, after, MIDDLE)
    subscale = after.item("adh_hope").subscale
    assert scores.counted["adh_hope"].value == 2
    alone = [i for i in after.items if i.subscale == subscale and i.id != "adh_hope"]
    quiet = tuple(replace(i, silenced=True) if i in alone else i for i in after.items)
    only = score_ratings({"adh_hope": Rating(2)}, replace(after, items=quiet), MIDDLE)
    assert only.subscales[subscale].value == 6.0


def test_a_form_kept_apart_enters_no_other_mean(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    give_out(in_use(desk), path)
    form = load_workbook(path)
    form["Subscales"].append(["own_form", "Own form", "yes", "yes"])
    head = [cell.value for cell in form["Items"][1]]
    row = {
        "id": "own_one",
        "label": "One",
        "part": "adherence",
        "subscale": "own_form",
        "scale": "extent_1_7",
        "phases": "middle",
        "text": "One.",
        "anchor 1": "No.",
        "anchor 4": "Some.",
        "anchor 7": "All.",
    }
    form["Items"].append([row.get(str(name)) for name in head])
    form.save(path)
    change = take_in(path, in_use(desk))
    assert isinstance(change, TakeForm)
    shown = adopt(desk, changed(desk, change))
    ratings = {"adh_hope": Rating(4), "own_one": Rating(7)}
    scores = score_ratings(ratings, shown, MIDDLE)
    assert scores.subscales["own_form"].value == 7.0
    assert scores.adherence.rated == 1


def test_a_codebook_goes_out_and_comes_in(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    ours = relabeled(desk, "Role of the ill")
    give_out(ours, path)
    change = take_in(path, in_use(desk))
    assert change == TakeBook(ours)
    assert adopt(desk, changed(desk, change)).label("sick_role") == "Role of the ill"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ours.yaml", b"schema: ipt-codebook/1\nid: \xff\n"),
        ("ours.yaml", b"schema: other\n"),
        ("ours.yaml", b""),
        ("form.xlsx", b"PK"),
        ("form.xlsx", b""),
    ],
)
def test_a_failed_import_changes_nothing(
    desk: Desk, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReviewError):
        take_in(path, in_use(desk))
    with pytest.raises(ReviewError):
        take_in(tmp_path / f"none{name}", in_use(desk))
    assert len(desk.database.codebook_versions()) == 1


def test_a_newer_codebook_of_the_program_is_offered_with_ones_own_changes(
    desk: Desk,
) -> None:
    assert newer_shipped(desk) is None
    begun = in_use(desk)
    adopt(desk, relabeled(desk, "Role of the ill"))
    better = apply(begun, SetField(SICK_ROLE, "definition", "Better said."))
    newer = newer_shipped(desk, replace(better, version="1.1.0"))
    assert newer is not None
    assert newer.version == "1.1.0"
    assert [each.field for each in differences(in_use(desk), newer.codebook)] == [
        "definition"
    ]
    shown = adopt(desk, newer.codebook)
    assert shown.version == "1.1.0+study.1"
    assert shown.label("sick_role") == "Role of the ill"
    older = replace(better, version="0.9.0")
    assert newer_shipped(desk, older) is None
