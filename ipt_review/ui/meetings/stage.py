"""Where a clip is seen: picture, what it is, its words, and the time to talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ipt_review.domain.timecode import show_seconds
from ipt_review.domain.transcript import PATIENT, THERAPIST
from ipt_review.ui.meetings.words import PURPOSES, count_down, span_of
from ipt_review.ui.parts import button, frame, label
from ipt_review.ui.player.video_view import VideoView
from ipt_review.ui.theme import mono, sans

if TYPE_CHECKING:
    from ipt_review.domain.transcript import Cue
    from ipt_review.workflow.supervision.agenda_reading import AgendaRead, ClipRead

PICTURE = (300, 170)
SHORT = {THERAPIST: "T", PATIENT: "P"}
NO_CLIP = "Pick a clip, or begin with the first one: N."
NONE_YET = "There is no clip on this agenda that you can hear."
NO_WORDS = "There is no transcript of this clip."
BIG = 24


class Stage(QWidget):
    """Shows the clip that is picked or played.

    Signals:
        wanted: What a button asks for, by the id of an action.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.video = VideoView()
        self.video.setMinimumSize(*PICTURE)
        self.title = label(NO_CLIP, wrap=True)
        self.title.setFont(sans(15, bold=True))
        self.place = label("", "muted", wrap=True)
        self.passed = label("", wrap=True)
        self.talk = label("")
        self.talk.setFont(mono(BIG, bold=True))
        self.talk.setAccessibleName("Time to talk")
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setAccessibleName("Words of the clip")
        self.words.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._buttons = {
            "agenda.previous": button("◀ Previous", "small"),
            "agenda.play": button("▶ Play", "primary"),
            "agenda.again": button("Again", "small"),
            "agenda.talk": button("Talk", "small"),
            "agenda.next": button("Next ▶", "small"),
        }
        for name, made in self._buttons.items():
            made.clicked.connect(lambda _on=False, name=name: self.wanted.emit(name))
        self._build()

    def show_clip(self, read: AgendaRead | None, clip: ClipRead | None) -> None:
        """Show a clip of an agenda, or that none is picked."""
        if read is None or clip is None:
            there = read is not None and bool(read.clips)
            self.title.setText(NO_CLIP if there else NONE_YET)
            self.place.setText("")
            self.words.setPlainText("")
            return
        at = read.clips.index(clip) + 1
        self.title.setText(f"{at} of {len(read.clips)} · {clip.clip.title}")
        what = PURPOSES[clip.clip.purpose].lower()
        self.place.setText(f"{clip.of} · {span_of(clip.clip)} · {what}")
        lines = [_line(cue) for cue in clip.cues] or [NO_WORDS]
        text = "\n".join([*([clip.why_not, ""] if clip.why_not else ()), *lines])
        if self.words.toPlainText() != text:
            self.words.setPlainText(text)

    def show_talk(self, left: float | None) -> None:
        """Show how much of the talking time is left (seconds); None shows none."""
        self.talk.setText("" if left is None else count_down(left))

    def show_passed(self, words: str) -> None:
        """Say which clips were passed over, and why."""
        self.passed.setText(words)
        self.passed.setVisible(bool(words))

    def show_playing(self, *, playing: bool) -> None:
        """Have the button say what it does now."""
        self._buttons["agenda.play"].setText("❚❚ Pause" if playing else "▶ Play")

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        top = frame("card")
        inner = QVBoxLayout(top)
        inner.setContentsMargins(8, 8, 8, 8)
        inner.addWidget(self.video, 1)
        row = QHBoxLayout()
        row.setSpacing(6)
        for made in self._buttons.values():
            row.addWidget(made)
        inner.addLayout(row)
        column.addWidget(top, 3)
        below = frame("card")
        lower = QVBoxLayout(below)
        lower.setContentsMargins(14, 10, 14, 10)
        lower.setSpacing(4)
        for part in (self.title, self.place, self.passed, self.talk):
            lower.addWidget(part)
        self.passed.hide()
        lower.addWidget(self.words, 1)
        column.addWidget(below, 2)


def _line(cue: Cue) -> str:
    who = SHORT.get(cue.speaker, cue.speaker)
    said = f"{who}: {cue.text}" if who else cue.text
    return f"{show_seconds(cue.span.start)}  {said}"
