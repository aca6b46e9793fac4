"""Keys mean one thing each: those of the program, and those of the codebook."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from ipt_review.ui.actions import ACTIONS, HINTS, MENUS
from ipt_review.ui.keymap.code_keys import code_keys
from ipt_review.ui.needs import needs_of
from tests.builders import the_shipped_codebook

PORTABLE = QKeySequence.SequenceFormat.PortableText
ROOMS = dict.fromkeys(action.room for action in ACTIONS)
EVERYWHERE = [key for action in ACTIONS if not action.room for key in action.keys]
KEYS = list(dict.fromkeys(key for action in ACTIONS for key in action.keys))


def keys_of_the_codebook() -> dict[str, str]:
    """Return what every key of the shipped codebook codes, as the window hears it."""
    book = the_shipped_codebook()
    states = [state for track in book.tracks for state in track.states]
    keys = {code.key: code.id for code in book.codes}
    return code_keys(keys | {state.key: state.id for state in states})


@pytest.mark.parametrize("room", ROOMS)
def test_no_two_actions_of_one_room_share_a_key(room: str) -> None:
    keys = [key for action in ACTIONS if action.room == room for key in action.keys]

    assert [key for key, times in Counter(keys).items() if times > 1] == []


def test_no_two_actions_share_a_name() -> None:
    names = [action.id for action in ACTIONS]

    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_no_action_takes_a_key_from_the_shipped_codebook() -> None:
    assert {*EVERYWHERE} & {*keys_of_the_codebook()} == set()


def test_no_two_codes_or_states_share_a_key() -> None:
    book = the_shipped_codebook()
    count = len(book.codes) + sum(len(track.states) for track in book.tracks)

    assert len(keys_of_the_codebook()) == count


@pytest.mark.parametrize("key", dict.fromkeys([*KEYS, *keys_of_the_codebook()]))
def test_every_key_is_written_as_a_press_is_read(key: str) -> None:
    assert QKeySequence(key).toString(PORTABLE) == key


def test_only_control_alt_and_function_keys_work_while_typing() -> None:
    held = ("Ctrl+", "Alt+", "F", "Esc")

    assert not [
        key
        for action in ACTIONS
        if action.while_typing
        for key in action.keys
        if not key.startswith(held)
    ]


def test_every_action_has_words_and_a_menu() -> None:
    assert all(action.label and action.menu in MENUS for action in ACTIONS)
    assert all(does for hints in HINTS.values() for _key, does in hints)


def test_every_action_but_the_first_ones_says_what_it_needs() -> None:
    """Whoever has no study open is offered nothing that does nothing."""
    first = {"study.", "program.", "help.", "go.command"}
    free = [action.id for action in ACTIONS if not needs_of(action.id)]

    assert [name for name in free if not name.startswith(tuple(first))] == []
