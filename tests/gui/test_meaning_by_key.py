"""What a code means, asked by key and answered over the panel, coding nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from ipt_review.ui.actions import action
from ipt_review.ui.keymap.naming import key_of

if TYPE_CHECKING:
    from ipt_review.ui.coding_panel.meaning_card import MeaningCard
    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
FREE = 350_000


def card(rater: Rater) -> MeaningCard:
    return rater.window.review.panel.card


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Slash, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Question, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_unknown, Qt.KeyboardModifier.ShiftModifier),
    ],
)
def test_the_question_mark_is_heard_as_a_character_whatever_key_it_is_on(
    key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, held, "?")

    assert key_of(event) == "?"


def test_a_question_mark_and_a_key_say_what_the_code_means_and_code_nothing(
    rater: Rater,
) -> None:
    before = rater.coding
    code = rater.seat.codebook.code("mood_event_link")

    rater.press("?")
    assert "Press the key" in card(rater).plain()
    rater.press("L")

    said = card(rater).plain()
    assert card(rater).isVisible()
    assert all(
        part in said
        for part in (code.definition, code.when[0], code.when_not[0], code.example)
    )
    assert card(rater).accessibleName() == f"Meaning of {code.label}"
    assert card(rater).accessibleDescription() == said
    assert not card(rater).isWindow()
    assert rater.coding is before


def test_a_flag_is_asked_with_shift_which_by_itself_is_no_key(rater: Rater) -> None:
    flag = next(
        each for each in rater.seat.codebook.offered if each.key.startswith("Shift+")
    )

    rater.press("?")
    rater.qtbot.keyClick(rater.focused, Qt.Key.Key_Shift)
    rater.press(flag.key)

    assert flag.definition in card(rater).plain()


def test_a_focus_has_a_meaning_too(rater: Rater) -> None:
    before = rater.coding
    state = next(each for each in rater.seat.codebook.focus.states if each.includes)

    rater.press("?", state.key)

    assert state.includes in card(rater).plain()
    assert rater.coding is before


def test_escape_closes_the_card_and_plays_nothing(rater: Rater) -> None:
    rater.press("?", "L", "Esc")

    assert not card(rater).isVisible()
    assert not rater.playing
    rater.press("Esc")
    rater.qtbot.waitUntil(lambda: rater.playing)


def test_the_next_key_closes_the_card_and_does_what_it_does(rater: Rater) -> None:
    rater.go_to(FREE)

    rater.press("?", "L", "L")

    assert not card(rater).isVisible()
    assert (rater.newest().code, rater.newest().start) == ("mood_event_link", FREE)


def test_a_key_that_is_held_does_not_close_the_card_it_opened(rater: Rater) -> None:
    rater.press("?")

    rater.hold("L", times=3)

    assert card(rater).isVisible()


def test_a_question_mark_that_is_typed_into_a_note_is_a_question_mark(
    rater: Rater,
) -> None:
    rater.go_to(FREE)
    rater.press("L", "Return")

    rater.type("sure?")

    assert rater.window.review.panel.note.toPlainText() == "sure?"
    assert not card(rater).isVisible()


def test_the_card_is_gone_when_one_comes_back_from_another_room(rater: Rater) -> None:
    rater.press("?", "L")

    rater.press("Alt+1", "Alt+2")

    assert rater.window.room == "review"
    assert not card(rater).isVisible()


def test_a_meaning_can_be_asked_from_the_menu_and_stays_on_the_panel(
    rater: Rater,
) -> None:
    label = action("code.meaning").label
    entries = rater.menu("Mark")
    next(each for each in entries if each.text().startswith(label)).trigger()

    rater.press("L")

    panel = rater.window.review.panel
    assert panel.rect().contains(card(rater).geometry())
    assert rater.seat.codebook.code("mood_event_link").definition in card(rater).plain()
