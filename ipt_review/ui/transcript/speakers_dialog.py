"""Says of all cues of a speaker that they are another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QVBoxLayout,
)

from ipt_review.domain.transcript import NOBODY, PATIENT, THERAPIST, other
from ipt_review.ui import wording
from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.transcript import Transcript

OTHERS = 6
HINT = "Choosing the same for two speakers makes one of them. It can be undone."


def choices(transcript: Transcript) -> tuple[str, ...]:
    """Return the speakers that a cue can be given."""
    wide = [other(number) for number in range(1, OTHERS + 1)]
    known = [each for each in transcript.speakers if each not in (*wide, NOBODY)]
    return tuple(dict.fromkeys((THERAPIST, PATIENT, *wide, *known, NOBODY)))


class SpeakersDialog(QDialog):
    """One choice for each speaker of the transcript."""

    def __init__(self, transcript: Transcript, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Speakers of the transcript")
        self.setMinimumWidth(420)
        self.speakers: dict[str, QComboBox] = {}
        column = QVBoxLayout(self)
        form = QFormLayout()
        for speaker in transcript.speakers:
            cues = sum(cue.speaker == speaker for cue in transcript.cues)
            box = QComboBox()
            for each in choices(transcript):
                box.addItem(wording.speaker(each), each)
            box.setCurrentIndex(box.findData(speaker))
            box.setAccessibleName(f"Who is {wording.speaker(speaker)}")
            self.speakers[speaker] = box
            said = f"{wording.speaker(speaker)} ({wording.how_many(cues, 'cue')})"
            form.addRow(said, box)
        column.addLayout(form)
        column.addWidget(label(HINT, "muted", wrap=True))
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        buttons.button(kinds.Ok).setText("Change")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def changed(self) -> dict[str, str]:
        """Return who becomes whom, those left out who stay."""
        chosen = {who: box.currentData() for who, box in self.speakers.items()}
        return {who: now for who, now in chosen.items() if now != who}
