"""Agendas as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.exchange.agenda_html import agenda_html
from ipt_review.exchange.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.study.agenda_sheet import AgendaSheet


def write_agenda_page(path: Path, sheet: AgendaSheet) -> None:
    """Write an agenda as HTML; an older file is replaced.

    Raises:
        FileNotWritten: When that cannot be done; what stood there is whole.
    """
    write_whole(path, agenda_html(sheet).encode())
