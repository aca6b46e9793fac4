"""A mark: one code, put on one moment or one stretch of tape."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ipt_review.domain.problems import BadSpan
from ipt_review.domain.timecode import Span


class Quality(Enum):
    """How well it was done; for supervision, not asked of study raters."""

    MISSED_CHANCE = "missed_chance"
    WEAK = "weak"
    ADEQUATE = "adequate"
    STRONG = "strong"


class Certainty(Enum):
    """Whether the rater is sure that this is the right code."""

    SURE = "sure"
    UNSURE = "unsure"


class Direction(Enum):
    """Which way a link of mood and event went (article, lines 22, 40 and 55)."""

    MOOD_TO_EVENT = "mood_to_event"
    EVENT_TO_MOOD = "event_to_mood"
    EPISODE_TO_ONSET = "episode_to_onset"


@dataclass(frozen=True, slots=True)
class Mark:
    """One code or track state on the tape.

    A point has `end == start`; an interval that is still being coded has no end.

    Attributes:
        number: Identity within its coding, from 1, never used twice.
        code: Id of a code, or of a state of an exclusive track.
        start: First ms of tape that it covers.
        end: Last ms of tape that it covers, or None while it is open.
        note: What the rater wrote beside it.
        quality: How well it was done, where the rater said so.
        certainty: Whether the rater is sure of the code, where they said so.
        direction: Which way it linked, for codes that have a direction.

    Raises:
        BadSpan: When it ends before it starts, or starts before the tape.
    """

    number: int
    code: str
    start: int
    end: int | None
    note: str = ""
    quality: Quality | None = None
    certainty: Certainty | None = None
    direction: Direction | None = None

    def __post_init__(self) -> None:
        if self.start < 0 or (self.end is not None and self.end < self.start):
            raise BadSpan(self.start, -1 if self.end is None else self.end)

    @property
    def is_open(self) -> bool:
        """Whether its end has not been coded yet."""
        return self.end is None

    @property
    def is_point(self) -> bool:
        """Whether it stands on a moment and not on a stretch."""
        return self.end == self.start

    def span(self, until: int) -> Span:
        """Return the tape it covers, an open one reaching to `until` (ms)."""
        end = max(self.start, until) if self.end is None else self.end
        return Span(self.start, end)
