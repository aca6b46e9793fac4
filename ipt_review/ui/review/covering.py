"""Notes which stretches of a tape are played while it is coded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ipt_review.domain.coding import Status
from ipt_review.domain.timecode import Span
from ipt_review.study.coverage import joined

if TYPE_CHECKING:
    from ipt_review.ui.review.reviewing import Reviewing

EVERY = 500
"""How often (ms) it is looked where the tape stands."""
FARTHEST = 4_000
"""Between two looks nothing plays farther (ms); what is farther was a jump."""


class Covering(QObject):
    """Looks at the running tape twice a second; nothing is written before it is asked.

    Args:
        reviewing: The coding that is open, and its tape.
    """

    def __init__(self, reviewing: Reviewing) -> None:
        super().__init__(reviewing)
        self._reviewing = reviewing
        self._before: int | None = None
        self._spans: tuple[Span, ...] = ()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        reviewing.player.state_changed.connect(lambda _state: self._follow())

    def look(self) -> None:
        """Note what was played since the last look."""
        player, before = self._reviewing.player, self._before
        here = player.position if player.playing else None
        last = player.position
        if before is not None and before < last <= before + FARTHEST:
            self._spans = joined([*self._spans, Span(before, last)])
        self._before = here

    def take(self) -> tuple[Span, ...]:
        """Return what was played since it was last asked; nothing once it is closed."""
        self.look()
        spans, self._spans = self._spans, ()
        coding = self._reviewing.coding
        draft = coding is not None and coding.head.status is Status.DRAFT
        return spans if draft else ()

    def _follow(self) -> None:
        self.look()
        if self._reviewing.player.playing:
            self._timer.start()
        else:
            self._timer.stop()
