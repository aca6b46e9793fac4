"""Who speaks when, as lanes of the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.ui.timeline.lanes import Item, Lane, LaneKind, fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.domain.transcript import Cue
    from ipt_review.ui.timeline.lanes import Filled

_OWN_LANES = 3
_OTHERS = Lane("", "Others", LaneKind.SPEECH)
_FIRST = ("therapist", "patient")


def speech_lanes(cues: Sequence[Cue]) -> tuple[Filled, ...]:
    """Return a lane for each speaker, therapist and patient first.

    Speakers beyond the third share a lane. Where no cue has a speaker there is
    one lane for all speech; where some have, the others are left out.
    """
    named = [cue for cue in cues if cue.speaker] or cues
    speakers = sorted(dict.fromkeys(cue.speaker for cue in named), key=_rank)
    lanes = {
        speaker: Lane(speaker, speaker or "Speech", LaneKind.SPEECH)
        if place < _OWN_LANES
        else _OTHERS
        for place, speaker in enumerate(speakers)
    }
    items: dict[Lane, list[Item]] = {lane: [] for lane in lanes.values()}
    for cue in named:
        said = Item(0, cue.span.start, cue.span.end, "", "")
        items[lanes[cue.speaker]].append(said)
    return tuple(fill(lane, items[lane]) for lane in items)


def _rank(speaker: str) -> int:
    name = speaker.casefold()
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)
