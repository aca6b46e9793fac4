from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_review.domain.codebook import Phase
from ipt_review.exchange.codebook_file import (
    parse_as_written,
    parse_codebook,
    read_codebook,
)
from ipt_review.exchange.codebook_writing import save_codebook, write_codebook
from ipt_review.exchange.whole_file import FileNotWritten
from ipt_review.shipped import resource
from ipt_review.study.codebook_change import SetField, apply
from ipt_review.study.codebook_entries import Noun, Ref, entries
from ipt_review.study.codebook_rules import ChangeRefused
from ipt_review.study.codebook_words import as_shown
from tests.builders import the_shipped_codebook

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.domain.codebook import Codebook
    from ipt_review.study.codebook_change import Change


@cache
def the_book() -> Codebook:
    text = resource("codebooks/ipt_core.yaml").read_text("utf-8")
    return parse_as_written(text, "ipt_core.yaml")


TEXT = st.text(min_size=1, max_size=60).filter(str.strip)
TRICKY = st.sampled_from(
    [
        "yes",
        "1",
        "1.0",
        "null",
        "~",
        "- a",
        "a: b",
        "#x",
        "'",
        '"',
        "a\nb\n",
        " a ",
        "é…",
    ]
)
WORDS = TEXT | TRICKY
PHASES = st.frozensets(st.sampled_from(Phase), min_size=1)


def refs(noun: Noun) -> st.SearchStrategy[Ref]:
    return st.sampled_from([ref for ref in entries(the_book()) if ref.noun is noun])


CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.builds(SetField, refs(Noun.CODE), st.just("label"), WORDS),
    st.builds(SetField, refs(Noun.CODE), st.just("definition"), WORDS),
    st.builds(SetField, refs(Noun.CODE), st.just("when"), st.lists(WORDS).map(tuple)),
    st.builds(SetField, refs(Noun.CODE), st.just("silenced"), st.booleans()),
    st.builds(SetField, refs(Noun.CODE), st.just("phases"), PHASES),
    st.builds(SetField, refs(Noun.STATE), st.just("includes"), WORDS),
    st.builds(SetField, refs(Noun.VARIANT), st.just("does"), WORDS),
    st.builds(
        SetField,
        refs(Noun.ITEM),
        st.just("anchors"),
        st.fixed_dictionaries({1: WORDS, 4: WORDS, 7: WORDS}),
    ),
    st.builds(SetField, refs(Noun.ITEM), st.just("reverse"), st.booleans()),
    st.builds(
        SetField,
        st.just(Ref(Noun.THRESHOLDS)),
        st.just("adherence"),
        st.floats(3, 7),
    ),
    st.builds(SetField, st.just(Ref(Noun.TERM, "person")), st.just("word"), WORDS),
)


@settings(max_examples=8, deadline=None)
@given(st.lists(CHANGES, max_size=8))
def test_what_is_written_is_read_again(changes: list[Change]) -> None:
    book = the_book()
    for change in changes:
        try:
            book = apply(book, change)
        except ChangeRefused:
            continue
    text = write_codebook(book)
    assert parse_as_written(text, "ours.yaml") == book
    assert parse_codebook(text, "ours.yaml") == as_shown(book)
    assert write_codebook(parse_as_written(text, "ours.yaml")) == text


def test_a_codebook_as_raters_see_it_is_read_again_as_it_is() -> None:
    book = the_shipped_codebook()
    assert parse_codebook(write_codebook(book), "ours.yaml") == book


def test_nothing_of_the_shipped_file_is_lost() -> None:
    written = parse_as_written(write_codebook(the_book()), "ours.yaml")
    assert written == the_book()
    assert written.code("sick_role").ref == ("L20", "L46")
    assert written.affect is not None
    assert written.affect.beyond_article
    assert "({illness_named})" in written.code("sick_role").when_not[0]


def test_what_is_as_by_default_is_left_out() -> None:
    text = write_codebook(the_book())
    assert "silenced:" not in text
    assert "reverse:" not in text
    assert "from_session: 1\n" not in text


def test_a_relabeled_code_is_relabeled_in_every_text_that_names_it() -> None:
    change = SetField(Ref(Noun.CODE, "illness_named"), "label", "Illness explained")
    text = write_codebook(apply(the_book(), change))
    code = parse_codebook(text, "ours.yaml").code("sick_role")
    assert code.when_not == ("Only the diagnosis is named (Illness explained).",)


def test_a_version_of_a_study_can_be_read() -> None:
    text = write_codebook(replace(the_book(), version="1.0.0+study.12"))
    assert parse_codebook(text, "ours.yaml").version == "1.0.0+study.12"


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    save_codebook(the_book(), path)
    assert read_codebook(path) == the_shipped_codebook()
    assert [each.name for each in tmp_path.iterdir()] == ["ours.yaml"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotWritten) as caught:
        save_codebook(the_book(), tmp_path / "none" / "ours.yaml")
    assert caught.value.what == (
        "“ours.yaml” cannot be written: No such file or directory."
    )
