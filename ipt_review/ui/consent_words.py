"""Words for consent and for what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.consent import Use

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.consent import Consent

USES = {
    Use.SUPERVISION: "Supervision",
    Use.TEACHING: "Teaching",
    Use.RESEARCH: "Research",
}
NOT_ON_RECORD = "not on record"


def uses_of(uses: Iterable[Use] | None) -> str:
    """Return what a consent is for, in words."""
    if uses is None:
        return NOT_ON_RECORD
    given = set(uses)
    return ", ".join(name for use, name in USES.items() if use in given) or "nothing"


def withdrawn_of(consent: Consent) -> str:
    """Return what was taken back, and when; nothing where nothing was."""
    withdrawn = consent.withdrawn
    if withdrawn is None:
        return ""
    what = "everything" if withdrawn.uses == set(Use) else uses_of(withdrawn.uses)
    if withdrawn.day is not None:
        return f"{what}, on day {withdrawn.day}"
    return f"{what}, on {withdrawn.on.isoformat()}" if withdrawn.on else what


def lines_of(consent: Consent) -> tuple[str, ...]:
    """Return a consent as the details of a case say it, one fact in each line."""
    back, until = withdrawn_of(consent), consent.keep_until
    if consent.uses is None and not back and until is None:
        return ()
    return tuple(
        line
        for line in (
            f"Consent: {uses_of(consent.uses)}",
            f"Taken back: {back}" if back else "",
            f"Recordings kept until {until.isoformat()}" if until else "",
        )
        if line
    )
