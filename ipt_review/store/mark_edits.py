"""Writing the edits of marks of one step, many of them in a few statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from ipt_review.store.codebooks import word_ids
from ipt_review.store.problems import StaleEdit
from ipt_review.store.tables import code, mark
from ipt_review.store.translate import mark_fields, mark_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Row

    from ipt_review.domain.edit import MarkEdit

_AT_ONCE = 500
"""How many numbers are asked for in one statement; SQLite allows some more."""


def edit_marks(
    connection: Connection, key: int, book: int, edits: Sequence[MarkEdit]
) -> set[int]:
    """Write marks of the coding with row key `key`, each as its edits leave it.

    Returns:
        The row keys of the codes whose totals changed.

    Raises:
        StaleEdit: When something is stored other than the edits started from.
        UnknownWord: When the codebook with row key `book` lacks a code.
    """
    touched: set[int] = set()
    for chunk in _chunks(edits):
        touched |= _edit_chunk(connection, key, book, chunk)
    return touched


def _chunks(edits: Sequence[MarkEdit]) -> Iterator[list[MarkEdit]]:
    """Yield the edits in their order, no number twice in one chunk."""
    chunk: dict[int, MarkEdit] = {}
    for edit in edits:
        if edit.number in chunk or len(chunk) == _AT_ONCE:
            yield [*chunk.values()]
            chunk = {}
        chunk[edit.number] = edit
    if chunk:
        yield [*chunk.values()]


def _edit_chunk(
    connection: Connection, key: int, book: int, edits: list[MarkEdit]
) -> set[int]:
    stored = _stored(connection, key, [edit.number for edit in edits])
    for edit in edits:
        row = stored.get(edit.number)
        if (mark_of(row) if row is not None else None) != edit.before:
            raise StaleEdit
    after = [edit.after for edit in edits if edit.after is not None]
    codes = word_ids(connection, code, book, [each.code for each in after])
    gone = [edit.number for edit in edits if edit.after is None and edit.before]
    fields: list[dict[str, Any]] = [
        {"coding_id": key, "code_id": codes[each.code], **mark_fields(each)}
        for each in after
    ]
    known = [each for each in fields if each["number"] in stored]
    new = [each for each in fields if each["number"] not in stored]
    if gone:
        connection.execute(
            delete(mark).where(mark.c.coding_id == key, mark.c.number.in_(gone))
        )
    if known:
        _rewrite(connection, known)
    if new:
        connection.execute(insert(mark), new)
    return {row.code_id for row in stored.values()} | {*codes.values()}


def _stored(
    connection: Connection, key: int, numbers: list[int]
) -> dict[int, Row[Any]]:
    rows = connection.execute(
        select(mark, code.c.key.label("code"))
        .join(code)
        .where(mark.c.coding_id == key, mark.c.number.in_(numbers))
    )
    return {row.number: row for row in rows}


def _rewrite(connection: Connection, fields: list[dict[str, Any]]) -> None:
    names = [name for name in fields[0] if name not in ("coding_id", "number")]
    connection.execute(
        update(mark)
        .where(
            mark.c.coding_id == bindparam("of_coding"),
            mark.c.number == bindparam("of_number"),
        )
        .values({name: bindparam(f"new_{name}") for name in names}),
        [
            {"of_coding": each["coding_id"], "of_number": each["number"]}
            | {f"new_{name}": each[name] for name in names}
            for each in fields
        ],
    )
