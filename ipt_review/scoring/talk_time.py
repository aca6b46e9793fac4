"""Who talks how much on a tape, counted from its transcript.

What is counted, and how (docs/decisions/0007-captions.md):

- Talk time of a speaker is the tape under that speaker's cues. Cues of one speaker
  that overlap count once; where two speakers overlap, each is counted.
- A turn is a run of one speaker's cues (Sacks, Schegloff & Jefferson 1974, Language
  50, 696-735: one party talks at a time, and turns change hands). It ends when another
  speaker begins, or after a silence longer than `LONGEST_PAUSE`. A cue that lies wholly
  within the time of the turn under way, as "mm-hm" does, is a turn of its own and does
  not end the other one.
- The longest monologue is the turn that lasts longest from its beginning to its end,
  pauses within it included.
- Silence is the tape under no cue at all.

Times are those of the captions, which begin and end near the words and not with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ipt_review.domain.timecode import MS_PER_SECOND, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ipt_review.domain.transcript import Cue, Transcript

LONGEST_PAUSE: Final = 10 * MS_PER_SECOND
"""A longer silence ends a turn, in ms. A default of this program, not a standard."""


@dataclass(frozen=True, slots=True)
class SpeakerTime:
    """How much one speaker talks.

    Attributes:
        speaker: As in the transcript; empty for those that nobody knows.
        time: Tape under the speaker's cues, in ms.
        share: Part of the talk time of all speakers, 0 to 1, or None without any.
        turns: How many turns.
        longest: The longest of them, or None without any.
    """

    speaker: str
    time: int
    share: float | None
    turns: int
    longest: Span | None


@dataclass(frozen=True, slots=True)
class TalkTime:
    """Who talks how much on a tape, therapist first.

    Attributes:
        silence: Part of the tape under no cue, 0 to 1, or None for a tape without
            length.
        beyond: How many cues lie wholly beyond the end of the tape; not counted.
    """

    speakers: tuple[SpeakerTime, ...]
    silence: float | None
    beyond: int

    @property
    def longest(self) -> SpeakerTime | None:
        """The speaker of the longest monologue of all."""
        spoken = [each for each in self.speakers if each.longest is not None]
        return max(spoken, key=_longest, default=None)


def talk_time(transcript: Transcript, length: int) -> TalkTime:
    """Count who talks how much on a tape of `length` ms, what lies beyond left out."""
    heard = [
        (cue, Span(cue.span.start, min(cue.span.end, length)))
        for cue in transcript.cues
        if cue.span.start < length
    ]
    turns = _turns(heard)
    times = {
        speaker: _covered(span for cue, span in heard if cue.speaker == speaker)
        for speaker in transcript.speakers
    }
    talk = sum(times.values())
    speakers = []
    for speaker, time in times.items():
        own = [turn for who, turn in turns if who == speaker]
        longest = max(own, key=lambda turn: turn.length, default=None)
        share = time / talk if talk else None
        speakers.append(SpeakerTime(speaker, time, share, len(own), longest))
    silence = 1 - _covered(span for _, span in heard) / length if length else None
    return TalkTime(tuple(speakers), silence, len(transcript.cues) - len(heard))


def _turns(heard: Sequence[tuple[Cue, Span]]) -> list[tuple[str, Span]]:
    """Return the turns with their speakers, in the order in which they end."""
    turns: list[tuple[str, Span]] = []
    current: tuple[str, Span] | None = None
    for cue, span in heard:
        if current is None:
            current = (cue.speaker, span)
            continue
        speaker, so_far = current
        if speaker == cue.speaker and span.start - so_far.end <= LONGEST_PAUSE:
            current = (speaker, Span(so_far.start, max(so_far.end, span.end)))
        elif speaker != cue.speaker and span.end < so_far.end:
            turns.append((cue.speaker, span))
        else:
            turns.append(current)
            current = (cue.speaker, span)
    return turns if current is None else [*turns, current]


def _covered(spans: Iterable[Span]) -> int:
    """Return how many ms of tape lie under spans that are in order, each ms once."""
    total = until = 0
    for span in spans:
        total += max(0, span.end - max(span.start, until))
        until = max(until, span.end)
    return total


def _longest(each: SpeakerTime) -> int:
    return each.longest.length if each.longest else 0
