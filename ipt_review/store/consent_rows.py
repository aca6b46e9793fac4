"""What patients agreed to, as rows and back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select

from ipt_review.domain.consent import NO_CONSENT, Consent, Use, Withdrawal
from ipt_review.store.tables_consent import case_consent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Row

    Fields = dict[str, Any]


def consents(connection: Connection) -> dict[int, Consent]:
    """Return what is on record, by the row key of the case."""
    rows = connection.execute(select(case_consent))
    return {row.patient_case_id: _consent_of(row) for row in rows}


def consent_fields(consent: Consent) -> Fields:
    """Write a consent as columns."""
    withdrawn = consent.withdrawn
    return {
        "uses": None if consent.uses is None else _words(consent.uses),
        "withdrawn": _words(consent.taken_back),
        "withdrawn_day": withdrawn and withdrawn.day,
        "withdrawn_on": _day(withdrawn.on if withdrawn else None),
        "keep_until": _day(consent.keep_until),
    }


def write_consent(connection: Connection, case: int, consent: Consent) -> None:
    """Write what is on record of a case, if it is another thing than before.

    Whoever may change a case, and not its consent, is not in the way of themselves so.
    """
    mine = case_consent.c.patient_case_id == case
    row = connection.execute(select(case_consent).where(mine)).first()
    if consent == (NO_CONSENT if row is None else _consent_of(row)):
        return
    connection.execute(delete(case_consent).where(mine))
    if consent != NO_CONSENT:
        fields = {"patient_case_id": case, **consent_fields(consent)}
        connection.execute(insert(case_consent).values(fields))


def _consent_of(row: Row[Any]) -> Consent:
    taken_back = _uses(row.withdrawn)
    on = row.withdrawn_on and date.fromisoformat(row.withdrawn_on)
    return Consent(
        None if row.uses is None else _uses(row.uses),
        Withdrawal(taken_back, row.withdrawn_day, on) if taken_back else None,
        row.keep_until and date.fromisoformat(row.keep_until),
    )


def _uses(words: str) -> frozenset[Use]:
    return frozenset(map(Use, words.split()))


def _words(uses: Iterable[Use]) -> str:
    return " ".join(sorted(use.value for use in uses))


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
