"""Comments on the tape: written without a mouse, found again, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ipt_review.domain.comment import Comment, CommentKind

if TYPE_CHECKING:
    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
FREE = 350_000
"""A moment after everything that the supervisor has coded in the demo study."""

LONG = "Ein langer Satz. " * 6_000
FIRST = 4
"""The demo study has three comments on this tape."""


def newest(rater: Rater) -> Comment:
    return rater.coding.comments[max(rater.coding.comments)]


def rows(rater: Rater) -> list[tuple[str, str, str]]:
    model = rater.window.review.comments.list.comments
    return [
        (
            str(model.index(row, 0).data()),
            str(model.index(row, 1).data()),
            str(model.index(row, 2).data()),
        )
        for row in range(model.rowCount())
    ]


def composes(rater: Rater) -> bool:
    return rater.window.review.comments.composer.isVisible()


def test_the_demo_shows_what_its_supervisor_said(rater: Rater) -> None:
    screen = rater.window.review
    screen.tabs.setCurrentWidget(screen.comments)

    assert screen.tabs.tabText(screen.tabs.currentIndex()) == "Comments 3"
    assert [(place, kind) for place, kind, _ in rows(rater)] == [
        ("0:02:01", "○ Missed"),
        ("0:02:38", "→ To try"),
        ("0:02:52", "+ Strength"),
    ]


def test_typing_a_comment_pauses_the_tape_and_enter_lets_it_go_on(
    rater: Rater,
) -> None:
    rater.go_to(FREE)
    rater.play()
    rater.let_run(10_000)

    rater.press("Ctrl+Shift+G")
    rater.qtbot.waitUntil(lambda: not rater.playing)
    rater.type("Warm, and to the point.")
    rater.press("Return")

    rater.qtbot.waitUntil(lambda: rater.playing)
    at = FREE - 1_500 + 10_000 - 2_000
    assert newest(rater) == Comment(
        FIRST, CommentKind.STRENGTH, at, at, "Warm, and to the point."
    )
    assert not composes(rater)
    assert rater.stored() == rater.coding


def test_a_tape_may_play_on_while_one_types(rater: Rater) -> None:
    rater.settings.setValue("settings/note.pause", 0)
    rater.go_to(FREE)
    rater.play()

    rater.press("Ctrl+T")

    assert composes(rater)
    assert rater.playing
    rater.press("Esc")


def test_something_to_try_has_words_of_its_own(rater: Rater) -> None:
    rater.go_to(FREE)

    rater.press("Ctrl+T")
    rater.type("Slower.")
    rater.press("Tab")
    rater.type("And what was that like?")
    rater.press("Return")

    assert (newest(rater).text, newest(rater).wording) == (
        "Slower.",
        "And what was that like?",
    )


def test_a_missed_opportunity_names_its_code(rater: Rater) -> None:
    composer = rater.window.review.comments.composer
    rater.go_to(FREE)

    rater.press("Ctrl+Shift+C")
    rater.press("Shift+Tab")
    assert composer.code.hasFocus()
    rater.type("Role")
    rater.press("Tab")
    rater.press("Return")

    assert (newest(rater).kind, newest(rater).code) == (CommentKind.MISSED, "role_play")


def test_shift_and_enter_begin_a_new_line_in_any_script(rater: Rater) -> None:
    text = rater.window.review.comments.composer.text
    rater.press("Ctrl+Shift+N")
    text.insertPlainText("שלום")
    QTest.keyClick(rater.focused, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    text.insertPlainText("悲しみ")
    rater.press("Return")

    assert newest(rater).text == "שלום\n悲しみ"
    assert newest(rater).kind is CommentKind.PRIVATE
    assert rater.stored() == rater.coding


def test_a_text_of_a_hundred_thousand_characters_is_kept_whole(rater: Rater) -> None:
    page = rater.window.review.comments
    rater.press("Ctrl+Shift+N")
    page.composer.text.setPlainText(LONG)
    rater.press("Return")

    assert newest(rater).text == LONG.strip()
    assert rater.stored() == rater.coding
    assert page.whole.toPlainText().endswith(LONG.strip())
    assert all(len(text) < 300 for _, _, text in rows(rater))


def test_esc_changes_nothing_and_what_was_typed_can_be_brought_back(
    rater: Rater,
) -> None:
    composer = rater.window.review.comments.composer
    before = rater.coding
    rater.press("Ctrl+T")
    rater.type("Half a thought")

    rater.press("Esc")
    assert (composes(rater), rater.coding is before) == (False, True)

    rater.press("Ctrl+T")
    assert composer.text.toPlainText() == ""
    rater.tab_to(composer.back)
    rater.press("Space")
    assert composer.text.toPlainText() == "Half a thought"
    rater.press("Return")
    assert newest(rater).text == "Half a thought"


def test_an_empty_comment_is_none(rater: Rater) -> None:
    before = rater.coding
    rater.press("Ctrl+Shift+G", "Return")

    assert (composes(rater), rater.coding is before) == (False, True)


def test_a_comment_can_be_about_a_stretch(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.press("Alt+I")
    rater.go_to(FREE + 8_000)

    rater.press("Alt+O")
    rater.type("All of this.")
    rater.press("Return")

    assert (newest(rater).start, newest(rater).end) == (FREE, FREE + 8_000)


def test_the_edges_can_be_set_while_one_types(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.press("Ctrl+Return")
    rater.type("From here")
    rater.program.reviewing.player.seek(FREE + 3_000)
    rater.press("Alt+O")
    rater.program.reviewing.player.seek(FREE - 1_000)
    rater.press("Alt+I", "Return")

    assert (newest(rater).start, newest(rater).end) == (FREE - 1_000, FREE + 3_000)


def test_a_bookmark_is_put_at_once_and_found_again(rater: Rater) -> None:
    for moment in (10_000, 20_000, 30_000):
        rater.go_to(moment)
        rater.press("Ctrl+B")

    assert not composes(rater)
    rater.press("Ctrl+PgUp")
    assert rater.position == 20_000
    rater.press("Ctrl+PgUp")
    assert rater.position == 10_000
    rater.press("Ctrl+PgDown", "Ctrl+PgDown", "Ctrl+PgDown")
    assert rater.position == 30_000


def test_the_tape_goes_on_while_a_bookmark_is_put(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.play()
    rater.let_run(5_000)

    rater.press("Ctrl+B")

    assert rater.playing
    assert newest(rater).kind is CommentKind.BOOKMARK


def test_a_comment_is_changed_and_taken_away_from_the_list(rater: Rater) -> None:
    rater.press("Ctrl+Shift+K", "Down", "Down")
    assert rater.position == 158_032

    rater.press("Return")
    rater.type(" Try it.")
    rater.press("Return")
    assert rater.coding.comments[2].text.endswith("find it. Try it.")

    rater.press("Ctrl+Shift+K", "Del")
    assert 2 not in rater.coding.comments
    rater.press("Ctrl+Z")
    assert rater.coding.comments[2].text.endswith("Try it.")
    rater.press("Ctrl+Z")
    assert rater.coding.comments[2].text.endswith("find it.")
    assert rater.stored() == rater.coding


def test_one_kind_can_be_listed_alone(rater: Rater) -> None:
    page = rater.window.review.comments
    rater.window.review.tabs.setCurrentWidget(page)

    page.filter.setCurrentIndex(page.filter.findData(CommentKind.TO_TRY))
    assert [kind for _, kind, _ in rows(rater)] == ["→ To try"]

    rater.press("Ctrl+B")
    assert len(rows(rater)) == 4
    assert page.list.number() == FIRST


def test_what_is_being_written_is_saved_when_the_tape_is_left(rater: Rater) -> None:
    number = max(rater.coding.comments) + 1
    rater.press("Ctrl+T")
    rater.type("Not finished")
    session = rater.seat.session

    rater.program.at_tape.leave()

    assert session.coding.comments[number].text == "Not finished"


def test_a_submitted_coding_takes_no_comment_and_says_so(visitor: Rater) -> None:
    visitor.sit_down("T-04")

    visitor.press("Ctrl+T")

    assert "submitted" in visitor.banner
    assert not composes(visitor)
