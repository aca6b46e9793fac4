"""The columns of a roster, and how those of a file are matched to them."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class RosterField(Enum):
    """What a column of a roster says."""

    THERAPIST = "Therapist"
    CASE = "Case"
    ARM = "Arm"
    PLANNED = "Planned sessions"
    FOCUS = "Agreed focus"
    AGREED_IN = "Agreed in session"
    CONSENT = "Consent"
    SESSION = "Session"
    PHASE = "Phase"
    DAY = "Day of treatment"


_SYNONYMS: Final[Mapping[RosterField, str]] = {
    RosterField.THERAPIST: "therapist therapistid clinician provider behandler",
    RosterField.CASE: "case caseid patient patientid client participant subject fall",
    RosterField.ARM: "arm condition group treatment",
    RosterField.PLANNED: "plannedsessions planned sessionsplanned numberofsessions",
    RosterField.FOCUS: "agreedfocus focus problemarea area",
    RosterField.AGREED_IN: "agreedinsession agreedin focussession",
    RosterField.CONSENT: "consent consentfor consentscope",
    RosterField.SESSION: "session sessionnumber sessionno nr sitzung",
    RosterField.PHASE: "phase phaseoftreatment",
    RosterField.DAY: "dayoftreatment day treatmentday studyday",
}

TEMPLATE: Final = (
    tuple(field.value for field in RosterField),
    (
        "T-01",
        "C-001",
        "IPT",
        "16",
        "role_dispute",
        "3",
        "supervision, research",
        "1",
        "opening",
        "1",
    ),
    ("T-01", "C-001", "", "", "", "", "", "2", "opening", "8"),
    ("T-02", "C-002", "Control", "12", "", "", "none", "", "", ""),
)
"""A sheet to begin with. What belongs to a case may stand in one of its rows only."""


def matched(headers: Sequence[str]) -> dict[RosterField, int]:
    """Return which column of a file says what, by the words at its head."""
    found: dict[RosterField, int] = {}
    for place, header in enumerate(headers):
        plain = re.sub(r"[^a-z]", "", header.casefold())
        for field, words in _SYNONYMS.items():
            if plain and plain in words.split():
                found.setdefault(field, place)
    return found
