"""Beginning the audit trail of a study that is older than the trail."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import func, select

from ipt_review.store import trail
from ipt_review.store.codings import codings_between, stretches
from ipt_review.store.new_codings import told
from ipt_review.store.tables import METADATA, coding, step
from ipt_review.store.tables_trail import study_trail
from ipt_review.store.trail_nouns import stored_nouns
from ipt_review.store.trail_walk import people_known, rows_of_coding, rows_of_study

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from ipt_review.store.trail_words import Uids

AS_FOUND: Final = "As it stood when the audit trail began."

AT_ONCE: Final = 200
"""How many codings are held in memory."""


def begin_where_missing(connection: Connection) -> None:
    """Begin the trail, if the study has none: all history, in its order, as it is.

    What a coding holds is told as it is after all its steps; what was done to it
    before without history cannot be known.
    """
    if connection.scalar(select(func.count()).select_from(study_trail)):
        return
    uids = people_known(connection)
    for (kind, about), words in stored_nouns(connection).items():
        trail.note(connection, kind, about, None, words, AS_FOUND)
    for table, row in _in_order(rows_of_study(connection, uids)):
        trail.link(connection, METADATA.tables[table], [row], uids)
    for first, last in stretches(connection, AT_ONCE):
        _begin_codings(connection, first, last, uids)
    trail.seal(connection)


def _begin_codings(connection: Connection, first: int, last: int, uids: Uids) -> None:
    found = {each.head.id: each for each in codings_between(connection, first, last)}
    rows = connection.execute(
        select(coding.c.id, coding.c.uid).where(coding.c.id.between(first, last))
    )
    for row in rows.all():
        uid = UUID(bytes=row.uid)
        history = rows_of_coding(connection, row.id)
        for table, line in _in_order(history):
            trail.link(connection, METADATA.tables[table], [line], uids)
        steps = sum(place[0] == step.name for place in history)
        words = told(found[uid], steps)
        trail.note(connection, coding.name, uid, None, words, AS_FOUND)


def _in_order(
    rows: Mapping[Any, Mapping[str, Any]],
) -> list[tuple[str, Mapping[str, Any]]]:
    """Return rows of histories, by their tables' names, in the order of time."""
    dated = [
        (row.get("at_ms") or 0, place[0], place[-1], row) for place, row in rows.items()
    ]
    dated.sort(key=itemgetter(0, 1, 2))
    return [(table, row) for _, table, _, row in dated]
