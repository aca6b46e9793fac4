"""All keys in sections, and those sections on one page of paper."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from ipt_review.ui.actions import ACTIONS, MENUS
from ipt_review.ui.keymap.code_keys import sections as sections_of_codebook
from ipt_review.ui.keymap.naming import names_of
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ipt_review.domain.codebook import Codebook
    from ipt_review.ui.keymap.key_map import KeyMap

MARGIN_MM = 9.0
DOTS = 300
LARGEST, SMALLEST = 38, 12
"""Sizes of letters on paper, in dots at 300 dots per inch: 9 to 3 points."""


IN_LISTS = (
    ("↑ ↓ Home End", "Go through rows and cells"),
    ("Return, Enter", "Open or play what a row, cell or point is about"),
    ("Tab, Space", "Reach a button or a row; press or tick it"),
    ("Del", "Remove a mark or a comment that is picked"),
    ("F2", "Change a cell of marks, or the words of a transcript"),
    ("Esc", "Leave a field, a cell or a bar as it was"),
)
"""Keys that lists and fields have of themselves while they are at work; these stay as
they are, whatever else is put on them."""
LISTS = "In lists and fields (fixed)"


class Section(NamedTuple):
    """A heading with keys, as they are called, and what each does."""

    heading: str
    rows: list[tuple[str, str]]


def sections(codebook: Codebook | None, key_map: KeyMap) -> list[Section]:
    """Return the keys of the program by menu, then those of the codebook."""
    found = []
    for menu in MENUS:
        rows = [
            (names_of(key_map.keys(each.id)), each.label)
            for each in ACTIONS
            if each.menu == menu and key_map.keys(each.id)
        ]
        found.append(Section(menu, rows))
    found.append(Section(LISTS, [*IN_LISTS]))
    if codebook is not None:
        for heading, codes in sections_of_codebook(codebook):
            found.append(Section(heading, [(key, said) for key, said, _ in codes]))
    return [each for each in found if each.rows]


def matching(all_of_them: Sequence[Section], words: str) -> list[Section]:
    """Return the rows that have these words in heading, key or what the key does."""
    wanted = words.casefold().split()
    found = []
    for section in all_of_them:
        rows = [
            row
            for row in section.rows
            if all(
                each in " ".join((section.heading, *row)).casefold() for each in wanted
            )
        ]
        if rows:
            found.append(Section(section.heading, rows))
    return found


def in_columns(found: Sequence[Section], count: int) -> list[list[Section]]:
    """Spread sections over so many columns in their order, about equally long."""
    columns: list[list[Section]] = [[] for _ in range(count)]
    length = sum(len(each.rows) + 2 for each in found)
    done = 0
    for section in found:
        own = len(section.rows) + 2
        columns[min(int((done + own / 2) * count / max(length, 1)), count - 1)].append(
            section
        )
        done += own
    return columns


def write_pdf(found: Sequence[Section], path: Path, title: str) -> None:
    """Write sections to one page, A4 across, with letters as large as fit.

    Raises:
        OSError: The file cannot be written.
    """
    path.open("ab").close()
    writer = QPdfWriter(str(path))
    writer.setResolution(DOTS)
    writer.setTitle(title)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Landscape,
            QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM),
            QPageLayout.Unit.Millimeter,
        )
    )
    room = writer.pageLayout().paintRectPixels(DOTS).size()
    page = QTextDocument()
    page.setDocumentMargin(0)
    page.setHtml(_html(found, title))
    for size in range(LARGEST, SMALLEST - 1, -1):
        page.setDefaultFont(sans(size))
        page.setPageSize(room.toSizeF())
        if page.pageCount() == 1:
            break
    page.print_(writer)


def _html(found: Sequence[Section], title: str) -> str:
    cells = []
    for column in in_columns(found, 4):
        lines = []
        for section in column:
            lines.append(
                f"<tr><td colspan=2><b>{escape(section.heading)}</b></td></tr>"
            )
            lines += [
                f"<tr><td><b>{escape(keys)}</b>&nbsp;&nbsp;</td>"
                f"<td>{escape(said)}</td></tr>"
                for keys, said in section.rows
            ]
            lines.append("<tr><td colspan=2>&nbsp;</td></tr>")
        cells.append(f"<td width='25%'><table>{''.join(lines)}</table></td>")
    row = "".join(cells)
    return f"<p><b>{escape(title)}</b></p><table width='100%'><tr>{row}</tr></table>"
