"""What the Transcript tab says to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.ui import wording

if TYPE_CHECKING:
    from ipt_review.domain.transcript import Cue

NOTHING_YET = (
    "There is no transcript of this tape. Drop a caption file (WebVTT or SubRip, for "
    "example from Zoom, Teams or Otter) here, or choose one."
)
PRIVATE = (
    "The words are kept in the study file. Names of speakers are not kept, and no "
    "export has the words."
)
BEYOND = "beyond the tape"
COMPUTED = "Computed from the transcript, whose times are near the words, not on them."
REMOVE = (
    "Take the transcript out of this study? Its words are overwritten in the study "
    "file. Marks stay where they are. It can be undone until this tape is left."
)
REPLACE = "It takes the place of the transcript that this tape has now."


def percent(share: float | None) -> str:
    """Return a share of 0 to 1 as people read it, a dash for none."""
    return "–" if share is None else f"{share:.0%}"


def duration(time: int) -> str:
    """Return how long something takes (ms) as m:ss, or h:mm:ss from an hour on."""
    minutes, seconds = divmod(round(time / 1_000), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def spoken(cue: Cue, labels: tuple[str, ...]) -> str:
    """Return a cue as a screen reader reads it, with the labels of its marks."""
    said = f"{wording.speaker(cue.speaker)}: {cue.text}"
    return f"{said} — marked: {', '.join(labels)}" if labels else said


def outside(before: int, beyond: int) -> str:
    """Say how many cues do not lie on the tape, nothing where all do."""
    said = []
    if before:
        said.append(
            f"{wording.how_many(before, 'cue')} would begin before the tape and "
            f"{'moves' if before == 1 else 'move'} to its start."
        )
    if beyond:
        said.append(
            f"{wording.how_many(beyond, 'cue')} {'ends' if beyond == 1 else 'end'} "
            "after the tape; kept, and shown as beyond it."
        )
    return " ".join(said)
