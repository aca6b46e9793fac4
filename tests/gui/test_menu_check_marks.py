"""What is on or off says so in its menu, however it was switched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMenu

from ipt_review.ui.actions import ACTIONS, MENUS, action
from ipt_review.ui.needs import Need, needs_of
from ipt_review.ui.player.loop import OFF

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction

    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
SWITCHES = [each.id for each in ACTIONS if each.switches]
OF_FILMS = [each for each in SWITCHES if Need.SOUND_ONLY not in needs_of(each)]


@pytest.fixture
def rater(newcomer: Rater, demo: Path) -> Rater:
    """Return the supervisor before a tape, in a window that nobody used before."""
    assert newcomer.program.open_path(demo)
    newcomer.sit_down()
    return newcomer


def opened(rater: Rater, name: str) -> QAction:
    """Open the menu in which an action stands, and return its entry."""
    wanted = action(name)
    entry = next(
        e for e in rater.menu(wanted.menu) if e.text().startswith(wanted.label)
    )
    menu = entry.parent()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return entry


def is_marked(rater: Rater, name: str) -> bool:
    return opened(rater, name).isChecked()


def test_every_switch_pressed_by_key_or_menu_turns_its_check_mark(
    rater: Rater,
) -> None:
    turned = {name: turns(rater, name) for name in OF_FILMS}

    assert turned == dict.fromkeys(OF_FILMS, (True, True))


def turns(rater: Rater, name: str) -> tuple[bool, bool]:
    """Say whether the key turns the check mark, and the menu turns it back."""
    before = is_marked(rater, name)
    rater.press(action(name).keys[0])
    rater.qtbot.waitUntil(lambda: is_marked(rater, name) is not before)
    by_key = is_marked(rater, name) is not before
    opened(rater, name).trigger()
    if name == "tape.loop":  # pressed a second time it sets where the loop ends
        rater.program.reviewing.player.set_loop(OFF)
    return by_key, is_marked(rater, name) is before


def test_what_cannot_be_switched_now_keeps_its_check_mark(newcomer: Rater) -> None:
    entry = opened(newcomer, "tape.mute")

    entry.trigger()

    assert not entry.isChecked()


def test_only_what_switches_has_room_for_a_check_mark(rater: Rater) -> None:
    entries = [each for menu in MENUS for each in rater.menu(menu)]

    assert sum(entry.isCheckable() for entry in entries) == len(SWITCHES)
