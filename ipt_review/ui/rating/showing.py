"""From an open study to the rating form, and into the log of prompts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.scoring.prompting import kept
from ipt_review.workflow.prompting import has_prompts, log_shown
from ipt_review.workflow.rating import setting_for

if TYPE_CHECKING:
    from ipt_review.ui.rating.screen import RatingScreen
    from ipt_review.workflow.desk import Desk, Seat


def show_ratings(screen: RatingScreen, desk: Desk, seat: Seat) -> None:
    """Show the form of the coding in hand, and log the prompts that it shows.

    Raises:
        ReviewError: When they cannot be logged; the form is shown all the same.
    """
    coding = seat.session.coding
    screen.show_review(
        seat.codebook,
        setting_for(desk, seat),
        coding,
        seat.review.tape.length,
        prompted=has_prompts(desk.database),
        kept=kept(desk.database.prompt_log(coding.head.id)),
    )
    log_shown(desk.database, seat.codebook, coding, desk.now())
