"""How long an agenda takes: hearing its clips, and talking about them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from ipt_review.domain.timecode import MS_PER_MINUTE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.meeting import Clip


@dataclass(frozen=True, slots=True)
class AgendaTime:
    """The time that an agenda takes, beside what the meeting has.

    Attributes:
        heard: How long its clips are together, in ms.
        talk: Minutes that are planned for talking about them.
        planned: Minutes of the meeting.
    """

    heard: int
    talk: int
    planned: int

    @property
    def minutes(self) -> int:
        """Minutes of all of it; one that is begun counts."""
        return ceil(self.heard / MS_PER_MINUTE) + self.talk

    @property
    def over(self) -> int:
        """Minutes by which it is more than the meeting has; 0 where it fits."""
        return max(0, self.minutes - self.planned)

    @property
    def told(self) -> str:
        """It in a sentence, such as “52 of 60 min: clips 0:12:10, talk 40 min.”."""
        seconds = self.heard // 1_000
        clips = f"{seconds // 60}:{seconds % 60:02}"
        words = f"{self.minutes} of {self.planned} min: clips {clips}, "
        words += f"talk {self.talk} min."
        return f"{words} {self.over} min more than there are." if self.over else words


def time_of(clips: Iterable[Clip], planned: int) -> AgendaTime:
    """Return how long clips take in a meeting of so many minutes."""
    held = [*clips]
    return AgendaTime(
        sum(clip.length for clip in held), sum(clip.talk for clip in held), planned
    )
