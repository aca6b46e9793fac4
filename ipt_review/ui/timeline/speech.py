"""What is heard of a tape and who speaks when, as lanes of the timeline."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipt_review.media.peaks import SIDES
from ipt_review.ui import wording
from ipt_review.ui.timeline.lanes import Item, Lane, LaneKind, fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.domain.timecode import Span
    from ipt_review.domain.transcript import Cue
    from ipt_review.ui.timeline.lanes import Filled
    from ipt_review.ui.timeline.waveform import Heard

_OWN_LANES = 3
_OTHERS = Lane("others", "Others", LaneKind.SPEECH)
_FIRST = ("therapist", "patient")

WAVEFORM = "Waveform"
_ONE_SIDE = "How loud the tape is, drawn so that its loud stretches fill the lane."
_TWO_SIDES = (
    "How loud the tape is: the left channel above the line, the right one below."
)
_ESTIMATED = (
    "Where {who}, estimated by this computer from loudness alone. It helps to find "
    "one's way and is not a rating."
)
_SIDES = (
    ("Left (estimated)", "somebody speaks on the left channel"),
    ("Right (estimated)", "somebody speaks on the right channel"),
)
_ALL = ("Speech (estimated)", "anybody speaks")
ESTIMATES = tuple(label for label, _ in (*_SIDES, _ALL))
"""The labels of all lanes that are estimated."""


def sound_lane(heard: Heard) -> Filled:
    """Return the lane of the waveform."""
    both = heard.peaks.channels == SIDES
    lane = Lane("", WAVEFORM, LaneKind.SOUND, hint=_TWO_SIDES if both else _ONE_SIDE)
    return replace(fill(lane, ()), heard=heard)


def estimated_lanes(voices: Sequence[Sequence[Span]]) -> tuple[Filled, ...]:
    """Return a lane for each side on which somebody speaks, or one for all.

    Args:
        voices: As `media.voice.voices` returns them.
    """
    names = _SIDES if len(voices) == SIDES else (_ALL,)
    return tuple(
        fill(
            Lane(str(place), label, LaneKind.SPEECH, hint=_ESTIMATED.format(who=who)),
            [Item(0, span.start, span.end, "", "") for span in spans],
        )
        for place, ((label, who), spans) in enumerate(zip(names, voices, strict=False))
    )


def speech_lanes(cues: Sequence[Cue]) -> tuple[Filled, ...]:
    """Return a lane for each speaker, therapist and patient first.

    Speakers beyond the third share a lane. Where no cue has a speaker there is
    one lane for all speech; where some have, the others are left out.
    """
    named = [cue for cue in cues if cue.speaker] or cues
    speakers = sorted(dict.fromkeys(cue.speaker for cue in named), key=_rank)
    lanes = {
        speaker: Lane(str(place), _label(speaker), LaneKind.SPEECH)
        if place < _OWN_LANES
        else _OTHERS
        for place, speaker in enumerate(speakers)
    }
    items: dict[Lane, list[Item]] = {lane: [] for lane in lanes.values()}
    said_by = {speaker: items[lane] for speaker, lane in lanes.items()}
    for cue in named:
        said_by[cue.speaker].append(Item(0, cue.span.start, cue.span.end, "", ""))
    return tuple(fill(lane, items[lane]) for lane in items)


def _label(speaker: str) -> str:
    return wording.speaker(speaker) if speaker else "Speech"


def _rank(speaker: str) -> int:
    name = speaker.casefold()
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)
