from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_review.study.codebook_words import as_shown, in_words, plural
from tests.builders import a_codebook, the_shipped_codebook


def said(text: str, **terms: str) -> str:
    book = a_codebook()
    item = replace(book.items[0], text=text)
    book = replace(book, items=(item,), terms=terms)
    return in_words(book).items[0].text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The patient's view.", "The client's view."),
        ("The patient’s view.", "The client’s view."),
        (
            "Patients differ; patients' views count.",
            "Clients differ; clients' views count.",
        ),
        ("Patient blamed", "Client blamed"),
        (
            "An inpatient, an in-patient, a patience.",
            "An inpatient, an in-patient, a patience.",
        ),
    ],
)
def test_whole_words_are_replaced_in_all_their_forms(text: str, shown: str) -> None:
    assert said(text, person="client") == shown


def test_the_article_before_a_word_fits_it() -> None:
    assert said("A patient could.", person="adolescent") == "An adolescent could."
    assert said("a patient", person="user of services") == "a user of services"


def test_a_plural_of_its_own_is_used() -> None:
    text = "Patients' views, and the patients."
    assert (
        said(text, person="young person")
        == "Young people's views, and the young people."
    )


def test_the_illness_is_named_as_the_study_names_it() -> None:
    text = "Depression does that; it has a name - major depression. You are depressed."
    shown = "PTSD does that; it has a name - PTSD. You are depressed."
    assert said(text, illness="PTSD") == shown


def test_a_term_that_holds_the_shipped_word_is_put_in_once() -> None:
    text = "A patient with depression, and other patients."
    terms = {"person": "young patient", "illness": "postpartum depression"}
    shown = "A young patient with postpartum depression, and other young patients."
    assert said(text, **terms) == shown


@pytest.mark.parametrize(
    ("word", "many"),
    [
        ("client", "clients"),
        ("service user", "service users"),
        ("person", "people"),
        ("child", "children"),
        ("beneficiary", "beneficiaries"),
        ("boy", "boys"),
        ("boss", "bosses"),
    ],
)
def test_plurals(word: str, many: str) -> None:
    assert plural(word) == many


WORD = st.from_regex(r"[A-Za-z]{1,9}( [a-z]{1,9})?", fullmatch=True)


@given(person=WORD, illness=WORD)
def test_saying_it_twice_changes_nothing_more(person: str, illness: str) -> None:
    terms = {"person": person, "illness": illness}
    if {"patient", "depression", "patients", "depressions"} & set(
        f"{person} {illness}".casefold().split()
    ) or set(person.casefold().split()) & set(illness.casefold().split()):
        return
    text = "A patient's mood; Patients, a depression, patients' ways. Major depression."
    once = said(text, **terms)
    assert said(once, **terms) == once


def test_the_shipped_words_change_nothing() -> None:
    book = the_shipped_codebook()
    assert in_words(book) is book


def test_ids_and_keys_stay_whatever_the_words() -> None:
    book = the_shipped_codebook()
    shown = in_words(replace(book, terms={"person": "client", "illness": "anxiety"}))
    assert [code.id for code in shown.codes] == [code.id for code in book.codes]
    assert [code.key for code in shown.codes] == [code.key for code in book.codes]
    assert shown.code("illness_blamed").label == "Illness blamed, not client"
    texts = str(shown.codes) + str(shown.items) + str(shown.scales) + str(shown.focus)
    assert " patient" not in texts
    assert "depression" not in texts
    assert not re.search(r"\bdepress", texts, re.IGNORECASE)


def test_the_area_without_events_can_have_another_name() -> None:
    book = the_shipped_codebook()
    shown = in_words(replace(book, terms={"deficits": "Interpersonal sensitivities"}))
    assert shown.areas[3].label == "Interpersonal sensitivities"
    assert shown.label("interpersonal_deficits") == "Interpersonal sensitivities"


def test_what_is_silenced_is_no_step_no_task_and_in_no_profile() -> None:
    book = the_shipped_codebook()
    codes = tuple(replace(c, silenced=c.id == "role_play") for c in book.codes)
    items = tuple(replace(i, silenced=i.id == "adh_sick_role") for i in book.items)
    shown = as_shown(replace(book, codes=codes, items=items))
    assert "role_play" not in [step.code for step in shown.sequence]
    assert "adh_sick_role" not in shown.checklist
    assert "role_play" not in (shown.profiles[0].codes or ())
    assert "role_play" not in [code.id for code in shown.offered]
    assert shown.code("role_play").silenced
