"""The sheet Read me: what the workbook is and how its numbers are to be read."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from ipt_review.domain.rating import (
    MISSING,
    NOT_APPLICABLE,
    NOT_RATABLE,
    REASONS,
)
from ipt_review.exchange.report import Privacy
from ipt_review.exchange.sheets.table import Column, Form, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Row

SHEETS = {
    "Summary": "One row for each therapist and perspective, by name and in no other "
    "order: how many codings there are, and means as formulas over the sheet Sessions.",
    "Session matrix": "One row for each measure, case and perspective, one column a "
    "session; the higher, the darker.",
    "Items": "One row an item, one mean for each therapist and perspective, with the "
    "number of ratings it rests on; the higher, the darker.",
    "Trend": "Means and severity by session number, with charts. Choose a therapist "
    "and a perspective in the cells below these headers; table and charts follow.",
    "Focus": "Minutes in each focus state by session number, with a chart that "
    "follows the same choice.",
    "Opening checklist": "One row for each case, perspective and task of the opening: "
    "whether it was done by the end of the opening, in which session, and where.",
    "Ending checklist": "The same for what only the end of a treatment asks for.",
    "Sessions": "One row a coding: session, severity, scores, focus and codes.",
    "Ratings": "One row a coding, one column an item: the rating as given. A column "
    "ending in _sc holds the rating as scored, for items that the once-only and "
    "optional rules may set to 97.",
    "Marks": "One row a mark, with start, end and duration as times and in ms.",
    "Comments": "One row for each strength, each thing to try and each missed "
    "opportunity; private notes and bookmarks are in no workbook.",
    "Focus time": "One row for each coding and state of the focus track.",
    "Talk time": "One row for each speaker of a tape with a transcript: talk time, "
    "share, turns, longest monologue, computed from the transcript. What is said is in "
    "no workbook.",
    "Problem areas": "One row a determination: which problem areas a rater found, and "
    "which should be the focus. The rater may have known the agreed focus.",
    "Judgment history": "One row for each change of a determination: what it was and "
    "what it became.",
    "Consensus": "One row for each decision of a consensus: what all agreed on, whose "
    "mark or rating was kept, or what else was found.",
    "Prompts": "One row for each time a rater was asked where ratings and marks did "
    "not fit, and for what became of it. Prompts may influence ratings; a study can "
    "do without them.",
    "Sample flow": "How many sessions were recorded, drawn, rated. Sheets about the "
    "organization of a study are in workbooks of those who coordinate it only.",
    "Samples": "One row for each drawn tape; its seed draws the same sample again.",
    "Assignments": "One row for each tape in the queue of a rater, withdrawn ones too.",
    "Guesses": "Which condition raters thought a tape was from, to tell whether the "
    "blind held.",
    "Reliability": "One row for each item, mean, code, track and pair of raters: how "
    "well raters agree over all double-coded tapes, by the analysis plan of the study.",
    "Reliability methods": "A paragraph for a paper, and the analysis plan.",
    "Drift": "Control charts: raters beside the reference, gold tape by gold tape, on "
    "all items and on each.",
    "Pass rules": "Which rules of the analysis plan each rater meets on gold tapes, "
    "and who has to be calibrated again.",
    "Leniency": "How far each rater lies above or below the reference, and the other "
    "raters, on all items and on each.",
    "Codebook": "What each code and each track state means.",
    "Rating items": "What is rated, with the anchors; at the end the scales.",
    "Columns": "What each column of the other sheets holds.",
}

NO_CODING = "There is no coding yet, so the sheets for codings hold their headers only."

WITHDRAWN = (
    "left out of it, since the patient took the consent to research back; what "
    "was coded stays in the study."
)
LEFT_OUT = (
    "whoever exported this has not submitted a problem-area determination there, so "
    "the agreed focus is hidden from them, and what would tell it."
)

WHAT = (
    "Codings and ratings of taped sessions of Interpersonal Psychotherapy, with the "
    "scores that follow from them."
)

NOT_VALIDATED = (
    "Product default, not validated. Cut-offs and scoring rules are defaults of "
    "this program, not published standards; establish reliability in your own study "
    "before you use the scores."
)

PRIVACY = {
    Privacy.RESEARCH: "Research: no notes, no comments, nothing that a determination "
    "rests on, no dates of sessions, no file names. People, cases and tapes appear by "
    "handles and ids.",
    Privacy.FULL: "Full: with the notes and comments of the raters and what their "
    "determinations rest on, which may tell who somebody is. Keep this file as "
    "you would keep the tapes.",
}

MEANING = {
    NOT_APPLICABLE: "By rule; it leaves a mean altogether and is never a 1.",
    NOT_RATABLE: "The tape is incomplete or cannot be heard; missing in a mean.",
    MISSING: "The rater left it out; missing in a mean.",
}

MIXED = (
    "Columns are there for everything that stands in one of these versions, worded as "
    "in the newest of them; they are empty where the codebook of a coding is without "
    "it. The sheets Codebook and Rating items say which version has what."
)

HOW_TO_READ = {
    "Means": "A mean is taken over the applicable items that carry a score. It is "
    "shown when at least two thirds of the applicable items are rated, and left "
    "empty otherwise; “n of m items” beside it says what it rests on.",
    "Three results": "Adherence, off-model and competence are three results and are "
    "never added together. Off-model runs the other way: low is good. A form of the "
    "study's own that stands apart has its own mean and enters none of them.",
    "Counts": "A code per 10 min says how often something was marked, not how well it "
    "was done; more is not better. It is empty for a coding without any mark.",
    "Focus": "Tape that no focus mark covers counts as the start state of the track. "
    "On focus % is information and not a grade.",
    "Times": "Times are Excel times counted from the start of the tape; columns ending "
    "in _ms hold whole milliseconds.",
    "Empty cells": "Not asked, not rated yet, not known, or still open.",
}


def read_me(report: Report, others: Sequence[str]) -> Sheet:
    """Make the sheet; `others` are the titles of the sheets that follow."""
    heads = (
        Column("Read me", Form.TOPIC, ""),
        Column(f"IPT Review: {report.study.title}", Form.PROSE, "", width=100),
    )
    return Sheet("Read me", heads, _rows(report, others), filtered=False, ruled=True)


def facts(report: Report) -> Iterator[tuple[str, str | None]]:
    """Yield what has to be known of an export, in whatever form it is, by topic."""
    yield "What this is", WHAT
    yield "In it", _content(report)
    if report.left_out:
        yield "Left out", f"{_count(report.left_out, 'case')}: {LEFT_OUT}"
    if report.withdrawn:
        yield "Consent withdrawn", f"{_count(report.withdrawn, 'case')}: {WITHDRAWN}"
    yield "Study", f"{report.study.title} ({report.study.code})"
    yield (
        "Written",
        f"{_moment(report.written_at)}, by IPT Review {report.program_version}",
    )
    yield "Codebook", _codebook(report)
    yield "Privacy", PRIVACY[report.privacy]
    yield "Not validated", NOT_VALIDATED
    yield "From the codebook", report.newest.notice or None


def reasons() -> Iterator[tuple[str, str]]:
    """Yield 97, 98 and 99, each with what it means."""
    for value, reason in REASONS.items():
        yield str(value), f"{reason}. {MEANING[value]}"


def _rows(report: Report, others: Sequence[str]) -> Iterator[Row]:
    yield from facts(report)
    for title in others:
        yield f"Sheet {title}", SHEETS[title]
    yield from reasons()
    yield from HOW_TO_READ.items()


def _content(report: Report) -> str:
    forms = len(report.determinations)
    noun = "problem-area determination"
    determined = f"{_count(forms, noun)}." if forms else f"There is no {noun} yet."
    content = report.content
    if not content.codings:
        return f"{NO_CODING} {determined}"
    parts = [
        f"{_count(content.codings, 'coding')} of {_count(content.tapes, 'tape')}",
        f"{_count(content.marks, 'mark')}",
        f"{_count(content.ratings, 'rating')}",
    ]
    sentences = [", ".join(parts) + "."]
    if forms:
        sentences.append(determined)
    if not content.ratings:
        sentences.append("Nothing has been rated yet, so there are no scores.")
    if not content.marks:
        sentences.append("Nothing has been marked yet, so there are no counts.")
    return " ".join(sentences)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _codebook(report: Report) -> str:
    newest = report.newest
    told = f"{newest.title} ({newest.id} {newest.version})."
    counts = report.content.codebooks
    if set(counts) <= {newest.name}:
        return told
    made = ", ".join(
        f"{_count(counts[name], 'coding')} with {name.id} {name.version}"
        for name in report.codebooks
        if counts[name]
    )
    return f"{told} {made}. {MIXED}"


def _moment(moment: datetime) -> str:
    if moment.tzinfo is None:
        return f"{moment:%Y-%m-%d %H:%M}"
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
