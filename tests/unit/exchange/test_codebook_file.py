from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.codebook import Need, Part, Phase, Unless
from ipt_review.exchange.codebook_file import parse_codebook, read_codebook
from ipt_review.exchange.codebook_problems import CodebookFaulty, CodebookUnreadable
from ipt_review.shipped import resource
from tests.builders import the_shipped_codebook

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = resource("codebooks/ipt_core.yaml")


def test_the_shipped_codebook_is_whole() -> None:
    book = the_shipped_codebook()
    parts = [item.part for item in book.items]
    assert (book.id, book.version) == ("ipt_core", "1.0.0")
    assert len(book.codes) == 35
    assert parts.count(Part.ADHERENCE) + parts.count(Part.OFF_MODEL) == 38
    assert parts.count(Part.COMPETENCE) == 13
    assert book.set_back == 2_000
    assert book.focus.shortest == 10_000
    assert "has not been validated" in book.notice


def test_text_and_file_give_the_same_codebook() -> None:
    text = SHIPPED.read_text("utf-8")
    assert parse_codebook(text, "ipt_core.yaml") == read_codebook(SHIPPED)


def test_an_item_keeps_its_rule_as_fields_and_as_a_sentence() -> None:
    applies = the_shipped_codebook().item("adh_role_play").applies
    assert applies.phases == {Phase.MIDDLE, Phase.TERMINATION}
    assert applies.needs == {Need.OPTION_EMERGED}
    assert applies.unless == Unless("adh_options", frozenset({1, 2, 97}))
    assert applies.rule.startswith("97 if no feasible option emerged")


def test_a_code_named_in_a_text_is_shown_by_its_label() -> None:
    code = the_shipped_codebook().code("sick_role")
    assert code.when_not == ("Only the diagnosis is named (Illness named, no fault).",)


def test_a_changed_label_is_changed_in_every_text_that_names_the_code() -> None:
    text = SHIPPED.read_text("utf-8").replace(
        "label: Illness named, no fault\n    aka", "label: Illness explained\n    aka"
    )
    code = parse_codebook(text, "ours.yaml").code("sick_role")
    assert code.when_not == ("Only the diagnosis is named (Illness explained).",)


def test_area_work_takes_the_label_of_the_area() -> None:
    book = the_shipped_codebook()
    assert book.label("area_explore") == "Area work: explore"
    assert book.label("area_explore", "grief") == "Grief: mourning"


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SHIPPED.read_bytes())
    assert read_codebook(path) == the_shipped_codebook()


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CodebookUnreadable) as caught:
        read_codebook(tmp_path / "none.yaml")
    assert "none.yaml” cannot be read: No such file or directory." in str(caught.value)
    assert caught.value.remedy.startswith("Check that the file is there")


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CodebookUnreadable):
        read_codebook(tmp_path)


def test_bytes_that_are_no_text_are_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_bytes(b"schema: ipt-codebook/1\nid: \xff\n")
    with pytest.raises(CodebookFaulty) as caught:
        read_codebook(path)
    assert "Line 2: This is not UTF-8 text." in str(caught.value)
