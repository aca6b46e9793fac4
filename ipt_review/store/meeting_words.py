"""What a meeting is as the text that is stored, and back."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

from ipt_review.domain.meeting import Agenda, Clip, Held, MeetingKind, Purpose
from ipt_review.store.trail_words import canonical, plain


def agenda_text(agenda: Agenda) -> str:
    """Write what a meeting is."""
    return canonical(plain(agenda))


def agenda_from(text: str) -> Agenda:
    """Read what was written."""
    said = json.loads(text)
    held = said["held"]
    return Agenda(
        date.fromisoformat(said["day"]),
        MeetingKind(said["kind"]),
        tuple(UUID(hex=each) for each in said["people"]),
        said["minutes"],
        tuple(_clip(each) for each in said["clips"]),
        said["notes"],
        Held(date.fromisoformat(held["day"]), held["minutes"]) if held else None,
        said["removed"],
    )


def _clip(said: dict[str, Any]) -> Clip:
    return Clip(
        said["number"],
        UUID(hex=said["tape"]),
        said["start"],
        said["end"],
        said["title"],
        Purpose(said["purpose"]),
        said["talk"],
        UUID(hex=said["brought_by"]),
    )
