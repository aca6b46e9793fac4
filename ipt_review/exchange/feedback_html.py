"""A feedback page as one web page, without anything that it would have to fetch."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ipt_review.domain.feedback import Outcome, PointKind
from ipt_review.domain.link import MomentLink
from ipt_review.domain.timecode import show_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ipt_review.domain.feedback import Content, Point
    from ipt_review.scoring.feedback_page import FeedbackPage, RatingLine

STYLE = """
body { font: 15px/1.45 sans-serif; color: #111; max-width: 50em; margin: 2em auto;
  padding: 0 1em; }
h1 { font-size: 1.5em; margin: 0 } h2 { font-size: 1.05em; margin: 1.4em 0 .4em;
  border-bottom: 1px solid #111 }
.quiet { color: #555; font-size: .9em }
a.time { font-weight: bold; margin-right: .6em; color: inherit; white-space: nowrap }
.wording { font-weight: bold; margin: .2em 0 0 4.5em } li { margin-bottom: .5em }
table { border-collapse: collapse } td, th { padding: .1em .8em .1em 0;
  text-align: left; border-bottom: 1px dotted #999 } td.figure { text-align: right }
ol.steps { display: flex; flex-wrap: wrap; list-style: none; padding: 0; gap: 1.2em }
"""
OUTCOMES = {
    Outcome.MET: "met",
    Outcome.PARTLY: "partly met",
    Outcome.NOT_YET: "not yet",
    Outcome.NO_OCCASION: "no occasion",
    None: "not said",
}
SIGNS = "– not rated, ? not ratable, n/a does not apply here, and lowers nothing."


def feedback_html(page: FeedbackPage) -> str:
    """Return a feedback as HTML; everything that people wrote is escaped."""
    body = "\n".join(_parts(page))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f"<title>{escape(page.title)}</title>\n<style>{STYLE}</style></head>\n"
        f"<body>\n{body}\n</body></html>\n"
    )


def _parts(page: FeedbackPage) -> Iterator[str]:
    draft = " · draft, not handed back" if page.is_draft else ""
    yield f'<p class="quiet">Feedback{draft} · supervisor {escape(page.supervisor)}</p>'
    yield f"<h1>{escape(page.title)}</h1>"
    focus = f"Focus: {page.foci}" if page.foci else "No focus agreed yet"
    severity = page.severity or "No severity on record"
    head = (f"Therapist {page.therapist}", page.phase, focus, severity)
    yield f"<p>{escape(' · '.join(head))}</p>"
    if page.trend is not None:
        yield _trend(page)
    yield "<h2>Steps of the session</h2>"
    yield _steps(page)
    yield f'<p class="quiet">{escape(page.ribbon.said)}</p>'
    yield _bouts(page)
    content = page.content
    if content.summary:
        yield f'<p dir="auto">{escape(content.summary)}</p>'
    yield "<h2>What went well</h2>"
    yield _points(page, PointKind.STRENGTH)
    yield "<h2>What to try</h2>"
    yield _points(page, PointKind.TO_TRY)
    yield from _goals(content)
    yield "<h2>Ratings, 1 to 7: self-review beside supervisor</h2>"
    yield _ratings(page)
    if page.checks:
        yield f"<h2>{escape(page.checks_title)}</h2>"
        rows = ((each.label, each.state) for each in page.checks)
        yield _table(("Task", "How it stands"), rows)
    yield f'<p class="quiet">{escape(page.notice)}</p>'


def _trend(page: FeedbackPage) -> str:
    trend = page.trend
    if trend is None:
        return ""
    totals = ", ".join(f"{total} (session {at})" for at, total in trend.totals)
    line = trend.remission_below
    under = "" if line is None else f" Remission: below {line}."
    return f'<p class="quiet">{escape(f"{trend.scale}: {totals}.{under}")}</p>'


def _steps(page: FeedbackPage) -> str:
    items = []
    for step in page.steps:
        taken = step.first_at is not None
        when = "not marked" if step.first_at is None else show_seconds(step.first_at)
        sign = "✓" if taken else "–"
        items.append(f"<li>{sign} {escape(step.label)}<br>{when}</li>")
    return f'<ol class="steps">{"".join(items)}</ol>'


def _bouts(page: FeedbackPage) -> str:
    rows = (
        (show_seconds(each.start), page.ribbon.states[each.state].label)
        for each in page.ribbon.bouts
    )
    return _table(("From", "Talked about"), rows) if page.ribbon.bouts else ""


def _points(page: FeedbackPage, kind: PointKind) -> str:
    items = [_point(page, each) for each in page.content.of(kind)]
    if not items:
        return '<p class="quiet">Nothing yet.</p>'
    return f"<ul>{''.join(items)}</ul>"


def _point(page: FeedbackPage, point: Point) -> str:
    """Write a point, its time as a link that opens the tape there."""
    link = MomentLink(page.tape, point.start)
    time = f'<a class="time" href="{link}">{show_seconds(point.start)}</a>'
    said = f'<bdi dir="auto">{escape(point.text)}</bdi>'
    if point.wording:
        wording = f'You could say: <bdi dir="auto">“{escape(point.wording)}”</bdi>'
        said += f'<p class="wording">{wording}</p>'
    return f"<li>{time}{said}</li>"


def _goals(content: Content) -> Iterator[str]:
    yield "<h2>Goals of the last tape</h2>"
    if content.followed:
        yield _table(
            ("Goal", "What became of it"),
            ((each.text, OUTCOMES[each.outcome]) for each in content.followed),
        )
    else:
        yield '<p class="quiet">None were set.</p>'
    yield "<h2>For the next tape</h2>"
    items = "".join(
        f'<li dir="auto">{escape(goal.text)}</li>' for goal in content.goals
    )
    yield f"<ul>{items}</ul>" if items else '<p class="quiet">None yet.</p>'


def _ratings(page: FeedbackPage) -> str:
    def row(line: RatingLine) -> tuple[str, ...]:
        own = () if page.no_self else (line.own,)
        return (line.label, *own, line.supervisor)

    heads = ("Item", "Supervisor") if page.no_self else ("Item", "Self", "Supervisor")
    table = _table(heads, map(row, (*page.means, *page.ratings)))
    said = f"{page.no_self} {SIGNS}".strip()
    return f'<p class="quiet">{escape(said)}</p>{table}'


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f"<th>{escape(each)}</th>" for each in heads)
    lines = [
        "<tr>"
        + "".join(f'<td dir="auto">{escape(cell)}</td>' for cell in row)
        + "</tr>"
        for row in rows
    ]
    return f"<table><tr>{head}</tr>{''.join(lines)}</table>"
