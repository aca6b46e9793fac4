"""The sheet Problem areas: one row for each problem-area determination."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipt_review.domain.determination import Presence
from ipt_review.exchange.codebook_versions import joined
from ipt_review.exchange.sheets.table import (
    Column,
    Field,
    Form,
    Sheet,
    columns,
    distinct,
    rows,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.determination import AreaJudgment
    from ipt_review.exchange.report import Determined, Report

    Find = Callable[[AreaJudgment], int | str | None]

KEY: tuple[Field[Determined], ...] = (
    Field(
        Column("Case", Form.TEXT, "Handle of the case, never a name."),
        lambda one: one.case.handle,
    ),
    Field(
        Column("Rater", Form.TEXT, "Handle of the person who judged."),
        lambda one: one.rater.handle,
    ),
    Field(
        Column("Status", Form.TEXT, "draft or submitted; a draft may change."),
        lambda one: "submitted" if one.form.submitted else "draft",
    ),
)
FOCUS_CERTAINTY: Field[Determined] = Field(
    Column(
        "Certainty of the focus",
        Form.WHOLE,
        "1 to 5, how sure the rater is of the focus.",
    ),
    lambda one: one.form.certainty,
)


PRESENT: tuple[Column, Find] = (
    Column(
        "present",
        Form.TEXT,
        "Whether the area is there: yes, no or cannot_tell.",
        words=words_of(Presence),
    ),
    lambda judgment: judgment.presence.value if judgment.presence else None,
)
CERTAINTY: tuple[Column, Find] = (
    Column("certainty", Form.WHOLE, "1 to 5, how sure the rater is of that."),
    lambda judgment: judgment.certainty,
)
TIED: tuple[Column, Find] = (
    Column("tied", Form.WHOLE, "1 to 5, how far the area is tied to this episode."),
    lambda judgment: judgment.tied,
)
BASIS: tuple[Column, Find] = (
    Column("basis", Form.PROSE, "What the judgment rests on, in the rater's words."),
    lambda judgment: judgment.basis.strip() or None,
)


def problem_areas(report: Report) -> Sheet:
    """Make the sheet, what a judgment rests on only at the full privacy level."""
    labels = _labels(report)
    fields = [
        *KEY,
        _focus("Primary focus", "The area that the treatment should focus on.", labels),
        _focus("Second focus", "A second one; empty for none.", labels, second=True),
        FOCUS_CERTAINTY,
    ]
    for judged in (PRESENT, CERTAINTY, TIED, *([BASIS] if report.with_notes else [])):
        column, find = judged
        fields += distinct(
            [_judged(area, label, column, find) for area, label in labels.items()],
            list(labels),
        )
    return Sheet(
        "Problem areas",
        columns(fields),
        rows(fields, report.determined()),
        frozen=len(KEY),
    )


def _labels(report: Report) -> dict[str, str]:
    """Return the labels of all areas by id, of those no codebook has any more too."""
    known = joined(list(report.codebooks.values())).areas
    labels = {area.id: area.label for area in known}
    for one in report.determined():
        named = (*one.form.areas, one.form.primary, one.form.second)
        labels |= {area: area for area in named if area and area not in labels}
    return labels


def _focus(
    header: str, what: str, labels: dict[str, str], *, second: bool = False
) -> Field[Determined]:
    def value(one: Determined) -> str | None:
        area = one.form.second if second else one.form.primary
        return labels[area] if area else None

    return Field(Column(header, Form.TEXT, what), value)


def _judged(area: str, label: str, column: Column, find: Find) -> Field[Determined]:
    return Field(
        replace(column, header=f"{label}: {column.header}"),
        lambda one: find(one.form.judgment(area)),
    )
