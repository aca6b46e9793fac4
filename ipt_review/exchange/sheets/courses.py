"""The sheets Trend and Focus: session by session, with a chart that follows a choice.

Whoever reads them chooses a therapist and a perspective in two cells; the table is
formulas over the sheets of data, and the chart is drawn from the table.
"""

from __future__ import annotations

from itertools import zip_longest
from statistics import fmean
from typing import TYPE_CHECKING, Final

from ipt_review.exchange.sheets.features import (
    Chart,
    Choice,
    Drawing,
    Scale,
    Shade,
    name_of,
)
from ipt_review.exchange.sheets.table import (
    NOT_THERE,
    Column,
    Form,
    Formula,
    Sheet,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ipt_review.exchange.digest import Digest, Line
    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.features import Feature
    from ipt_review.exchange.sheets.table import Row

ALL: Final = "all"
MS_PER_MINUTE: Final = 60_000

CHOSEN = (
    Column("Therapist", Form.TOPIC, "Choose whose sessions: one therapist, or all."),
    Column("Perspective", Form.TOPIC, "Choose as what the raters coded.", width=14),
    Column("Therapists", Form.TEXT, "What can be chosen as Therapist."),
    Column("Perspectives", Form.TEXT, "What can be chosen as Perspective.", width=14),
)


def trend(report: Report) -> Sheet:
    """Make the sheet: means and severity by session number."""
    digest = report.content.digest
    labels = {each.id: each.label for each in report.words.severity_scales}
    scales = sorted(report.content.scales)
    finders: dict[str, Callable[[Line], float | None]] = {
        "Adherence mean": lambda line: line.adherence,
        "Competence mean": lambda line: line.competence,
        "Off-model mean": lambda line: line.off_model,
    }
    for scale in scales:
        finders[f"{labels.get(scale, scale)} total"] = _severity(scale)
    measures = tuple(
        Column(header, Form.DECIMAL, "Mean over the codings that were chosen.")
        for header in finders
    )

    def row(session: int, lines: Sequence[Line], chosen: str) -> Row:
        own = [line for line in lines if line.session == session]
        among = f"Sessions_Session,$A{session + 1},{chosen}"
        return (
            *(
                Formula(
                    f"IFERROR(AVERAGEIFS({name_of('Sessions', header)},{among}),NA())",
                    _mean([finder(line) for line in own]),
                )
                for header, finder in finders.items()
            ),
            Formula(f"COUNTIFS({among})", len(own)),
        )

    number = Column("Codings", Form.WHOLE, "How many codings were made of it.")
    return _sheet("Trend", (*measures, number), digest, row, _trend_charts)


def focus(report: Report) -> Sheet:
    """Make the sheet: minutes in each focus state by session number."""
    digest = report.content.digest
    states = report.words.focus.states
    columns = tuple(
        Column(
            f"{state.label} (min)",
            Form.DECIMAL,
            f"Minutes in the focus state {state.id} over the codings that were chosen.",
        )
        for state in states
    )

    def row(session: int, lines: Sequence[Line], chosen: str) -> Row:
        series = {line.series for line in lines}
        among = f"Focus_time_Session,$A{session + 1},{chosen}"
        among = among.replace("Sessions_", "Focus_time_")
        return tuple(
            Formula(
                f'SUMIFS(Focus_time_time_ms,Focus_time_State,"{state.id}",{among})'
                f"/{MS_PER_MINUTE}",
                sum(digest.focus.get((each, session, state.id), 0) for each in series)
                / MS_PER_MINUTE,
            )
            for state in states
        )

    return _sheet("Focus", columns, digest, row, _focus_charts)


def _sheet(
    title: str,
    columns: tuple[Column, ...],
    digest: Digest,
    cells: Callable[[int, Sequence[Line], str], Row],
    charts: Callable[[int, int, int], tuple[Chart, ...]],
) -> Sheet:
    """Make a sheet with a row for each session number, and what can be chosen."""
    first = 2 + len(columns)
    therapists = [ALL, *sorted({line.therapist for line in digest.lines})]
    perspectives = sorted({line.perspective for line in digest.lines})
    shown = _most_common(digest)
    last = max((line.session for line in digest.lines), default=0)
    lines = [line for line in digest.lines if line.perspective == shown]
    chosen = _criteria(title)
    rows: list[Row] = []
    for place, (session, therapist, perspective) in enumerate(
        zip_longest(range(1, last + 1), therapists, perspectives)
    ):
        told = (ALL, shown) if place == 0 and lines else (None, None)
        empty = (None,) * len(columns)
        own = empty if session is None else cells(session, lines, chosen)
        rows.append((session, *own, *told, therapist, perspective))
    heads = (Column("Session", Form.WHOLE, "Number of the session."), *columns, *CHOSEN)
    features: tuple[Feature, ...] = (
        Choice(f"{title}_therapist", first, 2, first + 2, len(therapists)),
        Choice(f"{title}_perspective", first + 1, 2, first + 3, len(perspectives)),
        Shade(tuple(range(2, first)), (2, 1 + last), Scale.PALE_WHERE_MISSING),
        *charts(len(columns), last, first + 3),
    )
    return Sheet(
        title,
        heads,
        rows if lines else (),
        frozen=1,
        filtered=False,
        features=features if lines else (),
    )


def _trend_charts(columns: int, last: int, beside: int) -> tuple[Chart, ...]:
    means = Chart(
        "Adherence, competence and off-model by session",
        "Session",
        "Mean rating, 1 to 7",
        Drawing.LINES,
        1,
        (2, 3, 4),
        (2, 1 + last),
        beside,
        1,
        7,
    )
    scales = tuple(range(5, 1 + columns))
    severity = Chart(
        "Severity by session",
        "Session",
        "Total",
        Drawing.LINES,
        1,
        scales,
        (2, 1 + last),
        beside,
        0,
    )
    return (means, severity) if scales else (means,)


def _focus_charts(columns: int, last: int, beside: int) -> tuple[Chart, ...]:
    return (
        Chart(
            "Time in each focus state by session",
            "Session",
            "Minutes",
            Drawing.STACKED,
            1,
            tuple(range(2, 2 + columns)),
            (2, 1 + last),
            beside,
        ),
    )


def _criteria(title: str) -> str:
    therapist = f"{title}_therapist"
    return (
        f'Sessions_Therapist,IF({therapist}="{ALL}","*",{therapist}),'
        f"Sessions_Perspective,{title}_perspective"
    )


def _most_common(digest: Digest) -> str:
    """Return the perspective of most codings, the first by name among equals."""
    found = [line.perspective for line in digest.lines]
    return max(sorted(set(found)), key=found.count, default="")


def _severity(scale: str) -> Callable[[Line], float | None]:
    return lambda line: line.severity.get(scale)


def _mean(values: Sequence[float | None]) -> float | str:
    known = [value for value in values if value is not None]
    return fmean(known) if known else NOT_THERE
