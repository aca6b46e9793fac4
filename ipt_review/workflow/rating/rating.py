"""What decides which items are asked when a tape is rated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipt_review.scoring.setting import setting_of

if TYPE_CHECKING:
    from ipt_review.scoring.applicability import Setting
    from ipt_review.workflow.desk import Desk, Seat


def setting_for(desk: Desk, seat: Seat) -> Setting:
    """Return the setting of the session that is being rated.

    Only the rater's own other reviews are looked at, so that nothing of anybody
    else's shows through.
    """
    mine = [
        review
        for review in desk.database.reviews_of({seat.review.case.id})
        if review.rater.id == seat.review.rater.id
    ]
    review = replace(seat.review, coding=seat.session.coding)
    return setting_of(review, mine, seat.codebook)
