"""Anything is done by its name, from the keyboard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ipt_review.ui.commands.dialog import CommandDialog
from tests.gui.rater import comes_to_front

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog

    from tests.gui.rater import Rater

PATIENCE = 15_000


def ask(rater: Rater, act: Callable[[CommandDialog], object]) -> None:
    """Press Ctrl+K and do something in the dialog that opens."""

    def do(dialog: QDialog) -> None:
        assert isinstance(dialog, CommandDialog)
        act(dialog)

    rater.qtbot.waitUntil(partial(comes_to_front, rater.window), timeout=PATIENCE)
    rater.answer(do)
    rater.press("Ctrl+K")


def choose(typed: str, dialog: CommandDialog) -> None:
    QTest.keyClicks(dialog.line, typed)
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)


def test_an_action_is_done_by_its_name(rater: Rater) -> None:
    ask(rater, partial(choose, "case"))

    assert rater.window.room == "case"


def test_a_code_is_set_by_its_name(rater: Rater) -> None:
    before = len(rater.coding.marks)

    ask(rater, partial(choose, "role play"))

    assert len(rater.coding.marks) == before + 1
    assert rater.seat.codebook.label(rater.newest().code) == "Role play"


def test_a_session_is_opened_by_its_name(visitor: Rater) -> None:
    ask(visitor, partial(choose, "review session 5"))

    assert visitor.window.room == "review"
    assert visitor.seat.review.session.number == 5


def test_arrows_walk_while_words_are_typed(rater: Rater) -> None:
    picked: list[str] = []

    def act(dialog: CommandDialog) -> None:
        QTest.keyClicks(dialog.line, "go")
        QTest.keyClick(dialog.line, Qt.Key.Key_Down)
        picked.append(dialog.shown[dialog.list.currentIndex().row()].words)
        assert picked[0] == dialog.shown[1].words
        dialog.reject()

    ask(rater, act)

    assert picked


def test_what_is_not_possible_says_why_and_is_not_done(visitor: Rater) -> None:
    def act(dialog: CommandDialog) -> None:
        choose("delete the mark", dialog)
        assert dialog.isVisible()
        assert dialog.said.text() == "No tape is open."
        dialog.reject()

    ask(visitor, act)

    assert visitor.window.room == "library"


def test_what_was_used_last_is_offered_first(rater: Rater) -> None:
    shown: list[str] = []
    ask(rater, partial(choose, "normal speed"))

    def act(dialog: CommandDialog) -> None:
        shown.append(dialog.shown[0].words)
        dialog.reject()

    ask(rater, act)

    assert shown == ["Normal speed"]
