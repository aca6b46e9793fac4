"""A supervision meeting: its day, who takes part, and which clips are heard in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Final

from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

LONGEST_TITLE: Final = 200
LONGEST_NOTES: Final = 4_000
"""Characters that the words of an agenda may have."""
LONGEST_MEETING: Final = 600
"""Minutes; a day of supervision is several meetings."""


class MeetingKind(Enum):
    """Whether one person is supervised or several are."""

    INDIVIDUAL = "individual"
    GROUP = "group"


USUAL_MINUTES: Final = {MeetingKind.INDIVIDUAL: 60, MeetingKind.GROUP: 90}
"""What a meeting is planned for at first."""


class Purpose(Enum):
    """What a clip is heard for; strengths first, as on a feedback page."""

    STRENGTH = "strength"
    TO_TRY = "to_try"
    QUESTION = "question"


class NotAStretch(ReviewError):
    """A clip was to end before it begins."""

    def __init__(self) -> None:
        super().__init__(
            "This clip would end before it begins.",
            "Give a time for its end that lies behind that of its start.",
        )


class AgendaTooLong(ReviewError):
    """Words of an agenda would be more than anybody reads in a meeting."""

    def __init__(self, length: int, most: int) -> None:
        super().__init__(
            f"This text has {length:,} characters; there is room for {most:,}.",
            "Shorten it.",
        )


class NoSuchMinutes(ReviewError):
    """A meeting or a talk was to take a time that no meeting takes."""

    def __init__(self) -> None:
        super().__init__(
            f"A meeting takes from 1 to {LONGEST_MEETING} minutes.",
            "Give its minutes as a whole number.",
        )


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of one tape that is to be heard in a meeting.

    Attributes:
        number: Identity within its meeting, from 1, never used twice.
        tape: Id of the tape.
        start: First ms of the tape that is heard, `end` the last.
        title: What the meeting is told of it.
        talk: Minutes that are planned for talking about it.
        brought_by: Id of who put it on the agenda.

    Raises:
        NotAStretch: When it would end before it begins.
        AgendaTooLong: When the title is too long.
        NoSuchMinutes: When the talk would take longer than a meeting may.
    """

    number: int
    tape: UUID
    start: int
    end: int
    title: str
    purpose: Purpose
    talk: int
    brought_by: UUID

    def __post_init__(self) -> None:
        if self.end <= self.start or self.start < 0:
            raise NotAStretch
        if len(self.title) > LONGEST_TITLE:
            raise AgendaTooLong(len(self.title), LONGEST_TITLE)
        if not 0 <= self.talk <= LONGEST_MEETING:
            raise NoSuchMinutes

    @property
    def length(self) -> int:
        """How long it is, in ms."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Held:
    """That a meeting took place.

    Attributes:
        day: On which day; it is nobody's day of treatment.
        minutes: How long it was. These count as supervision for each who took part.

    Raises:
        NoSuchMinutes: When it would be no time or more than a day has for it.
    """

    day: date
    minutes: int

    def __post_init__(self) -> None:
        if not 1 <= self.minutes <= LONGEST_MEETING:
            raise NoSuchMinutes


@dataclass(frozen=True, slots=True)
class Agenda:
    """What a meeting is, as it stands at one time.

    Attributes:
        day: On which day it is planned.
        people: Ids of those who take part, whoever leads it among them.
        minutes: How long it is planned to be.
        clips: What is heard in it, in this order.
        held: When it took place and for how long; None while it did not.
        removed: Whether it was taken off the list; it can be brought back.

    Raises:
        AgendaTooLong: When the notes are too long.
        NoSuchMinutes: When it is planned for no time, or for more than a day has.
    """

    day: date
    kind: MeetingKind
    people: tuple[UUID, ...]
    minutes: int
    clips: tuple[Clip, ...] = ()
    notes: str = ""
    held: Held | None = None
    removed: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.minutes <= LONGEST_MEETING:
            raise NoSuchMinutes
        if len(self.notes) > LONGEST_NOTES:
            raise AgendaTooLong(len(self.notes), LONGEST_NOTES)

    def clip(self, number: int | None) -> Clip | None:
        """Return the clip with this number, if it is on the agenda."""
        return next((each for each in self.clips if each.number == number), None)

    def with_clip(self, clip: Clip) -> Agenda:
        """Return the agenda with a clip put at its end, or changed in its place."""
        if self.clip(clip.number) is None:
            return replace(self, clips=(*self.clips, clip))
        changed = (clip if one.number == clip.number else one for one in self.clips)
        return replace(self, clips=tuple(changed))

    def without_clip(self, number: int) -> Agenda:
        """Return the agenda without this clip."""
        kept = (each for each in self.clips if each.number != number)
        return replace(self, clips=tuple(kept))

    def moved(self, number: int, by: int) -> Agenda:
        """Return the agenda with a clip so many places later, or earlier below 0."""
        clip = self.clip(number)
        if clip is None:
            return self
        row = [*self.clips]
        place = row.index(clip)
        row.insert(min(max(place + by, 0), len(row) - 1), row.pop(place))
        return replace(self, clips=tuple(row))


class MeetingChangeKind(Enum):
    """What happened to a meeting."""

    PLANNED = "planned"
    EDITED = "edited"
    UNDONE = "undone"
    REDONE = "redone"


@dataclass(frozen=True, slots=True)
class MeetingChange:
    """One line of the history of a meeting: what it was from then on.

    Attributes:
        by: Id of who did it.
        at: When, in ms since 1970 UTC.
    """

    kind: MeetingChangeKind
    agenda: Agenda
    by: UUID
    at: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting with everything that happened to it.

    Attributes:
        changes: Its history, oldest first; never empty.
    """

    id: UUID
    changes: tuple[MeetingChange, ...]

    @property
    def agenda(self) -> Agenda:
        """What it is now."""
        return self.changes[-1].agenda

    @property
    def planned_by(self) -> UUID:
        """Id of who planned it."""
        return self.changes[0].by

    def next_number(self) -> int:
        """Return a number that no clip of it ever had."""
        numbers = (c.number for each in self.changes for c in each.agenda.clips)
        return max(numbers, default=0) + 1

    def concerns(self, person: UUID) -> bool:
        """Say whether a person planned it or takes part in it."""
        return person == self.planned_by or person in self.agenda.people
