"""A roster that is read from a sheet, looked at, and taken in as one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.roster import RosterEdit, RosterStep
from ipt_review.exchange.roster_file import read_cells, save_template
from ipt_review.study.roster_columns import TEMPLATE
from ipt_review.study.roster_reading import Roster, read_roster

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ipt_review.study.roster_columns import RosterField
    from ipt_review.study.roster_reading import RosterReading
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.library.rostering import Rostering

__all__ = ["read_cells", "reading_of", "save_roster_template", "take_in_roster"]


def reading_of(
    desk: Desk, cells: Sequence[Sequence[str]], columns: Mapping[RosterField, int]
) -> RosterReading:
    """Return what would come of a sheet; nothing is changed."""
    held = desk.holdings()
    roster = Roster(held.therapists, held.cases, held.sessions)
    return read_roster(cells, columns, roster, desk.codebook)


def take_in_roster(rostering: Rostering, reading: RosterReading) -> None:
    """Take in what fits, as one step that can be undone.

    Raises:
        ReviewError: When it cannot be done; nothing has changed then.
    """
    if reading.entries:
        edits = tuple(RosterEdit(None, entry) for entry in reading.entries)
        rostering.carry_out(RosterStep(edits))


def save_roster_template(path: Path) -> None:
    """Write a sheet to fill in, with two cases as an example.

    Raises:
        FileNotWritten: When it cannot be written there.
    """
    save_template(path, TEMPLATE)
