"""What meetings, their clips and their times are called on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.meeting import MeetingKind, Purpose
from ipt_review.domain.timecode import MS_PER_SECOND, show_seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipt_review.domain.meeting import Agenda, Clip

KINDS: Mapping[MeetingKind, str] = {
    MeetingKind.INDIVIDUAL: "Individual",
    MeetingKind.GROUP: "Group",
}
PURPOSES: Mapping[Purpose, str] = {
    Purpose.STRENGTH: "Strength",
    Purpose.TO_TRY: "To try",
    Purpose.QUESTION: "Question",
}


def in_hours(minutes: int) -> str:
    """Write minutes as hours and minutes, for example “5 h 30 min”."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h"] if hours else []
    parts += [f"{rest} min"] if rest or not hours else []
    return " ".join(parts)


def count_down(left: float) -> str:
    """Write how much of the talking time is left (seconds), or was gone over."""
    seconds = round(abs(left))
    clock = f"{seconds // 60}:{seconds % 60:02}"
    return f"{clock} to talk" if left > 0 else f"{clock} more than planned"


def length_of(clip: Clip) -> str:
    """Write how long a clip is, in minutes and seconds."""
    seconds = round(clip.length / MS_PER_SECOND)
    return f"{seconds // 60}:{seconds % 60:02}"


def span_of(clip: Clip) -> str:
    """Write from where to where a clip is."""
    return f"{show_seconds(clip.start)}–{show_seconds(clip.end)}"


def line_of(agenda: Agenda) -> tuple[str, str]:
    """Return the two lines of a meeting in the list of all."""
    count = len(agenda.clips)
    clips = "1 clip" if count == 1 else f"{count} clips"
    first = f"{agenda.day.isoformat()}  {KINDS[agenda.kind]}"
    if agenda.held is not None:
        return first, f"✓ held, {in_hours(agenda.held.minutes)} · {clips}"
    return first, f"{in_hours(agenda.minutes)} · {clips}"
