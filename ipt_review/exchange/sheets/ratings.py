"""The sheet Ratings: one row a coding, one column an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.exchange.sheets.coded import row_a_coding
from ipt_review.exchange.sheets.identity import KEY, PHASE, STATUS
from ipt_review.exchange.sheets.table import Column, Field, Form

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Item
    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Sheet
    from ipt_review.scoring.result import Result


def ratings(report: Report) -> Sheet:
    """Make the sheet: raw ratings, and the scored ones where scoring can differ.

    There is a column for every item of every codebook that was used.
    The once-only and optional rules set some ratings to 97 (codebook notes, B5);
    those items have a second column that ends in `_sc`.
    """
    fields = [*KEY, PHASE, STATUS]
    for item in report.words.items:
        fields.append(_raw(item))
        if _has_scored(item, report):
            fields.append(_scored(item))
    if report.with_notes:
        fields.append(NOTES)
    return row_a_coding("Ratings", fields, report)


def scored_header(item: Item, report: Report) -> str:
    """Return the header of the column with the ratings of an item as scored."""
    return f"{item.id}_sc" if _has_scored(item, report) else item.id


def _has_scored(item: Item, report: Report) -> bool:
    can_change = item.applies.once or bool(item.applies.optional_in)
    return can_change or item.id in report.content.rescored


def _raw(item: Item) -> Field[Result]:
    def value(result: Result) -> int | None:
        rating = result.review.coding.ratings.get(item.id)
        return rating.value if rating else None

    return Field(Column(item.id, Form.RATING, f"Rating as given: {item.label}."), value)


def _scored(item: Item) -> Field[Result]:
    def value(result: Result) -> int | None:
        rating = result.scores.counted.get(item.id)
        return rating.value if rating else None

    return Field(
        Column(f"{item.id}_sc", Form.RATING, f"Rating as scored: {item.label}."), value
    )


def _notes(result: Result) -> str | None:
    ratings = result.review.coding.ratings
    lines = [
        f"{item}: {rating.note}" for item, rating in ratings.items() if rating.note
    ]
    return "\n".join(lines) or None


NOTES: Field[Result] = Field(
    Column("Notes on ratings", Form.PROSE, "Item, and what the rater wrote beside it."),
    _notes,
)
