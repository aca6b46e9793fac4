"""Feedback pages as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.exchange.feedback_html import feedback_html
from ipt_review.exchange.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.scoring.feedback_page import FeedbackPage


def write_web_page(path: Path, page: FeedbackPage) -> None:
    """Write a feedback page as HTML; an older file is replaced.

    Raises:
        FileNotWritten: When that cannot be done; what stood there is whole.
    """
    write_whole(path, feedback_html(page).encode())


def write_printed(path: Path, content: bytes) -> None:
    """Write a page as it was printed, under the same conditions."""
    write_whole(path, content)
