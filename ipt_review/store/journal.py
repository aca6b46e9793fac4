"""Recording steps: what changed is written and told in one go, and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from ipt_review.domain.coding import Status
from ipt_review.domain.edit import (
    CommentEdit,
    MarkEdit,
    RatingEdit,
    SessionCommentEdit,
)
from ipt_review.domain.problems import CodingClosed
from ipt_review.store import trail
from ipt_review.store.codebooks import word_ids
from ipt_review.store.mark_edits import edit_marks
from ipt_review.store.new_codings import count_anew
from ipt_review.store.problems import StaleEdit
from ipt_review.store.step_words import edits_text, step_of
from ipt_review.store.tables import (
    code,
    coding,
    comment,
    item,
    person,
    rating,
    row_id,
    status_change,
    step,
)
from ipt_review.store.translate import (
    comment_fields,
    comment_of,
    rating_fields,
    rating_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from sqlalchemy import Connection, Table

    from ipt_review.domain.edit import Step


def record(connection: Connection, uid: UUID, new: Step, by: UUID, at: int) -> None:
    """Write a step's edits and its line in the history.

    Args:
        connection: In a transaction that writes.
        uid: The coding that it changes.
        new: The step.
        by: Who made it.
        at: When, in ms since 1970 UTC.

    Raises:
        CodingClosed: When the coding is not a draft.
        StaleEdit: When something is stored other than the step started from.
        UnknownWord: When the codebook lacks a code or item.
        KeyError: When the study has no such coding or person.
    """
    key, book, status = _find(connection, uid)
    if status is not Status.DRAFT:
        raise CodingClosed
    marks = [edit for edit in new.edits if isinstance(edit, MarkEdit)]
    touched = edit_marks(connection, key, book, marks)
    for edit in new.edits:
        match edit:
            case RatingEdit():
                _edit_rating(connection, key, book, edit)
            case CommentEdit():
                _edit_comment(connection, key, book, edit)
            case SessionCommentEdit():
                _edit_session_comment(connection, key, edit)
    if touched:
        count_anew(connection, key, sorted(touched))
    said = {"move": new.move.value, "edits": edits_text(new)}
    _append(connection, step, (key, uid), by, {"at_ms": at, **said})


def set_status(
    connection: Connection, uid: UUID, status: Status, by: UUID, at: int
) -> None:
    """Write how far the rater is, and who said so when (ms since 1970 UTC).

    Raises:
        KeyError: When the study has no such coding or person.
    """
    key, _, _ = _find(connection, uid)
    connection.execute(
        update(coding).where(coding.c.id == key).values(status=status.value)
    )
    said = {"status": status.value, "at_ms": at}
    _append(connection, status_change, (key, uid), by, said)
    trail.seal(connection, key)


def steps(connection: Connection, uid: UUID) -> list[Step]:
    """Return all steps of a coding as they were made.

    Raises:
        KeyError: When the study has no such coding.
    """
    key = row_id(connection, coding, uid)
    rows = connection.execute(
        select(step).where(step.c.coding_id == key).order_by(step.c.seq)
    )
    return [step_of(row) for row in rows]


def _find(connection: Connection, uid: UUID) -> tuple[int, int, Status]:
    """Return the row keys of a coding and its codebook, and its status."""
    found = connection.execute(
        select(coding.c.id, coding.c.codebook_id, coding.c.status).where(
            coding.c.uid == uid.bytes
        )
    ).one_or_none()
    if found is None:
        raise KeyError(coding.name, uid)
    return found.id, found.codebook_id, Status(found.status)


def _edit_rating(connection: Connection, key: int, book: int, edit: RatingEdit) -> None:
    item_id = word_ids(connection, item, book, [edit.item])[edit.item]
    is_it = (rating.c.coding_id == key, rating.c.item_id == item_id)
    row = connection.execute(select(rating).where(*is_it)).one_or_none()
    if (rating_of(row) if row else None) != edit.before:
        raise StaleEdit
    if edit.after is None:
        connection.execute(delete(rating).where(*is_it))
        return
    fields = rating_fields(edit.after)
    if row:
        connection.execute(update(rating).where(*is_it).values(fields))
    else:
        connection.execute(
            insert(rating).values(coding_id=key, item_id=item_id, **fields)
        )


def _edit_comment(
    connection: Connection, key: int, book: int, edit: CommentEdit
) -> None:
    is_it = (comment.c.coding_id == key, comment.c.number == edit.number)
    row = connection.execute(
        select(comment, code.c.key.label("code")).outerjoin(code).where(*is_it)
    ).one_or_none()
    if (comment_of(row) if row else None) != edit.before:
        raise StaleEdit
    if edit.after is None:
        connection.execute(delete(comment).where(*is_it))
        return
    word = edit.after.code
    code_id = word_ids(connection, code, book, [word])[word] if word else None
    fields = {"code_id": code_id, **comment_fields(edit.after)}
    if row:
        connection.execute(update(comment).where(*is_it).values(fields))
    else:
        connection.execute(insert(comment).values(coding_id=key, **fields))


def _edit_session_comment(
    connection: Connection, key: int, edit: SessionCommentEdit
) -> None:
    changed = connection.execute(
        update(coding)
        .where(coding.c.id == key, coding.c.comment == edit.before)
        .values(comment=edit.after)
    )
    if changed.rowcount != 1:
        raise StaleEdit


def _append(
    connection: Connection,
    history: Table,
    of: tuple[int, UUID],
    by: UUID,
    said: Mapping[str, object],
) -> None:
    """Add a row to a history of a coding, given by its row key and its UUID."""
    key, uid = of
    human = row_id(connection, person, by)
    known = {(coding.name, key): uid, (person.name, human): by}
    trail.append(connection, history, key, {**said, "person_id": human}, known)
