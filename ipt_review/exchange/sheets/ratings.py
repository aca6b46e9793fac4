"""The sheet Ratings: one row a coding, one column an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.exchange.sheets.coded import row_a_coding
from ipt_review.exchange.sheets.identity import KEY, PHASE, STATUS
from ipt_review.exchange.sheets.table import Column, Field, Form

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Item, Scale
    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Sheet, Words
    from ipt_review.scoring.result import Result


def ratings(report: Report) -> Sheet:
    """Make the sheet: raw ratings, and the scored ones where scoring can differ.

    There is a column for every item of every codebook that was used.
    The once-only and optional rules set some ratings to 97 (codebook notes, B5);
    those items have a second column that ends in `_sc`.
    """
    fields = [*KEY, PHASE, STATUS]
    for item in report.words.items:
        words = _anchors(item, report.words.scale_of(item.id))
        fields.append(_raw(item, words))
        if _has_scored(item, report):
            fields.append(_scored(item, words))
    if report.with_notes:
        fields.append(NOTES)
    return row_a_coding("Ratings", fields, report)


def scored_header(item: Item, report: Report) -> str:
    """Return the header of the column with the ratings of an item as scored."""
    return f"{item.id}_sc" if _has_scored(item, report) else item.id


def _has_scored(item: Item, report: Report) -> bool:
    can_change = item.applies.once or bool(item.applies.optional_in)
    return can_change or item.id in report.content.rescored


def _anchors(item: Item, scale: Scale) -> Words:
    """Return what the numbers mean, in the words of the item where it has its own."""
    anchors = {**scale.anchors, **item.anchors}
    return tuple((value, anchors[value]) for value in sorted(anchors))


def _raw(item: Item, words: Words) -> Field[Result]:
    def value(result: Result) -> int | None:
        rating = result.review.coding.ratings.get(item.id)
        return rating.value if rating else None

    what = f"Rating as given: {item.label}."
    return Field(Column(item.id, Form.RATING, what, words=words), value)


def _scored(item: Item, words: Words) -> Field[Result]:
    def value(result: Result) -> int | None:
        rating = result.scores.counted.get(item.id)
        return rating.value if rating else None

    what = f"Rating as scored: {item.label}."
    return Field(Column(f"{item.id}_sc", Form.RATING, what, words=words), value)


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
