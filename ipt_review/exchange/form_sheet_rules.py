"""When an item is asked, as the cells of a form say it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ipt_review.domain.codebook import Need, Unless

if TYPE_CHECKING:
    from collections.abc import Container

    from ipt_review.domain.codebook import Applies

_UNLESS: Final = re.compile(r"([a-z][a-z0-9_]*)\s*:\s*(\d+(?:\s*,\s*\d+)*)")


class BadCell(Exception):
    """A cell that says nothing that a form knows; its text says what is wrong."""


def from_session(text: str) -> int:
    """Return the first session in which an item is asked; empty for 1.

    Raises:
        BadCell: When it is no whole number from 1 on.
    """
    if not text:
        return 1
    if not re.fullmatch(r"[1-9]\d*", text):
        raise BadCell(f"“{text}” is not a session number.")
    return int(text)


def needs(text: str) -> frozenset[Need]:
    """Return the conditions that a cell names.

    Raises:
        BadCell: When the program does not know one.
    """
    known = {need.value: need for need in Need}
    for word in words_of(text):
        if word not in known:
            what = f"“{word}” is not one of {', '.join(known)}."
            raise BadCell(what)
    return frozenset(known[word] for word in words_of(text))


def unless_of(text: str) -> Unless | None:
    """Return the other item that rules this one out, for example "adh_options: 1, 2".

    Raises:
        BadCell: When it is not of that form.
    """
    if not text:
        return None
    found = _UNLESS.fullmatch(text)
    if found is None:
        raise BadCell(
            f"“{text}” is not an item and its ratings, as in adh_options: 1, 2.",
        )
    return Unless(found[1], frozenset(map(int, words_of(found[2]))))


def unless_as_text(unless: Unless | None) -> str:
    """Write the other item that rules this one out as a cell."""
    if unless is None:
        return ""
    return f"{unless.item}: {', '.join(map(str, sorted(unless.rated)))}"


def words_of(text: str) -> list[str]:
    """Return what stands between the commas of a cell."""
    return [word.strip() for word in text.split(",") if word.strip()]


def rules_kept(new: Applies, old: Applies, held: Container[str]) -> Applies:
    """Return the rules of a sheet, with the old ones where it has no column."""

    def take(column: str) -> bool:
        return column in held

    return replace(
        old,
        phases=new.phases,
        optional_in=new.optional_in if take("optional in") else old.optional_in,
        from_session=new.from_session if take("from session") else old.from_session,
        once=new.once if take("once") else old.once,
        areas=new.areas if take("areas") else old.areas,
        needs=new.needs if take("needs") else old.needs,
        unless=new.unless if take("unless") else old.unless,
        rule=new.rule if take("rule") else old.rule,
    )
