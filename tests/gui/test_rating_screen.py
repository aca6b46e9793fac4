"""The Rate screen, driven by keys and mouse on the real widget."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from ipt_review.domain.codebook import Part, Phase
from ipt_review.domain.coding import Coding, CodingHead, Perspective, Status
from ipt_review.domain.mark import Mark
from ipt_review.domain.rating import MISSING, NOT_APPLICABLE, NOT_RATABLE, Rating
from ipt_review.exchange.codebook_file import read_codebook
from ipt_review.scoring.applicability import Setting
from ipt_review.shipped import resource
from ipt_review.ui.rating.row import RatingRow
from ipt_review.ui.rating.screen import RatingScreen
from ipt_review.ui.theme import LIGHT
from tests.gui.rater import comes_to_front

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from ipt_review.domain.codebook import Codebook

pytestmark = pytest.mark.gui
Key = Qt.Key
LENGTH = 3_000_000
MIDDLE = Setting(Phase.MIDDLE, 5, ("role_dispute",))
MARKS = (
    Mark(1, "role_dispute", 0, 2_900_000),
    Mark(2, "mood_event_link", 130_000, 130_000, "since Sunday"),
    Mark(3, "incident_detail", 200_000, 410_000),
    Mark(4, "mood_event_link", 300_000, 300_000),
)


class Rater:
    """Somebody at the screen: what is intended is done, and shown again."""

    def __init__(self, qtbot: QtBot, codebook: Codebook, setting: Setting) -> None:
        self.qtbot, self.codebook, self.setting = qtbot, codebook, setting
        self.coding = Coding(_head(codebook, 1), {mark.number: mark for mark in MARKS})
        self.screen = RatingScreen(LIGHT)
        qtbot.addWidget(self.screen)
        self.screen.rated.connect(self._rate)
        self.screen.resize(1300, 800)
        self.look()
        self.screen.show()
        qtbot.waitUntil(partial(comes_to_front, self.screen))
        qtbot.waitUntil(lambda: self.focused_item() is not None)

    def look(self) -> None:
        self.screen.show_review(self.codebook, self.setting, self.coding, LENGTH)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            focused = QApplication.focusWidget()
            assert focused is not None
            self.qtbot.keyClick(focused, key)

    def go_to(self, item: str) -> RatingRow:
        self.screen.form.go_to(item)
        row = self.screen.form.row(item)
        assert row is not None
        return row

    def values(self) -> dict[str, int]:
        return {item: rating.value for item, rating in self.coding.ratings.items()}

    def focused_item(self) -> str | None:
        focused = QApplication.focusWidget()
        return focused.item if isinstance(focused, RatingRow) else None

    def _rate(self, item: str, value: int | None) -> None:
        rating = None if value is None else Rating(value)
        self.coding = self.coding.with_rating(item, rating)
        self.look()


def _head(codebook: Codebook, number: int) -> CodingHead:
    return CodingHead(
        UUID(int=number),
        UUID(int=2),
        UUID(int=3),
        Perspective.SUPERVISOR,
        codebook.name,
    )


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return read_codebook(resource("codebooks/ipt_core.yaml"))


@pytest.fixture
def rater(qtbot: QtBot, codebook: Codebook) -> Rater:
    return Rater(qtbot, codebook, MIDDLE)


def test_the_first_unrated_item_has_the_focus(rater: Rater) -> None:
    assert rater.focused_item() == "adh_hope"
    assert rater.screen.current_item() == "adh_hope"


def test_a_number_rates_the_item_and_moves_on(rater: Rater) -> None:
    rater.go_to("adh_interval_opening")

    rater.press(Key.Key_5, Key.Key_4)

    assert rater.values() == {"adh_interval_opening": 5, "adh_mood_event": 4}
    assert rater.focused_item() == "adh_incident"


def test_n_u_and_m_give_the_three_reasons(rater: Rater) -> None:
    rater.go_to("adh_affect_named")

    rater.press(Key.Key_N, Key.Key_U, Key.Key_M)

    assert list(rater.values().values()) == [NOT_APPLICABLE, NOT_RATABLE, MISSING]


def test_a_number_off_the_scale_does_nothing(rater: Rater) -> None:
    rater.press(Key.Key_8, Key.Key_0)

    assert rater.values() == {}
    assert rater.focused_item() == "adh_hope"


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_delete_takes_a_rating_back_and_stays(rater: Rater, key: Qt.Key) -> None:
    rater.press(Key.Key_4)
    rater.go_to("adh_hope")

    rater.press(key)

    assert rater.values() == {}
    assert rater.focused_item() == "adh_hope"


def test_arrows_tab_home_and_end_move_between_items(rater: Rater) -> None:
    rater.go_to("adh_mood_event")

    rater.press(Key.Key_Down)
    assert rater.focused_item() == "adh_incident"
    rater.press(Key.Key_Tab)
    assert rater.focused_item() == "adh_affect_named"
    rater.press(Key.Key_Up)
    assert rater.focused_item() == "adh_incident"
    rater.press(Key.Key_End)
    assert rater.focused_item() == "cmp_overall"
    rater.press(Key.Key_Home)
    assert rater.focused_item() == "adh_severity"


def test_enter_plays_the_first_mark_for_the_item(rater: Rater, qtbot: QtBot) -> None:
    rater.go_to("adh_mood_event")

    with qtbot.waitSignal(rater.screen.play_wanted) as played:
        rater.press(Key.Key_Return)

    assert played.args == [2]


def test_the_evidence_is_reached_played_and_left_by_key(
    rater: Rater, qtbot: QtBot
) -> None:
    rater.go_to("adh_mood_event")

    rater.press(Key.Key_Right, Key.Key_Tab)
    with qtbot.waitSignal(rater.screen.play_wanted) as played:
        rater.press(Key.Key_Space)
    rater.press(Key.Key_Left)

    assert played.args == [4]
    assert rater.focused_item() == "adh_mood_event"


def test_clicking_a_number_rates_without_moving_on(rater: Rater, qtbot: QtBot) -> None:
    row = rater.go_to("adh_incident")

    qtbot.mouseClick(row.button(6), Qt.MouseButton.LeftButton)

    assert rater.values() == {"adh_incident": 6}
    assert row.button(6).isChecked()
    assert rater.focused_item() == "adh_incident"


def test_what_is_filled_follows_the_coding_and_not_the_click(
    qtbot: QtBot, codebook: Codebook
) -> None:
    screen = RatingScreen(LIGHT)
    qtbot.addWidget(screen)
    screen.show_review(codebook, MIDDLE, Coding(_head(codebook, 1)), LENGTH)
    row = screen.form.row("adh_incident")
    assert row is not None

    row.button(6).click()

    assert not row.button(6).isChecked()


def test_items_that_do_not_apply_have_no_buttons_but_a_reason(rater: Rater) -> None:
    aside = rater.screen.form.card("Focus and area work").aside()

    assert rater.screen.form.row("adh_grief_mourning") is None
    assert "Grief: mourning helped: Only when grief is the agreed focus." in (
        aside.reasons()
    )
    assert not aside.is_open()
    aside.fold.click()
    assert aside.is_open()


def test_role_play_leaves_and_returns_in_its_place_with_the_options(
    rater: Rater,
) -> None:
    rater.go_to("adh_options")

    rater.press(Key.Key_2)
    assert rater.screen.form.row("adh_role_play") is None
    assert rater.focused_item() == "adh_summary"
    rater.go_to("adh_options")
    rater.press(Key.Key_5)
    assert rater.focused_item() == "adh_role_play"
    rater.press(Key.Key_Tab)

    assert rater.focused_item() == "adh_summary"


def test_showing_a_change_keeps_the_row_its_focus_and_the_view(rater: Rater) -> None:
    row = rater.go_to("cmp_affect")
    scrolled = rater.screen.form.verticalScrollBar().value()

    rater.coding = rater.coding.with_rating("off_rigid", Rating(2))
    rater.look()

    assert rater.screen.form.row("cmp_affect") is row
    assert rater.focused_item() == "cmp_affect"
    assert rater.screen.form.verticalScrollBar().value() == scrolled > 0


def test_another_focus_brings_its_own_items(rater: Rater) -> None:
    rater.go_to("adh_dispute_expectations")
    rater.setting = replace(MIDDLE, foci=("grief",))

    rater.look()

    assert rater.screen.form.row("adh_dispute_expectations") is None
    assert rater.screen.form.row("adh_grief_mourning") is not None
    assert rater.focused_item() is not None


def test_the_header_counts_by_part_and_says_that_nothing_is_validated(
    rater: Rater,
) -> None:
    rater.press(Key.Key_4)
    texts = [label.text() for label in rater.screen.header.findChildren(QLabel)]

    assert "1 of 14 adherence   ·   0 of 11 competence   ·   0 of 7 off-model" in texts
    assert "product default, not validated" in texts
    assert "0 of 9 items" in texts


def test_a_verdict_never_stands_without_what_it_is_worth(rater: Rater) -> None:
    def said() -> str:
        return rater.screen.header.reading.said.text()

    assert said() == (
        "By the thresholds so far (product default, not validated): adherence too "
        "little rated to say · off-model not rated · competence too little rated to "
        "say."
    )
    for row in rater.screen._form.rows() if rater.screen._form else ():
        low = 1 if row.item.part is Part.OFF_MODEL else 2
        rater.screen.rated.emit(row.item.id, 6 if row.item.critical else low)
    assert said() == (
        "By the thresholds so far (product default, not validated): adherence not "
        "adequate · off-model look at once · competence not adequate. A supervisor is "
        "asked to look."
    )
    tip = rater.screen.header.reading.said.toolTip().splitlines()
    assert tip[0] == "An item counts as met from 4"
    assert tip[-1].startswith("Each is a product default, not validated;")


def test_next_unrated_goes_on_from_the_item_in_hand(rater: Rater, qtbot: QtBot) -> None:
    rater.go_to("off_abstract")
    following = rater.screen.header.next

    qtbot.mouseClick(following, Qt.MouseButton.LeftButton)

    assert rater.focused_item() == "off_digress"


def test_a_rating_against_the_evidence_is_asked_about_inline(rater: Rater) -> None:
    rater.go_to("adh_incident")

    rater.press(Key.Key_1, Key.Key_Up)

    assert rater.screen.current_item() == "adh_incident"
    assert rater.screen.side.prompts() == (
        "You coded such a moment but rated this absent. Keep it, or look again?",
    )


def test_a_comment_is_handed_over_when_the_focus_leaves(
    rater: Rater, qtbot: QtBot
) -> None:
    comment = rater.screen.form.comment
    comment.setFocus()
    qtbot.keyClicks(comment, "5 good minutes")

    with qtbot.waitSignal(rater.screen.comment_written) as written:
        rater.go_to("adh_hope")

    assert written.args == ["5 good minutes"]
    assert rater.values() == {}


def test_a_comment_is_handed_over_after_a_pause(rater: Rater, qtbot: QtBot) -> None:
    comment = rater.screen.form.comment
    comment.setFocus()

    with qtbot.waitSignal(rater.screen.comment_written) as written:
        qtbot.keyClicks(comment, "steady")

    assert written.args == ["steady"]


def test_a_comment_begun_in_one_coding_never_reaches_another(
    rater: Rater, qtbot: QtBot, codebook: Codebook
) -> None:
    comment = rater.screen.form.comment
    comment.setFocus()
    qtbot.keyClicks(comment, "half a")

    rater.coding = Coding(_head(codebook, 9))
    with qtbot.assertNotEmitted(rater.screen.comment_written):
        rater.look()
        comment.hand_over()

    assert comment.toPlainText() == ""


def test_a_note_on_a_rating_is_handed_over(rater: Rater, qtbot: QtBot) -> None:
    rater.go_to("adh_hope")
    rater.press(Key.Key_4, Key.Key_Home, Key.Key_Down)
    note = rater.screen.side.note
    note.setFocus()
    qtbot.keyClicks(note, "said twice")

    with qtbot.waitSignal(rater.screen.note_written) as written:
        rater.press(Key.Key_Return)

    assert written.args == ["adh_hope", "said twice"]


def test_a_submitted_coding_takes_no_ratings(rater: Rater, qtbot: QtBot) -> None:
    head = replace(rater.coding.head, status=Status.SUBMITTED)
    rater.coding = replace(rater.coding, head=head)
    rater.look()
    row = rater.go_to("adh_hope")

    with qtbot.assertNotEmitted(rater.screen.rated):
        rater.press(Key.Key_4, Key.Key_Delete)

    assert not row.button(4).isEnabled()
    assert rater.screen.form.comment.isReadOnly()


def test_every_button_says_what_it_does(rater: Rater) -> None:
    row = rater.screen.form.row("adh_interval_opening")
    assert row is not None

    assert row.button(4).accessibleName() == "Rate Opening question 4: Clear"
    assert row.button(NOT_APPLICABLE).accessibleName() == (
        "Opening question: not applicable"
    )
    unnamed = [
        button.text()
        for button in rater.screen.findChildren(QPushButton)
        if not button.accessibleName() and button.text() in {"", "▶"}
    ]
    assert not unnamed


@pytest.mark.parametrize("width", [1_060, 1_460])
def test_nothing_is_cut_off_at_the_side(rater: Rater, qtbot: QtBot, width: int) -> None:
    form = rater.screen.form

    rater.screen.resize(width, 620)

    row = rater.go_to("cmp_overall")
    qtbot.waitUntil(lambda: form.viewport().width() < width)
    qtbot.waitUntil(lambda: _right(row.button(MISSING)) <= _right(form.viewport()))


def test_a_long_code_does_not_push_the_side_panel_aside(
    rater: Rater, qtbot: QtBot
) -> None:
    rater.coding = rater.coding.with_mark(9, Mark(9, "area_explore", 5_000, 65_000))
    rater.look()
    rater.screen.resize(1_060, 620)
    rater.go_to("adh_dispute_expectations")
    side = rater.screen.side

    qtbot.waitUntil(lambda: _right(side.note) <= _right(side.viewport()))


def _right(widget: QWidget) -> int:
    return widget.mapToGlobal(widget.rect().topRight()).x()


def test_without_a_review_it_says_why(qtbot: QtBot) -> None:
    screen = RatingScreen(LIGHT)
    qtbot.addWidget(screen)

    screen.show_nothing("Open a session in the library to rate it.")
    screen.show()

    assert not screen.form.isVisible()
