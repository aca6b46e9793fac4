"""From an open study to the rating form."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ipt_review.scoring.prompting import kept
from ipt_review.workflow.prompting import has_prompts
from ipt_review.workflow.rating.rating import setting_for

if TYPE_CHECKING:
    from ipt_review.scoring.applicability import Setting
    from ipt_review.scoring.prompting import PromptEvent
    from ipt_review.ui.rating.screen import RatingScreen
    from ipt_review.workflow.desk import Desk, Seat


class Known(NamedTuple):
    """What the form needs to know beside the coding in hand, which does not change it.

    Attributes:
        setting: Decides which items are asked.
        prompted: Whether the study asks where ratings and marks do not fit.
        log: What became of prompts about it so far.
    """

    setting: Setting
    prompted: bool
    log: list[PromptEvent]


def known_of(desk: Desk, seat: Seat) -> Known:
    """Read what the form of the coding in hand needs to know."""
    return Known(
        setting_for(desk, seat),
        has_prompts(desk.database),
        desk.database.prompt_log(seat.session.coding.head.id),
    )


def show_ratings(screen: RatingScreen, seat: Seat, known: Known) -> None:
    """Show the form of the coding in hand as it stands now."""
    screen.show_review(
        seat.codebook,
        known.setting,
        seat.session.coding,
        seat.review.tape.length,
        prompted=known.prompted,
        kept=kept(known.log),
    )
