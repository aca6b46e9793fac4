"""Which codes are on the panel: of the phase, or of a profile that a person chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
FREE = 350_000


def choose(rater: Rater, text: str) -> None:
    """Choose a profile as arrows and Enter do in the open chooser."""
    box = rater.window.review.panel.profiles.box
    rater.press("F5")
    view = box.view()
    rater.qtbot.waitUntil(view.isVisible)
    view.setCurrentIndex(box.model().index(box.findText(text), 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    rater.qtbot.waitUntil(lambda: not view.isVisible())


def shown(rater: Rater) -> set[str]:
    """Return the codes whose buttons can be seen on the panel."""
    buttons = rater.window.review.panel.shelf._buttons
    return {code for code, button in buttons.items() if button.isVisible()}


def test_the_panel_follows_the_phase_unless_something_else_was_chosen(
    rater: Rater,
) -> None:
    box = rater.window.review.panel.profiles.box
    texts = [box.itemText(place) for place in range(box.count())]

    assert texts == ["Phase: middle phase", "Live 12", "Full codebook", "Ratings only"]
    assert box.currentText() == "Phase: middle phase"
    assert 0 < len(shown(rater)) < len(rater.seat.codebook.offered)


def test_live_12_shows_its_codes_and_what_is_on_the_tape_already(
    rater: Rater,
) -> None:
    choose(rater, "Live 12")

    book = rater.seat.codebook
    live = next(each for each in book.profiles if each.id == "live_12")
    used = {mark.code for mark in rater.coding.marks.values()}
    codes = {code.id for code in book.offered}
    wanted = set(live.codes or ()) | (used & codes)
    rater.qtbot.waitUntil(lambda: shown(rater) == wanted)


def test_the_full_codebook_leaves_nothing_behind_more(rater: Rater) -> None:
    choose(rater, "Full codebook")

    codes = {code.id for code in rater.seat.codebook.offered}
    rater.qtbot.waitUntil(lambda: shown(rater) == codes)
    assert not rater.window.review.panel.shelf._more.isVisible()


@pytest.mark.parametrize("profile", ["live_12", ""])
def test_all_codes_of_a_profile_are_in_view_where_there_is_room(
    rater: Rater, profile: str
) -> None:
    panel = rater.window.review.panel
    panel.use_profile("ratings_only")
    panel.use_profile(profile)

    room = panel.shelf.parentWidget()
    assert room is not None
    rater.qtbot.waitUntil(
        lambda: room.height() >= panel.shelf.sizeHint().height() > 200
    )


def test_a_code_that_is_not_in_the_profile_keeps_its_key(rater: Rater) -> None:
    choose(rater, "Live 12")
    rater.qtbot.waitUntil(lambda: bool(shown(rater)))
    rater.go_to(FREE)
    code = next(
        each for each in rater.seat.codebook.offered if each.id not in shown(rater)
    )

    rater.press(code.key.upper() if len(code.key) == 1 else code.key)

    assert rater.newest().code == code.id
    rater.qtbot.waitUntil(lambda: code.id in shown(rater))


def test_ratings_only_codes_nothing_and_says_so(rater: Rater) -> None:
    panel, before = rater.window.review.panel, rater.coding

    choose(rater, "Ratings only")
    rater.press("L", "2")

    assert rater.coding is before
    assert not panel.shelf.isVisible()
    assert not panel.focus_bar.isVisible()
    assert panel._no_coding.isVisible()
    assert "put no marks on the tape" in panel._no_coding.text()
    assert panel.marks.count() > 0


def test_choosing_leaves_the_keys_with_the_tape(rater: Rater) -> None:
    choose(rater, "Ratings only")
    choose(rater, "Phase: middle phase")
    rater.go_to(FREE)

    rater.press("L")

    assert rater.newest().code == "mood_event_link"
    assert not rater.window.review.panel._no_coding.isVisible()


def test_each_person_has_a_profile_of_their_own(visitor: Rater) -> None:
    visitor.sit_down("SV-1")
    choose(visitor, "Live 12")

    visitor.sit_down("T-04")
    assert visitor.window.review.panel.profiles.current == ""
    visitor.sit_down("SV-1")
    assert visitor.window.review.panel.profiles.current == "live_12"
