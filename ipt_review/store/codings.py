"""Questions about codings, and adding them."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from ipt_review.domain.coding import Coding, Perspective
from ipt_review.store.tables import (
    code,
    codebook,
    coding,
    coding_code_total,
    comment,
    item,
    mark,
    person,
    rating,
    row_id,
    tape,
)
from ipt_review.store.translate import (
    comment_of,
    head_of,
    mark_of,
    rating_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from sqlalchemy import ColumnElement, Connection, Select

    from ipt_review.domain.coding import CodingHead
    from ipt_review.domain.comment import Comment
    from ipt_review.domain.mark import Mark
    from ipt_review.domain.rating import Rating


class CodeTotal(NamedTuple):
    """How often a code stands in a coding, and for how long.

    Attributes:
        n: Marks that are closed, points included.
        length: Ms that they cover, added up; overlaps count twice.
    """

    n: int
    length: int


_OF_STUDY = coding.c.perspective != Perspective.PRACTICE.value
"""What the study is made of; practice is not."""


def heads(connection: Connection) -> list[CodingHead]:
    """Return what each coding is, the one added last at the end; without practice."""
    return [head_of(row) for row in connection.execute(coding_rows().where(_OF_STUDY))]


def practice_heads(connection: Connection) -> list[CodingHead]:
    """Return what each practice coding is, the one added last at the end."""
    return [head_of(row) for row in connection.execute(coding_rows().where(~_OF_STUDY))]


def of_study(found: Iterable[Coding]) -> list[Coding]:
    """Return the codings that the study is made of, without practice."""
    return [each for each in found if each.head.perspective is not Perspective.PRACTICE]


def one_coding(connection: Connection, uid: UUID) -> Coding:
    """Return one coding.

    Raises:
        KeyError: When the study has no such coding.
    """
    key = row_id(connection, coding, uid)
    return codings_between(connection, key, key)[0]


def stretches(connection: Connection, size: int) -> list[tuple[int, int]]:
    """Return first and last row key of each `size` codings, in order."""
    keys = list(connection.scalars(select(coding.c.id).order_by(coding.c.id)))
    edges = [*keys[::size], keys[-1] + 1] if keys else []
    return [(first, following - 1) for first, following in pairwise(edges)]


def codings_between(connection: Connection, first: int, last: int) -> list[Coding]:
    """Return the codings whose row keys lie between the two, both included.

    Among them are those made for practice; whoever asks for more than one leaves
    them out (`of_study`).
    """

    def among(key: ColumnElement[int]) -> ColumnElement[bool]:
        return key.between(first, last)

    return _codings(connection, among)


def codings_of_tapes(
    connection: Connection, tapes: Sequence[UUID], only: Collection[str] | None = None
) -> list[Coding]:
    """Return all codings of some tapes, those made for practice too.

    With `only`, they have the marks of these codes and states, and no comments.
    """
    wanted = tape.c.uid.in_([each.bytes for each in tapes])
    keys = list(connection.scalars(select(coding.c.id).join(tape).where(wanted)))

    def among(key: ColumnElement[int]) -> ColumnElement[bool]:
        return key.in_(keys)

    return _codings(connection, among, only)


def _codings(
    connection: Connection,
    among: Callable[[ColumnElement[int]], ColumnElement[bool]],
    only: Collection[str] | None = None,
) -> list[Coding]:
    """Return the codings with the row keys that `among` says."""
    marks: dict[int, dict[int, Mark]] = defaultdict(dict)
    asked = _marks(among(mark.c.coding_id))
    if only is not None:
        asked = asked.where(code.c.key.in_(only))
    for row in connection.execute(asked):
        marks[row.coding_id][row.number] = mark_of(row)
    ratings: dict[int, dict[str, Rating]] = defaultdict(dict)
    for row in connection.execute(_ratings(among(rating.c.coding_id))):
        ratings[row.coding_id][row.item] = rating_of(row)
    comments: dict[int, dict[int, Comment]] = defaultdict(dict)
    if only is None:
        for row in connection.execute(_comments(among(comment.c.coding_id))):
            comments[row.coding_id][row.number] = comment_of(row)
    rows = connection.execute(coding_rows().where(among(coding.c.id)))
    return [
        Coding(
            head_of(row),
            MappingProxyType(marks[row.id]),
            MappingProxyType(ratings[row.id]),
            row.comment,
            MappingProxyType(comments[row.id]),
        )
        for row in rows
    ]


def code_totals(connection: Connection) -> dict[UUID, dict[str, CodeTotal]]:
    """Return by coding and code what the closed marks come to."""
    rows = connection.execute(
        select(
            coding.c.uid,
            code.c.key,
            coding_code_total.c.n,
            coding_code_total.c.total_ms,
        )
        .select_from(coding_code_total)
        .join(coding)
        .join(code)
        .where(_OF_STUDY)
        .order_by(coding.c.id, code.c.id)
    )
    totals: dict[UUID, dict[str, CodeTotal]] = defaultdict(dict)
    for row in rows:
        totals[UUID(bytes=row.uid)][row.key] = CodeTotal(row.n, row.total_ms)
    return dict(totals)


def coding_rows() -> Select[Any]:
    """Ask for all codings as `head_of` reads them, the one added last at the end."""
    return (
        select(
            coding,
            tape.c.uid.label("tape_uid"),
            person.c.uid.label("rater_uid"),
            codebook.c.key.label("codebook_key"),
            codebook.c.version.label("codebook_version"),
        )
        .join(tape)
        .join(person)
        .join(codebook)
        .order_by(coding.c.id)
    )


def _marks(which: ColumnElement[bool]) -> Select[Any]:
    return (
        select(mark, code.c.key.label("code"))
        .join(code)
        .where(which)
        .order_by(mark.c.coding_id, mark.c.number)
    )


def _ratings(which: ColumnElement[bool]) -> Select[Any]:
    return (
        select(rating, item.c.key.label("item"))
        .join(item)
        .where(which)
        .order_by(rating.c.coding_id, rating.c.item_id)
    )


def _comments(which: ColumnElement[bool]) -> Select[Any]:
    return (
        select(comment, code.c.key.label("code"))
        .outerjoin(code)
        .where(which)
        .order_by(comment.c.coding_id, comment.c.number)
    )
