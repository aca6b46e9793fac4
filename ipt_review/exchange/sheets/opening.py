"""A cell that opens the program where a mark or a comment stands on its tape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.link import MomentLink
from ipt_review.domain.timecode import show_seconds
from ipt_review.exchange.sheets.table import Column, Form, Formula

if TYPE_CHECKING:
    from uuid import UUID

    from ipt_review.scoring.result import Result

OPEN = Column(
    "Open",
    Form.TEXT,
    "Opens the program there, once it was told to (Help, Open links).",
)


def link_cell(result: Result, at: int) -> Formula:
    """Return the cell for a moment (ms) on the tape of a coding."""
    return link_to(result.review.tape.id, at)


def link_to(tape: UUID, at: int) -> Formula:
    """Return the cell for a moment (ms) on a tape."""
    link = MomentLink(tape, at)
    shown = show_seconds(at)
    return Formula(f'HYPERLINK("{link}","{shown}")', shown)
