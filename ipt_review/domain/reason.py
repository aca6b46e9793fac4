"""Reasons: why somebody did what is written down with the why."""

from __future__ import annotations

from ipt_review.domain.problems import ReviewError


class ReasonMissing(ReviewError):
    """Something that asks for a reason was to be done without one."""

    def __init__(self) -> None:
        super().__init__(
            "This asks for a reason.", "Write in a few words why, without names."
        )


def reason_given(reason: str) -> str:
    """Return a reason as it is kept.

    Raises:
        ReasonMissing: When nothing is written.
    """
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()
