"""The preview of a caption file, before anything of it comes into the study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.timecode import MS_PER_HOUR, MS_PER_SECOND, show_seconds
from ipt_review.study.transcript_reading import (
    Part,
    assigned,
    goes_on,
    names_of,
    outside,
    propose,
)
from ipt_review.ui import wording
from ipt_review.ui.number_boxes import DecimalBox
from ipt_review.ui.parts import label
from ipt_review.ui.transcript.words import (
    PRIVATE,
    REPLACE,
    duration,
)
from ipt_review.ui.transcript.words import (
    outside as outside_words,
)
from ipt_review.workflow.coding.transcribing import ENCODINGS, read_file

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.domain.transcript import Transcript
    from ipt_review.study.transcript_reading import Reading

PARTS = {
    Part.THERAPIST: "Therapist",
    Part.PATIENT: "Patient",
    Part.OTHER: "Somebody else",
    Part.NO_NAME: "No name: part of the words",
}
SHOWN, LONGEST = 6, 70
MOST_NAMES = 12
"""How many names are asked about; whoever says less than these is somebody else."""
NO_NAMES = "No speakers are named in it. Who speaks can be said cue by cue afterwards."
FURTHEST = 24 * MS_PER_HOUR / MS_PER_SECOND


class ImportDialog(QDialog):
    """Shows what was read, and asks who is who and where it stands on the tape.

    Args:
        path: A caption file.
        length: Of the tape, in ms.
        replaces: Whether the tape has a transcript already.

    Raises:
        ReviewError: When the file cannot be read at all.
    """

    def __init__(
        self,
        path: Path,
        length: int,
        parent: QWidget | None = None,
        *,
        replaces: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import a transcript")
        self.resize(640, 680)
        self._path = path
        self._length = length
        self.reading: Reading = read_file(path)
        self.encoding = QComboBox()
        for name, shown in ENCODINGS.items():
            self.encoding.addItem(shown, name)
        self.summary = label("", wrap=True)
        self.faults = QPlainTextEdit(readOnly=True)
        self.faults.setAccessibleName("What does not fit, by line")
        self.faults.setTabChangesFocus(True)
        self.faults.setFixedHeight(84)
        self.shift = DecimalBox()
        self.shift.setRange(-FURTHEST, FURTHEST)
        self.shift.setDecimals(3)
        self.shift.setSuffix(" s")
        self.shift.setAccessibleName("Shift all cues, in seconds")
        self.outside = label("", "bad", wrap=True)
        self.goes_on = QCheckBox("A cue without a name goes on with the speaker before")
        self.parts: dict[str, QComboBox] = {}
        self._people = QWidget()
        self.words = label("", wrap=True)
        self._sheet = QWidget()
        self._column = QVBoxLayout(self._sheet)
        self._build(replaces=replaces)
        self._show_reading()
        self.encoding.currentIndexChanged.connect(self._read_again)
        self.shift.valueChanged.connect(self._show_outcome)
        self.goes_on.toggled.connect(self._show_outcome)

    def transcript(self) -> Transcript:
        """Return the transcript as it would come into the study."""
        parts = {name: box.currentData() for name, box in self.parts.items()}
        return assigned(self.reading, parts, self._offset, goes_on=self._goes_on)

    @property
    def _offset(self) -> int:
        return round(self.shift.value() * MS_PER_SECOND)

    @property
    def _goes_on(self) -> bool:
        return self.goes_on.isChecked() and self.goes_on.isEnabled()

    def _read_again(self) -> None:
        try:
            self.reading = read_file(self._path, self.encoding.currentData())
        except ReviewError as problem:
            self.summary.setText(str(problem))
            self._allow(allowed=False)
            return
        self._show_reading()

    def _show_reading(self) -> None:
        reading = self.reading
        self.encoding.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.encoding.setCurrentIndex(self.encoding.findData(reading.encoding))
        self.encoding.blockSignals(False)  # noqa: FBT003 - Qt's own
        self.faults.setPlainText(
            "\n".join(f"Line {each.line}: {each.what}" for each in reading.faults)
        )
        self.faults.setVisible(bool(reading.faults))
        self.goes_on.setEnabled(any(not cue.speaker for cue in reading.cues))
        self.goes_on.setChecked(goes_on(reading))
        self._show_names()
        self._show_outcome()

    def _show_names(self) -> None:
        """Ask about each name, who talks longest first, as proposed."""
        proposed = propose(self.reading)
        names = names_of(self.reading)[:MOST_NAMES]
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        self.parts = {}
        for row, named in enumerate(names):
            said = f"{wording.how_many(named.cues, 'cue')}, {duration(named.time)}"
            box = QComboBox()
            box.setAccessibleName(f"Who is {named.name}")
            for part, text in PARTS.items():
                box.addItem(text, part)
            box.setCurrentIndex(box.findData(proposed[named.name]))
            box.currentIndexChanged.connect(self._show_outcome)
            self.parts[named.name] = box
            grid.addWidget(label(named.name), row, 0)
            grid.addWidget(label(said, "muted"), row, 1)
            grid.addWidget(box, row, 2)
        if not names:
            grid.addWidget(label(NO_NAMES, "muted", wrap=True), 0, 0, 1, 3)
        self._column.replaceWidget(self._people, made)
        self._people.hide()
        self._people.deleteLater()
        self._people = made

    def _show_outcome(self) -> None:
        cues, faults = self.reading.cues, len(self.reading.faults)
        self.summary.setText(
            f"{self.reading.form}, {wording.how_many(len(cues), 'cue')}. "
            + (f"{wording.how_many(faults, 'line')} with faults:" if faults else "")
        )
        off = outside(cues, self._offset, self._length)
        said = outside_words(off.before, off.beyond)
        self.outside.setText(said)
        self.outside.setVisible(bool(said))
        first = self.transcript().cues[:SHOWN]
        self.words.setText(
            "\n".join(
                f"{show_seconds(cue.span.start)}  {wording.speaker(cue.speaker)}: "
                f"{_shortened(cue.text)}"
                for cue in first
            )
        )
        self._allow(allowed=bool(cues))

    def _allow(self, *, allowed: bool) -> None:
        ok = QDialogButtonBox.StandardButton.Ok
        self._buttons.button(ok).setEnabled(allowed)

    def _build(self, *, replaces: bool) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.addRow("File", label(self._path.name, wrap=True))
        form.addRow("Encoding", self.encoding)
        self._column.setSpacing(8)
        self._column.addLayout(form)
        self._column.addWidget(self.summary)
        self._column.addWidget(self.faults)
        self._column.addWidget(label("Who is who (proposed; please check)", "title"))
        self._column.addWidget(self._people)
        self._column.addWidget(self.goes_on)
        time = QFormLayout()
        self.shift.setFixedWidth(160)
        time.addRow("Shift all cues by", self.shift)
        self._column.addLayout(time)
        self._column.addWidget(self.outside)
        self._column.addWidget(label("How it begins", "title"))
        self._column.addWidget(self.words)
        self._column.addStretch(1)
        note = f"{REPLACE} {PRIVATE}" if replaces else PRIVATE
        self._column.addWidget(label(note, "muted", wrap=True))
        self._build_around()

    def _build_around(self) -> None:
        """Have buttons below the sheet, which scrolls where the screen is small."""
        kinds = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self._buttons.button(kinds.Ok).setText("Import")
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._sheet)
        whole = QVBoxLayout(self)
        whole.addWidget(scroll, 1)
        whole.addWidget(self._buttons)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
