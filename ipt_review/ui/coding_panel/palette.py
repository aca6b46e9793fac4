"""Which codes are on the panel now: pure, from codebook, phase and focus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.codebook import Code, Codebook, Group
    from ipt_review.domain.study import Session


@dataclass(frozen=True, slots=True)
class Shelf:
    """One group on the panel.

    Attributes:
        shown: Codes that are on the panel at once.
        more: Codes that are one click away; their keys work all the same.
    """

    group: Group
    title: str
    shown: tuple[Code, ...]
    more: tuple[Code, ...]


def palette(
    codebook: Codebook, session: Session, area: str | None, used: Iterable[str]
) -> list[Shelf]:
    """Return the groups in the codebook's order, each with its codes.

    Args:
        codebook: Whose codes.
        session: Codes that are core in its phase are shown (codebook notes,
            section B1), those that come later than it are not.
        area: The problem area that is talked about; area work is named after it.
        used: Ids of codes that are on the tape already; they are shown too.
    """
    used = set(used)
    shelves = []
    for group in codebook.groups:
        codes = [code for code in codebook.offered if code.group == group.id]
        shown = tuple(c for c in codes if _is_core(c, session) or c.id in used)
        more = tuple(c for c in codes if c not in shown)
        if codes:
            shelves.append(
                Shelf(group, _title(codebook, group, codes, area), shown, more)
            )
    return shelves


def _title(
    codebook: Codebook, group: Group, codes: list[Code], area: str | None
) -> str:
    """Name a group of area work after the area that is talked about."""
    if any(code.variants for code in codes):
        for each in codebook.areas:
            if each.id == area:
                return each.label
    return group.label


def _is_core(code: Code, session: Session) -> bool:
    return session.phase in code.core_in and session.number >= code.from_session
