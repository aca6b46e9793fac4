"""A person's own keys: kept by action, each for one thing, whatever the file says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSettings

from ipt_review.ui.actions import ACTIONS, HINTS, action
from ipt_review.ui.keymap.clash import clash, lost_codes
from ipt_review.ui.keymap.hints import hints_in
from ipt_review.ui.keymap.key_file import (
    KeysNotRead,
    KeysNotWritten,
    read_keys,
    write_keys,
)
from ipt_review.ui.keymap.key_map import KeyMap
from ipt_review.ui.keymap.naming import name_of, names_of, types_text
from ipt_review.ui.keymap.pedal import with_pedal
from ipt_review.ui.needs import CODING, Need, needs_of, why_not
from tests.builders import the_shipped_codebook

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [each.id for each in ACTIONS]
SPARE = ("F13", "F14", "F20", "F24", "Media Play", "Ctrl+Shift+P", "Ctrl+9", "\\")


def kept_in(folder: Path) -> QSettings:
    return QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def key_map(tmp_path: Path) -> KeyMap:
    return KeyMap(kept_in(tmp_path))


def test_keys_are_as_they_came_until_a_person_gives_others(key_map: KeyMap) -> None:
    assert all(key_map.keys(each.id) == each.keys for each in ACTIONS)
    assert key_map.own == {}


def test_own_keys_are_there_after_a_restart(key_map: KeyMap, tmp_path: Path) -> None:
    key_map.set_keys("tape.play", ("Space", "F13"))

    again = KeyMap(kept_in(tmp_path))

    assert again.own == {"tape.play": ("Space", "F13")}
    assert again.by_key["F13"].id == "tape.play"


def test_an_action_can_do_without_a_key(key_map: KeyMap, tmp_path: Path) -> None:
    key_map.set_keys("tape.mute", ())

    assert KeyMap(kept_in(tmp_path)).keys("tape.mute") == ()
    assert "Ctrl+M" not in KeyMap(kept_in(tmp_path)).by_key


def test_a_key_is_taken_from_the_action_that_had_it(key_map: KeyMap) -> None:
    key_map.set_keys("tape.mute", ("Ctrl+L",))

    assert key_map.by_key["Ctrl+L"].id == "tape.mute"
    assert key_map.keys("tape.loop") == ()


def test_reset_gives_an_action_its_keys_back_from_whoever_has_them(
    key_map: KeyMap,
) -> None:
    key_map.set_keys("tape.mute", ("Ctrl+L", "F13"))

    key_map.reset("tape.loop")

    assert key_map.keys("tape.loop") == action("tape.loop").keys
    assert key_map.keys("tape.mute") == ("F13",)
    key_map.reset_all()
    assert key_map.own == {}


def test_only_what_differs_is_written_down(key_map: KeyMap, tmp_path: Path) -> None:
    key_map.set_keys("tape.play", ("F13",))
    key_map.set_keys("tape.play", action("tape.play").keys)

    assert kept_in(tmp_path).allKeys() == []


@pytest.mark.parametrize("kept", ["", "no list", '{"a": 1}', "7"])
def test_what_makes_no_sense_is_as_if_it_were_not_there(
    tmp_path: Path, kept: str
) -> None:
    settings = kept_in(tmp_path)
    settings.setValue("keys/tape.play", kept)

    assert KeyMap(settings).keys("tape.play") == ("Space",)


def test_a_change_is_told_once_and_none_is_not_told(key_map: KeyMap) -> None:
    told: list[bool] = []
    key_map.changed.connect(lambda: told.append(True))

    key_map.set_keys("tape.mute", ("Ctrl+L",))
    key_map.set_keys("tape.mute", ("Ctrl+L",))

    assert told == [True]


GIVEN = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.lists(st.sampled_from((*SPARE, "Ctrl+L", "Space", "Del")), unique=True),
    ),
    max_size=8,
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(given_keys=GIVEN)
def test_each_key_does_one_thing_and_all_survive_restart_and_file(
    tmp_path: Path, given_keys: list[tuple[str, list[str]]]
) -> None:
    kept = kept_in(tmp_path)
    kept.clear()
    key_map = KeyMap(kept)
    for name, keys in given_keys:
        key_map.set_keys(name, tuple(keys))
    for room in ("", "rate"):
        here = [each.id for each in ACTIONS if each.room == room]
        every = [(key, name) for name in here for key in key_map.keys(name)]
        held = {key: each.id for key, each in key_map.in_room(room).items()}
        assert len(every) == len(held)
        assert dict(every) == held
    assert KeyMap(kept).own == key_map.own
    file = tmp_path / "keys.json"
    write_keys(key_map.own, file)
    assert read_keys(file) == (key_map.own, [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "\x00",
        '{"format": "other", "keys": {}}',
        '{"format": "ipt-review-keys", "keys": []}',
        '{"format": "ipt-review-keys", "keys": {"tape.play": ["no key at all"]}}',
        '{"format": "ipt-review-keys", "keys": {"tape.play": [7]}}',
        (
            '{"format": "ipt-review-keys", "keys": {"tape.play": ["F13"],'
            ' "tape.mute": ["F13"]}}'
        ),
    ],
)
def test_a_file_that_is_none_of_keys_is_refused_in_words(
    tmp_path: Path, text: str
) -> None:
    file = tmp_path / "keys.json"
    file.write_text(text, "utf-8")

    with pytest.raises(KeysNotRead, match=r"keys\.json"):
        read_keys(file)


def test_a_file_of_a_later_version_names_what_is_not_known_here(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    write_keys({"tape.play": ("F13",), "tape.rewind": ("F14",)}, file)

    assert read_keys(file) == ({"tape.play": ("F13",)}, ["tape.rewind"])


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    with pytest.raises(KeysNotWritten, match="another place"):
        write_keys({}, tmp_path / "no folder" / "keys.json")


def test_a_clash_says_what_the_key_does_already(key_map: KeyMap) -> None:
    book = the_shipped_codebook()

    with_action = clash("Ctrl+L", "tape.mute", key_map, book)
    with_code = clash("C", "tape.mute", key_map, book)
    with_state = clash("1", "tape.mute", key_map, book)

    assert with_action is not None
    assert with_action.takes
    assert action("tape.loop").label in with_action.sentence
    assert with_code is not None
    assert "Incident" in with_code.sentence
    assert with_state is not None
    assert "Grief" in with_state.sentence
    assert clash("C", "tape.mute", key_map, None) is None
    assert clash("F13", "tape.mute", key_map, book) is None
    assert clash("Ctrl+L", "tape.loop", key_map, book) is None


def test_a_key_of_one_room_leaves_what_it_does_elsewhere_alone(key_map: KeyMap) -> None:
    key_map.set_keys("rate.5", ("Space",))

    assert key_map.by_key["Space"].id == "tape.play"
    assert key_map.in_room("rate")["Space"].id == "rate.5"
    assert "5" not in key_map.in_room("rate")
    key_map.set_keys("rate.6", ("Space", "6"))
    assert key_map.keys("rate.5") == ()
    assert key_map.by_key["Space"].id == "tape.play"


def test_a_clash_with_a_key_of_one_room_is_told_too(key_map: KeyMap) -> None:
    book = the_shipped_codebook()

    within = clash("6", "rate.5", key_map, book)
    under = clash("Ctrl+E", "rate.5", key_map, book)
    over = clash("Ctrl+Alt+N", "tape.mute", key_map, book)

    assert within is not None
    assert within.takes
    assert "Rate 6" in within.sentence
    assert under is not None
    assert action("study.export").label in under.sentence
    assert over is not None
    assert "goes on doing that there" in over.sentence
    assert clash("Space", "rate.5", key_map, book) is None


def test_codes_whose_key_a_person_took_are_named(key_map: KeyMap) -> None:
    book = the_shipped_codebook()
    key_map.set_keys("tape.mute", ("C",))

    assert len(lost_codes(key_map, book)) == 1
    assert lost_codes(key_map, replace(book, codes=())) == []


def test_pedals_are_added_to_the_keys_that_are_there(key_map: KeyMap) -> None:
    with_pedal(key_map)
    with_pedal(key_map)

    assert key_map.keys("tape.back_more") == ("Shift+Left", "F13")
    assert key_map.keys("tape.pedal") == ("F14",)
    assert key_map.keys("tape.forward_more") == ("Shift+Right", "F15")


def test_hints_say_the_keys_of_this_person(key_map: KeyMap) -> None:
    key_map.set_keys("tape.play", ("F13",))
    key_map.set_keys("edit.undo", ())

    hints = hints_in(HINTS["review"], key_map)

    assert hints[0] == ("F13", "play")
    assert ("⇧ ← →", "5 s") in hints
    assert ("a–z", "code") in hints
    assert "undo" not in [does for _, does in hints]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("Ctrl+Left", "Ctrl+←"),
        ("Ctrl++", "Ctrl++"),
        ("+", "+"),
        ("Del", "Delete"),
        ("F13", "F13"),
        ("Media Play", "Media Play"),
        ("", ""),
    ],
)
def test_keys_are_called_as_they_are_printed(key: str, name: str) -> None:
    assert name_of(key) == name


def test_the_two_enter_keys_are_one_to_people() -> None:
    assert names_of(("Return", "Enter")) == "Enter"


def test_keys_that_write_are_told_from_those_that_do_not() -> None:
    assert all(map(types_text, ("A", "Shift+A", "?", "Space", "Shift+Left", "Del")))
    assert not any(map(types_text, ("Ctrl+A", "F13", "Esc", "Alt+1", "Media Play")))


def test_every_action_says_what_it_needs_and_the_first_lack_is_told() -> None:
    assert needs_of("study.new") == ()
    assert why_not(needs_of("tape.play"), frozenset()) == Need.STUDY.value
    met = frozenset({Need.STUDY, Need.TAPE, Need.REVIEW, Need.DRAFT})
    assert why_not(needs_of("mark.delete"), met) == Need.MARK.value
    assert why_not(CODING, met) == ""
