"""The dialog in which files of a tape are added, ordered, and given their times."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
)
from typing_extensions import override

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.timecode import MS_PER_SECOND, show
from ipt_review.media.alignment import Confidence
from ipt_review.ui.library.files_field import RECORDINGS
from ipt_review.ui.parts import button, label
from ipt_review.ui.tape_files.draft import Draft
from ipt_review.ui.tape_files.sounding import Sounding
from ipt_review.ui.tape_files.strips import Strips
from ipt_review.ui.tape_files.table import FilesTable
from ipt_review.ui.timeline.waveform import Heard
from ipt_review.workflow.library.piecing import (
    in_natural_order,
    measured,
    must_fit_together,
)
from ipt_review.workflow.library.tape_files import gap_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QCloseEvent
    from PySide6.QtWidgets import QPushButton, QWidget

    from ipt_review.domain.tape import MediaFile
    from ipt_review.media.alignment import Alignment
    from ipt_review.media.peak_cache import PeakCache
    from ipt_review.ui.tape_files.sounding import HeardFile
    from ipt_review.ui.theme import Theme

WIDTH, HEIGHT = 980, 660
NUDGES = (
    (-MS_PER_SECOND, "−1 s", "Ctrl+Shift+Left"),
    (-100, "−100 ms", "Ctrl+Left"),
    (-10, "−10 ms", "Alt+Left"),
    (10, "+10 ms", "Alt+Right"),
    (100, "+100 ms", "Ctrl+Right"),
    (MS_PER_SECOND, "+1 s", "Ctrl+Shift+Right"),
)
WHY = (
    "Each file begins at its time of the session. Where files overlap, the upper one is"
    " seen and heard; “Next camera” in the Tape menu shows the other. Files are never"
    " copied or changed."
)
CONFIDENCE = {
    Confidence.CLEAR: "That is clear",
    Confidence.LIKELY: "That is likely, but listen to it",
    Confidence.NONE: "That may be chance: set it by ear",
}


class TapeFiles(QDialog):
    """Arranges the files of one tape; nothing is changed unless it is accepted.

    Args:
        files: As they stand now.
        cache: Where peaks are kept; without it there are no waveforms.
        theme: How it looks.
        read_only: Whether the study cannot be written.
    """

    def __init__(
        self,
        files: tuple[MediaFile, ...],
        cache: PeakCache | None,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Files of this tape")
        self.resize(WIDTH, HEIGHT)
        self.draft = Draft(files)
        self.here = 0
        self.proposed: Alignment | None = None
        self._read_only = read_only
        self.table = FilesTable()
        self.strips = Strips(theme, self.draft)
        self.sounding = Sounding(cache, self)
        self.against = QComboBox()
        self.against.setAccessibleName("The file that it is compared with")
        self.add = button("Add files…", tip="Add further files after the end")
        self.out = button("Leave out", tip="Take the picked file off this tape")
        self.up = button("Up", tip="Further up: seen first where files overlap")
        self.down = button("Down", tip="Further down in the order")
        self.in_a_row = button("End to end", tip="Each begins where the last one ends")
        self.compare = button("Align by sound", tip="Compares how loud both are when")
        self.use = button("Use this")
        self.listen = button("Play both from here", tip="One in each ear, for 15 s")
        self.nudges = [self._nudge_key(*each) for each in NUDGES]
        self._said = label("", wrap=True)
        self._length = label("", "muted", wrap=True)
        self._build()
        self._connect()
        self._show(self.draft)
        self.sounding.listen(files)

    @property
    def said(self) -> str:
        """What was found out last, in words."""
        return self._said.text()

    def add_files(self, paths: Iterable[Path]) -> None:
        """Add files after the end of the others, in natural order."""
        try:
            more = tuple(measured(path) for path in in_natural_order(paths))
            wanted = self.draft.with_more(more)
            must_fit_together(wanted.files)
        except ReviewError as problem:
            self._tell(str(problem))
            return
        self._show(wanted)
        self.sounding.listen(wanted.files)

    def point(self, moment: int) -> None:
        """Have listening begin at a moment of the session (ms)."""
        self.here = moment
        self.strips.show_here(moment)
        self._label_listening()

    def propose(self, found: Alignment | None) -> None:
        """Say at which time the picked file would begin by its sound."""
        file, other = self.draft.file, self._other()
        self.proposed = found
        self.use.setEnabled(found is not None and not self._read_only)
        if file is None or other is None:
            return
        if found is None:
            self._tell("One of the two has too little sound to compare.")
            return
        start = other.offset + found.shift
        said = (
            f"By sound, “{file.path.name}” begins at {_signed(start)}, "
            f"{_signed(found.shift)} after “{other.path.name}”. "
            f"{CONFIDENCE[found.confidence]}: they agree by {found.agreement:.2f}, "
        )
        beside = f"{found.margin:.1f} times as well as anywhere else."
        unrivaled = "and nowhere else."
        self._tell(said + (beside if found.margin < 100 else unrivaled))  # noqa: PLR2004

    @override
    def done(self, result: int) -> None:
        self.sounding.close()
        super().done(result)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.sounding.close()
        super().closeEvent(event)

    # ------------------------------------------------------------ what is asked

    def _start_at(self, place: int, offset: int) -> None:
        if not self._read_only:
            self._show(self.draft.picking(place).starting(place, offset))

    def _nudge(self, by: int) -> None:
        if not self._read_only:
            self._show(self.draft.nudged(by))

    def _choose_files(self) -> None:
        file = self.draft.file
        where = str(file.path.parent) if file is not None else ""
        chosen, _ = QFileDialog.getOpenFileNames(
            self, "Add files to this tape", where, RECORDINGS
        )
        if chosen:
            self.add_files(map(Path, chosen))

    def _leave_out(self) -> None:
        self._show(self.draft.without_picked())

    def _compare(self) -> None:
        file, other = self.draft.file, self._other()
        if file is not None and other is not None:
            self._tell("Comparing…")
            self.sounding.compare(other, file)

    def _use_proposal(self) -> None:
        other, found = self._other(), self.proposed
        if other is None or found is None:
            return
        start = other.offset + found.shift
        if start < 0:
            self._make_room(-start)
            start = 0
        self._show(self.draft.starting(self.draft.picked, start))

    def _make_room(self, by: int) -> None:
        """Begin all files later, since one of them began before the session."""
        moved = self.draft
        for place, file in enumerate(moved.files):
            moved = moved.starting(place, file.offset + by)
        self.draft = moved
        self._tell(f"All other files begin {show(by)} later, to make room for it.")

    def _listen(self) -> None:
        file, other = self.draft.file, self._other()
        if self.sounding.plays:
            self.sounding.stop()
        elif file is not None and other is not None:
            self.sounding.play(other, file, self.here)
        self._label_listening()

    def _other(self) -> MediaFile | None:
        place = self.against.currentData()
        known = place is not None and place < len(self.draft.files)
        return self.draft.files[place] if known else None

    # ------------------------------------------------------------ what is shown

    def _show(self, draft: Draft) -> None:
        others = [file.fingerprint for file in draft.files]
        same = others == [file.fingerprint for file in self.draft.files]
        repicked = draft.picked != self.draft.picked
        self.draft = draft
        self.table.show_draft(draft, editable=not self._read_only)
        self.strips.show_draft(draft)
        if not same or repicked or not self.against.count():
            self._offer_others()
        self._length.setText(gap_words(draft.files))
        several, writes = len(draft.files) > 1, not self._read_only
        self.add.setEnabled(writes)
        for key in (self.out, self.in_a_row, self.up, self.down):
            key.setEnabled(several and writes)
        for key in self.nudges:
            key.setEnabled(bool(draft.files) and writes)
        for key in (self.compare, self.listen):
            key.setEnabled(several)
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(bool(draft.files) and writes)

    def _pick(self, place: int) -> None:
        if 0 <= place < len(self.draft.files) and place != self.draft.picked:
            self._show(self.draft.picking(place))

    def _offer_others(self) -> None:
        """Offer each other file to compare with, and begin where both run."""
        self.proposed = None
        self.use.setEnabled(False)
        self.against.clear()
        for place, file in enumerate(self.draft.files):
            if place != self.draft.picked:
                self.against.addItem(file.path.name, place)
        place = self.against.currentData()
        self.point(self.draft.meeting_place(0 if place is None else place))

    def _show_heard(self, found: HeardFile) -> None:
        if found.peaks.channels:
            self.strips.show_heard(found.fingerprint, Heard.of(found.peaks))

    def _label_listening(self) -> None:
        plays = self.sounding.plays
        text = "Stop" if plays else f"Play both from {show(self.here)}"
        self.listen.setText(text)

    def _misread(self, words: str) -> None:
        self._show(self.draft)
        self._tell(words)

    def _tell(self, words: str) -> None:
        self._said.setText(words)

    def _nudge_key(self, by: int, text: str, keys: str) -> QPushButton:
        made = button(text, tip=f"Begin {text} ({keys})")
        made.setAccessibleName(f"Begin {text}")
        made.clicked.connect(partial(self._nudge, by))
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(partial(self._nudge, by))
        return made

    def _connect(self) -> None:
        self.table.picked.connect(self._pick)
        self.table.timed.connect(self._start_at)
        self.table.misread.connect(self._misread)
        self.strips.picked.connect(self._pick)
        self.strips.dragged.connect(self._start_at)
        self.strips.pointed.connect(self.point)
        self.add.clicked.connect(self._choose_files)
        self.out.clicked.connect(self._leave_out)
        self.up.clicked.connect(lambda: self._show(self.draft.exchanged(-1)))
        self.down.clicked.connect(lambda: self._show(self.draft.exchanged(1)))
        self.in_a_row.clicked.connect(lambda: self._show(self.draft.end_to_end()))
        self.compare.clicked.connect(self._compare)
        self.use.clicked.connect(self._use_proposal)
        self.listen.clicked.connect(self._listen)
        self.sounding.heard.connect(self._show_heard)
        self.sounding.aligned.connect(self.propose)
        self.sounding.told.connect(self._tell)
        self.sounding.sounded.connect(self._label_listening)
        for keys, factor in (("Ctrl++", 1.5), ("Ctrl+=", 1.5), ("Ctrl+-", 1 / 1.5)):
            zoom = QShortcut(QKeySequence(keys), self)
            zoom.activated.connect(partial(self.strips.zoom, factor))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(label(WHY, "muted", wrap=True))
        column.addWidget(self.table)
        column.addLayout(
            _row(self.add, self.out, self.up, self.down, self.in_a_row, None)
        )
        column.addLayout(_row(label("Begins", "muted"), *self.nudges, None))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.strips)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(area, 1)
        column.addLayout(
            _row(
                label("With", "muted"),
                self.against,
                self.compare,
                self.use,
                None,
                self.listen,
            )
        )
        column.addWidget(self._said)
        column.addWidget(self._length)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column.addWidget(self.buttons)


def _row(*parts: QWidget | None) -> QHBoxLayout:
    """Return widgets in a row; None is room that gives way."""
    row = QHBoxLayout()
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row


def _signed(moment: int) -> str:
    return f"−{show(-moment)}" if moment < 0 else show(moment)
