"""What was said when: the cues of a tape, and what changes in them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from ipt_review.domain.problems import BadSpeaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ipt_review.domain.timecode import Span

THERAPIST: Final = "therapist"
PATIENT: Final = "patient"
OTHER: Final = "other"
NOBODY: Final = ""
"""The speaker of a cue of which nobody knows who says it."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A few words, who says them, and when.

    Attributes:
        speaker: In a study, `THERAPIST`, `PATIENT`, "other 1" and so on, or `NOBODY`;
            never a name. In a file that is read, what stands there.
    """

    span: Span
    speaker: str
    text: str


def other(number: int) -> str:
    """Return the id of the n-th speaker who is neither therapist nor patient."""
    return f"{OTHER} {number}"


def check_speaker(speaker: str) -> str:
    """Return a speaker's id when it is one.

    Raises:
        BadSpeaker: When it is not, for example a name.
    """
    if speaker in (THERAPIST, PATIENT, NOBODY):
        return speaker
    word, _, number = speaker.partition(" ")
    if word != OTHER or not number.isdecimal() or speaker != other(int(number)):
        raise BadSpeaker
    return speaker


def speaker_place(speaker: str) -> tuple[int, int]:
    """Return where a speaker stands in lists: therapist, patient, others, nobody."""
    if speaker in (THERAPIST, PATIENT):
        return (THERAPIST, PATIENT).index(speaker), 0
    number = speaker.removeprefix(OTHER).strip()
    return (2, int(number)) if number.isdecimal() else (3, 0)


@dataclass(frozen=True)
class Transcript:
    """All cues of a tape in the order in which they begin.

    Cues may overlap, and may lie beyond the end of the tape.
    """

    cues: tuple[Cue, ...] = ()

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        """Who speaks, `NOBODY` too where somebody is not known."""
        return tuple(sorted({cue.speaker for cue in self.cues}, key=speaker_place))

    def row_at(self, moment: int) -> int | None:
        """Return the row of the cue that holds at `moment` (ms), the newest of several.

        None where nobody speaks.
        """
        row = bisect_right(self._starts, moment) - 1
        while row >= 0 and self._ends[row] > moment:
            if self.cues[row].span.end > moment:
                return row
            row -= 1
        return None

    def rows_at(self, moment: int) -> tuple[int, ...]:
        """Return the rows of all cues that hold at `moment` (ms), in order."""
        rows = []
        row = bisect_right(self._starts, moment) - 1
        while row >= 0 and self._ends[row] > moment:
            if self.cues[row].span.end > moment:
                rows.append(row)
            row -= 1
        return tuple(reversed(rows))

    def begun_by(self, moment: int) -> int:
        """Return how many cues have begun at `moment` (ms)."""
        return bisect_right(self._starts, moment)

    def with_cues(self, changed: Mapping[int, Cue]) -> Transcript:
        """Return the transcript with other cues in these rows, in order again."""
        cues = [changed.get(row, cue) for row, cue in enumerate(self.cues)]
        return transcript_of(cues)

    @cached_property
    def _starts(self) -> list[int]:
        return [cue.span.start for cue in self.cues]

    @cached_property
    def _ends(self) -> list[int]:
        """For each row the end of the cue up to there that lasts longest."""
        return list(accumulate((cue.span.end for cue in self.cues), max))


def transcript_of(cues: Iterable[Cue]) -> Transcript:
    """Return a transcript of these cues; of two that begin together, as they came."""
    return Transcript(tuple(sorted(cues, key=lambda cue: cue.span.start)))


class What(Enum):
    """What was done to a transcript; the history keeps this, and no words."""

    IMPORTED = "imported"
    REMOVED = "removed"
    SPEAKERS = "speakers"
    WORDS = "words"
    TAKEN_BACK = "taken_back"
    MADE_AGAIN = "made_again"


@dataclass(frozen=True, slots=True)
class TranscriptChange:
    """A transcript was imported, removed, or altered; the whole before and after.

    Cues that stay are the same values in both, so that keeping changes is cheap.
    """

    before: Transcript
    after: Transcript
    what: What

    def reversed(self) -> TranscriptChange:
        """Return the change that takes this one back."""
        return TranscriptChange(self.after, self.before, What.TAKEN_BACK)

    def again(self) -> TranscriptChange:
        """Return the change that makes this one again after it was taken back."""
        return TranscriptChange(self.before, self.after, What.MADE_AGAIN)
