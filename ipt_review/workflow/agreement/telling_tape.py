"""Taking what the Compare room shows of one tape out of the study."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.exchange.cell_text import clean, looks_like_formula
from ipt_review.exchange.sheets.table import Column, Form, Sheet
from ipt_review.exchange.whole_file import write_whole
from ipt_review.exchange.workbook import write_sheets
from ipt_review.study.permissions import Act
from ipt_review.workflow.agreement.doubles import withdrawn_tapes
from ipt_review.workflow.agreement.telling_reliability import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ipt_review.domain.analysis_plan import AnalysisPlan
    from ipt_review.exchange.sheets.table import Row
    from ipt_review.workflow.agreement.comparing import Comparison
    from ipt_review.workflow.agreement.laying_together import Meeting
    from ipt_review.workflow.agreement.tape_agreement import TapeFigure
    from ipt_review.workflow.agreement.tape_pairs import Together
    from ipt_review.workflow.desk import Desk

NOTHING = "none"
TRIED = "Tried out; the analysis plan of the study has ± {planned:g} s."
HEADS = ("compared", "what", "figure", "value", "rests_on", "tolerance_s", "planned_s")
ABOUT = (
    Column("Topic", Form.TOPIC, "What it is about."),
    Column("Text", Form.PROSE, "What is to be known.", width=90),
)
FIGURES = (
    Column("What", Form.TEXT, "What was compared, and of whom."),
    Column("Figure", Form.TEXT, "Which figure of agreement."),
    Column("Value", Form.DECIMAL, "Its value; empty where it is undefined."),
    Column("Rests on", Form.PROSE, "How much there was, or why it is not.", width=50),
)
MATRIX = (
    Column("First", Form.TEXT, "The first coding of a pair."),
    Column("Second", Form.TEXT, "The second coding of it."),
    Column("First has", Form.TEXT, "Its code at a moment, or none."),
    Column("Second has", Form.TEXT, "The other's code at that moment, or none."),
    Column("Places", Form.WHOLE, "How often these two met."),
)


class Withdrawn(ReviewError):
    """Something of a tape was to leave the study whose patient took research back."""

    def __init__(self) -> None:
        super().__init__(
            "The patient of this tape took consent to research back.",
            "Nothing of it can be saved; see the page Consent of the Study room.",
        )


@dataclass(frozen=True)
class TapeReport:
    """What is compared of a tape, before it is written.

    Attributes:
        title: What the tape is called for whoever saves it.
        figures: As they stand on the screen.
    """

    title: str
    together: Together
    figures: Sequence[TapeFigure]
    plan: AnalysisPlan


def save_tape(desk: Desk, report: TapeReport, path: Path) -> None:
    """Write what is compared to a file; its ending says in which form.

    Figures as values for .csv, a workbook with everything for the rest.

    Raises:
        NotAllowed: When whoever is at the desk may take no research data out.
        Withdrawn: When the patient took consent to research back.
        WorkbookNotWritten: When it cannot be written.
        FileNotWritten: Likewise.
    """
    tape = report.together.whole.sides[0].coding.head.tape
    desk.rights.must(Act.EXPORT_RESEARCH, desk.rights.about_tape(tape))
    if tape in withdrawn_tapes(desk):
        raise Withdrawn
    if path.suffix.lower() == ".csv":
        write_whole(path, tape_csv(report).encode("utf-8-sig"))
    else:
        title = f"Agreement on one tape: {report.title}"
        write_sheets(path, tape_sheets(report), title, PROGRAM)


def tape_csv(report: TapeReport) -> str:
    """Return the figures as values, in full."""
    text = StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(HEADS)
    here = report.together.whole.tolerance / MS_PER_SECOND
    planned = report.plan.tolerance / MS_PER_SECOND
    for each in report.figures:
        value = "" if each.figure.value is None else each.figure.value
        said = (report.together.names(), each.what, each.statistic)
        words = [_safe(cell) for cell in said]
        rows.writerow([*words, value, _safe(_rests_on(each)), here, planned])
    return text.getvalue()


def tape_sheets(report: TapeReport) -> tuple[Sheet, ...]:
    """Make the sheets: about, figures, matrix, disagreements, and ratings."""
    whole = report.together.whole
    names = [side.name for side in whole.sides]
    return (
        Sheet("About", ABOUT, _about(report), filtered=False, ruled=True),
        Sheet("Agreement", FIGURES, _figures(report.figures), frozen=1),
        Sheet("Who coded what", MATRIX, _matrix(report.together), frozen=2),
        Sheet("Disagreements", _places(names), _disagreements(whole), frozen=1),
        Sheet("Ratings beside", _beside(names), _ratings(whole), frozen=1),
    )


def _about(report: TapeReport) -> Iterator[Row]:
    whole = report.together.whole
    yield "Tape", report.title
    yield "Codings", ", ".join(side.name for side in whole.sides)
    yield "Looked at", report.together.names()
    here, planned = (
        each / MS_PER_SECOND for each in (whole.tolerance, report.plan.tolerance)
    )
    tried = "" if here == planned else f" {TRIED.format(planned=planned)}"
    yield "Tolerance", f"± {here:g} s between onsets.{tried}"
    for note in whole.notes:
        yield "Note", note
    yield "Written by", PROGRAM


def _figures(figures: Sequence[TapeFigure]) -> Iterator[Row]:
    for each in figures:
        yield each.what, each.statistic, each.figure.value, _rests_on(each)


def _matrix(together: Together) -> Iterator[Row]:
    book = together.whole.codebook
    for pair, places in zip(together.pairs, together.places, strict=True):
        counts: dict[tuple[str | None, str | None], int] = {}
        for meeting in pair.met:
            cell = (meeting.codes[0], meeting.codes[1])
            counts[cell] = counts.get(cell, 0) + 1
        first, second = (together.whole.sides[place].name for place in places)
        for (one, other), count in counts.items():
            labels = [book.label(code) if code else NOTHING for code in (one, other)]
            yield first, second, *labels, count


def _places(names: Sequence[str]) -> tuple[Column, ...]:
    return (
        Column("Begins", Form.MOMENT, "Where the place begins on the tape."),
        Column("Ends", Form.MOMENT, "Where it ends."),
        Column("Kind", Form.TEXT, "How they differ there."),
        *(Column(name, Form.TEXT, f"What {name} has there.") for name in names),
    )


def _disagreements(whole: Comparison) -> Iterator[Row]:
    for each in whole.disagreements:
        words = [_words(each, whole, side) for side in range(len(whole.sides))]
        yield each.span.start, each.span.end, each.outcome.value, *words


def _words(place: Meeting, whole: Comparison, side: int) -> str:
    code = place.codes[side]
    if code is None:
        return NOTHING
    return "the whole track" if place.whole else whole.codebook.label(code)


def _beside(names: Sequence[str]) -> tuple[Column, ...]:
    return (
        Column("Item", Form.TEXT, "What was rated."),
        *(Column(name, Form.RATING, f"What {name} rated.") for name in names),
        Column(
            "Apart", Form.WHOLE, "First minus second; of more, highest minus lowest."
        ),
    )


def _ratings(whole: Comparison) -> Iterator[Row]:
    for each in whole.items:
        yield each.item.label, *each.values, each.difference


def _rests_on(each: TapeFigure) -> str:
    return each.figure.why if each.figure.value is None else each.rests_on


def _safe(text: str) -> str:
    return f"'{clean(text)}" if looks_like_formula(text) else clean(text)
