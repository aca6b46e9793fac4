"""A backup from before much is taken into a study at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from ipt_review.ui.vault.waiting import wait_for
from ipt_review.workflow.files.backups import back_up_before

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ipt_review.workflow.desk import Desk

FIRST: Final = "A backup of the study as it is now is made and checked first."


def back_up_first(parent: QWidget, desk: Desk) -> None:
    """Make a pinned backup while nothing else is done in the window.

    Raises:
        ReviewError: When it cannot be made; then nothing should be taken in.
    """
    wait_for(parent, FIRST, partial(back_up_before, desk))
