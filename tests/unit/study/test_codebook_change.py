from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.codebook import Applies, Kind, Part, Phase, Subscale
from ipt_review.exchange.codebook_file import parse_as_written
from ipt_review.shipped import resource
from ipt_review.study.codebook_carrying import carry_over
from ipt_review.study.codebook_change import (
    AddCode,
    AddForm,
    AddItem,
    SetField,
    TakeForm,
    apply,
    competence_for,
)
from ipt_review.study.codebook_difference import Difference, differences
from ipt_review.study.codebook_draft import Draft
from ipt_review.study.codebook_entries import CHANGEABLE, Noun, Ref, entries
from ipt_review.study.codebook_rules import ChangeRefused

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook
    from ipt_review.study.codebook_change import Change

ALL = frozenset(Phase)
SICK_ROLE = Ref(Noun.CODE, "sick_role")
LINES_CROSS = (
    "“Adherence is adequate from” (2.5) must not be below “Adherence asks for a "
    "supervisor below” (3)."
)
LABEL_GROWS = (
    "With this the label “Illness blamed, not person in treatment” has 39 characters; "
    "32 is the most."
)
NOT_A_KEY = "“F1” is not a key for a code: a small letter, or Shift+ and a capital one."


@cache
def the_book() -> Codebook:
    text = resource("codebooks/ipt_core.yaml").read_text("utf-8")
    return parse_as_written(text, "ipt_core.yaml")


def after(*changes: Change) -> Codebook:
    book = the_book()
    for change in changes:
        book = apply(book, change)
    return book


def refused(*changes: Change) -> str:
    with pytest.raises(ChangeRefused) as caught:
        after(*changes)
    return caught.value.what


def own_code(code: str = "own_breathing", key: str = "Shift+Q") -> AddCode:
    pattern = the_book().code("options")
    new = replace(pattern, id=code, label="Breathing", key=key, items=(), ref=())
    return AddCode(new)


def own_form() -> AddForm:
    adherence = replace(
        the_book().item("adh_hope"),
        id="own_culture",
        label="Culture asked about",
        subscale="own_culture_form",
        applies=Applies(ALL),
        evidence=(),
    )
    beside = competence_for(
        adherence, "own_culture_how", "Culture: how well", "own_culture_how_form"
    )
    reverse = replace(beside, id="own_rushed", label="Hour was rushed", reverse=True)
    scale = "quality_1_7"
    return AddForm(
        (
            Subscale("own_culture_form", "Culture", prescribed=True, apart=True),
            Subscale("own_culture_how_form", "Culture: skill", prescribed=False),
        ),
        (adherence, replace(beside, scale=scale), replace(reverse, scale=scale)),
    )


def test_a_label_changes_and_nothing_else_does() -> None:
    book = after(SetField(SICK_ROLE, "label", "Patient role"))
    assert differences(the_book(), book) == [
        Difference(
            SICK_ROLE, "Patient role", "label", "Sick role given", "Patient role"
        )
    ]


def test_every_sort_of_entry_can_be_changed() -> None:
    book = after(
        SetField(
            Ref(Noun.ITEM, "adh_hope"), "anchors", {1: "No", 4: "Some", 7: "Much"}
        ),
        SetField(Ref(Noun.STATE, "off_focus"), "key", "9"),
        SetField(Ref(Noun.AREA, "role_dispute"), "short", "Quarrel"),
        SetField(Ref(Noun.GROUP, "engine"), "label", "Engine"),
        SetField(Ref(Noun.VARIANT, "area_explore.grief"), "label", "Mourning"),
        SetField(Ref(Noun.THRESHOLDS), "adherence", 4.5),
        SetField(Ref(Noun.FRAME), "opening_sessions", 4),
        SetField(Ref(Noun.BOOK), "set_back", 1_500),
        SetField(Ref(Noun.TERM, "person"), "word", "client"),
    )
    assert book.label("area_explore", "grief") == "Mourning"
    assert (book.thresholds.adherence, book.frame.opening_sessions) == (4.5, 4)
    assert book.focus.state("off_focus").key == "9"
    assert book.terms["person"] == "client"
    assert len(differences(the_book(), book)) == 9


def test_an_id_never_changes() -> None:
    assert (
        refused(SetField(SICK_ROLE, "id", "other")) == "The id of a code never changes."
    )
    assert not any("id" in names for names in CHANGEABLE.values())


def test_what_decides_how_old_codings_read_never_changes() -> None:
    kind = refused(SetField(SICK_ROLE, "kind", Kind.INTERVAL))
    scale = refused(SetField(Ref(Noun.ITEM, "adh_hope"), "scale", "quality_1_7"))
    assert kind == "The kind of a code never changes."
    assert scale == "The scale of an item never changes."


def test_a_taken_key_is_refused_by_name() -> None:
    assert refused(SetField(SICK_ROLE, "key", "e")) == (
        "“e” is already the key of “Feeling identified”."
    )


@pytest.mark.parametrize(
    ("ref", "field", "value", "sentence"),
    [
        (
            SICK_ROLE,
            "key",
            "F1",
            NOT_A_KEY,
        ),
        (
            Ref(Noun.STATE, "grief"),
            "key",
            "g",
            "“g” is not a key for a focus state: a digit.",
        ),
        (
            Ref(Noun.STATE, "sad"),
            "key",
            "1",
            "“1” is not a key for an affect state: Ctrl+ and a digit.",
        ),
        (SICK_ROLE, "label", " ", "A label must not be empty."),
        (
            SICK_ROLE,
            "label",
            "x" * 33,
            f"“{'x' * 33}” has 33 characters; 32 is the most.",
        ),
        (SICK_ROLE, "definition", "", "This must not be empty."),
        (SICK_ROLE, "when", (), "Say in at least one line when to code it."),
        (
            SICK_ROLE,
            "when_not",
            ("See {no_such}.",),
            "There is no code or item “no_such”.",
        ),
        (SICK_ROLE, "phases", frozenset(), "A code occurs in at least one phase."),
        (
            SICK_ROLE,
            "core_in",
            frozenset({Phase.TERMINATION}),
            "“termination” is not one of the phases of this code.",
        ),
        (
            SICK_ROLE,
            "example",
            "\x00",
            "The character U+0000 cannot be kept in a codebook.",
        ),
        (
            Ref(Noun.ITEM, "adh_hope"),
            "anchors",
            {1: "No", 4: "Some", 8: "Much"},
            "8 is not on the scale from 1 to 7.",
        ),
        (
            Ref(Noun.ITEM, "adh_hope"),
            "anchors",
            {1: "No", 7: "Much"},
            "There is no anchor for 4.",
        ),
        (
            Ref(Noun.ITEM, "adh_hope"),
            "evidence",
            ("nothing",),
            "There is no code or state “nothing”.",
        ),
        (
            Ref(Noun.ITEM, "adh_hope"),
            "evidence",
            (),
            "“Hope / prognosis” speaks for this item by itself, so it stays evidence.",
        ),
        (
            Ref(Noun.AREA, "grief"),
            "color",
            "red",
            "“red” is not a color: # and six digits of 0-9 and A-F.",
        ),
        (
            Ref(Noun.THRESHOLDS),
            "adherence",
            2.5,
            LINES_CROSS,
        ),
        (
            Ref(Noun.THRESHOLDS),
            "essentials",
            101.0,
            "101 is not on the scale from 0 to 100.",
        ),
        (
            Ref(Noun.FRAME),
            "opening_sessions",
            9,
            "The shortest treatment leaves no session for the middle phase.",
        ),
        (Ref(Noun.TERM, "person"), "word", "", "This must not be empty."),
        (
            Ref(Noun.TERM, "person"),
            "word",
            "person in treatment",
            LABEL_GROWS,
        ),
        (Ref(Noun.CODE, "no_such"), "label", "x", "There is no code “no_such”."),
    ],
)
def test_what_cannot_stand_is_refused_in_one_sentence(
    ref: Ref, field: str, value: object, sentence: str
) -> None:
    assert refused(SetField(ref, field, value)) == sentence


def test_the_key_of_a_silenced_code_is_free_until_it_speaks_again() -> None:
    silence = SetField(Ref(Noun.CODE, "affect_named"), "silenced", value=True)
    taken = SetField(SICK_ROLE, "key", "e")
    assert after(silence, taken).code("sick_role").key == "e"
    again = SetField(Ref(Noun.CODE, "affect_named"), "silenced", value=False)
    assert (
        refused(silence, taken, again) == "“e” is already the key of “Sick role given”."
    )


def test_a_code_of_ones_own_is_added() -> None:
    book = after(own_code())
    assert book.code("own_breathing").key == "Shift+Q"
    assert [d.field for d in differences(the_book(), book)].count("") >= 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (own_code("sick_role"), "“sick_role” is already the id of “Sick role given”."),
        (own_code("grief"), "“grief” is already the id of “Grief”."),
        (
            own_code("Own"),
            "“Own” is not an id: small letters, digits and _, with a letter first.",
        ),
        (own_code(key="e"), "“e” is already the key of “Feeling identified”."),
        (
            AddCode(replace(own_code().code, group="none")),
            "There is no group “none”.",
        ),
        (
            AddCode(replace(own_code().code, items=("none",))),
            "There is no item “none”.",
        ),
        (
            AddItem(replace(the_book().item("adh_hope"), id="own_x", subscale="none")),
            "There is no subscale “none”.",
        ),
        (
            AddItem(replace(the_book().item("adh_hope"), id="own_x", subscale="")),
            "An adherence item needs a subscale of adherence.",
        ),
        (
            AddItem(replace(the_book().item("adh_hope"), id="own_x", scale="none")),
            "There is no rating scale “none”.",
        ),
    ],
)
def test_a_new_entry_that_does_not_fit_is_refused(
    change: Change, sentence: str
) -> None:
    assert refused(change) == sentence


def test_a_form_of_ones_own_has_pairs_and_reverse_items() -> None:
    book = after(own_form())
    assert book.item("own_culture").part is Part.ADHERENCE
    assert book.item("own_culture_how").part is Part.COMPETENCE
    assert book.item("own_rushed").reverse
    assert refused(own_form(), own_form()).endswith("is already the id of “Culture”.")


def test_a_form_that_fails_adds_nothing() -> None:
    form = own_form()
    broken = AddForm(form.subscales, (*form.items, form.items[0]))
    book = the_book()
    with pytest.raises(ChangeRefused):
        apply(book, broken)
    assert book == the_book()


def test_a_taken_form_changes_what_is_known_and_adds_the_rest() -> None:
    known = replace(the_book().item("adh_hope"), label="Hope")
    form = own_form()
    book = after(TakeForm(form.subscales, (known, *form.items)))
    assert book.item("adh_hope").label == "Hope"
    assert len(book.items) == len(the_book().items) + 3
    moved = replace(known, part=Part.OFF_MODEL, subscale="sub_off")
    assert refused(TakeForm((), (moved,))).startswith("The part and the scale of")


def test_changes_put_back_are_no_difference() -> None:
    draft = Draft(the_book())
    draft = draft.with_change(SetField(SICK_ROLE, "label", "Role"))
    draft = draft.with_change(SetField(SICK_ROLE, "label", "Sick role given"))
    assert draft.differences == []


def test_typing_on_in_a_field_is_undone_as_one_change() -> None:
    draft = Draft(the_book())
    for text in ("R", "Ro", "Role"):
        draft = draft.with_change(SetField(SICK_ROLE, "label", text))
    other = draft.with_change(SetField(SICK_ROLE, "key", "Shift+Q"))
    assert other.undone().codebook == draft.codebook
    assert draft.undone().codebook == the_book()
    assert not draft.undone().can_undo


def test_a_refused_change_leaves_the_draft_as_it_was() -> None:
    draft = Draft(the_book()).with_change(SetField(SICK_ROLE, "label", "Role"))
    with pytest.raises(ChangeRefused):
        draft.with_change(SetField(SICK_ROLE, "key", "e"))
    assert draft.codebook.code("sick_role").label == "Role"


def test_what_came_and_went_is_told_as_a_whole() -> None:
    book = after(own_code())
    ref = Ref(Noun.CODE, "own_breathing")
    came = [d for d in differences(the_book(), book) if d.ref == ref]
    went = [d for d in differences(book, the_book()) if d.ref == ref]
    assert came == [Difference(ref, "Breathing", "", None, "Breathing")]
    assert went == [Difference(ref, "Breathing", "", "Breathing", None)]


def test_a_newer_codebook_keeps_what_the_study_changed() -> None:
    old = the_book()
    ours = after(
        own_code(),
        SetField(SICK_ROLE, "label", "Role of the ill"),
        SetField(Ref(Noun.TERM, "person"), "word", "client"),
        SetField(Ref(Noun.CODE, "flag_digress"), "silenced", value=True),
    )
    sick = Ref(Noun.CODE, "sick_role")
    new = apply(old, SetField(sick, "definition", "A better definition."))
    new = replace(new, version="1.1.0")
    carried = carry_over(old, ours, new)
    assert carried.version == "1.1.0"
    assert carried.code("sick_role").label == "Role of the ill"
    assert carried.code("sick_role").definition == "A better definition."
    assert carried.code("flag_digress").silenced
    assert carried.terms["person"] == "client"
    assert carried.code("own_breathing").label == "Breathing"
    assert differences(new, carried) == [
        replace(each) for each in differences(old, ours)
    ]


def test_what_a_newer_codebook_dropped_is_not_brought_back() -> None:
    old = the_book()
    new = replace(old, codes=tuple(c for c in old.codes if c.id != "flag_digress"))
    carried = carry_over(old, after(SetField(SICK_ROLE, "label", "Role")), new)
    assert not carried.knows("flag_digress")
    assert carried.code("sick_role").label == "Role"


def test_every_entry_of_the_codebook_is_found_once() -> None:
    found = entries(the_book())
    assert sum(ref.noun is Noun.CODE for ref in found) == 35
    assert sum(ref.noun is Noun.ITEM for ref in found) == 51
    assert sum(ref.noun is Noun.VARIANT for ref in found) == 8
