"""The filter at the real window: always told, walked through, played, taken off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton

from ipt_review.domain.codebook import Valence
from ipt_review.workflow.coding.mark_filter import MarkFilter

if TYPE_CHECKING:
    from ipt_review.domain.mark import Mark
    from tests.gui.rater import Rater

FEELINGS = ("affect_named", "affect_validated")


def filter_by(rater: Rater, **wanted: object) -> None:
    """Ask for marks as the fields would."""
    asked = MarkFilter(**wanted)  # type: ignore[arg-type]
    rater.window.review.marks.fields.changed.emit(asked)


def by_words(rater: Rater, words: str) -> None:
    """Type words into the field of the filter."""
    rater.press("Ctrl+Alt+F")
    rater.type(words)
    rater.press("Return")


def shown(rater: Rater) -> list[Mark]:
    numbers = rater.window.review.marks.table.numbers()
    return [rater.coding.marks[number] for number in numbers]


def flags(rater: Rater) -> list[Mark]:
    book = rater.seat.codebook
    return [
        mark
        for mark in rater.coding.timeline()
        if book.track_of(mark.code) is None and book.code(mark.code).is_flag
    ]


def test_words_filter_the_table_and_the_bar_says_so(rater: Rater) -> None:
    by_words(rater, "feeling")

    bar = rater.window.review.filter_bar
    assert {mark.code for mark in shown(rater)} == {*FEELINGS}
    assert bar.isVisible()
    assert bar.words.text() == "Filter: “feeling”"
    assert bar.count.text() == f"4 of {len(rater.coding.marks)} marks"


def test_the_bar_stays_whichever_page_is_in_front(rater: Rater) -> None:
    by_words(rater, "feeling")

    rater.window.review.tabs.setCurrentWidget(rater.window.review.session_page)

    assert rater.window.review.filter_bar.isVisible()


def test_escape_takes_the_filter_off_and_leaves_the_tape_alone(rater: Rater) -> None:
    everything = len(rater.coding.marks)
    by_words(rater, "feeling")

    rater.press("Esc")

    assert not rater.window.review.filter_bar.isVisible()
    assert len(shown(rater)) == everything
    assert rater.window.review.marks.fields.text.text() == ""
    assert not rater.playing


def test_escape_in_a_note_leaves_the_filter_on(rater: Rater) -> None:
    by_words(rater, "feeling")
    rater.press("Esc")
    filter_by(rater, text="feeling")
    rater.press("Alt+Down")
    rater.press("Ctrl+Shift+L")
    rater.window.review.setFocus()
    rater.press("Return")
    note = rater.window.review.panel.note
    rater.qtbot.waitUntil(note.hasFocus)

    rater.press("Esc")

    assert rater.window.review.filter_bar.isVisible()
    rater.qtbot.waitUntil(lambda: not note.hasFocus())


def test_one_click_takes_the_filter_off(rater: Rater) -> None:
    filter_by(rater, noted=True)
    bar = rater.window.review.filter_bar
    close = next(
        each
        for each in bar.findChildren(QPushButton)
        if each.accessibleName().startswith("Remove the filter")
    )
    rater.click(close)

    assert not bar.isVisible()


def test_a_code_is_ticked_in_the_menu_by_keys_and_the_menu_stays(rater: Rater) -> None:
    rater.press("Ctrl+Alt+F")
    button = rater.window.review.marks.fields.valences
    rater.tab_to(button)
    menu = button.menu()
    assert isinstance(menu, QMenu)
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    rater.qtbot.waitUntil(menu.isVisible)
    wanted = next(each for each in menu.actions() if each.text() == "Off-model")
    menu.setActiveAction(wanted)

    rater.qtbot.keyClick(menu, Qt.Key.Key_Space)

    assert menu.isVisible()
    assert shown(rater) == flags(rater)
    assert button.text() == "Valence · 1"
    menu.close()


def test_a_mark_that_does_not_pass_is_told_in_the_count_and_never_lost(
    rater: Rater,
) -> None:
    filter_by(rater, valences=frozenset({Valence.OFF_MODEL}))
    before = len(shown(rater))
    rater.go_to(400_000)

    rater.press("L")

    assert len(shown(rater)) == before
    total = len(rater.coding.marks)
    assert rater.window.review.filter_bar.count.text() == f"{before} of {total} marks"
    rater.press("Shift+R")
    assert len(shown(rater)) == before + 1
    assert rater.agree()


def test_a_note_that_comes_or_goes_lets_a_mark_in_or_out(rater: Rater) -> None:
    filter_by(rater, noted=True)
    mark = next(each for each in shown(rater))

    rater.seat.session.write_note(mark.number, "")
    assert mark.number not in {each.number for each in shown(rater)}
    rater.press("Ctrl+Z")
    assert mark.number in {each.number for each in shown(rater)}


def test_keys_walk_through_the_marks_of_the_filter(rater: Rater) -> None:
    filter_by(rater, valences=frozenset({Valence.OFF_MODEL}))
    met = []

    for _ in flags(rater):
        rater.press("Alt+Down")
        met.append(rater.program.reviewing.marking.picked)

    assert met == [mark.number for mark in flags(rater)]
    rater.press("Alt+Up")
    assert rater.program.reviewing.marking.picked == met[-2]


def test_the_timeline_shows_which_marks_pass(rater: Rater) -> None:
    plain = rater.window.review.timeline.grab().toImage()

    filter_by(rater, valences=frozenset({Valence.OFF_MODEL}))
    dimmed = rater.window.review.timeline.grab().toImage()
    rater.press("Esc")

    assert dimmed != plain
    assert rater.window.review.timeline.grab().toImage() == plain


def test_the_marks_are_played_one_after_another_with_a_lead(rater: Rater) -> None:
    filter_by(rater, valences=frozenset({Valence.OFF_MODEL}))
    first, second = flags(rater)[:2]

    rater.press("Ctrl+P")

    rater.qtbot.waitUntil(lambda: rater.playing)
    assert first.start - 2_000 <= rater.position < first.start
    assert rater.window.review.filter_bar.count.text().startswith("Playing 1 of ")
    end = (first.end or 0) + 3_000
    rater.let_run(end - rater.position + 50)
    reviewing = rater.program.reviewing
    rater.qtbot.waitUntil(
        lambda: reviewing.marking.picked == second.number, timeout=15_000
    )
    assert second.start - 2_000 <= rater.position <= second.start
    rater.pause()


def test_playing_in_order_ends_behind_the_last_mark(rater: Rater) -> None:
    last = flags(rater)[-1]
    filter_by(rater, codes=frozenset({last.code}))
    rater.press("Ctrl+P")
    rater.qtbot.waitUntil(lambda: rater.playing)
    playing = rater.program.reviewing.sifting.playing

    for place, stretch in enumerate(playing._stretches):
        rater.let_run(stretch.span.end - rater.position + 50)
        rater.qtbot.waitUntil(
            lambda place=place: not playing.heard or playing._at > place,  # type: ignore[misc]
            timeout=15_000,
        )

    rater.qtbot.waitUntil(lambda: not rater.playing, timeout=15_000)
    assert "Playing" not in rater.window.review.filter_bar.count.text()


def test_whoever_goes_elsewhere_ends_playing_in_order(rater: Rater) -> None:
    filter_by(rater, valences=frozenset({Valence.OFF_MODEL}))
    rater.press("Ctrl+P")
    rater.qtbot.waitUntil(lambda: rater.playing)

    rater.go_to(400_000)

    assert not rater.program.reviewing.sifting.playing.heard
    rater.pause()


def test_another_tape_begins_without_a_filter_and_this_one_as_it_was_left(
    rater: Rater,
) -> None:
    filter_by(rater, noted=True)
    shown = rater.window.review.marks.table.numbers()

    rater.sit_down(session=1)
    assert not rater.window.review.filter_bar.isVisible()

    rater.sit_down()
    assert rater.window.review.filter_bar.isVisible()
    assert rater.window.review.marks.table.numbers() == shown
    rater.program.reviewing.sifting.clear()
    rater.sit_down()
    assert not rater.window.review.filter_bar.isVisible()
