"""An agenda as one web page, without anything that it would have to fetch."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ipt_review.exchange.feedback_html import STYLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipt_review.study.agenda_sheet import AgendaSheet, SheetRow


def agenda_html(sheet: AgendaSheet) -> str:
    """Return an agenda as HTML; everything that people wrote is escaped."""
    body = "\n".join(_parts(sheet))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f"<title>{escape(sheet.title)}</title>\n<style>{STYLE}</style></head>\n"
        f"<body>\n{body}\n</body></html>\n"
    )


def _parts(sheet: AgendaSheet) -> Iterator[str]:
    yield f"<h1>{escape(sheet.title)}</h1>"
    for line in (sheet.under, sheet.held, sheet.notes):
        if line:
            yield f"<p>{escape(line)}</p>"
    yield "<h2>Clips</h2>"
    heads = ("", "Clip", "Tape", "From–to", "For", "Talk")
    head = "".join(f"<th>{escape(each)}</th>" for each in heads)
    rows = "".join(_row(place, row) for place, row in enumerate(sheet.rows, start=1))
    yield f"<table><tr>{head}</tr>{rows}</table>"
    for line in (sheet.left_out, sheet.time):
        if line:
            yield f'<p class="quiet">{escape(line)}</p>'


def _row(place: int, row: SheetRow) -> str:
    title = escape(row.title)
    if row.why_not:
        title += f'<br><span class="quiet">{escape(row.why_not)}</span>'
    cells = (escape(each) for each in (row.of, row.span, row.purpose))
    texts = (str(place), title, *cells, f"{row.talk} min")
    return "<tr>" + "".join(f"<td>{each}</td>" for each in texts) + "</tr>"
