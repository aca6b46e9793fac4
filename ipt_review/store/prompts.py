"""What became of the prompts that raters were shown, and the settings of the study."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from ipt_review.scoring.evidence import CheckKind
from ipt_review.scoring.prompting import Outcome, Prompt, PromptEvent
from ipt_review.store import trail
from ipt_review.store.tables import (
    coding,
    person,
    prompt_event,
    row_id,
    study_setting,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Row


def log_prompts(
    connection: Connection, uid: UUID, events: Iterable[PromptEvent]
) -> None:
    """Add lines to the log of prompts of a coding.

    Raises:
        KeyError: When the study has no such coding or person.
    """
    key = row_id(connection, coding, uid)
    for event in events:
        said = {
            "at_ms": event.at,
            "person_id": row_id(connection, person, event.by),
            "kind": event.prompt.kind.value,
            "items": json.dumps(event.prompt.items),
            "value": event.prompt.value,
            "outcome": event.outcome.value,
        }
        trail.append(connection, prompt_event, key, said)


def prompt_log(connection: Connection, uid: UUID) -> list[PromptEvent]:
    """Return the log of prompts of a coding, in order.

    Raises:
        KeyError: When the study has no such coding.
    """
    key = row_id(connection, coding, uid)
    rows = connection.execute(
        select(prompt_event, person.c.uid.label("person_uid"))
        .join(person)
        .where(prompt_event.c.coding_id == key)
        .order_by(prompt_event.c.seq)
    )
    return [_event(row) for row in rows]


def prompt_logs(connection: Connection) -> dict[UUID, list[PromptEvent]]:
    """Return the logs of all codings that have one, each in its order."""
    found: defaultdict[UUID, list[PromptEvent]] = defaultdict(list)
    rows = connection.execute(
        select(
            prompt_event,
            person.c.uid.label("person_uid"),
            coding.c.uid.label("coding_uid"),
        )
        .join(person, prompt_event.c.person_id == person.c.id)
        .join(coding, prompt_event.c.coding_id == coding.c.id)
        .order_by(prompt_event.c.coding_id, prompt_event.c.seq)
    )
    for row in rows:
        found[UUID(bytes=row.coding_uid)].append(_event(row))
    return dict(found)


def _event(row: Row[Any]) -> PromptEvent:
    return PromptEvent(
        Prompt(CheckKind(row.kind), tuple(json.loads(row.items)), row.value),
        Outcome(row.outcome),
        row.at_ms,
        UUID(bytes=row.person_uid),
    )


def set_study_setting(
    connection: Connection, name: str, value: str, by: UUID | None, at: int
) -> None:
    """Set a setting of the study, as `by` did at `at` (ms since 1970 UTC).

    Raises:
        KeyError: When the study has no such person.
    """
    human = None if by is None else row_id(connection, person, by)
    said = {"at_ms": at, "person_id": human, "value": value}
    trail.append(connection, study_setting, name, said)


def study_settings(connection: Connection) -> dict[str, str]:
    """Return by name what was set last; what was never set is not in it."""
    rows = connection.execute(
        select(study_setting.c.name, study_setting.c.value).order_by(
            study_setting.c.name, study_setting.c.seq
        )
    )
    return {row.name: row.value for row in rows}
