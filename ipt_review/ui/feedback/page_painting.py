"""Painting a feedback page: the same on the screen, as a picture, and as PDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from ipt_review.domain.feedback import Outcome, PointKind
from ipt_review.domain.timecode import show_seconds
from ipt_review.ui.feedback.figures import draw_ribbon, draw_strip, draw_trend
from ipt_review.ui.feedback.paper import GRAY, INK, POINT, RULE, Paper

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QSizeF

    from ipt_review.domain.feedback import Point
    from ipt_review.scoring.feedback_page import FeedbackPage, RatingLine

MARGIN: Final = 40.0
SCALES: Final = tuple(1.12 - 0.03 * step for step in range(21))
"""Sizes that are tried until everything is on one page."""
OUTCOMES = {
    Outcome.MET: "met",
    Outcome.PARTLY: "partly met",
    Outcome.NOT_YET: "not yet",
    Outcome.NO_OCCASION: "no occasion",
    None: "not said",
}
STRENGTHS, TO_TRY = "What went well", "What to try"
NUMBER = 19.0
"""How wide a column of ratings is, in points."""
SIGNS = "– not rated, ? not ratable, n/a does not apply here, and lowers nothing."
NONE_YET = "Nothing chosen yet."
DPI = 600
A4, LETTER = QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter


def sheet_size(kind: QPageSize.PageSizeId = A4) -> QSizeF:
    """Return how large a sheet is, in units of the sheet."""
    return QPageSize(kind).size(QPageSize.Unit.Point) * POINT


@dataclass(frozen=True)
class Painted:
    """What came of painting a page.

    Attributes:
        fits: Whether all of it is on the sheet.
        links: Places on the sheet that lead to moments of the tape (ms).
    """

    fits: bool
    links: tuple[tuple[QRectF, int], ...]


def paint_page(
    painter: QPainter, page: FeedbackPage, kind: QPageSize.PageSizeId = A4
) -> Painted:
    """Paint a page, its letters as large as they may be for all of it to fit.

    The painter has to be scaled so that the whole sheet is `sheet_size` large.
    """
    size = sheet_size(kind)
    left, right = MARGIN * POINT, size.width() - MARGIN * POINT
    bottom = size.height() - 46 * POINT
    scale = next(
        (
            each
            for each in SCALES
            if _write(Paper(None, left, right, 30 * POINT, each), page) <= bottom
        ),
        SCALES[-1],
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor("#ffffff"))
    paper = Paper(painter, left, right, 30 * POINT, scale)
    fits = _write(paper, page) <= bottom
    foot = Paper(painter, left, right, bottom + 6 * POINT)
    foot.rule()
    foot.text(page.notice, 6, color=GRAY)
    return Painted(fits, tuple(paper.links))


def write_pdf(path: Path, page: FeedbackPage, kind: QPageSize.PageSizeId = A4) -> None:
    """Write a page as PDF; what a person reads in it are ids, never names.

    Raises:
        OSError: When the file cannot be written.
    """
    writer = QPdfWriter(str(path))
    writer.setTitle(page.title)
    writer.setCreator("IPT Review")
    writer.setResolution(DPI)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(kind), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)
        )
    )
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(None, "the file cannot be opened")
    painter.scale(DPI / 72 / POINT, DPI / 72 / POINT)
    paint_page(painter, page, kind)
    painter.end()


def _write(paper: Paper, page: FeedbackPage) -> float:
    """Write everything; return where it ends."""
    _head(paper, page)
    _figures(paper, page)
    content = page.content
    if content.summary:
        paper.skip(6)
        paper.text(content.summary, 10)
    paper.heading(STRENGTHS)
    for point in content.of(PointKind.STRENGTH):
        _point(paper, point, "+")
    if not content.of(PointKind.STRENGTH):
        paper.text(NONE_YET, 8.5, color=GRAY)
    paper.heading(TO_TRY)
    for point in content.of(PointKind.TO_TRY):
        _point(paper, point, "→")
    if not content.of(PointKind.TO_TRY):
        paper.text(NONE_YET, 8.5, color=GRAY)
    _goals(paper, page)
    _ratings(paper, page)
    return paper.y


def _head(paper: Paper, page: FeedbackPage) -> None:
    draft = " · draft, not handed back" if page.is_draft else ""
    paper.line(
        f"Feedback{draft}", (f"Supervisor {page.supervisor}", 160), points=9, color=GRAY
    )
    paper.skip(1)
    paper.text(page.title, 16, bold=True)
    parts = [f"Therapist {page.therapist}", page.phase]
    parts.append(f"Focus: {page.foci}" if page.foci else "No focus agreed yet")
    parts.append(page.severity or "No severity on record")
    paper.text("  ·  ".join(parts), 9)
    paper.skip(3)
    paper.rule(INK, 1.0)


def _figures(paper: Paper, page: FeedbackPage) -> None:
    left, right = paper.columns((30, 70))
    left.text("Severity", 8, bold=True)
    if page.trend is None:
        left.text("No total of a severity scale is on record.", 8, color=GRAY)
    else:
        draw_trend(left, page.trend, page.planned)
    right.text("Steps of the session, and when each was first taken", 8, bold=True)
    right.skip(3)
    draw_strip(right, page.steps)
    right.text("What was talked about", 8, bold=True)
    right.skip(1)
    draw_ribbon(right, page.ribbon, page.length)
    right.text(page.ribbon.said, 7.5, color=GRAY)
    paper.below((left, right))


def _point(paper: Paper, point: Point, sign: str) -> None:
    time, gap = show_seconds(point.start), 58.0
    top = paper.y
    font = paper.font(9.5, bold=True)
    high = paper.size(9.5) * 1.3
    place = QRectF(paper.left, top, paper.size(gap), high)
    paper.put(f"{sign}  {time}", place, font)
    paper.text(point.text or "(no words yet)", 9.5, indent=gap)
    if point.wording:
        paper.skip(0.5)
        paper.text(f"You could say: “{point.wording}”", 9.5, indent=gap, bold=True)
    paper.links.append(
        (QRectF(paper.left, top, paper.width, paper.y - top), point.start)
    )
    paper.skip(3)


def _goals(paper: Paper, page: FeedbackPage) -> None:
    left, right = paper.columns((50, 50))
    for column, title in (
        (left, "Goals of the last tape"),
        (right, "For the next tape"),
    ):
        column.heading(title)
    for each in page.content.followed:
        left.text(f"{each.text} (after session {each.session})", 9)
        left.text(OUTCOMES[each.outcome], 9, bold=True, indent=10)
    if not page.content.followed:
        left.text("None were set.", 8.5, color=GRAY)
    for goal in page.content.goals:
        right.text(f"☐  {goal.text}", 9.5)
    if not page.content.goals:
        right.text("None yet.", 8.5, color=GRAY)
    paper.below((left, right))


def _ratings(paper: Paper, page: FeedbackPage) -> None:
    paper.heading("Ratings, 1 to 7: self-review beside supervisor")
    for mean in page.means:
        said = [f"supervisor {mean.supervisor}"]
        if mean.own:
            said.insert(0, f"self {mean.own}")
        paper.text(f"{mean.label}: {',  '.join(said)}", 8.5)
    paper.text(page.no_self, 8, color=GRAY)
    paper.skip(3)
    columns = paper.columns((1, 1, 1), 9)
    lines = [*_with_headings(page.ratings)]
    checks = len(page.checks) + 2 if page.checks else 0
    each = -(-(len(lines) + checks) // 3)
    for place, line in enumerate(lines):
        column = columns[min(place // each, 2)]
        if place in (each, 2 * each) and not isinstance(line, str):
            _rating(column, f"{line.part}, continued", bool(page.no_self))
        _rating(column, line, bool(page.no_self))
    if page.checks:
        _checks(columns[2], page)
    paper.below(columns)
    left = f" Left out, since nobody scored them: {page.left_out} items."
    paper.skip(2)
    paper.text(f"{SIGNS}{left if page.left_out else ''}", 7, color=GRAY)


def _with_headings(lines: tuple[RatingLine, ...]) -> list[RatingLine | str]:
    found: list[RatingLine | str] = []
    for line in lines:
        if not found or all(each != line.part for each in found):
            found.append(line.part)
        found.append(line)
    return found


def _rating(paper: Paper, line: RatingLine | str, alone: bool) -> None:  # noqa: FBT001
    if isinstance(line, str):
        paper.skip(2)
        heads = (("sup.", NUMBER),) if alone else (("self", NUMBER), ("sup.", NUMBER))
        paper.line(line, *heads, points=7.5, bold=True)
        return
    cells = ((line.supervisor, NUMBER),)
    if not alone:
        cells = ((line.own, NUMBER), *cells)  # type: ignore[assignment]
    paper.line(line.label, *cells, points=7.5)
    if paper.painter is not None:
        paper.painter.setPen(QPen(QColor(RULE), 0.25 * POINT, Qt.PenStyle.DotLine))
        ends = (QPointF(paper.left, paper.y), QPointF(paper.right, paper.y))
        paper.painter.drawLine(*ends)


def _checks(paper: Paper, page: FeedbackPage) -> None:
    paper.skip(5)
    paper.line(page.checks_title, points=7.5, bold=True)
    for check in page.checks:
        sign = "✓" if check.done else "–"
        paper.line(f"{sign} {check.label}", (check.state, 50.0), points=7.5)
