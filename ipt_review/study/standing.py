"""As what a person stands in a study, beside the roles that they were given."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipt_review.domain.people import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.people import Person


def acting(person: Person, people: Iterable[Person]) -> Person:
    """Return a person with the roles that they act in.

    A study always has somebody who can put it right: while none of its `people` is an
    active coordinator, its active supervisors act as coordinators, and where there is
    no supervisor either, everybody does. So a study made before there were
    coordinators, or by one supervisor alone, works as before.
    """
    active = [each for each in people if each.active]
    if any(Role.COORDINATOR in each.roles for each in active):
        return person
    supervised = any(Role.SUPERVISOR in each.roles for each in active)
    if supervised and Role.SUPERVISOR not in person.roles:
        return person
    return replace(person, roles=person.roles | {Role.COORDINATOR})
