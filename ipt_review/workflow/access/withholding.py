"""Which recordings consent keeps from whoever is at the desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.study.consent import ConsentRules, withheld

if TYPE_CHECKING:
    from datetime import date

    from ipt_review.domain.people import Person
    from ipt_review.domain.study import Case
    from ipt_review.domain.tape import Tape
    from ipt_review.store.database import Database

ON, OFF = "on", "off"
NEEDED, KEEPS_CODES = "consent_needed", "withdrawn_codes_kept"
COVERS_GROUPS = "consent_covers_groups"


def consent_rules(database: Database) -> ConsentRules:
    """Return how the study deals with consent."""
    settings = database.study_settings()
    return ConsentRules(
        needed=settings.get(NEEDED, OFF) == ON,
        keeps_codes=settings.get(KEEPS_CODES, OFF) == ON,
        covers_groups=settings.get(COVERS_GROUPS, OFF) == ON,
    )


def day_of(now: int) -> date:
    """Return what day it is at a moment (ms since 1970), as this computer sees it."""
    return datetime.fromtimestamp(now / MS_PER_SECOND).date()  # noqa: DTZ006


def playable(
    database: Database, tape: Tape, case: Case, person: Person, now: int
) -> tuple[Tape, str]:
    """Return a tape as a person may have it, and why it is without files, if it is.

    Args:
        database: Of the study.
        tape: As it is stored.
        case: That it belongs to.
        person: In the roles in which they act.
        now: The time of day, in ms since 1970.
    """
    why = withheld(case.consent, person, consent_rules(database), day_of(now))
    return (replace(tape, files=(), captions=None) if why else tape), why
