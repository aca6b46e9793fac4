"""The picture of the timeline: painted once, with the playhead moving over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap, QRegion
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ipt_review.domain.timecode import Span
from ipt_review.ui.theme import SMALL_SIZE, sans
from ipt_review.ui.timeline.axis import moved, paged, zoomed
from ipt_review.ui.timeline.brushes import Brushes
from ipt_review.ui.timeline.gaps import paint_gaps
from ipt_review.ui.timeline.lanes import fill_lanes, lanes_of
from ipt_review.ui.timeline.moving import (
    moving_places,
    paint_loop,
    paint_open,
    paint_picked,
    paint_playhead,
)
from ipt_review.ui.timeline.painting import LABEL_GAP, paint_lane, paint_still
from ipt_review.ui.timeline.scene import Room, best_height, compose
from ipt_review.ui.timeline.speech import (
    ESTIMATES,
    WAVEFORM,
    estimated_lanes,
    sound_lane,
    speech_lanes,
)
from ipt_review.ui.timeline.wording import described, label_of, time_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.mark import Mark
    from ipt_review.domain.phase import Phase
    from ipt_review.domain.transcript import Cue
    from ipt_review.ui.theme import Theme
    from ipt_review.ui.timeline.gaps import Gap
    from ipt_review.ui.timeline.lanes import Filled
    from ipt_review.ui.timeline.layout import Block
    from ipt_review.ui.timeline.scene import Scene
    from ipt_review.ui.timeline.waveform import Heard

WIDEST_LABEL = 170
LEAST_WIDTH = 360
JUMP = 1_500
"""A playhead that moves farther than this (ms) at once did not play there."""


class TimelineCanvas(QWidget):
    """Shows tape, marks and playhead.

    Labels, ruler and closed marks are kept as a picture that is made anew only
    when one of them changes; what moves while playing is painted over it.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._codebook: Codebook | None = None
        self._length = 0
        self._phase: Phase | None = None
        self._sound: tuple[Filled, ...] = ()
        self._speech: tuple[Filled, ...] = ()
        self._has_cues = False
        self._voices: Sequence[Sequence[Span]] = ()
        self._coded: tuple[Filled, ...] = ()
        self._marks: Mapping[int, Mark] = {}
        self._shown = Span(0, 0)
        self._position = 0
        self._picked: int | None = None
        self._loop: tuple[int, int | None] | None = None
        self._gaps: tuple[Gap, ...] = ()
        self._label_width = 0
        self._scene: Scene | None = None
        self._still = QPixmap()
        self._painted: Scene | None = None
        self._brushes = Brushes(theme, 1.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Timeline")

    # ------------------------------------------------------------ values in

    @property
    def shown(self) -> Span:
        """The stretch of tape on screen."""
        return self._shown

    def show_tape(
        self,
        codebook: Codebook,
        length: int,
        cues: Sequence[Cue] = (),
        phase: Phase | None = None,
    ) -> None:
        """Show a whole tape of `length` ms, with no mark on it yet.

        The lanes of the speakers are made from `cues`, or else from what
        `show_voices` is told. In a `phase`, groups are left out that have neither a
        mark nor a code that is core in it.
        """
        self._codebook = codebook
        self._length = length
        self._phase = phase
        self._sound = ()
        self._voices = ()
        self._speech = speech_lanes(cues)
        self._has_cues = bool(cues)
        self._shown = Span(0, length)
        self._position = 0
        labels = [*(each.lane.label for each in self._speech), *ESTIMATES]
        labels += [f"{WAVEFORM} 99 %", *(lane.label for lane in lanes_of(codebook))]
        measure = QFontMetrics(sans(SMALL_SIZE)).horizontalAdvance
        widest = min(max(map(measure, labels)), WIDEST_LABEL)
        self._label_width = widest + 2 * LABEL_GAP
        self.show_coding(None)

    def show_cues(self, cues: Sequence[Cue]) -> None:
        """Make the lanes of the speakers of other cues, or of estimates without any."""
        self._has_cues = bool(cues)
        self._speech = speech_lanes(cues) if cues else estimated_lanes(self._voices)
        self._make_anew()
        self.updateGeometry()

    def show_coding(self, coding: Coding | None) -> None:
        """Show these marks from now on, or none; the picked one stays if it is there.

        Nothing happens before a tape is shown.
        """
        if self._codebook is None:
            return
        self._marks = coding.marks if coding else {}
        self._coded = fill_lanes(
            self._codebook, self._marks.values(), self._phase, self._coded
        )
        if self._picked not in self._marks:
            self._picked = None
        self._make_anew()
        self.updateGeometry()
        self._describe()

    def show_sound(self, heard: Heard | None) -> None:
        """Show as a waveform what was heard of the tape so far; None: no waveform."""
        before, self._sound = self._sound, (sound_lane(heard),) if heard else ()
        self._make_anew()
        if len(before) != len(self._sound):
            self.updateGeometry()

    def show_voices(self, voices: Sequence[Sequence[Span]]) -> None:
        """Show where each side speaks, by estimate, unless captions say it."""
        self._voices = voices
        if not self._has_cues:
            self._speech = estimated_lanes(voices)
            self._make_anew()
            self.updateGeometry()

    def pick(self, number: int | None) -> None:
        """Put a ring around a mark, and bring it into view, or around none."""
        if number not in self._marks:
            number = None
        if number == self._picked:
            return
        self._picked = number
        if number is not None:
            self._show(paged(self._shown, self._length, self._marks[number].start))
        self._describe()
        self.update()

    def show_loop(self, start: int | None, end: int | None) -> None:
        """Show where a loop begins and ends (ms), or none; it may not end yet."""
        self._loop = None if start is None else (start, end)
        self.update()

    def show_gaps(self, gaps: Sequence[Gap]) -> None:
        """Show where the tape cannot be played, and why."""
        self._gaps = tuple(gaps)
        self.update()

    def move_playhead(self, position: int) -> None:
        """Show the playhead at `position` (ms), and open marks reaching to it.

        Where the tape is zoomed in on, the next page comes when the playhead runs
        off this one or jumps, but not when one has scrolled away from it.
        """
        position = min(max(position, 0), self._length)
        before, self._position = self._position, position
        if before == position or self._codebook is None:
            return
        was_seen = self._shown.start <= before <= self._shown.end
        if was_seen or abs(position - before) > JUMP:
            self._show(paged(self._shown, self._length, position))
        if self._scene is not None:
            now = self._moving(self._scene, position)
            self.update(now.united(self._moving(self._scene, before)))

    # ------------------------------------------------------------ what is shown

    def zoom(self, factor: float) -> None:
        """Zoom in by `factor` (below 1: out) about the playhead, or the middle."""
        shown = self._shown
        middle = shown.start + shown.length // 2
        seen = shown.start <= self._position <= shown.end
        self._zoom_about(self._position if seen else middle, factor)

    def zoom_to_fit(self) -> None:
        """Show the whole tape."""
        self._show(Span(0, self._length))

    def _zoom_about(self, about: int, factor: float) -> None:
        self._show(zoomed(self._shown, self._length, about, factor))

    def scroll_by(self, by: int) -> None:
        """Show what stands `by` ms further on, within the tape."""
        self._show(moved(self._shown, self._length, by))

    def _show(self, shown: Span) -> None:
        if shown != self._shown:
            self._shown = shown
            self._make_anew()

    def _make_anew(self) -> None:
        if self._codebook is not None:
            room = Room(self.width(), self.height(), self._label_width)
            lanes = self._lanes()
            self._scene = compose(lanes, self._length, self._shown, room, self._scene)
        self.update()

    def _lanes(self) -> tuple[Filled, ...]:
        return self._sound + self._speech + self._coded

    def _describe(self) -> None:
        picked = ""
        if self._picked is not None:
            mark = self._marks[self._picked]
            picked = f"{self._label(mark)}, {time_of(mark)}"
        text = described(self._length, len(self._marks), picked)
        self.setAccessibleDescription(text)

    def _label(self, mark: Mark) -> str:
        if self._codebook is None:
            return mark.code
        return label_of(self._codebook, mark, self._marks.values())

    # ------------------------------------------------------------ painting

    @override
    def sizeHint(self) -> QSize:
        return QSize(900, best_height(self._lanes()))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, round(best_height(self._lanes()) * 0.75))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._make_anew()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        scene = self._scene
        if scene is None:
            return
        self._refresh_still(scene)
        painter = QPainter(self)
        paint_gaps(painter, self._brushes, scene, self._gaps)
        painter.drawPixmap(0, 0, self._still)
        if self._loop is not None:
            paint_loop(painter, self._brushes, scene, *self._loop)
        for block in scene.open_blocks(self._position):
            paint_open(painter, self._brushes, scene, block)
        for block in self._picked_blocks(scene):
            paint_picked(painter, self._brushes, scene, block)
        paint_playhead(painter, self._brushes, scene, self._position)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 6, 6)

    def _picked_blocks(self, scene: Scene) -> list[Block]:
        if self._picked is None:
            return []
        blocks = scene.blocks(self._position)
        return [block for block in blocks if block.number == self._picked]

    def dress(self) -> None:
        """Make the kept picture anew: the theme became another."""
        self._brushes = Brushes(self._theme, self._brushes.scale)
        self._painted = None
        self.update()

    def _refresh_still(self, scene: Scene) -> None:
        """Paint the kept picture anew, or only those of its lanes that changed."""
        scale = self.devicePixelRatioF()
        if self._brushes.scale != scale:
            self._brushes = Brushes(self._theme, scale)
            self._painted = None
        done = self._painted
        if done is scene:
            return
        if done is None or done.frame != scene.frame:
            self._still = QPixmap(self.size() * scale)
            self._still.setDevicePixelRatio(scale)
            self._still.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._still)
        if done is None or done.frame != scene.frame:
            paint_still(painter, self._brushes, scene)
        else:
            for lane, filled in enumerate(scene.filled):
                if filled is not done.filled[lane]:
                    paint_lane(painter, self._brushes, scene, lane)
        painter.end()
        self._painted = scene

    def _moving(self, scene: Scene, position: int) -> QRegion:
        """Return all pixels that depend on where the playhead is."""
        region = QRegion()
        for place in moving_places(self._brushes, scene, position):
            region += QRect(place.toAlignedRect())
        return region
