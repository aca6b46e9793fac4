"""Codings as figures of agreement need them: what was rated, and what was marked when.

Notes, comments and what else stands with a mark are not read: of a study with a
thousand double-coded tapes that is most of what there would be to read.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from ipt_review.domain.coding import Coding
from ipt_review.domain.rating import Rating
from ipt_review.store.codings import coding_rows
from ipt_review.store.tables import code, coding, item, mark, rating, tape
from ipt_review.store.translate import head_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import Connection, Table

    from ipt_review.domain.review import Review
    from ipt_review.store.reviews import Surroundings

    Marks = Mapping[str, tuple[tuple[int, int | None], ...]]


class Outline(NamedTuple):
    """A coding with what it stands under, its marks reduced to when they were.

    Attributes:
        review: With ratings without their notes, and without marks and comments.
        marks: By code or state, first and last ms; None where it is still open. Empty
            for codings whose marks were not asked for.
    """

    review: Review
    marks: Marks


def outlines_on(
    connection: Connection,
    known: Surroundings,
    tapes: Sequence[UUID],
    marked: Collection[UUID],
) -> list[Outline]:
    """Return the codings of some tapes but practice, in the order of reviews.

    Args:
        connection: To ask on.
        known: What codings stand under.
        tapes: Whose codings.
        marked: Of which codings the marks are wanted.
    """
    wanted = tape.c.uid.in_([each.bytes for each in tapes])
    keys = connection.scalars(select(coding.c.id).join(tape).where(wanted)).all()
    heads = {
        row.id: head_of(row)
        for row in connection.execute(coding_rows().where(coding.c.id.in_(keys)))
    }
    ratings = _ratings(connection, keys)
    with_marks = [key for key, head in heads.items() if head.id in marked]
    marks = _marks(connection, with_marks)
    codings = [
        Coding(head, ratings=MappingProxyType(ratings[key]))
        for key, head in heads.items()
    ]
    by_id = {head.id: marks[key] for key, head in heads.items()}
    return [
        Outline(review, by_id[review.coding.head.id])
        for review in known.reviews(codings)
    ]


def _ratings(
    connection: Connection, keys: Sequence[int]
) -> dict[int, dict[str, Rating]]:
    items = _names(connection, item)
    found: defaultdict[int, dict[str, Rating]] = defaultdict(dict)
    rows = connection.execute(
        select(rating.c.coding_id, rating.c.item_id, rating.c.value)
        .where(rating.c.coding_id.in_(keys))
        .order_by(rating.c.coding_id, rating.c.item_id)
    )
    for owner, rated, value in rows.all():
        found[owner][items[rated]] = _bare(value)
    return found


def _marks(connection: Connection, keys: Sequence[int]) -> dict[int, Marks]:
    codes = _names(connection, code)
    found: defaultdict[int, defaultdict[int, list[tuple[int, int | None]]]]
    found = defaultdict(lambda: defaultdict(list))
    rows = connection.execute(
        select(mark.c.coding_id, mark.c.code_id, mark.c.start_ms, mark.c.end_ms)
        .where(mark.c.coding_id.in_(keys))
        .order_by(mark.c.coding_id, mark.c.number)
    )
    for owner, marked, start, end in rows.all():
        found[owner][marked].append((start, end))
    told: defaultdict[int, Marks] = defaultdict(dict)
    for owner, of_code in found.items():
        told[owner] = {codes[each]: tuple(some) for each, some in of_code.items()}
    return told


def _names(connection: Connection, table: Table) -> dict[int, str]:
    """Return what codes or items are called, by their row keys."""
    rows = connection.execute(select(table.c.id, table.c.key)).all()
    return {key: name for key, name in rows}  # noqa: C416 - rows are no pairs to mypy


@cache
def _bare(value: int) -> Rating:
    """Return a rating without a note; there are few that differ."""
    return Rating(value)
