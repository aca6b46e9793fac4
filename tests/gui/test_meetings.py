"""Supervision meetings at the window: clips put from anywhere, and played in order."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog

from ipt_review.domain.meeting import Purpose
from ipt_review.ui.meetings.put_dialog import PutDialog
from tests.gui.rater import Rater, comes_to_front

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QDialog
    from pytestqt.qtbot import QtBot

    from ipt_review.domain.meeting import Agenda
    from ipt_review.domain.tape import Tape
    from ipt_review.ui.meetings.screen import MeetingsScreen


@pytest.fixture
def rater(demo: Path, tmp_path: Path, qtbot: QtBot) -> Rater:
    """Return the supervisor of the demo, at its tape."""
    sits = Rater(tmp_path).arrive(qtbot)
    sits.program.open_path(demo)
    sits.sit_down("SV-1")
    return sits


def taped(rater: Rater, session: int, case: str = "C-012") -> Tape:
    held = rater.desk.holdings()
    cases = {each.id for each in held.cases if each.handle == case}
    ids = {s.id for s in held.sessions if s.number == session and s.case in cases}
    return next(tape for tape in held.tapes if tape.session in ids)


def second_recording(rater: Rater) -> Tape:
    """Return another tape of the case, which is given the recording of the first."""
    tape = replace(taped(rater, 8), files=taped(rater, 5).files, length=400_000)
    rater.desk.database.change_tape(tape)
    return tape


def put(rater: Rater, act: Callable[[PutDialog], object]) -> None:
    """Press the key, do something in the dialog, and accept it."""

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, PutDialog)
        act(dialog)
        dialog.accept()

    rater.answer(fill)
    rater.press("Ctrl+Shift+A")
    rater.qtbot.waitUntil(partial(comes_to_front, rater.window))


def room(rater: Rater) -> MeetingsScreen:
    rater.press("Alt+-")
    assert rater.window.room == "meetings"
    return rater.program.supervising.meetings.screen


def stored(rater: Rater) -> Agenda:
    (meeting,) = rater.desk.database.meetings.all()
    return meeting.agenda


def titles(rater: Rater) -> list[str]:
    return [clip.title for clip in stored(rater).clips]


def test_moments_are_put_on_an_agenda_from_wherever_they_are_picked(
    rater: Rater,
) -> None:
    rater.go_to(100_000)
    put(rater, lambda dialog: dialog.form.title.setText("Her silence"))
    first = stored(rater).clips[0]
    assert (first.start, first.end, first.title) == (85_000, 145_000, "Her silence")
    assert "1 clip by now, 6 of 60 min" in rater.banner

    rater.press("C")
    put(rater, lambda dialog: dialog.form.talk.setValue(12))
    assert titles(rater)[1] == rater.seat.codebook.label(rater.newest().code)
    assert stored(rater).clips[1].talk == 12

    review = rater.window.review
    review.tabs.setCurrentWidget(review.transcript)
    review.transcript.list.select_cue(3)
    review.transcript.list.setFocus()
    put(rater, lambda dialog: dialog.form.purpose.setCurrentIndex(0))
    words, cue = stored(rater).clips[2], rater.seat.cues[3]
    assert cue.text not in words.title  # what is said stays in the transcript
    assert words.start <= cue.span.start
    assert words.purpose is Purpose.STRENGTH

    rater.press("Ctrl+Shift+N")
    rater.type("She reminds me of Ann")
    rater.press("Return")
    review.comments.list.setFocus()
    put(rater, lambda _dialog: None)
    assert "Ann" not in titles(rater)[3]  # a private note stays private


def test_a_disagreement_and_a_point_of_feedback_are_put_on_an_agenda(
    rater: Rater,
) -> None:
    rater.press("Alt+9")
    row = next(iter(rater.window.feedback.editor.rows.values()))
    row.text.setFocus()
    put(rater, lambda _dialog: None)
    (point,) = stored(rater).clips
    assert point.title == row.point.text
    assert point.start <= row.point.start < point.end

    rater.desk.submit(rater.coding.head.id)
    rater.press("Alt+7", "N")
    place = rater.program.comparing.browsing.meeting
    assert place is not None
    put(rater, lambda _dialog: None)
    found = stored(rater).clips[1]
    assert " or " in found.title
    assert found.start <= place.span.start <= found.end

    people = {each.handle: each for each in rater.desk.holdings().people}
    rater.program.enter("library")
    rater.program.person = people["AD-1"]
    rater.press("Alt+7", "N")
    rater.press("Ctrl+Shift+A")
    assert "may not put moments of a tape" in rater.banner


def test_a_difference_of_self_and_supervisor_is_put_on_an_agenda(rater: Rater) -> None:
    tape = rater.seat.review.tape.id
    rater.desk.submit(rater.coding.head.id)
    rater.program.review_tape(tape)
    rater.wait_for_tape()
    page = rater.program.supervising.hearing.page
    rater.window.review.tabs.setCurrentWidget(page)
    first = page.differing.topLevelItem(0)
    moment = first.child(0) if first is not None else None
    assert first is not None
    assert moment is not None
    page.differing.setFocus()
    page.differing.setCurrentItem(moment)

    put(rater, lambda _dialog: None)

    (clip,) = stored(rater).clips
    assert clip.title == first.text(0)
    assert clip.tape == tape


def entitle(title: str, dialog: PutDialog) -> None:
    dialog.form.title.setText(title)


def some_clips(rater: Rater, *wanted: str) -> MeetingsScreen:
    """Put clips with these titles on a new agenda, and go to the room."""
    for at, title in enumerate(wanted):
        rater.go_to(100_000 + 20_000 * at)
        put(rater, partial(entitle, title))
    screen = room(rater)
    screen.clips.setFocus()
    return screen


def test_clips_are_ordered_changed_removed_and_undone_by_key(rater: Rater) -> None:
    screen = some_clips(rater, "One", "Two", "Three")
    assert screen.clips.topLevelItemCount() == 3
    assert screen.time.text() == "18 of 60 min: clips 3:00, talk 15 min."

    rater.press("Down", "Down", "Alt+Up", "Alt+Up")
    assert titles(rater) == ["Three", "One", "Two"]
    screen.clips.moved.emit(stored(rater).clips[0].number, 1)  # as a mouse drops it
    assert titles(rater) == ["One", "Three", "Two"]
    rater.press("F2")
    assert rater.focused is screen.clip.title
    rater.type("An opening")
    rater.press("Return")
    assert titles(rater) == ["One", "An opening", "Two"]
    screen.clip.end.setFocus()
    screen.clip.end.setText("0:00:01")
    rater.press("Return")
    assert "end before it begins" in rater.banner
    screen.clips.setFocus()
    rater.press("Del")
    assert titles(rater) == ["One", "Two"]
    rater.press("Ctrl+Z", "Ctrl+Z")
    assert titles(rater) == ["One", "Three", "Two"]
    rater.press("Ctrl+Shift+Z")
    assert titles(rater) == ["One", "An opening", "Two"]


def test_a_meeting_is_logged_printed_removed_and_brought_back(
    rater: Rater, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = some_clips(rater, "One <b>")
    rater.press("H")
    assert rater.focused is screen.form.held_minutes
    rater.type("75")
    rater.press("Return")
    held = stored(rater).held
    assert held is not None
    assert held.minutes == 75
    assert screen.hours.text() == "Logged for you: individual 1 h 15 min."

    files = [tmp_path / "agenda.pdf", tmp_path / "agenda.html"]
    asked = iter(files)
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(next(asked)), "")
    )
    assert rater.choose("Meeting", "Save the agenda as PDF")
    assert rater.choose("Meeting", "Save the agenda as web page")
    assert files[0].read_bytes().startswith(b"%PDF")
    page = files[1].read_text("utf-8")
    assert "One &lt;b&gt;" in page
    assert "C-012 · session 5" in page

    screen.clips.setFocus()
    rater.press("Shift+Del")
    assert stored(rater).removed
    assert screen.list.count() == 0
    rater.press("Ctrl+Z")
    assert screen.list.count() == 1
    assert not stored(rater).removed


class Ear:
    """Waits for what the tape does in a meeting."""

    def __init__(self, rater: Rater) -> None:
        self.rater = rater
        self.player = rater.program.reviewing.player
        self.stage = rater.program.supervising.meetings.screen.stage

    def plays(self, title: str) -> None:
        """Wait until this clip plays."""
        self.rater.qtbot.waitUntil(lambda: self.player.playing, timeout=15_000)
        assert self.stage.title.text().startswith(title)

    def holds(self, said: str) -> None:
        """Wait until the tape is held and this is said of the talk."""
        self.rater.qtbot.waitUntil(lambda: not self.player.playing, timeout=15_000)
        talk = self.stage.talk
        self.rater.qtbot.waitUntil(lambda: said in talk.text(), timeout=15_000)


def four_clips(rater: Rater) -> Ear:
    """Plan an agenda of three tapes, one of them without a recording."""
    other, bare = second_recording(rater), taped(rater, 12)
    put(rater, lambda dialog: dialog.form.talk.setValue(2))

    def more(agenda: Agenda) -> Agenda:
        clip = agenda.clips[0]
        return (
            agenda.with_clip(replace(clip, number=2, tape=bare.id, title="No tape"))
            .with_clip(replace(clip, number=3, tape=other.id, start=30_000, end=60_000))
            .with_clip(replace(clip, number=4, tape=other.id, end=9_000, talk=0))
        )

    rater.go_to(50_000)
    screen = room(rater)
    rater.program.supervising.meetings._change(more)
    screen.clips.setFocus()
    return Ear(rater)


def test_clips_of_two_tapes_are_played_in_order_with_time_to_talk(rater: Rater) -> None:
    ear = four_clips(rater)
    rater.press("N")
    ear.plays("1 of 4")
    assert rater.program.reviewing.seat is None  # the player is lent to the meeting
    rater.let_run(20_000)
    rater.press("T")  # a pause in the middle of the clip
    ear.holds("2:00 to talk")
    rater.let_run(150_000)
    ear.holds("0:30 more than planned")
    rater.press("T")
    ear.plays("1 of 4")
    rater.let_run(70_000)
    ear.holds("to talk")

    rater.press("N")
    ear.plays("3 of 4")
    assert "“No tape”. There is no recording" in ear.stage.passed.text()
    assert 27_000 <= ear.player.position < 30_000  # what led to it
    rater.let_run(34_000)
    ear.holds("to talk")
    rater.press("N")
    ear.plays("4 of 4")
    rater.let_run(13_000)
    passed = ear.stage.passed
    rater.qtbot.waitUntil(lambda: "last clip" in passed.text(), timeout=15_000)
    rater.press("P", "P")
    ear.plays("1 of 4")


def test_the_tape_of_before_is_open_again_after_a_meeting(rater: Rater) -> None:
    ear = four_clips(rater)
    rater.press("Return")
    ear.plays("1 of 4")
    rater.press("Space")
    ear.holds("")

    rater.press("Alt+2")
    assert rater.window.room == "review"
    rater.wait_for_tape()
    assert rater.position == 50_000

    room(rater)
    rater.press("N", "Down", "Down", "O")  # the tape of the third clip
    assert rater.window.room == "review"
    assert rater.seat.review.session.number == 8
    rater.qtbot.waitUntil(lambda: rater.position == 30_000, timeout=15_000)


def test_a_trainee_sees_the_meeting_and_a_rater_none(rater: Rater) -> None:
    people = {each.handle: each for each in rater.desk.holdings().people}
    some_clips(rater, "One")
    before, trainee = stored(rater).clips, people["T-04"].id
    form = rater.program.supervising.meetings.screen.form
    form.menu.aboutToShow.emit()  # as when it opens
    offered = {each.text(): each for each in form.menu.actions()}
    assert {"SV-1", "T-04"} <= offered.keys()  # who learns or supervises
    assert "R-1" not in offered
    offered["T-04"].trigger()
    assert stored(rater).people[1:] == (trainee,)
    assert form.people.text() == "SV-1, T-04"

    rater.program.person = people["T-04"]
    screen = room(rater)
    assert screen.clips.topLevelItemCount() == 1
    assert not screen.plan.isVisible()
    assert not screen.form.day.isEnabled()
    assert not screen.clip.isEnabled()
    rater.press("Del")
    assert "may not plan supervision meetings" in rater.banner
    assert stored(rater).clips == before

    rater.program.enter("library")
    rater.program.person = people["R-1"]
    rater.press("Alt+-")
    assert rater.window.room != "meetings"
    assert "may not see supervision meetings" in rater.banner
