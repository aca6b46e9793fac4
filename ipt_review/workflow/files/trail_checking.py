"""Checking the audit trail of a study, and taking its head."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipt_review.domain.trail import Fault, TrailBreak
from ipt_review.exchange.trail_text import told
from ipt_review.study.permissions import Act
from ipt_review.workflow.files.backups import heads_lost

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from ipt_review.workflow.desk import Desk


def check_trail(
    desk: Desk,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
    head: str = "",
) -> tuple[bool, tuple[str, ...]]:
    """Look through the whole trail; say whether it holds, and in words what is found.

    The heads of its backups have to be in it. A trail that holds is sealed, so that
    the head which is told stands for all of it.

    Args:
        desk: The open study.
        progress: Hears how much is done, from 0 to 1.
        cancelled: Says whether to stop; what is returned then is of no use.
        head: First digits of a head that was written down earlier, if there is one.

    Raises:
        NotAHead: When `head` cannot be one.
        ReviewError: When whoever is at the desk may not, or the study cannot be read.
    """
    desk.rights.must(Act.CHECK_TRAIL)
    database = desk.database
    known = not head or database.trail.holds(head)
    found = database.trail.check(progress, cancelled)
    if not known:
        lost = TrailBreak(Fault.NO_SUCH_HEAD, of=head)
        found = replace(found, breaks=(lost, *found.breaks))
    gone = [
        TrailBreak(Fault.NO_SUCH_HEAD, of=f"the head of the backup “{each.path.name}”")
        for each in heads_lost(desk)
    ]
    found = replace(found, breaks=(*gone, *found.breaks))
    if not found.breaks and database.is_writable and not cancelled():
        found = replace(found, head=database.trail.seal())
    return not found.breaks, told(found, _names(desk))


def _names(desk: Desk) -> dict[UUID, str]:
    """Call each coding by case, session and rater."""
    held = desk.holdings()
    people = {each.id: each.handle for each in held.people}
    cases = {each.id: each.handle for each in held.cases}
    sessions = {each.id: each for each in held.sessions}
    tapes = {each.id: sessions[each.session] for each in held.tapes}
    return {
        head.id: f"{cases[tapes[head.tape].case]}, session {tapes[head.tape].number}, "
        f"{people[head.rater]}"
        for head in held.heads
    }
