"""The timeline as a picture of values: tape, marks, and which stretch is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from ipt_review.domain.timecode import Span
from ipt_review.ui.theme import SMALL_SIZE, sans
from ipt_review.ui.timeline.arrangement import AS_SHIPPED
from ipt_review.ui.timeline.axis import centered, moved, paged, zoomed
from ipt_review.ui.timeline.blink import Blink
from ipt_review.ui.timeline.coded import plan_of, stand
from ipt_review.ui.timeline.margins import LABEL_GAP, TOTAL_GAP
from ipt_review.ui.timeline.remarks import comments_lane, other_lanes
from ipt_review.ui.timeline.scene import Room, best_height, compose
from ipt_review.ui.timeline.speech import (
    ESTIMATES,
    WAVEFORM,
    estimated_lanes,
    sound_lane,
    speech_lanes,
)
from ipt_review.ui.timeline.surface import TimelineSurface
from ipt_review.ui.timeline.totals import WIDEST
from ipt_review.ui.timeline.wording import described, label_of, time_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.mark import Mark
    from ipt_review.domain.phase import Phase
    from ipt_review.domain.transcript import Cue
    from ipt_review.ui.theme import Theme
    from ipt_review.ui.timeline.arrangement import Arrangement
    from ipt_review.ui.timeline.coded import Coded, Plan
    from ipt_review.ui.timeline.gaps import Gap
    from ipt_review.ui.timeline.lanes import Filled
    from ipt_review.ui.timeline.remarks import OtherCoding, Remark
    from ipt_review.ui.timeline.waveform import Heard
    from ipt_review.workflow.coding.shaping import Edge

WIDEST_LABEL = 170
LEAST_WIDTH = 360
LEAST_HEIGHT = 240
JUMP = 1_500
"""A playhead that moves farther than this (ms) at once did not play there."""


class TimelineCanvas(TimelineSurface):
    """Shows tape, marks and playhead, and the stretch that is asked for."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._codebook: Codebook | None = None
        self._coding: Coding | None = None
        self._length = 0
        self._plan: Plan | None = None
        self._sound: tuple[Filled, ...] = ()
        self._speech: tuple[Filled, ...] = ()
        self._has_cues = False
        self._voices: Sequence[Sequence[Span]] = ()
        self._coded: Coded | None = None
        self._comments: tuple[Filled, ...] = ()
        self._others: tuple[Filled, ...] = ()
        self._marks: Mapping[int, Mark] = {}
        self._shown = Span(0, 0)
        self._arrangement = AS_SHIPPED
        self._keeps_middle = False
        self._follows = True
        self._label_width = self._total_width = 0
        self.blink = Blink(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Timeline")

    # ------------------------------------------------------------ values in

    @property
    def shown(self) -> Span:
        """The stretch of tape on screen."""
        return self._shown

    @property
    def arrangement(self) -> Arrangement:
        """Which lanes are shown, in which order, and how high."""
        return self._arrangement

    @property
    def keeps_middle(self) -> bool:
        """Whether the playhead keeps the middle, and the tape runs under it."""
        return self._keeps_middle

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
        self._codebook, self._length = codebook, length
        self._plan, self._coded = plan_of(codebook, phase), None
        self._sound = self._comments = self._others = self._voices = ()
        self._speech = speech_lanes(cues)
        self._has_cues = bool(cues)
        self._shown = Span(0, length)
        self._position = 0
        self._measure(self._plan)
        self.show_coding(None)

    def show_cues(self, cues: Sequence[Cue]) -> None:
        """Make the lanes of the speakers of other cues, or of estimates without any."""
        self._has_cues = bool(cues)
        self._speech = speech_lanes(cues) if cues else estimated_lanes(self._voices)
        self._make_anew(grown=True)

    def show_coding(self, coding: Coding | None) -> None:
        """Show these marks from now on, or none; the picked one stays if it is there.

        Nothing happens before a tape is shown.
        """
        if self._plan is None:
            return
        self._coding = coding
        self._show_marks(coding.marks if coding else {})
        if self._picked not in self._marks:
            self._picked = self._edge = None
        self._describe()

    def _show_marks(self, marks: Mapping[int, Mark]) -> None:
        """Show marks that may not be saved yet, as while one is dragged."""
        if self._plan is not None:
            self._marks = marks
            before = len(self._coded.lanes) if self._coded else 0
            self._coded = stand(self._plan, marks, self._coded)
            self._make_anew(grown=before != len(self._coded.lanes))

    def show_comments(self, remarks: Sequence[Remark]) -> None:
        """Show comments on a lane of their own, if there are any."""
        before, self._comments = self._comments, comments_lane(remarks)
        self._make_anew(grown=len(before) != len(self._comments))

    def show_others(self, others: Sequence[OtherCoding]) -> None:
        """Show what other raters marked, below everything else."""
        self._others = other_lanes(others)
        if self._plan is not None:
            self._measure(self._plan)
        self._make_anew(grown=True)

    def show_sound(self, heard: Heard | None) -> None:
        """Show as a waveform what was heard of the tape so far; None: no waveform."""
        before, self._sound = self._sound, (sound_lane(heard),) if heard else ()
        self._make_anew(grown=len(before) != len(self._sound))

    def show_voices(self, voices: Sequence[Sequence[Span]]) -> None:
        """Show where each side speaks, by estimate, unless captions say it."""
        self._voices = voices
        if not self._has_cues:
            self._speech = estimated_lanes(voices)
            self._make_anew(grown=True)

    def arrange(self, arrangement: Arrangement) -> None:
        """Show the lanes that are wanted, in that order and that high."""
        self._arrangement = arrangement
        self._make_anew(grown=True)

    def flash(self, code: str) -> None:
        """Blink beside the lane of a code or state: its key was heard."""
        if self._plan is None or self._scene is None:
            return
        look = self._plan.look(code)
        lane = self._plan.lanes[look.lane]
        for band in self._scene.bands:
            if band.lane == lane:
                place = QRectF(0, band.top, self._label_width, band.height)
                self.blink.show_at(place.toAlignedRect(), look.color)

    def pick(self, number: int | None, edge: Edge | None = None) -> None:
        """Put a ring around a mark and bring it into view, or around none.

        Args:
            number: Its number.
            edge: The one that keys move, if they do not move the whole mark.
        """
        if number not in self._marks:
            number = None
        if (number, edge) == (self._picked, self._edge):
            return
        self._picked, self._edge = number, edge
        if number is not None:
            mark = self._marks[number]
            at_end = edge is not None and edge.value == "end"
            at = mark.end if at_end and mark.end is not None else mark.start
            self._show(paged(self._shown, self._length, at))
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

        Where the tape is zoomed in on, it is followed: the next page comes when the
        playhead runs off this one or jumps, or the tape runs under a playhead that
        keeps the middle. When one has scrolled away, only a jump brings it back.
        """
        position = min(max(position, 0), self._length)
        before, self._position = self._position, position
        if before == position or self._codebook is None:
            return
        was_seen = self._shown.start <= before <= self._shown.end
        if self._follows and (was_seen or abs(position - before) > JUMP):
            follow = centered if self._keeps_middle else paged
            self._show(follow(self._shown, self._length, position))
        if self._scene is not None:
            now = self._moving(self._scene, position)
            now += self._changed_totals(self._scene, position)
            self.update(now.united(self._moving(self._scene, before)))

    # ------------------------------------------------------------ what is shown

    def keep_middle(self, *, wanted: bool) -> None:
        """Let the tape run under a playhead that keeps the middle, or turn pages."""
        self._keeps_middle = wanted
        if wanted:
            self._show(centered(self._shown, self._length, self._position))

    def zoom(self, factor: float) -> None:
        """Zoom in by `factor` (below 1: out) about the playhead, or the middle."""
        shown = self._shown
        middle = shown.start + shown.length // 2
        seen = shown.start <= self._position <= shown.end
        self._zoom_about(self._position if seen else middle, factor)

    def zoom_to_fit(self) -> None:
        """Show the whole tape."""
        self._show(Span(0, self._length))

    def scroll_by(self, by: int) -> None:
        """Show what stands `by` ms further on, within the tape."""
        self._show(moved(self._shown, self._length, by))

    def turn_page(self, by: int) -> None:
        """Scroll by most of what is shown, `by` times on, or back."""
        self.scroll_by(by * (self._shown.length * 9 // 10))

    def _zoom_about(self, about: int, factor: float) -> None:
        self._show(zoomed(self._shown, self._length, about, factor))

    def _show(self, shown: Span) -> None:
        if shown != self._shown:
            self._shown = shown
            self._make_anew()

    def _make_anew(self, *, grown: bool = False) -> None:
        before = self._scene
        if self._codebook is not None:
            room = Room(
                self.width(), self.height(), self._label_width, self._total_width
            )
            sizes = self._arrangement.sizes
            lanes = self._arrangement.shown(self._lanes())
            self._scene = compose(lanes, self._length, self._shown, room, sizes)
        if grown:
            self.updateGeometry()
        if before is not None and self._scene is not None:
            self.update(self._changed(before, self._scene))
        else:
            self.update()

    def _lanes(self) -> tuple[Filled, ...]:
        """Return every lane that could be shown, as the program orders them."""
        coded = self._coded.lanes if self._coded is not None else ()
        return self._sound + self._speech + coded + self._comments + self._others

    def _measure(self, plan: Plan) -> None:
        """Find out how much room labels and totals need."""
        letters = QFontMetrics(sans(SMALL_SIZE))
        labels = [*(each.lane.label for each in self._speech), *ESTIMATES]
        labels += [f"{WAVEFORM} 99 %", *(lane.label for lane in plan.lanes)]
        labels += [each.lane.label for each in self._others]
        widest = min(max(map(letters.horizontalAdvance, labels)), WIDEST_LABEL)
        self._label_width = widest + 2 * LABEL_GAP
        small = QFontMetrics(sans(SMALL_SIZE - 1))
        self._total_width = small.horizontalAdvance(WIDEST) + TOTAL_GAP + 8

    def _describe(self) -> None:
        picked = ""
        if self._picked is not None:
            mark = self._marks[self._picked]
            picked = f"{self._label(mark)}, {time_of(mark)}"
            picked += f", its {self._edge.value} is held" if self._edge else ""
        text = described(self._length, len(self._marks), picked)
        self.setAccessibleDescription(text)

    def _label(self, mark: Mark) -> str:
        if self._codebook is None:
            return mark.code
        return label_of(self._codebook, mark, self._focus_before(mark))

    def _focus_before(self, mark: Mark) -> list[Mark]:
        """Return the focus state that began last before a mark, if there is one."""
        if self._coded is None:
            return []
        focus = self._coded.every[0]
        place = int(focus.starts.searchsorted(mark.start, "right")) - 1
        return [self._marks[focus.items[place].number]] if place >= 0 else []

    @override
    def sizeHint(self) -> QSize:
        return QSize(900, self._best_height())

    @override
    def minimumSizeHint(self) -> QSize:
        tall = min(round(self._best_height() * 0.75), LEAST_HEIGHT)
        return QSize(LEAST_WIDTH, tall)

    def _best_height(self) -> int:
        lanes = self._arrangement.shown(self._lanes())
        return best_height(lanes, self._arrangement.sizes)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._make_anew()
