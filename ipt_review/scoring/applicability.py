"""Which items are asked in a session, and why the others are not."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from ipt_review.domain.codebook import Need, Phase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipt_review.domain.codebook import Applies, Item
    from ipt_review.domain.rating import Rating


class AskedKind(Enum):
    """What becomes of an item in one session."""

    ASKED = "asked"
    OPTIONAL = "optional"
    NOT_APPLICABLE = "not_applicable"
    NOT_RATABLE = "not_ratable"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whether an item is asked; if not plainly, `reason` says why in a sentence."""

    kind: AskedKind
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a session that decides which items apply to it.

    Attributes:
        foci: Ids of the areas under agreement.
        met: Conditions known to hold or not; those left out are for the rater.
        last_opening: Whether this is the last session of the opening phase.
        achieved_earlier: Ids of once-only items that another opening session of the
            case has already met.
        focus_hidden: Whether the rater must not be told the areas under agreement
            yet. The items of every area are offered then, since those that are asked
            would tell; scores are made without it.
        place_hidden: Whether the rater must not be told phase, session or case
            either. The items of every phase are offered then, for the same reason.
    """

    phase: Phase
    session_number: int
    foci: tuple[str, ...] = ()
    met: Mapping[Need, bool] = field(default_factory=lambda: MappingProxyType({}))
    last_opening: bool = False
    achieved_earlier: frozenset[str] = frozenset()
    focus_hidden: bool = False
    place_hidden: bool = False

    def holds(self, need: Need) -> bool | None:
        """Say whether a condition holds, or None when nobody knows yet.

        A scale is always due in the opening phase (article, lines 19 and 39).
        """
        if need in self.met:
            return self.met[need]
        if need is Need.FOCUS_AGREED:
            return None if self.focus_hidden else bool(self.foci)
        if need is Need.SCALE_DUE_OR_USED and self.phase is Phase.OPENING:
            return True
        return None


WHY_NOT: Final = {
    Need.SCALE_DUE_OR_USED: "No severity scale was due or used in this session.",
    Need.OUTCOME_REPORTED: "No interpersonal event with an outcome was reported.",
    Need.SITUATION_DISCUSSED: "No interpersonal situation was discussed.",
    Need.OPTION_EMERGED: "No feasible option emerged.",
    Need.END_ON_TAPE: "The end of the session is not on the tape.",
    Need.FOCUS_AGREED: "No focus has been agreed yet.",
    Need.FORMULATION_GIVEN: "No formulation was given in this session.",
    Need.IMPROVED: "The patient has not improved.",
    Need.NOT_WELL: "The patient is well, with no high risk of recurrence on record.",
}
"""What to say when a condition does not hold."""

SILENCED: Final = "Silenced in this study."
_OFFERED = "Counts only if it occurred: rated 1, it is not applicable."
_OTHER_ITEM = "The rating of another item rules it out."
_ANYWHERE = "Rate it if it was done; where in the treatment this is, is hidden."
_UNTOLD = "Rate it if it was worked on; which area was agreed is still hidden."

PLAINLY: Final = Asked(AskedKind.ASKED)
ANYWHERE: Final = Asked(AskedKind.OPTIONAL, _ANYWHERE)
UNTOLD: Final = Asked(AskedKind.OPTIONAL, _UNTOLD)
OFFERED: Final = Asked(AskedKind.OPTIONAL, _OFFERED)


def asked(item: Item, setting: Setting, ratings: Mapping[str, Rating]) -> Asked:
    """Say whether an item is asked in a session (codebook notes, section B5).

    Args:
        item: The item.
        setting: What is known of the session.
        ratings: What has been rated so far, by item id; some items depend on others.
    """
    applies = item.applies
    reason = SILENCED if item.silenced else ""
    if not setting.place_hidden:
        reason = reason or _out_of_place(applies, setting)
    reason = reason or _ruled_out(applies, ratings)
    if reason:
        return Asked(AskedKind.NOT_APPLICABLE, reason)
    for need in sorted(applies.needs, key=lambda need: need.value):
        if setting.holds(need) is False:
            missing = need is Need.END_ON_TAPE
            kind = AskedKind.NOT_RATABLE if missing else AskedKind.NOT_APPLICABLE
            return Asked(kind, WHY_NOT[need])
    return _put(applies, setting)


def _put(applies: Applies, setting: Setting) -> Asked:
    """Say how an item that nothing rules out is put to the rater."""
    if applies.areas and setting.focus_hidden:
        return UNTOLD
    if setting.place_hidden:
        everywhere = applies.phases == set(Phase) and applies.from_session <= 1
        return PLAINLY if everywhere and not applies.needs else ANYWHERE
    return OFFERED if _is_only_offered(applies, setting) else PLAINLY


def _out_of_place(applies: Applies, setting: Setting) -> str:
    phase = setting.phase
    if phase not in applies.phases and phase not in applies.optional_in:
        return f"Not in the {phase.value} phase."
    if setting.session_number < applies.from_session:
        return f"Not in session {setting.session_number}."
    elsewhere = not setting.focus_hidden and applies.areas.isdisjoint(setting.foci)
    if applies.areas and elsewhere:
        areas = " or ".join(sorted(area.replace("_", " ") for area in applies.areas))
        return f"Only when {areas} is the agreed focus."
    return ""


def _ruled_out(applies: Applies, ratings: Mapping[str, Rating]) -> str:
    unless = applies.unless
    if unless is None:
        return ""
    rating = ratings.get(unless.item)
    if rating is None or rating.value not in unless.rated:
        return ""
    return next((WHY_NOT[need] for need in applies.needs), _OTHER_ITEM)


def _is_only_offered(applies: Applies, setting: Setting) -> bool:
    if setting.phase not in applies.optional_in:
        return False
    if setting.phase not in applies.phases:
        return True
    return not applies.needs or not all(map(setting.holds, applies.needs))
