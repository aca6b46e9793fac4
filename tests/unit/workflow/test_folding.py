from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_review.workflow.folding import fold, places, words_of


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("validated", "Feeling VALIDATED"),
        ("uber", "Über"),
        ("ÜBER", "uber"),
        ("strasse", "Straße"),
        ("naive", "nai\u0308ve"),
        ("soren", "Søren"),
        ("σοφος", "ΣΟΦΌΣ"),
        ("йод", "ЙОД"),
        ("ё", "\u0435"),
        ("שלום", "שָׁלוֹם"),
        ("محمد", "مُحَمَّد"),
        ("احمد", "أحمد"),
        ("ﬁne", "fine"),
        ("İstanbul", "istanbul"),
    ],
)
def test_case_accents_and_vowel_points_make_no_difference(
    query: str, text: str
) -> None:
    assert fold(query) in fold(text)


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("ก", "กี"), ("क", "के")])
def test_marks_stay_in_scripts_that_mean_another_sound_by_them(
    one: str, other: str
) -> None:
    assert fold(one) != fold(other)


def test_marks_of_direction_are_not_searched() -> None:
    assert fold("\u202babc\u202c") == "abc"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll"], max_codepoint=0x17F)))
def test_composed_or_not_is_the_same_in_latin(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@given(st.text(min_size=1), st.text(max_size=5), st.text(max_size=5))
def test_what_is_found_is_where_it_stands(word: str, before: str, after: str) -> None:
    folded = fold(word)
    if not folded:
        return
    text = before + word + after

    found = places(text, [folded])

    assert all(0 <= first < last <= len(text) for first, last in found)
    assert all(folded[0] in fold(text[first:last]) for first, last in found)
    assert found


def test_places_are_those_of_the_text_as_it_is_written() -> None:
    text = "Die Straße, DIE STRASSE"

    found = places(text, words_of("strasse"))

    assert [text[first:last] for first, last in found] == ["Straße", "STRASSE"]


def test_words_in_quotes_stay_together() -> None:
    assert words_of('Mood "How  have" “things BEEN” x') == [
        "mood",
        "how have",
        "things been",
        "x",
    ]
    assert words_of(' "" ') == []
