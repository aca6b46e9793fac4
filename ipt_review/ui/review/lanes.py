"""What each person has on the timeline and how it moves, kept between starts."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ipt_review.domain.problems import ReviewError
from ipt_review.ui.comments.words import KINDS, color_of
from ipt_review.ui.timeline.arrangement import AS_SHIPPED, Arrangement
from ipt_review.ui.timeline.remarks import OtherCoding, Remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from uuid import UUID

    from PySide6.QtCore import QSettings

    from ipt_review.domain.coding import Coding
    from ipt_review.domain.comment import Comment
    from ipt_review.ui.player.player import Player
    from ipt_review.ui.review.screen import ReviewScreen
    from ipt_review.workflow.access.others import Other
    from ipt_review.workflow.desk import Seat

GROUP = "timeline"
_MIDDLE, _SNAP = "middle", "snap"
_PARTS = ("hidden", "order", "sizes")
ZOOM = 1.5


class TimelineLanes(QObject):
    """Remembers by person which lanes are shown; what is shown changes no result.

    Nothing but the person's random id and the ids of lanes is written down.
    """

    def __init__(self, screen: ReviewScreen, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._screen = screen
        self._view = screen.timeline
        self._player = player
        self._settings: QSettings | None = None
        self._person: UUID | None = None
        self._seat: Seat | None = None
        self._comments: Mapping[int, Comment] | None = None
        self._view.arranged.connect(self._keep_lanes)
        self._view.comment_picked.connect(self._show_comment)
        screen.others_changed.connect(self._look_at_others)

    def use(self, settings: QSettings) -> None:
        """Remember choices there."""
        self._settings = settings

    def sit_down(self, seat: Seat) -> None:
        """Show the timeline as this person left it, with what others marked."""
        self._person, self._seat = seat.review.rater.id, seat
        self._comments = None
        texts = {name: self._kept(name) for name in _PARTS}
        arranged = Arrangement.read(texts) if any(texts.values()) else AS_SHIPPED
        self._view.arrange(arranged)
        self._view.keep_middle(wanted=self._kept(_MIDDLE) == "1")
        self._view.snaps = self._kept(_SNAP) == "1"
        self._show_others(seat.others())

    def close(self) -> None:
        """Let go of the tape."""
        self._seat = None

    def _look_at_others(self) -> None:
        """Show what others marked by now; what cannot be read stays as it is."""
        if self._seat is not None:
            with suppress(ReviewError):
                self._show_others(self._seat.others())

    def _show_others(self, others: Iterable[Other]) -> None:
        self._view.show_others(
            [
                OtherCoding(
                    each.rater.handle, each.codebook, tuple(each.coding.marks.values())
                )
                for each in others
            ]
        )

    def show_comments(self, coding: Coding) -> None:
        """Show the comments of a coding on their lane."""
        if coding.comments is self._comments:
            return
        self._comments = coding.comments
        theme = self._view.theme
        self._view.show_comments(
            [
                Remark(
                    each.number,
                    each.start,
                    each.end,
                    KINDS[each.kind],
                    each.text,
                    color_of(each.kind, theme),
                )
                for each in coding.comments.values()
            ]
        )

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        view = self._view
        return {
            "view.zoom_in": lambda: view.zoom(ZOOM),
            "view.zoom_out": lambda: view.zoom(1 / ZOOM),
            "view.whole": view.zoom_to_fit,
            "view.page_back": lambda: view.turn_page(-1),
            "view.page_on": lambda: view.turn_page(1),
            "view.lanes": view.open_lane_menu,
            "view.middle": self._toggle_middle,
            "view.snap": self._toggle_snap,
        }

    def states(self) -> dict[str, Callable[[], bool]]:
        """Return what tells of each action that switches whether it is on."""
        return {
            "view.middle": lambda: self._view.keeps_middle,
            "view.snap": lambda: self._view.snaps,
        }

    def _toggle_middle(self) -> None:
        wanted = not self._view.keeps_middle
        self._view.keep_middle(wanted=wanted)
        self._keep(_MIDDLE, str(int(wanted)))
        how = "keeps the middle" if wanted else "turns pages"
        self._screen.video.show_passing(f"On the timeline the playhead {how}")

    def _toggle_snap(self) -> None:
        self._view.snaps = not self._view.snaps
        self._keep(_SNAP, str(int(self._view.snaps)))
        how = "snap to speech" if self._view.snaps else "go where they are put"
        self._screen.video.show_passing(f"Edges that are dragged {how}")

    def _keep_lanes(self, arrangement: Arrangement) -> None:
        for name, text in arrangement.written().items():
            self._keep(name, text)

    def _show_comment(self, number: int) -> None:
        """Pick a comment in the list, and stand where it begins."""
        seat = self._seat
        if seat is not None and number in seat.session.coding.comments:
            self._screen.tabs.setCurrentWidget(self._screen.comments)
            self._screen.comments.pick(number)
            self._player.seek(seat.session.coding.comments[number].start)

    def _keep(self, name: str, text: str) -> None:
        if self._settings is None or self._person is None:
            return
        if text:
            self._settings.setValue(self._key(name), text)
        else:
            self._settings.remove(self._key(name))

    def _kept(self, name: str) -> str:
        if self._settings is None:
            return ""
        return str(self._settings.value(self._key(name), ""))

    def _key(self, name: str) -> str:
        return f"{GROUP}/{self._person}/{name}"
