"""Adding codings, and counting their marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select

from ipt_review.domain.coding import Coding
from ipt_review.store import trail
from ipt_review.store.codebooks import codebook_id, word_ids
from ipt_review.store.tables import (
    code,
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
from ipt_review.store.trail_words import plain
from ipt_review.store.translate import comment_fields, mark_fields, rating_fields
from ipt_review.study.canonical import checksum, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from ipt_review.domain.coding import CodingHead


def add_coding(connection: Connection, head: CodingHead) -> None:
    """Add a coding with nothing in it.

    Raises:
        UnknownWord: When the study does not hold its codebook.
        KeyError: When the study has no such tape or rater.
    """
    _add_row(connection, head, "")
    trail.note(connection, coding.name, head.id, None, told(Coding(head)))


def told(of: Coding, steps: int = 0) -> dict[str, Any]:
    """Return what the audit trail keeps of a coding: what it is, and its content.

    Args:
        of: As it is after `steps` steps.
        steps: How many its history has.
    """
    return {**plain(of.head), "content": checksum(text_of(of)), "steps": steps}


def _add_row(connection: Connection, head: CodingHead, comment: str) -> int:
    """Add the row of a coding; return its key."""
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
    key = _add_row(connection, new.head, new.session_comment)
    write_content(connection, key, new)
    trail.note(connection, coding.name, new.head.id, None, told(new))


def write_content(connection: Connection, key: int, new: Coding) -> None:
    """Write what a coding with row key `key` holds, of which nothing is stored yet.

    Raises:
        UnknownWord: When one of its words is not in its codebook.
    """
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
    connection.execute(
        delete(coding_code_total).where(coding_code_total.c.coding_id == key)
    )
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
