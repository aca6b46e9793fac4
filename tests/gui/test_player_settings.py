"""Settings of this computer, as data and on their page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox

from ipt_review.ui.actions import ACTIONS
from ipt_review.ui.settings.dialog import SettingsDialog
from ipt_review.ui.settings.preferences import Preferences
from ipt_review.ui.settings.schema import SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
PLAYING = "Tapes are played by VLC 3.0.24, found on this computer."


@pytest.fixture
def rater(newcomer: Rater, demo: Path) -> Rater:
    """Return the supervisor before a tape, in a window that nobody used before."""
    assert newcomer.program.open_path(demo)
    newcomer.sit_down()
    return newcomer


@pytest.fixture
def kept(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def page(qtbot: QtBot, kept: QSettings) -> SettingsDialog:
    page = SettingsDialog(Preferences(kept), PLAYING, {})
    qtbot.addWidget(page)
    page.show()
    return page


def test_every_setting_has_a_field_with_a_name_and_what_it_is_for(
    page: SettingsDialog,
) -> None:
    for each in SETTINGS:
        field = page.fields[each.id]
        assert field.accessibleName() == each.label
        assert field.accessibleDescription() == each.help


def test_the_page_says_what_plays_tapes_and_why(page: SettingsDialog) -> None:
    assert page.playing.text() == PLAYING


def test_what_is_set_holds_at_once_and_after_a_new_start(
    page: SettingsDialog, kept: QSettings
) -> None:
    seconds = page.fields["tape.back_step"]
    captions = page.fields["tape.captions"]
    engine = page.fields["engine"]
    assert isinstance(seconds, QDoubleSpinBox)
    assert isinstance(captions, QCheckBox)
    assert isinstance(engine, QComboBox)

    seconds.setValue(2.5)
    captions.setChecked(False)
    engine.setCurrentIndex(2)

    again = Preferences(kept)
    assert again.value("tape.back_step") == 2_500
    assert not again.is_on("tape.captions")
    assert again.value("engine") == 2
    assert kept.value("settings/engine") == "qt"


def test_a_default_is_not_written_down(page: SettingsDialog, kept: QSettings) -> None:
    seconds = page.fields["tape.back_step"]
    assert isinstance(seconds, QDoubleSpinBox)

    seconds.setValue(2.5)
    seconds.setValue(1.5)

    assert not kept.contains("settings/tape.back_step")


@pytest.mark.parametrize("nonsense", ["soon", "-4", "999999"])
def test_what_makes_no_sense_is_as_usual(kept: QSettings, nonsense: str) -> None:
    kept.setValue("settings/tape.back_step", nonsense)
    kept.setValue("settings/engine", nonsense)

    assert Preferences(kept).value("tape.back_step") == 1_500
    assert Preferences(kept).value("engine") == 0


def test_captions_that_are_off_by_default_are_off_when_a_tape_opens(
    rater: Rater,
) -> None:
    rater.program.workplace.preferences.set_value("tape.captions", 0)
    assert not rater.window.review.video.captions_shown

    rater.press("F7")

    assert rater.window.review.video.captions_shown


def test_every_action_of_the_tape_does_something(rater: Rater) -> None:
    rater.window.review.setFocus()
    wanted = {each.id for each in ACTIONS if each.id.startswith("tape.")}

    assert wanted <= set(rater.program.reviewing._doings)


@pytest.mark.parametrize("room", sorted({each.room for each in ACTIONS}))
def test_no_two_actions_share_a_key_in_one_place(room: str) -> None:
    keys = [key for each in ACTIONS if each.room == room for key in each.keys]

    assert len(keys) == len(set(keys))
