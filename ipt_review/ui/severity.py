"""What the severity chip says: the newest total, and which way it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.review import Review
    from ipt_review.domain.study import Session


def severity_chip(
    review: Review, sessions: Iterable[Session], codebook: Codebook
) -> tuple[str, str]:
    """Return the chip ("HAM-D 17: 19 ↓ from 24") and all totals so far as its tip.

    The first total of the case is what the newest is compared with; sessions after
    the reviewed one are left out.
    """
    past = sorted(
        (
            session
            for session in sessions
            if session.case == review.case.id
            and session.number <= review.session.number
        ),
        key=lambda session: session.number,
    )
    for scale in codebook.severity_scales:
        totals = [
            (session.number, each.total)
            for session in past
            for each in session.severity
            if each.scale == scale.id
        ]
        if totals:
            return _chip(scale.label, totals), _tip(totals, scale.remission_below)
    return "", ""


def _chip(label: str, totals: list[tuple[int, int]]) -> str:
    first, newest = totals[0][1], totals[-1][1]
    if len(totals) == 1:
        return f"{label}: {newest}"
    way = "↓" if newest < first else "↑" if newest > first else "→"
    return f"{label}: {newest} {way} from {first}"


def _tip(totals: list[tuple[int, int]], remission_below: int | None) -> str:
    lines = [f"Session {number}: {total}" for number, total in totals]
    if remission_below is not None:
        lines.append(f"Remission: below {remission_below}")
    return "\n".join(lines)
