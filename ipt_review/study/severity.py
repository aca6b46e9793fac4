"""Severity totals: whether they can be, and what they say about remission."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.codebook import SeverityScale
    from ipt_review.domain.study import Session, Severity


class BadTotal(ReviewError):
    """A total that its scale cannot yield."""

    def __init__(self, scale: SeverityScale, total: int) -> None:
        super().__init__(
            f"{total} is not a total of the {scale.label}.",
            f"Enter a whole number from {scale.low} to {scale.high}.",
        )


@dataclass(frozen=True, slots=True)
class Point:
    """One total in the series of a case.

    Attributes:
        session: Number of the session.
        remitted: Whether it is below the scale's line, None where there is none.
        responded: Whether it fell by the scale's percentage from the first total,
            None for the first one and where there is no such rule.
    """

    session: int
    severity: Severity
    remitted: bool | None
    responded: bool | None = None


def check_total(scale: SeverityScale, total: int) -> None:
    """Refuse a total that is not on the scale.

    Raises:
        BadTotal: When it is not.
    """
    if not scale.low <= total <= scale.high:
        raise BadTotal(scale, total)


def series(sessions: Iterable[Session], scale: SeverityScale) -> list[Point]:
    """Return the totals of one scale, by session number."""
    line = scale.remission_below
    found = [
        (session.number, total)
        for session in sorted(sessions, key=lambda session: session.number)
        if (total := session.severity_on(scale.id)) is not None
    ]
    return [
        Point(
            number,
            total,
            None if line is None else total.total < line,
            _responded(scale, found[0][1].total, total.total) if place else None,
        )
        for place, (number, total) in enumerate(found)
    ]


def _responded(scale: SeverityScale, first: int, now: int) -> bool | None:
    """Say whether a total fell far enough; both are counted from the scale's foot."""
    percent, start = scale.response_percent, first - scale.low
    if percent is None or start <= 0:
        return None
    return 100 * (first - now) >= percent * start
