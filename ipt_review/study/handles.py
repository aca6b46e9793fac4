"""What therapists, cases and people may be called: an id, and never a name."""

from __future__ import annotations

import re

from ipt_review.domain.problems import ReviewError

LONGEST = 40
_RUNS = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of something to run."""
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]")
_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d[-./_]?(?:0[1-9]|1[0-2])[-./_]?(?:0[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])[-./](?:0?[1-9]|[12]\d|3[01])[-./](?:19|20)?\d\d)(?!\d)"
)


class BadHandle(ReviewError):
    """Something that cannot stand for a therapist, a case or a person."""


def check_handle(text: str, what: str) -> str:
    """Return an id as it is kept, without spaces around it.

    Args:
        text: As it was typed or read.
        what: What it is the id of, for example "case".

    Raises:
        BadHandle: When it is empty, too long, a date, or holds what no id may hold.
    """
    handle = text.strip()
    if not handle:
        raise BadHandle(f"The id of a {what} is missing.", "Enter one, such as C-001.")
    if len(handle) > LONGEST:
        raise BadHandle(
            f"“{handle[:LONGEST]}…” is too long for the id of a {what}.",
            f"Use {LONGEST} characters at most.",
        )
    if handle.startswith(_RUNS) or _FORBIDDEN.search(handle):
        raise BadHandle(
            f"“{handle}” cannot be the id of a {what}.",
            "Use letters, digits, spaces, hyphens and underscores, and begin with a "
            "letter or a digit.",
        )
    if holds_date(handle):
        raise BadHandle(
            f"“{handle}” holds a date, which the id of a {what} must not.",
            "Use an id that says nothing about the person.",
        )
    return handle


def holds_date(text: str) -> bool:
    """Say whether something in `text` looks like a day of the calendar."""
    return _DATE.search(text) is not None
