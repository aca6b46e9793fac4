"""The Transcript tab: read along, go there, find, and code from the words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QApplication

from ipt_review.domain.codebook import Kind
from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import Cue, transcript_of
from ipt_review.study.passage import Passage, Place, span_of, words_of
from ipt_review.ui.timeline.lanes import LaneKind

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Code
    from ipt_review.domain.transcript import Transcript
    from ipt_review.ui.transcript.cue_list import CueList
    from ipt_review.ui.transcript.page import TranscriptPage
    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
PATIENCE = 15_000
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(rater: Rater) -> TranscriptPage:
    """Return the tab, reached by its key, beside the tape of session 5."""
    rater.press("Ctrl+F7")
    made = rater.window.review.transcript
    rater.qtbot.waitUntil(made.isVisible, timeout=PATIENCE)
    made.finding.field.clear()
    rater.go_to(0)
    return made


@pytest.fixture
def cues(page: TranscriptPage) -> CueList:
    return page.list


def said(cues: CueList) -> tuple[Cue, ...]:
    return cues.cues.transcript.cues


def code_of(rater: Rater, kind: Kind) -> Code:
    """Return a code of this kind that the panel offers."""
    return next(
        code
        for code in rater.seat.codebook.offered
        if code.kind is kind and not code.is_flag
    )


def middle(cues: CueList, row: int) -> QPoint:
    return cues.visualRect(cues.cues.index(row)).center()


def drag(cues: CueList, start: QPoint, end: QPoint) -> None:
    """Drag with the mouse over the cues."""
    view = cues.viewport()
    QTest.mousePress(view, LEFT, pos=start)
    for at in (start + (end - start) / 2, end):
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(at),
            QPointF(view.mapToGlobal(at)),
            Qt.MouseButton.NoButton,
            LEFT,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(view, move)
    QTest.mouseRelease(view, LEFT, pos=end)


def test_the_captions_beside_the_tape_are_its_transcript(
    rater: Rater, cues: CueList
) -> None:
    tape = rater.seat.review.tape.id
    kept = rater.desk.database.transcripts.of(tape)
    assert said(cues) == kept.cues
    assert {cue.speaker for cue in kept.cues} == {"therapist", "patient"}
    first = cues.cues.index(0)
    read = cues.cues.data(first, Qt.ItemDataRole.AccessibleTextRole)
    assert read.startswith(f"Therapist: {kept.cues[0].text}")


def test_a_click_goes_to_a_cue_and_a_double_click_plays_it(
    rater: Rater, cues: CueList
) -> None:
    QTest.mouseClick(cues.viewport(), LEFT, pos=middle(cues, 3))
    rater.qtbot.waitUntil(lambda: rater.position == said(cues)[3].span.start)
    assert not rater.playing

    QTest.mouseDClick(cues.viewport(), LEFT, pos=middle(cues, 2))

    rater.qtbot.waitUntil(lambda: rater.playing, timeout=PATIENCE)
    assert rater.position == said(cues)[2].span.start
    rater.let_run(1_000)
    rater.pause()


def test_the_cue_that_is_spoken_is_lit_and_kept_in_view(
    rater: Rater, cues: CueList
) -> None:
    row = len(said(cues)) - 5
    rater.go_to(said(cues)[row].span.start + 1)
    assert cues.cues.now == {row}
    place = cues.visualRect(cues.cues.index(row))
    assert cues.viewport().rect().contains(place.center())


def test_whoever_scrolls_away_stays_there_until_follow_is_pressed(
    rater: Rater, page: TranscriptPage, cues: CueList
) -> None:
    assert not page.follow.isVisible()
    bar = cues.verticalScrollBar()
    bar.triggerAction(QAbstractSlider.SliderAction.SliderToMaximum)
    away = bar.value()
    rater.go_to(said(cues)[1].span.start)
    assert bar.value() == away
    assert page.follow.isVisible()

    rater.click(page.follow)

    assert not page.follow.isVisible()
    place = cues.visualRect(cues.cues.index(1))
    assert cues.viewport().rect().contains(place.center())


def test_a_passage_is_chosen_and_coded_with_keys_alone_and_taken_back(
    rater: Rater, page: TranscriptPage, cues: CueList
) -> None:
    code = code_of(rater, Kind.INTERVAL)
    rater.go_to(said(cues)[4].span.start)
    before = rater.coding.marks

    rater.press("Down", "Down", "Shift+Down", code.key.upper())

    wanted = Span(said(cues)[5].span.start, said(cues)[6].span.end)
    assert rater.newest().code == code.id
    assert rater.newest().span(0) == wanted
    assert page.passage.isVisible()
    assert "2 cues" in page.passage.text()
    assert rater.agree()

    rater.press("Ctrl+Z")
    assert rater.coding.marks == before


def test_a_point_stands_where_the_passage_begins(rater: Rater, cues: CueList) -> None:
    code = code_of(rater, Kind.POINT)
    rater.press("Down")
    QTest.mouseClick(cues.viewport(), LEFT, pos=middle(cues, 2))
    rater.press(code.key.upper())
    start = said(cues)[2].span.start
    assert (rater.newest().code, rater.newest().span(0)) == (
        code.id,
        Span(start, start),
    )


def test_one_passage_after_another_is_coded_with_the_same_key_at_once(
    rater: Rater, cues: CueList
) -> None:
    code = code_of(rater, Kind.POINT)
    before = len(rater.coding.marks)
    rater.press("Down", code.key.upper(), "Down", code.key.upper(), "Down")
    assert len(rater.coding.marks) == before + 2
    rater.press(code.key.upper())
    starts = [cue.span.start for cue in said(cues)[:3]]
    marks = [mark.start for mark in rater.coding.timeline() if mark.code == code.id]
    assert set(starts) <= set(marks)


def test_a_state_holds_over_the_passage_only(rater: Rater, cues: CueList) -> None:
    rater.go_to(said(cues)[9].span.start)
    rater.press("Down", "6")
    bout = next(
        mark
        for mark in rater.coding.timeline()
        if mark.start == said(cues)[9].span.start
    )
    track = rater.seat.codebook.focus
    assert bout.code == next(each.id for each in track.states if each.key == "6")
    assert bout.end == said(cues)[9].span.end


def test_words_within_a_cue_are_chosen_by_key(rater: Rater, cues: CueList) -> None:
    rater.press("Down", "Ctrl+Shift+Left", "Alt+Shift+Right")
    passage = cues.passage
    assert passage is not None
    transcript = cues.cues.transcript
    chosen, whole = words_of(transcript, passage), said(cues)[cues.row or 0]
    assert chosen.split() == whole.text.split()[1:-1]
    span = span_of(transcript, passage)
    assert whole.span.start < span.start < span.end < whole.span.end


def test_words_are_chosen_with_the_mouse(rater: Rater, cues: CueList) -> None:
    place = cues.visualRect(cues.cues.index(2))
    text = place.top() + 32
    drag(cues, QPoint(place.left() + 21, text), QPoint(place.left() + 60, text))
    passage = cues.passage
    assert passage is not None
    assert passage.first == Place(2, 0)
    chosen = words_of(cues.cues.transcript, passage)
    assert said(cues)[2].text.startswith(chosen)
    assert 0 < len(chosen) < len(said(cues)[2].text)
    assert rater.position == 0


def test_a_passage_is_let_go_by_esc_and_by_playing(
    rater: Rater, page: TranscriptPage, cues: CueList
) -> None:
    rater.press("Down")
    assert page.passage.isVisible()
    rater.press("Esc")
    assert cues.passage is None
    assert not rater.playing

    rater.press("Down")
    rater.play()
    assert not page.passage.isVisible()
    rater.let_run(1_000)
    rater.pause()


def test_a_passage_at_the_back_is_not_coded(rater: Rater, cues: CueList) -> None:
    code = code_of(rater, Kind.POINT)
    rater.press("Down", "Down", "Down")
    assert cues.passage is not None
    rater.window.review.tabs.setCurrentIndex(0)
    rater.window.review.setFocus()
    rater.go_to(200_000)
    rater.press(code.key.upper())
    assert rater.newest().start == 200_000
    rater.press("Ctrl+F7")


def test_marks_stand_beside_the_cues_they_cover(rater: Rater, cues: CueList) -> None:
    code = code_of(rater, Kind.INTERVAL)
    rater.go_to(said(cues)[60].span.start)
    rater.press("Down", "Shift+Down", "Shift+Down", code.key.upper())
    number = rater.newest().number
    beside = [
        next((tick for tick in cues.cues.ticks(row) if tick.number == number), None)
        for row in range(59, 64)
    ]
    labels = [tick.label if tick else None for tick in beside]
    assert labels == [None, code.label, "", "", None]


# Finding ------------------------------------------------------------------------


def test_words_are_found_forward_and_back_and_the_list_goes_there(
    rater: Rater, page: TranscriptPage, cues: CueList
) -> None:
    rater.press("Ctrl+Shift+F")
    rater.type("WEEKEND")
    rows = [n for n, cue in enumerate(said(cues)) if "weekend" in cue.text.lower()]
    assert len(rows) > 1
    assert page.finding.count.text() == f"– of {len(rows)}"

    rater.press("Return")
    assert cues.row == rows[0]
    rater.press("F3")
    assert cues.row == rows[1]
    rater.press("Shift+Return")
    assert cues.row == rows[0]
    assert cues.viewport().rect().intersects(cues.visualRect(cues.cues.index(rows[0])))

    rater.press("Esc")
    assert rater.focused is cues
    rater.press("F3")
    assert cues.row == rows[1]


def test_what_is_not_said_is_not_found(rater: Rater, page: TranscriptPage) -> None:
    rater.press("Ctrl+Shift+F")
    rater.type("xylophone")
    assert page.finding.count.text() == "not found"
    assert not page.finding.following.isEnabled()
    rater.press("Return", "Esc")


# Long, wide, and beyond -----------------------------------------------------------


def a_long_talk(count: int) -> Transcript:
    """Return cues of a second each, every third in a script from right to left."""
    texts = ("And then it was over.", "Hm.", "אמא שלי לא דיברה איתי")
    who = ("patient", "therapist", "other 1")
    return transcript_of(
        Cue(Span(n * 1_000, n * 1_000 + 900), who[n % 3], f"{texts[n % 3]} {n}")
        for n in range(count)
    )


def test_5000_cues_are_listed_and_followed(rater: Rater, cues: CueList) -> None:
    rater.seat.transcribing.take_in(a_long_talk(5_000))
    assert cues.cues.rowCount() == 5_000
    rater.go_to(300_500)
    assert cues.cues.now == {300}
    shown = cues.visualRect(cues.cues.index(300))
    assert cues.viewport().rect().contains(shown.center())
    end = partial(cues.visualRect, cues.cues.index(4_999))
    cues.go_to(4_999)
    assert cues.viewport().rect().intersects(end())
    rater.press("Ctrl+Z")
    assert cues.cues.rowCount() < 200


def test_cues_beyond_the_tape_are_shown_and_cannot_be_coded(
    rater: Rater, page: TranscriptPage, cues: CueList
) -> None:
    length = rater.seat.review.tape.length
    talk = a_long_talk(length // 1_000 + 50)
    rater.seat.transcribing.take_in(talk)
    last = len(talk.cues) - 1
    assert cues.cues.is_beyond(last)
    assert "beyond the tape" in page.talk.silence.text()
    before = rater.coding.marks

    cues.setFocus()
    cues.select_cue(last)
    rater.press(code_of(rater, Kind.POINT).key.upper())

    assert "beyond the end of the tape" in rater.banner
    assert rater.coding.marks == before


def test_words_from_right_to_left_are_chosen_where_the_mouse_is(
    rater: Rater, cues: CueList
) -> None:
    rater.seat.transcribing.take_in(a_long_talk(9))
    rater.qtbot.waitUntil(lambda: cues.visualRect(cues.cues.index(2)).height() > 0)
    place = cues.visualRect(cues.cues.index(2))
    at = QPoint(place.right() - 20, place.top() + 32)
    drag(cues, at, at - QPoint(12, 0))
    assert cues.passage is not None
    assert words_of(cues.cues.transcript, cues.passage).startswith("אמא")


def test_the_timeline_has_a_lane_for_everybody_who_speaks(
    rater: Rater, page: TranscriptPage
) -> None:
    rater.seat.transcribing.take_in(a_long_talk(30))
    scene = rater.window.review.timeline._scene
    assert scene is not None
    lanes = [
        band.lane.label for band in scene.bands if band.lane.kind is LaneKind.SPEECH
    ]
    assert lanes == ["Therapist", "Patient", "Other 1"]
    assert list(page.talk.longest) == ["therapist", "patient", "other 1"]


def test_the_longest_monologue_can_be_played(
    rater: Rater, page: TranscriptPage
) -> None:
    assert "Silence" in page.talk.silence.text()
    rater.click(page.talk.longest["patient"])
    rater.qtbot.waitUntil(lambda: rater.playing, timeout=PATIENCE)
    shown = page.talk._shown
    assert shown is not None
    patient = next(each for each in shown.speakers if each.speaker == "patient")
    assert patient.longest is not None
    assert rater.position == patient.longest.start
    rater.let_run(1_000)
    rater.pause()


def test_the_passage_says_what_it_is(page: TranscriptPage, cues: CueList) -> None:
    cues.select(Passage(Place(0, 0), Place(0, 4)))
    assert page.passage.text().startswith("Passage 0:00:01–0:00:0")
