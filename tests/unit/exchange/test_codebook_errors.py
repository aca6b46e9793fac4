"""Every kind of error in a codebook, told by line and field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ipt_review.exchange.codebook_file import parse_codebook
from ipt_review.exchange.codebook_problems import CodebookFaulty, Fault
from ipt_review.exchange.codebook_yaml import ARROW, read_written
from ipt_review.shipped import resource

TEXT = resource("codebooks/ipt_core.yaml").read_text("utf-8")


def faults(text: str) -> tuple[Fault, ...]:
    """Return what is told, with slashes for the arrows between fields."""
    with pytest.raises(CodebookFaulty) as caught:
        parse_codebook(text, "ours.yaml")
    return tuple(
        replace(fault, field=fault.field.replace(ARROW, "/"))
        for fault in caught.value.faults
    )


def changed(old: str, new: str) -> tuple[str, int]:
    """Return the shipped text with one change, and the line of the change."""
    at = TEXT.index(old)
    return TEXT[:at] + new + TEXT[at + len(old) :], TEXT.count("\n", 0, at) + 1


INCIDENT = "events/incident_detail"
SICK = "events/sick_role"
PLAY = "items/adh_role_play/applies"
SCALE = "rating_scales/extent_1_7"

ONE_CHANGE = [
    pytest.param(
        "key: c\n",
        "key: h\n",
        f"{INCIDENT}/key",
        "“h” is already the key of “Symptom scale / review”.",
        id="a key given twice",
    ),
    pytest.param(
        "key: c\n",
        "key: CC\n",
        f"{INCIDENT}/key",
        "“CC” is not a key for a code: a small letter, or Shift+ and a capital one.",
        id="a key that is none",
    ),
    pytest.param(
        "key: c\n",
        "key: 7\n",
        f"{INCIDENT}/key",
        "this must be text, and it is “7”.",
        id="a number for text",
    ),
    pytest.param(
        "title: IPT core codebook\n",
        "title:\n",
        "title",
        "this must be text, and it is empty.",
        id="nothing for text",
    ),
    pytest.param(
        "group: frame\n    kind: point\n    valence: ipt_prescribed\n    phases: "
        "[opening, middle]",
        "group: frmae\n    kind: point\n    valence: ipt_prescribed\n    phases: "
        "[opening, middle]",
        f"{SICK}/group",
        "there is no group “frmae”.",
        id="a group that is not there",
    ),
    pytest.param(
        "items: [adh_sick_role]",
        "items: [adh_sick_roll]",
        f"{SICK}/items/entry 1",
        "there is no item “adh_sick_roll”.",
        id="an item that is not there",
    ),
    pytest.param(
        "items: [adh_sick_role]",
        "items: [adh_hope]",
        f"{SICK}/items/entry 1",
        "the item “adh_hope” does not list “sick_role” as evidence.",
        id="an item that does not refer back",
    ),
    pytest.param(
        "start_state: unclear",
        "start_state: nothing",
        "focus_track/start_state",
        "there is no state “nothing”.",
        id="a start state that is not there",
    ),
    pytest.param(
        "[1, 2, 97]",
        "[1, 2, 9]",
        f"{PLAY}/unless/rated/entry 3",
        "9 is not on the scale from 1 to 7.",
        id="a rating off its scale",
    ),
    pytest.param(
        "unless: {item: adh_options,",
        "unless: {item: adh_role_play,",
        f"{PLAY}/unless/item",
        "these items depend on each other in a ring.",
        id="an item that depends on itself",
    ),
    pytest.param(
        "needs: [option_emerged]",
        "needs: [option_came_up]",
        f"{PLAY}/needs/entry 1",
        "“option_came_up” is not one of scale_due_or_used, outcome_reported, "
        "situation_discussed, option_emerged, end_on_tape, focus_agreed, "
        "formulation_given, improved or not_well.",
        id="a condition the program does not know",
    ),
    pytest.param(
        "low: 1\n",
        "low: one\n",
        f"{SCALE}/low",
        "this must be a whole number, and it is “one”.",
        id="a word for a number",
    ),
    pytest.param(
        'color: "#3F5F9E"',
        "color: blue",
        "groups/frame/color",
        "“blue” is not a color: # and six digits of 0-9 and A-F, in quotes.",
        id="a color that is none",
    ),
    pytest.param(
        "label: Hope / prognosis",
        "label: Hope, prognosis and everything else that lifts",
        "events/hope/label",
        "“Hope, prognosis and everything else that…” has 46 characters; "
        "32 is the most.",
        id="a label that does not fit",
    ),
    pytest.param(
        "({flag_trivial})",
        "({flag_silly})",
        "events/hope/when_not/entry 1",
        "there is no code or item “flag_silly”.",
        id="a text that names what is not there",
    ),
    pytest.param(
        "red: 6 ",
        "red: 3 ",
        "thresholds/red",
        "3 is less than amber, which is 4.",
        id="thresholds in the wrong order",
    ),
    pytest.param(
        "competence: 4.0",
        "competence: 40.0",
        "thresholds/competence",
        "40 is not on the scale from 1 to 7.",
        id="a threshold off the scale",
    ),
    pytest.param(
        "opening_sessions: 3",
        "opening_sessions: 0",
        "treatment_frame/opening_sessions",
        "“0” is too small; 1 is the least.",
        id="a limit that is too small",
    ),
    pytest.param(
        "essential: true",
        "essential: mostly",
        "items/adh_illness/essential",
        "this must be true or false, and it is “mostly”.",
        id="a word for yes or no",
    ),
    pytest.param(
        "opening_checklist: [adh_illness",
        "opening_checklist: [adh_ilness",
        "opening_checklist/entry 1",
        "there is no item “adh_ilness”.",
        id="a task that is not there",
    ),
    pytest.param(
        "- {code: interval_opening",
        "- {code: interval",
        "sequence/entry 1/code",
        "there is no code “interval”.",
        id="a step that is not there",
    ),
    pytest.param(
        "phase: opening\n",
        "phase: opening\n    codes: [hope]\n",
        "profiles/opening/phase",
        "a profile has either codes or a phase, not both.",
        id="a profile that says two things",
    ),
    pytest.param(
        "version: 1.0.0",
        "version: one",
        "version",
        "“one” is not a version: three numbers with points, like 1.0.0.",
        id="a version that is none",
    ),
]


@pytest.mark.parametrize(("old", "new", "field", "what"), ONE_CHANGE)
def test_one_wrong_field_is_one_exact_fault(
    old: str, new: str, field: str, what: str
) -> None:
    text, line = changed(old, new)
    assert faults(text) == (Fault(line, field, what),)


def test_a_missing_field_is_told_where_its_entry_begins() -> None:
    text, line = changed("    key: c\n", "")
    (fault,) = faults(text)
    assert (fault.field, fault.what) == (f"{INCIDENT}/key", "this is missing.")
    assert TEXT.splitlines()[fault.line - 1] == "  - id: incident_detail"
    assert fault.line < line


def test_an_unknown_field_is_told_with_the_likely_one() -> None:
    text, line = changed("    mnemonic: sicK", "    mnemnic: sicK")
    assert faults(text) == (
        Fault(
            line,
            f"{SICK}/mnemnic",
            "there is no such field here. Did you mean “mnemonic”?",
        ),
    )


def test_a_field_written_twice_is_told_with_both_lines() -> None:
    text, line = changed("key: c\n", "key: c\n    key: h\n")
    assert faults(text)[0] == Fault(
        line + 1,
        f"{INCIDENT}/key",
        f"this is written twice, first on line {line}.",
    )


def test_an_id_given_twice_across_codes_and_states_is_told() -> None:
    text, line = changed("id: neutral,", "id: refocus,")
    found = faults(text)
    assert (
        Fault(
            line,
            "affect_track/states/refocus/id",
            "“refocus” is already the id of “Back to the focus”.",
        )
        in found
    )


def test_an_anchor_off_the_scale_and_the_one_missing_for_it_are_both_told() -> None:
    text, line = changed("      4: Clear.", "      8: Clear.")
    assert faults(text) == (
        Fault(line - 4, f"{SCALE}/anchors", "there is no anchor for 4."),
        Fault(line, f"{SCALE}/anchors/8", "8 is not on the scale from 1 to 7."),
    )


def test_items_that_depend_on_each_other_in_a_ring_are_told() -> None:
    text = TEXT.replace(
        "      needs: [situation_discussed]\n",
        "      needs: [situation_discussed]\n"
        "      unless: {item: adh_role_play, rated: [97]}\n",
    )
    ring = [each for each in faults(text) if each.what.endswith("in a ring.")]
    assert [each.field.split("/")[1] for each in ring] == [
        "adh_options",
        "adh_role_play",
    ]


def test_broken_yaml_is_told_by_line() -> None:
    text, line = changed("title: IPT core codebook", "title: [IPT core codebook")
    (fault,) = faults(text)
    assert fault.line == line + 1
    assert fault.what.startswith("This is not YAML: while parsing a flow sequence")


def test_an_alias_is_refused_so_that_no_file_can_grow_without_end() -> None:
    text, line = changed("version: 1.0.0", "version: &v 1.0.0\nx: *v")
    refused = Fault(line + 1, "x", "write this out; an alias (*) is not allowed.")
    assert refused in faults(text)


@pytest.mark.parametrize("break_", ["", "\u2028"])
def test_words_are_what_they_look_like_and_pasted_line_separators_stay(
    break_: str,
) -> None:
    written = read_written(f"a: no\nb: 012\nc: 1_000\nd: TRUE\ne: ~\nf: x{break_}y")
    assert written.value == {
        "a": "no",
        "b": 12,
        "c": "1_000",
        "d": True,
        "e": None,
        "f": f"x{break_}y",
    }
    assert written.line(("f",)) == 6


def test_nesting_without_end_is_told() -> None:
    (fault,) = faults("a: " + 5_000 * "[")
    assert fault == Fault(1, "", "This is nested too deeply.")


@pytest.mark.parametrize("text", ["", "  \n", "- 1\n- 2\n", "a few words"])
def test_a_file_that_is_no_codebook_is_told(text: str) -> None:
    assert faults(text) == (Fault(1, "", "This is not a codebook; it has no fields."),)


def test_another_schema_is_the_only_thing_told() -> None:
    text, line = changed("schema: ipt-codebook/1", "schema: ipt-codebook/2")
    assert faults(text) == (
        Fault(
            line,
            "schema",
            "this must be ipt-codebook/1; no other kind of file can be read here.",
        ),
    )


def test_errors_of_all_kinds_are_told_at_once_in_the_order_of_lines() -> None:
    text = (
        TEXT.replace("version: 1.0.0", "version: one")
        .replace("key: c\n", "key: h\n")
        .replace("red: 6 ", "red: 3 ")
    )
    with pytest.raises(CodebookFaulty) as caught:
        parse_codebook(text, "ours.yaml")
    assert [fault.line for fault in caught.value.faults] == sorted(
        fault.line for fault in caught.value.faults
    )
    assert str(caught.value) == (
        "The codebook “ours.yaml” has 3 errors. "
        "Line 16, version: “one” is not a version: three numbers with points, "
        f"like 1.0.0. {caught.value.faults[1]} {caught.value.faults[2]} "
        "Correct the file and open it again; nothing was changed."
    )


def test_a_long_list_of_errors_is_cut_but_kept_whole_in_the_error() -> None:
    with pytest.raises(CodebookFaulty) as caught:
        parse_codebook("schema: ipt-codebook/1\n", "ours.yaml")
    assert len(caught.value.faults) > 8
    assert f"And {len(caught.value.faults) - 8} more." in str(caught.value)
