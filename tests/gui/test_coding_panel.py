"""The panel at the right: buttons, Tab, what is offered, what things are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from ipt_review.domain.codebook import Phase

if TYPE_CHECKING:
    from ipt_review.ui.coding_panel.code_shelf import CodeShelf
    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
FREE = 350_000


def shelf(rater: Rater) -> CodeShelf:
    return rater.window.review.panel.shelf


def offered(rater: Rater) -> set[str]:
    """Return the codes whose buttons are on the panel at once or one click away."""
    buttons = shelf(rater)._buttons
    return {code for code, button in buttons.items() if button.isVisible()}


def test_a_click_on_a_code_codes_and_leaves_the_keys_where_they_were(
    rater: Rater,
) -> None:
    rater.go_to(FREE)
    before = rater.focused

    rater.click(shelf(rater).button_of("options"))

    assert (rater.newest().code, rater.newest().start) == ("options", FREE)
    assert rater.focused is before
    rater.press("L")
    assert rater.newest().code == "mood_event_link"
    assert rater.agree()


def test_a_button_counts_its_marks(rater: Rater) -> None:
    button = shelf(rater).button_of("mood_event_link")
    count = button.count
    rater.go_to(FREE)

    rater.press("L")

    assert button.count == count + 1
    assert f"{count + 1} marked" in button.accessibleName()


def test_space_on_a_button_reached_by_tab_presses_it_and_plays_nothing(
    rater: Rater,
) -> None:
    rater.go_to(FREE)
    button = shelf(rater).button_of("role_play")
    rater.tab_to(button)

    rater.press("Space")

    assert rater.newest().code == "role_play"
    assert not rater.playing
    assert rater.focused is button


def test_a_letter_still_codes_while_a_button_has_the_focus(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.tab_to(shelf(rater).button_of("role_play"))

    rater.press("L")

    assert rater.newest().code == "mood_event_link"


def test_arrows_belong_to_the_slider_that_was_reached_by_tab(rater: Rater) -> None:
    rater.go_to(FREE)
    volume = rater.window.review.transport.volume
    rater.tab_to(volume)

    rater.press("Right")

    assert volume.value() > 100
    assert rater.position == FREE


def test_tab_leads_through_everything_and_back_again(rater: Rater) -> None:
    first = rater.focused
    rater.press("Tab")
    met: list[QWidget] = []
    while rater.focused not in met:
        met.append(rater.focused)
        rater.press("Tab")

    panel = rater.window.review.panel
    assert first in met or rater.focused is met[0]
    assert {panel.marks, panel.note} & {*met}
    assert rater.window.review.timeline in met
    assert all(widget.accessibleName() or _text(widget) for widget in met[:-1])


def _text(widget: QWidget) -> str:
    return str(widget.property("text") or widget.metaObject().className())


def test_more_codes_shows_the_rest(rater: Rater) -> None:
    button = shelf(rater).button_of("hope")
    assert "hope" not in offered(rater)

    rater.click(shelf(rater)._more)

    assert button.isVisible()
    assert offered(rater) == {code.id for code in rater.seat.codebook.codes}


def test_the_key_of_a_hidden_code_works_and_brings_its_button_out(
    rater: Rater,
) -> None:
    rater.go_to(FREE)

    rater.press("O")

    assert rater.newest().code == "hope"
    rater.qtbot.waitUntil(lambda: "hope" in offered(rater))


def test_the_panel_offers_what_the_phase_asks_for(visitor: Rater) -> None:
    book = visitor.desk.codebook
    opening = {c.id for c in book.codes if Phase.OPENING in c.core_in}
    ending = {c.id for c in book.codes if Phase.TERMINATION in c.core_in}

    visitor.sit_down(session=14)
    late = offered(visitor)
    visitor.sit_down(session=1)
    early = offered(visitor)

    assert ending <= late
    assert "inventory" in early - late
    assert early & opening


def test_area_work_is_named_after_what_is_talked_about(rater: Rater) -> None:
    book = rater.seat.codebook
    button = shelf(rater).button_of("area_explore")
    title = shelf(rater)._titles["area"]
    names = {area.id: area.label for area in book.areas}
    code = book.code("area_explore")
    rater.go_to(100_000)
    rater.qtbot.waitUntil(lambda: title.text() == names["role_dispute"])
    in_dispute = button.text()

    rater.go_to(FREE)
    rater.press("3")

    assert title.text() == names["role_transition"]
    assert button.text() != in_dispute
    assert button.text().lower() in code.label_in("role_transition").lower()


def test_opening_a_tape_opens_no_second_window(visitor: Rater) -> None:
    class Watch(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.seen: list[str] = []

        @override
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if (
                event.type() is QEvent.Type.Show
                and isinstance(watched, QWidget)
                and watched.isWindow()
            ):
                self.seen.append(watched.metaObject().className())
            return False

    watch = Watch()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(watch)

    visitor.sit_down()
    visitor.program.enter("rate")
    visitor.program.enter("export")
    visitor.program.enter("library")

    application.removeEventFilter(watch)
    assert watch.seen == []
