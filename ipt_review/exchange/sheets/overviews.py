"""The sheets Summary, Session matrix and Items: means per therapist, case and item."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain
from statistics import fmean
from typing import TYPE_CHECKING, Final

from ipt_review.domain.phase import Phase
from ipt_review.exchange.sheets.features import Scale, Shade, name_of
from ipt_review.exchange.sheets.ratings import scored_header
from ipt_review.exchange.sheets.table import Column, Form, Formula, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ipt_review.exchange.digest import Digest, Line, Series
    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Row

ENOUGH: Final = 3
"""Sessions from which on a mean is called one; fewer say little about a person."""

MEANS: Final = {
    "adherence": "Adherence mean",
    "off_model": "Off-model mean",
    "competence": "Competence mean",
    "essentials": "Essentials met %",
    "on_focus": "On focus %",
}
"""Measures of a line, and the columns of the sheet Sessions that hold them."""

SUMMARY = (
    Column("Therapist", Form.TEXT, "Handle of the therapist on the tapes."),
    Column("Perspective", Form.TEXT, "As what the raters coded; never pooled."),
    Column("Cases", Form.WHOLE, "Number of cases among the codings."),
    Column("Sessions", Form.WHOLE, "Number of sessions among the codings."),
    Column("Codings", Form.WHOLE, "Number of codings, drafts included."),
    Column("Drafts", Form.WHOLE, "How many of them are drafts, which may change."),
    *(
        Column(phase.value.capitalize(), Form.WHOLE, f"Codings of the {phase.value}.")
        for phase in Phase
    ),
    *(
        Column(
            header,
            Form.PERCENT if header.endswith("%") else Form.DECIMAL,
            f"Mean of the column {header} of the sheet Sessions, each coding once.",
        )
        for header in MEANS.values()
    ),
    Column(
        "Rests on",
        Form.TEXT,
        f"Sessions with an adherence mean; fewer than {ENOUGH} are not enough.",
        width=26,
    ),
)


def summary(report: Report) -> Sheet:
    """Make the sheet: a row for each therapist and perspective, not by merit."""
    return Sheet("Summary", SUMMARY, _summary_rows(report.content.digest), frozen=2)


def _summary_rows(digest: Digest) -> Iterator[Row]:
    by_series: defaultdict[Series, list[Line]] = defaultdict(list)
    for line in digest.lines:
        by_series[line.series].append(line)
    for number, series in enumerate(digest.series, start=2):
        yield _summary_row(series, by_series[series], number)


def _summary_row(series: Series, lines: Sequence[Line], row: int) -> Row:
    phases = Counter(line.phase for line in lines)
    sessions = {(line.case, line.session) for line in lines}
    rated = {(each.case, each.session) for each in lines if each.adherence is not None}
    drafts = sum(line.is_draft for line in lines)
    return (
        *series,
        len({line.case for line in lines}),
        len(sessions),
        Formula(_counted(row), len(lines)),
        Formula(_counted(row, Status="draft"), drafts),
        *(
            Formula(_counted(row, Phase=phase.value), phases[phase.value])
            for phase in Phase
        ),
        *(
            Formula(_averaged(header, row), _mean(lines, measure))
            for measure, header in MEANS.items()
        ),
        rests_on(len(rated)),
    )


def rests_on(sessions: int) -> str:
    """Say in words whether so many sessions are enough for a mean."""
    noun = "session" if sessions == 1 else "sessions"
    return f"{sessions} {noun}" + ("" if sessions >= ENOUGH else ": not enough")


def _of_series(row: int) -> str:
    therapist, perspective = (
        name_of("Sessions", header) for header in ("Therapist", "Perspective")
    )
    return f"{therapist},$A{row},{perspective},$B{row}"


def _counted(row: int, **among: str) -> str:
    more = "".join(
        f',{name_of("Sessions", header)},"{value}"' for header, value in among.items()
    )
    return f"COUNTIFS({_of_series(row)}{more})"


def _averaged(header: str, row: int) -> str:
    averaged = f"AVERAGEIFS({name_of('Sessions', header)},{_of_series(row)})"
    return f'IFERROR({averaged},"")'


def _mean(lines: Sequence[Line], measure: str) -> float | None:
    values = [getattr(line, measure) for line in lines]
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def session_matrix(report: Report) -> Sheet:
    """Make the sheet: a row for each measure, case and perspective; sessions across."""
    lines = report.content.digest.lines
    last = max((line.session for line in lines), default=0)
    heads = (
        Column("Measure", Form.TEXT, "What the cells hold, as on the sheet Sessions."),
        Column("Case", Form.TEXT, "Handle of the case, never a name."),
        Column("Perspective", Form.TEXT, "As what the raters coded; never pooled."),
        Column("Therapist", Form.TEXT, "Handle of the therapist on the tapes."),
        *(
            Column(
                f"Session {number}",
                Form.DECIMAL,
                "Mean over its codings from this perspective; empty without one.",
            )
            for number in range(1, last + 1)
        ),
    )
    rows = list(_matrix_rows(lines, last))
    shades = tuple(
        Shade(tuple(range(5, 5 + last)), (first, end), Scale.HIGH_IS_DARK, 1, high)
        for first, end, high in _stretches(rows)
        if last
    )
    return Sheet("Session matrix", heads, rows, frozen=4, features=shades)


def _matrix_rows(lines: Sequence[Line], last: int) -> Iterator[Row]:
    keys = sorted({(line.case, line.perspective, line.therapist) for line in lines})
    by_key: defaultdict[tuple[str, str, int], list[Line]] = defaultdict(list)
    for line in lines:
        by_key[line.case, line.perspective, line.session].append(line)
    for measure, header in MEANS.items():
        for case, perspective, therapist in keys:
            cells = [
                _mean(by_key[case, perspective, number], measure)
                for number in range(1, last + 1)
            ]
            if any(cell is not None for cell in cells):
                yield header, case, perspective, therapist, *cells


def _stretches(rows: Sequence[Row]) -> Iterator[tuple[int, int, float]]:
    """Yield first row, last row and the end of the scale for each measure."""
    for header in MEANS.values():
        own = [number for number, row in enumerate(rows, start=2) if row[0] == header]
        if own:
            yield own[0], own[-1], 100 if header.endswith("%") else 7


def items(report: Report) -> Sheet:
    """Make the sheet: a row an item, a mean for each therapist and perspective."""
    digest = report.content.digest
    series = digest.series
    heads = (
        Column("Item", Form.TEXT, "Id of the item, as on the sheet Ratings."),
        Column("Label", Form.TEXT, "What is rated.", width=40),
        *chain.from_iterable(
            _item_heads(" ".join(each).replace("_", " ")) for each in series
        ),
    )
    rows: list[Row] = [
        (
            item.id,
            item.label,
            *chain.from_iterable(
                _item_cells(
                    scored_header(item, report),
                    each,
                    *digest.items.get((each, item.id), (0, 0)),
                )
                for each in series
            ),
        )
        for item in report.words.items
    ]
    means = tuple(range(3, 3 + 2 * len(series), 2))
    shades = (Shade(means, (2, 1 + len(rows)), Scale.HIGH_IS_DARK),) if means else ()
    return Sheet("Items", heads, rows, frozen=2, features=shades)


def _item_heads(series: str) -> tuple[Column, Column]:
    return (
        Column(
            series,
            Form.DECIMAL,
            "Mean of the ratings as scored that carry a score, 97 to 99 left out.",
            width=11,
        ),
        Column(f"{series} n", Form.WHOLE, "How many ratings that rests on.", width=11),
    )


def _item_cells(
    header: str, series: Series, number: int, total: int
) -> tuple[Formula, Formula]:
    values, therapist, perspective = (
        name_of("Ratings", each) for each in (header, "Therapist", "Perspective")
    )
    who, what = (word.replace('"', '""') for word in series)
    among = f'{therapist},"{who}",{perspective},"{what}",{values},"<97"'
    return (
        Formula(
            f'IFERROR(AVERAGEIFS({values},{among}),"")',
            total / number if number else None,
        ),
        Formula(f"COUNTIFS({among})", number),
    )
