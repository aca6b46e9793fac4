"""Questions about drawn samples, and the log of the study."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import func, insert, select

from ipt_review.domain.sampling import (
    Amount,
    Draw,
    Drawn,
    EventKind,
    Factor,
    StudyEvent,
)
from ipt_review.store import trail
from ipt_review.store.kept import Kept
from ipt_review.store.tables import person, row_id, tape
from ipt_review.store.tables_assigning import drawn_tape, sample_draw, study_event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Row


class KeptSamples(Kept):
    """The samples of a study and its log; each change is one transaction."""

    def all(self) -> list[Draw]:
        """Return the samples as they were drawn."""
        with self._reads() as connection:
            drawn = _drawn(connection)
            rows = connection.execute(
                select(sample_draw, person.c.uid.label("person_uid"))
                .join(person)
                .order_by(sample_draw.c.id)
            ).all()
        return [
            _draw_of(row, number, drawn[row.id])
            for number, row in enumerate(rows, start=1)
        ]

    def add(self, draw: Draw, event: StudyEvent) -> None:
        """Keep a sample, and its line in the log."""
        with self._writes() as connection:
            said = {
                "uid": draw.id.bytes,
                "at_ms": draw.at,
                "person_id": row_id(connection, person, draw.by),
                "seed": draw.seed,
                "factors": " ".join(factor.value for factor in draw.factors),
                "tapes": draw.amount.tapes,
                "percent": draw.amount.percent,
                "eligible": draw.eligible,
            }
            key = trail.append(connection, sample_draw, None, said)
            _add_drawn(connection, key, draw.drawn)
            log_events(connection, [event])

    def replace(
        self, draw: UUID, new: Drawn | None, events: Iterable[StudyEvent]
    ) -> None:
        """Keep what stands in for an unratable tape, if anything does, with the log."""
        with self._writes() as connection:
            key = row_id(connection, sample_draw, draw)
            _add_drawn(connection, key, [new] if new else [])
            log_events(connection, events)

    def log(self) -> list[StudyEvent]:
        """Return the log of the study, in order."""
        about, by = person.alias("about"), person.alias("by_whom")
        with self._reads() as connection:
            rows = connection.execute(
                select(
                    study_event,
                    by.c.uid.label("by_uid"),
                    tape.c.uid.label("tape_uid"),
                    about.c.uid.label("about_uid"),
                )
                .join(by, study_event.c.person_id == by.c.id)
                .outerjoin(tape, study_event.c.tape_id == tape.c.id)
                .outerjoin(about, study_event.c.about_id == about.c.id)
                .order_by(study_event.c.seq)
            ).all()
        return [_event_of(row) for row in rows]

    def note(self, events: Iterable[StudyEvent]) -> None:
        """Add lines to the log of the study."""
        with self._writes() as connection:
            log_events(connection, events)


def log_events(connection: Connection, events: Iterable[StudyEvent]) -> None:
    """Add lines to the log of the study, within the caller's transaction.

    Raises:
        KeyError: When the study has no such person or tape.
    """
    for event in events:
        on, about = event.tape, event.about
        said = {
            "at_ms": event.at,
            "person_id": row_id(connection, person, event.by),
            "kind": event.kind.value,
            "tape_id": row_id(connection, tape, on) if on else None,
            "about_id": row_id(connection, person, about) if about else None,
            "reason": event.reason,
            "detail": event.detail,
        }
        trail.append(connection, study_event, None, said)


def _add_drawn(connection: Connection, key: int, drawn: Iterable[Drawn]) -> None:
    last = connection.scalar(
        select(func.max(drawn_tape.c.position)).where(
            drawn_tape.c.sample_draw_id == key
        )
    )
    keys = {
        UUID(bytes=row.uid): row.id
        for row in connection.execute(select(tape.c.uid, tape.c.id))
    }
    rows = [
        {
            "sample_draw_id": key,
            "position": position,
            "tape_id": keys[each.tape],
            "stratum": json.dumps(each.stratum, ensure_ascii=False),
            "replaces_id": keys[each.replaces] if each.replaces else None,
        }
        for position, each in enumerate(drawn, start=(last or 0) + 1)
    ]
    if rows:
        connection.execute(insert(drawn_tape), rows)
        trail.link(connection, drawn_tape, rows)


def _drawn(connection: Connection) -> dict[int, list[Drawn]]:
    replaced = tape.alias("replaced")
    rows = connection.execute(
        select(
            drawn_tape,
            tape.c.uid.label("tape_uid"),
            replaced.c.uid.label("replaced_uid"),
        )
        .join(tape, drawn_tape.c.tape_id == tape.c.id)
        .outerjoin(replaced, drawn_tape.c.replaces_id == replaced.c.id)
        .order_by(drawn_tape.c.sample_draw_id, drawn_tape.c.position)
    )
    found: defaultdict[int, list[Drawn]] = defaultdict(list)
    for row in rows:
        found[row.sample_draw_id].append(
            Drawn(
                UUID(bytes=row.tape_uid),
                tuple(json.loads(row.stratum)),
                UUID(bytes=row.replaced_uid) if row.replaced_uid else None,
            )
        )
    return found


def _draw_of(row: Row[Any], number: int, drawn: Iterable[Drawn]) -> Draw:
    return Draw(
        UUID(bytes=row.uid),
        number,
        row.seed,
        tuple(map(Factor, row.factors.split())),
        Amount(row.tapes, row.percent),
        row.at_ms,
        UUID(bytes=row.person_uid),
        row.eligible,
        tuple(drawn),
    )


def _event_of(row: Row[Any]) -> StudyEvent:
    return StudyEvent(
        row.at_ms,
        UUID(bytes=row.by_uid),
        EventKind(row.kind),
        UUID(bytes=row.tape_uid) if row.tape_uid else None,
        UUID(bytes=row.about_uid) if row.about_uid else None,
        row.reason,
        row.detail,
    )
