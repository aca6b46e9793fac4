"""What somebody should know of where a study lies and who else has it open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ipt_review.store.drives import Drive

if TYPE_CHECKING:
    from ipt_review.store.database import Database

ELSEWHERE: Final = (
    "{who} has this study open, so it can be read here but not changed. Open it again "
    "once it is closed there."
)
ANOTHER_WINDOW: Final = (
    "This study is also open for {who}. Both windows save; each shows what the other "
    "saved when a tape or room is opened again."
)
NETWORK: Final = (
    "This study lies on a network drive. It is saved in a slower way that is safe "
    "there for one computer at a time; others can read it meanwhile."
)
SYNCED: Final = (
    "This study lies in a folder that is copied to other computers. Have it open on "
    "one computer only, and let the copying finish before it is opened on another."
)
LACKS_LOG: Final = (
    "This file was copied while the study was open. What was changed last before that "
    "may be missing; compare it with the original, or copy that again once it is "
    "closed."
)
_OF_DRIVE: Final = {Drive.NETWORK: NETWORK, Drive.SYNCED: SYNCED}


def remarks_on(database: Database) -> list[str]:
    """Return what to tell about a study that was opened just now, if anything."""
    arrival = database.arrival
    if arrival is None:
        return []
    told = []
    if arrival.elsewhere:
        who = " and ".join(each.told for each in arrival.elsewhere)
        told.append(ELSEWHERE.format(who=who))
    elif arrival.holders:
        who = " and ".join(each.told for each in arrival.holders)
        told.append(ANOTHER_WINDOW.format(who=who))
    if arrival.lacks_log:
        told.append(LACKS_LOG)
    if arrival.drive in _OF_DRIVE and not arrival.elsewhere:
        told.append(_OF_DRIVE[arrival.drive])
    return told
