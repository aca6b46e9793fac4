"""Taking codings in that went on elsewhere: none is lost, in whatever order they come.

A history that goes on from the one here is written on. One that does not is kept beside
it, whole; of those that stand against each other the study shows the same one wherever
and in whatever order they came in, until a person settles it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from ipt_review.domain.coding import Status
from ipt_review.domain.edit import Step
from ipt_review.domain.package import Arrived
from ipt_review.domain.package_problems import BegunTwice
from ipt_review.domain.timecode import Span
from ipt_review.store import journal, trail
from ipt_review.store.codings import one_coding
from ipt_review.store.new_codings import add_coding
from ipt_review.store.records import hashes_here, write_on
from ipt_review.store.tables import coding, person, row_id
from ipt_review.store.tables_assigning import (
    coding_version,
    played_span,
    treatment_guess,
)
from ipt_review.store.tables_packages import returned_version, version_shown
from ipt_review.store.versions_here import VersionsHere
from ipt_review.study.canonical import text_of
from ipt_review.study.coverage import joined
from ipt_review.study.edits_told import between
from ipt_review.study.record_words import record_text

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection

    from ipt_review.domain.package import CodingRecord
    from ipt_review.store.versions_here import Found

NO_GUESS = ("", None)
ANOTHER = "Another version of this coding came in and is shown."


def merge(
    connection: Connection, record: CodingRecord, package: UUID, by: UUID, at: int
) -> Arrived:
    """Take in the history of a coding; return what that came to.

    Args:
        connection: In a transaction that writes.
        record: Was checked.
        package: Which package brought it.
        by: Who takes it in.
        at: When, in ms since 1970 UTC.

    Raises:
        BegunTwice: When the coding is here under another codebook.
        KeyError: When the study lacks its tape, its rater, or somebody it tells of.
    """
    uid, hashes = record.head.id, record.hashes
    if not _is_here(connection, record):
        add_coding(connection, replace(record.head, status=Status.DRAFT))
        write_on(connection, record)
        _keep_played(connection, record)
        return Arrived.NEW
    _keep_played(connection, record)
    here = VersionsHere(connection, uid)
    if here.holds(hashes):
        return Arrived.SAME
    arrived = Arrived.GREW
    if hashes[: len(here.here)] == here.here:
        write_on(connection, record)
    else:
        said = {
            "at_ms": at,
            "coding_id": here.key,
            "package": package.bytes,
            "head": hashes[-1],
            "record": record_text(record),
        }
        trail.append(connection, returned_version, None, said)
        arrived = Arrived.DIVERGED
    show_first(connection, uid, by, at)
    return arrived


def show_first(connection: Connection, uid: UUID, by: UUID, at: int) -> None:
    """Have the study show the version that comes first of those that stand."""
    here = VersionsHere(connection, uid)
    first = here.standing()[0]
    if first.version.head != here.head_shown:
        show(connection, here, first, by, at)


def show(
    connection: Connection, here: VersionsHere, wanted: Found, by: UUID, at: int
) -> None:
    """Have the study show another version; what it showed is kept, as is everything."""
    now = one_coding(connection, here.uid)
    said = {"at_ms": at, "person_id": row_id(connection, person, by)}
    kept = {**said, "reason": ANOTHER, "content": text_of(now)}
    trail.append(connection, coding_version, here.key, kept)
    if now.head.status is not Status.DRAFT:
        journal.set_status(connection, here.uid, Status.DRAFT, by, at)
    _guess_again(connection, here, wanted, at)
    edits = between(now, wanted.made)
    if edits:
        journal.record(connection, here.uid, Step(edits), by, at)
    status = wanted.made.head.status
    if status is not Status.DRAFT:
        journal.set_status(connection, here.uid, status, by, at)
    shown = {
        "at_ms": at,
        "coding_id": here.key,
        "head": wanted.version.head,
        "from_seq": len(here.here),
        "to_seq": len(hashes_here(connection, here.key)),
    }
    trail.append(connection, version_shown, None, shown)


def _guess_again(
    connection: Connection, here: VersionsHere, wanted: Found, at: int
) -> None:
    """Have the guess of a version that is to be shown be the one that counts.

    Where its rater was not asked yet, nothing is guessed.
    """
    before, after = here.guess() or NO_GUESS, wanted.guess or NO_GUESS
    if before != after:
        arm, certainty = after
        said = {"at_ms": at, "arm": arm, "certainty": certainty}
        trail.append(connection, treatment_guess, here.key, said)


def _is_here(connection: Connection, record: CodingRecord) -> bool:
    """Say whether the coding is in the study.

    Raises:
        BegunTwice: When it is, and is not the same.
    """
    try:
        row_id(connection, coding, record.head.id)
    except KeyError:
        return False
    head = one_coding(connection, record.head.id).head
    if replace(head, status=Status.DRAFT) != record.head:
        raise BegunTwice
    return True


def _keep_played(connection: Connection, record: CodingRecord) -> None:
    """Keep which stretches were played, with those that are known."""
    key = row_id(connection, coding, record.head.id)
    of_it = played_span.c.coding_id == key
    rows = connection.execute(select(played_span).where(of_it)).all()
    before = [Span(row.start_ms, row.end_ms) for row in rows]
    now = joined([*before, *record.played])
    if [*now] != sorted(before, key=lambda span: span.start):
        connection.execute(delete(played_span).where(of_it))
        connection.execute(
            insert(played_span),
            [
                {"coding_id": key, "start_ms": span.start, "end_ms": span.end}
                for span in now
            ],
        )
