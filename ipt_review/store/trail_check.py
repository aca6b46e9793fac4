"""Looking through the audit trail, and at what it says of the codings."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import and_, func, select

from ipt_review.domain.trail import Fault, TrailBreak, TrailCheck
from ipt_review.store.codings import codings_between
from ipt_review.store.guarded import GUARDED
from ipt_review.store.step_words import step_of
from ipt_review.store.tables import coding, status_change, step
from ipt_review.store.tables_trail import coding_trail, study_trail, trail_seal
from ipt_review.store.trail import SEAL, head
from ipt_review.store.trail_nouns import Nouns
from ipt_review.store.trail_walk import (
    people_known,
    rows_of_coding,
    rows_of_study,
    walk_coding,
    walk_study,
)
from ipt_review.store.trail_words import STUDY, begin_hash, next_hash
from ipt_review.study.canonical import checksum, text_of
from ipt_review.study.unwinding import unwound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sqlalchemy import Connection

    from ipt_review.domain.trail import TrailHead
    from ipt_review.store.trail_walk import Stop
    from ipt_review.store.trail_words import Uids


_IN_FILE: Final = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
_ON_SERVER: Final = (
    "SELECT tgname AS name FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
)


def check(
    connection: Connection,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
    since: TrailHead | None = None,
) -> TrailCheck:
    """Look through the whole trail on one state of the study.

    Every entry is hashed anew; every row of a history has to have its entry; what a
    coding holds has to follow from how it was added and from its steps.

    Args:
        connection: On the study.
        progress: Hears how much is done, from 0 to 1.
        cancelled: Says whether to stop.
        since: A head up to which everything was found to hold; codings that have not
            gone on since are left out then, if the trail has that head.
    """
    uids = people_known(connection)
    breaks = [*_unguarded(connection)]
    nouns = Nouns()
    breaks += _study(connection, uids, nouns)
    breaks += nouns.compared(connection)
    sealed = _sealed(connection)
    rows = connection.execute(select(coding.c.id, coding.c.uid)).all()
    at_rest = _at_rest(connection, since) if since is not None else frozenset()
    rows = [row for row in rows if row.id not in at_rest]
    done = 0
    for row in rows:
        if cancelled():
            break
        uid = UUID(bytes=row.uid)
        breaks += _coding(connection, row.id, uids, sealed.get(row.id, {}))
        breaks += _content(connection, row.id, nouns.codings.get(uid.hex))
        done += 1
        progress(done / len(rows))
    return TrailCheck(head(connection), tuple(breaks), done)


def _at_rest(connection: Connection, since: TrailHead) -> frozenset[int]:
    """Return the row keys of the codings that have not gone on since a head."""
    is_it = study_trail.c.hash == bytes.fromhex(since.hash)
    seq = connection.scalar(select(study_trail.c.seq).where(is_it))
    if seq is None:
        return frozenset()
    entries = select(
        coding_trail.c.coding_id, func.max(coding_trail.c.seq).label("last")
    ).group_by(coding_trail.c.coding_id)
    sealed = select(
        trail_seal.c.coding_id,
        func.max(trail_seal.c.seq).label("last"),
        func.max(trail_seal.c.study_seq).label("at"),
    ).group_by(trail_seal.c.coding_id)
    now, then = entries.subquery(), sealed.subquery()
    same = and_(now.c.coding_id == then.c.coding_id, now.c.last == then.c.last)
    found = select(now.c.coding_id).join(then, same).where(then.c.at <= seq)
    return frozenset(connection.scalars(found))


def missing_guards(connection: Connection) -> list[tuple[str, str]]:
    """Return the tables that can be changed, and how: by "update" or "delete"."""
    on_server = connection.dialect.name == "postgresql"
    names = connection.exec_driver_sql(_ON_SERVER if on_server else _IN_FILE)
    there = {row.name for row in names}
    return [
        (table.name, verb)
        for table in GUARDED
        for verb in ("update", "delete")
        if not there & {f"{table.name}_no_{verb}", f"{table.name}_only_grows"}
    ]


def _unguarded(connection: Connection) -> Iterator[TrailBreak]:
    for name in dict.fromkeys(table for table, _ in missing_guards(connection)):
        yield TrailBreak(Fault.UNGUARDED, of=name)


def _study(connection: Connection, uids: Uids, nouns: Nouns) -> Iterator[TrailBreak]:
    rows = rows_of_study(connection, uids)
    told: set[tuple[str, str, int]] = set()

    def stops() -> Iterator[Stop]:
        for stop in walk_study(connection, uids):
            nouns.hear(stop)
            if stop.row_seq is not None:
                told.add((stop.kind, stop.about, stop.row_seq))
            yield stop

    yield from _chain(stops(), None, STUDY)
    for table, owner, seq in sorted(rows.keys() - told):
        yield TrailBreak(Fault.NOT_TOLD, None, seq, table, owner)


def _coding(
    connection: Connection, key: int, uids: Uids, sealed: Mapping[int, bytes]
) -> Iterator[TrailBreak]:
    uid = uids.of(coding, key)
    stops = [*walk_coding(connection, key, uids)]
    yield from _chain(stops, uid, uid.hex)
    told = {(stop.kind, stop.row_seq) for stop in stops}
    for table, seq in sorted(rows_of_coding(connection, key).keys() - told):
        yield TrailBreak(Fault.NOT_TOLD, uid, seq, table)
    hashes = {stop.seq: stop.hash for stop in stops}
    for seq, hashed in sealed.items():
        if seq not in hashes:
            yield TrailBreak(Fault.CUT_OFF, uid, seq, SEAL)
        elif hashes[seq] != hashed:
            yield TrailBreak(Fault.CHANGED, uid, seq, SEAL)


def _chain(stops: Iterable[Stop], of: UUID | None, name: str) -> Iterator[TrailBreak]:
    """Yield where a chain does not hold; one altered entry is one break."""
    before, expected = begin_hash(name), 1
    for stop in stops:
        if stop.seq != expected:
            yield TrailBreak(Fault.MISSING, of, expected, stop.kind, stop.about)
        elif stop.gone:
            yield TrailBreak(Fault.ROW_MISSING, of, stop.seq, stop.kind, stop.about)
        elif next_hash(before, stop.words) != stop.hash:
            yield TrailBreak(Fault.CHANGED, of, stop.seq, stop.kind, stop.about)
        before, expected = stop.hash, stop.seq + 1


def _sealed(connection: Connection) -> dict[int, dict[int, bytes]]:
    found: defaultdict[int, dict[int, bytes]] = defaultdict(dict)
    for row in connection.execute(select(trail_seal)):
        found[row.coding_id][row.seq] = row.hash
    return found


def _content(
    connection: Connection, key: int, told: Mapping[str, Any] | None
) -> Iterator[TrailBreak]:
    """Compare what a coding holds with how it was added and what it went through."""
    (now,) = codings_between(connection, key, key)
    uid = now.head.id
    if told is None:
        yield TrailBreak(Fault.NOT_TOLD, uid, None, coding.name)
        return
    if _status(connection, key, told["status"]) != now.head.status.value:
        yield TrailBreak(Fault.NOT_AS_TOLD, uid, None, "status")
    steps = [
        step_of(row)
        for row in connection.execute(
            select(step).where(step.c.coding_id == key).order_by(step.c.seq)
        )
    ][told["steps"] :]
    before = unwound(now, steps)
    if before is None or checksum(text_of(before)) != told["content"]:
        yield TrailBreak(Fault.NOT_AS_TOLD, uid, None, coding.name)


def _status(connection: Connection, key: int, first: str) -> str:
    last = connection.scalar(
        select(status_change.c.status)
        .where(status_change.c.coding_id == key)
        .order_by(status_change.c.seq.desc())
        .limit(1)
    )
    return str(last or first)
