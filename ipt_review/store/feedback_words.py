"""What a feedback page says as the text that is stored, and back."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from ipt_review.domain.feedback import (
    Content,
    FollowUp,
    Goal,
    Outcome,
    Point,
    PointKind,
)
from ipt_review.store.trail_words import canonical, plain


def content_text(content: Content) -> str:
    """Write what is on a page."""
    return canonical(plain(content))


def content_from(text: str) -> Content:
    """Read what was written."""
    said = json.loads(text)
    return Content(
        tuple(_point(each) for each in said["points"]),
        tuple(Goal(each["number"], each["text"]) for each in said["goals"]),
        tuple(_follow_up(each) for each in said["followed"]),
        said["summary"],
    )


def _point(said: dict[str, Any]) -> Point:
    return Point(**{**said, "kind": PointKind(said["kind"])})


def _follow_up(said: dict[str, Any]) -> FollowUp:
    outcome = said["outcome"]
    return FollowUp(
        UUID(hex=said["feedback"]),
        said["goal"],
        said["text"],
        said["session"],
        Outcome(outcome) if outcome else None,
    )
