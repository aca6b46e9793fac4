"""Questions about tapes and where their files were last seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from ipt_review.store import trail
from ipt_review.store.parts import parts_by_owner, write_parts
from ipt_review.store.tables import media_file, patient_case, row_id, session, tape
from ipt_review.store.trail_words import digest
from ipt_review.store.translate import file_fields, tape_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from sqlalchemy import Connection

    from ipt_review.domain.tape import Tape


def tapes(connection: Connection, of: Collection[UUID] | None = None) -> list[Tape]:
    """Return all tapes, or those of some cases, by case and session number."""
    joined = tape.join(session).join(patient_case)
    asked = (
        select(tape, session.c.uid.label("session_uid"))
        .select_from(joined)
        .order_by(patient_case.c.handle, session.c.number, tape.c.id)
    )
    only = None
    if of is not None:
        wanted = patient_case.c.uid.in_([each.bytes for each in of])
        asked = asked.where(wanted)
        only = select(tape.c.id).select_from(joined).where(wanted)
    files = parts_by_owner(connection, media_file.c.tape_id, only)
    return [tape_of(row, files[row.id]) for row in connection.execute(asked)]


def one_tape(connection: Connection, uid: UUID) -> Tape:
    """Return one tape.

    Raises:
        KeyError: When the study has no such tape.
    """
    key = row_id(connection, tape, uid)
    row = connection.execute(
        select(tape, session.c.uid.label("session_uid"))
        .join(session)
        .where(tape.c.id == key)
    ).one()
    files = connection.execute(
        select(media_file)
        .where(media_file.c.tape_id == key)
        .order_by(media_file.c.position)
    )
    return tape_of(row, files)


def add_tape(connection: Connection, new: Tape) -> None:
    """Add a tape with its files."""
    key = connection.scalar(
        insert(tape)
        .values(
            uid=new.id.bytes,
            session_id=row_id(connection, session, new.session),
            length_ms=new.length,
            captions=_captions(new),
        )
        .returning(tape.c.id)
    )
    _write_files(connection, int(key or 0), new)
    trail.note(connection, tape.name, new.id, None, told(new))


def change_tape(connection: Connection, changed: Tape) -> None:
    """Write a tape anew, for example when its files were found elsewhere.

    Whoever asks for it tells the audit trail.
    """
    key = row_id(connection, tape, changed.id)
    connection.execute(
        update(tape)
        .where(tape.c.id == key)
        .values(
            session_id=row_id(connection, session, changed.session),
            length_ms=changed.length,
            captions=_captions(changed),
        )
    )
    _write_files(connection, key, changed)


def told(of: Tape) -> dict[str, Any]:
    """Return what the audit trail keeps of a tape.

    Names of files and folders may tell who is on a tape, so only a digest of them is
    kept: it shows that a file was moved, and not where it lay.
    """
    places = [str(file.path) for file in of.files]
    return {
        "session": of.session,
        "length": of.length,
        "files": [
            [file.offset, file.length, file.size, file.fingerprint] for file in of.files
        ],
        "places": digest("\n".join(places)),
        "captions": digest(_captions(of) or ""),
    }


def _captions(of: Tape) -> str | None:
    return None if of.captions is None else str(of.captions)


def _write_files(connection: Connection, key: int, of: Tape) -> None:
    files = map(file_fields, of.files)
    write_parts(connection, media_file.c.tape_id, key, files)
