"""Which codes are on the panel now: pure, from codebook, profile, phase and focus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.masking import UNTOLD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.codebook import Code, Codebook, Group, Profile
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
    codebook: Codebook,
    session: Session,
    area: str | None,
    used: Iterable[str],
    profile: Profile | None = None,
) -> list[Shelf]:
    """Return the groups in the codebook's order, each with its codes.

    Args:
        codebook: Whose codes.
        session: Codes that are core in its phase are shown (codebook notes,
            section B1), those that come later than it are not.
        area: The problem area that is talked about; area work is named after it.
        used: Ids of codes that are on the tape already; they are shown too.
        profile: What is shown instead of what is core; None for the phase's codes.
    """
    used = set(used)
    shelves = []
    for group in codebook.groups:
        codes = [code for code in codebook.offered if code.group == group.id]
        shown = tuple(
            c for c in codes if _is_shown(c, session, profile) or c.id in used
        )
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


def choices(codebook: Codebook) -> list[Profile]:
    """Return the profiles to choose from besides the phase's own.

    Those of a phase are not among them: what is shown unless something else was
    chosen follows the phase of the session.
    """
    return [each for each in codebook.profiles if each.phase is None]


def codes_nothing(profile: Profile | None) -> bool:
    """Say whether a profile is for those who rate and do not code the tape."""
    return profile is not None and profile.codes == ()


def _is_shown(code: Code, session: Session, profile: Profile | None) -> bool:
    if profile is None:
        return _is_core(code, session)
    return profile.codes is None or code.id in profile.codes


def _is_core(code: Code, session: Session) -> bool:
    if session.number == UNTOLD:
        return bool(code.core_in)
    return session.phase in code.core_in and session.number >= code.from_session
