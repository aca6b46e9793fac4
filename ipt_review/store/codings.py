"""Questions about codings, and adding them."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from sqlalchemy import delete, func, insert, select

from ipt_review.domain.coding import Coding, Perspective
from ipt_review.store.codebooks import codebook_id, word_ids
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
    comment_fields,
    comment_of,
    head_of,
    mark_fields,
    mark_of,
    rating_fields,
    rating_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

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
    return [head_of(row) for row in connection.execute(_heads().where(_OF_STUDY))]


def practice_heads(connection: Connection) -> list[CodingHead]:
    """Return what each practice coding is, the one added last at the end."""
    return [head_of(row) for row in connection.execute(_heads().where(~_OF_STUDY))]


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


def codings_of_tapes(connection: Connection, tapes: Sequence[UUID]) -> list[Coding]:
    """Return all codings of some tapes, those made for practice too."""
    wanted = tape.c.uid.in_([each.bytes for each in tapes])
    keys = list(connection.scalars(select(coding.c.id).join(tape).where(wanted)))

    def among(key: ColumnElement[int]) -> ColumnElement[bool]:
        return key.in_(keys)

    return _codings(connection, among)


def _codings(
    connection: Connection, among: Callable[[ColumnElement[int]], ColumnElement[bool]]
) -> list[Coding]:
    """Return the codings with the row keys that `among` says."""
    marks: dict[int, dict[int, Mark]] = defaultdict(dict)
    for row in connection.execute(_marks(among(mark.c.coding_id))):
        marks[row.coding_id][row.number] = mark_of(row)
    ratings: dict[int, dict[str, Rating]] = defaultdict(dict)
    for row in connection.execute(_ratings(among(rating.c.coding_id))):
        ratings[row.coding_id][row.item] = rating_of(row)
    comments: dict[int, dict[int, Comment]] = defaultdict(dict)
    for row in connection.execute(_comments(among(comment.c.coding_id))):
        comments[row.coding_id][row.number] = comment_of(row)
    rows = connection.execute(_heads().where(among(coding.c.id)))
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


def add_coding(connection: Connection, head: CodingHead, comment: str = "") -> int:
    """Add a coding with nothing in it; return its row key.

    Raises:
        UnknownWord: When the study does not hold its codebook.
        KeyError: When the study has no such tape or rater.
    """
    key = connection.scalar(
        insert(coding)
        .values(
            uid=head.id.bytes,
            tape_id=row_id(connection, tape, head.tape),
            rater_id=row_id(connection, person, head.rater),
            codebook_id=codebook_id(connection, head.codebook),
            perspective=head.perspective.value,
            pass_number=head.pass_number,
            status=head.status.value,
            comment=comment,
        )
        .returning(coding.c.id)
    )
    return int(key or 0)


def add_whole_coding(connection: Connection, new: Coding) -> None:
    """Add a coding with everything in it, and no history.

    Raises:
        UnknownWord: When its codebook or one of its words is not in the study.
        KeyError: When the study has no such tape or rater.
    """
    key = add_coding(connection, new.head, new.session_comment)
    book = codebook_id(connection, new.head.codebook)
    marks, items = list(new.marks.values()), list(new.ratings)
    codes = word_ids(connection, code, book, [each.code for each in marks])
    if marks:
        rows = [
            {"coding_id": key, "code_id": codes[each.code], **mark_fields(each)}
            for each in marks
        ]
        connection.execute(insert(mark), rows)
    known = word_ids(connection, item, book, items)
    if items:
        rows = [
            {"coding_id": key, "item_id": known[word], **rating_fields(each)}
            for word, each in new.ratings.items()
        ]
        connection.execute(insert(rating), rows)
    _add_comments(connection, key, book, new)
    count_anew(connection, key, list(codes.values()))


def _add_comments(connection: Connection, key: int, book: int, new: Coding) -> None:
    comments = list(new.comments.values())
    words = [each.code for each in comments if each.code]
    codes = word_ids(connection, code, book, words)
    if comments:
        rows = [
            {
                "coding_id": key,
                "code_id": codes[each.code] if each.code else None,
                **comment_fields(each),
            }
            for each in comments
        ]
        connection.execute(insert(comment), rows)


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


def count_anew(connection: Connection, key: int, codes: Sequence[int]) -> None:
    """Count the closed marks of these codes in the coding with row key `key`."""
    connection.execute(
        delete(coding_code_total).where(
            coding_code_total.c.coding_id == key,
            coding_code_total.c.code_id.in_(codes),
        )
    )
    counted = (
        select(
            mark.c.coding_id,
            mark.c.code_id,
            func.count(),
            func.sum(mark.c.end_ms - mark.c.start_ms),
        )
        .where(
            mark.c.coding_id == key,
            mark.c.code_id.in_(codes),
            mark.c.end_ms.is_not(None),
        )
        .group_by(mark.c.coding_id, mark.c.code_id)
    )
    columns = ["coding_id", "code_id", "n", "total_ms"]
    connection.execute(insert(coding_code_total).from_select(columns, counted))


def _heads() -> Select[Any]:
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
