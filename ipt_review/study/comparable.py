"""Whose codings of a tape a person may lay beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.coding import Perspective, Status
from ipt_review.domain.people import Role
from ipt_review.study.seeing import may_see

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.coding import CodingHead
    from ipt_review.domain.people import Person

_UNBOUND = frozenset({Role.COORDINATOR, Role.ADJUDICATOR})
STILL_CODING = (
    "Your own coding of this tape is a draft: the codings of others are shown once "
    "yours is submitted."
)
NOBODY = "Nobody has submitted a coding of this tape."
ONLY_ONE = (
    "Only one coding of this tape is submitted and may be seen by you; two are needed "
    "to compare."
)


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person may see of one tape, as rights, blinding and queue have it.

    Attributes:
        of_all: All submitted codings of the tape.
        through_own: Those of others, once an own one is submitted.
        second_looks: Whether they may know that they coded a tape more than once.
    """

    of_all: bool = False
    through_own: bool = False
    second_looks: bool = True


NO_OTHERS = Sight(second_looks=False)
"""Own first codings, and nothing that would tell more."""


def comparable(
    person: Person, heads: Iterable[CodingHead], sight: Sight
) -> list[CodingHead]:
    """Return those codings of one tape that a person may see and compare.

    Drafts never, and nothing at all while one's own coding of the tape is a draft.
    Own codings always, and through them what `may_see` allows. A self-review is shown
    to supervisors only once they have submitted their own coding (a self-rating is
    collected first, and both are shown when both are there).
    """
    made = list(heads)
    own = [head for head in made if head.rater == person.id]
    if any(_is_own_judgment(head) for head in own):
        return []
    if not sight.second_looks:
        own = [head for head in own if head.pass_number == 1]
    return [
        head
        for head in made
        if head.status is not Status.DRAFT
        and (
            head in own
            or (sight.through_own and any(may_see(mine, head) for mine in own))
            or (sight.of_all and not _is_kept_from(person, head))
        )
    ]


def why_nothing(person: Person, heads: Iterable[CodingHead], sight: Sight) -> str:
    """Say why a person has nothing to compare on a tape, or nothing when they have."""
    made = list(heads)
    if any(_is_own_judgment(head) for head in made if head.rater == person.id):
        return STILL_CODING
    found = comparable(person, made, sight)
    if len(found) >= 2:  # noqa: PLR2004 - two make a comparison
        return ""
    done = any(head.status is not Status.DRAFT for head in made)
    return ONLY_ONE if done else NOBODY


def _is_kept_from(person: Person, head: CodingHead) -> bool:
    """Say whether a self-review would steer a supervisor who has not coded yet."""
    steers = Role.SUPERVISOR in person.roles and person.roles.isdisjoint(_UNBOUND)
    return steers and head.perspective is Perspective.TRAINEE_SELF


def _is_own_judgment(head: CodingHead) -> bool:
    """Say whether it is a draft that seeing others would steer.

    A consensus under way is none: whoever decides has seen the others already.
    """
    return head.status is Status.DRAFT and head.perspective is not Perspective.CONSENSUS
