"""The people of a study: added, changed, retired, and who of them is at the desk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.roster import NameEdit, RosterEdit, RosterStep
from ipt_review.study.handles import check_handle
from ipt_review.study.permissions import Act, NotAllowed
from ipt_review.study.pins import fits, new_pin
from ipt_review.workflow.library.rostering import must_be_free

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from ipt_review.domain.people import Person, Pin
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.library.rostering import Rostering

LONGEST_NAME = 120
ASKS = "asks_who"
ON, OFF = "on", "off"


class AtTheDesk(ReviewError):
    """Somebody was about to retire or remove themselves."""

    def __init__(self) -> None:
        super().__init__(
            "You cannot retire or remove yourself.",
            "Another person who may change people can.",
        )


class NoRole(ReviewError):
    """A person without any role."""

    def __init__(self) -> None:
        super().__init__(
            "This person has no role.", "Choose at least one; they add up."
        )


class LongName(ReviewError):
    """A name that is too long."""

    def __init__(self) -> None:
        super().__init__(
            "This name is too long.", f"Use {LONGEST_NAME} characters at most."
        )


class WrongPin(ReviewError):
    """Not the PIN of this person."""

    def __init__(self) -> None:
        super().__init__(
            "This is not the PIN.",
            "Try again; a coordinator can remove a PIN that was forgotten.",
        )


@dataclass(frozen=True, slots=True)
class PeopleState:
    """Everybody in a study, as whoever is at the desk may see them.

    Attributes:
        names: By person; None for whoever may not see them.
        pinned: Who is asked for a PIN.
        has_logins: Whether each person enters with a login, and no PIN is needed.
    """

    people: tuple[Person, ...]
    names: Mapping[UUID, str] | None
    pinned: frozenset[UUID]
    has_logins: bool


def people_state(desk: Desk) -> PeopleState:
    """Return everybody in a study."""
    database, logins = desk.database, desk.database.myself() is not None
    sees = desk.rights.may(Act.SEE_NAMES).allowed
    return PeopleState(
        tuple(database.people()),
        database.private.names() if sees else None,
        frozenset() if logins else frozenset(database.private.pins()),
        logins,
    )


def put_person(
    rostering: Rostering, before: Person | None, after: Person, name: str | None = None
) -> None:
    """Add a person, or change them where there is somebody before; it can be undone.

    Args:
        rostering: Of the study.
        before: As they are stored; None for somebody new.
        after: As they are to be.
        name: What they are called, nothing for no name; None leaves the name alone.

    Raises:
        BadHandle: When they cannot be called so.
        NameTaken: When somebody else is.
        NoRole: When they have no role.
        AtTheDesk: When one is about to retire oneself.
        NotAllowed: When whoever is at the desk may not.
    """
    desk = rostering.desk
    check_handle(after.handle, "person")
    must_be_free(after, desk.database.people(), "person")
    if not after.roles:
        raise NoRole
    if before is not None and before.active and not after.active:
        _must_be_another(desk, after)
    below = frozenset(each for each in after.supervises if each != after.id)
    after = replace(after, supervises=below)
    edits = (RosterEdit(before, after),) if before != after else ()
    names = () if name is None else _renaming(desk, after, name)
    if edits or names:
        rostering.carry_out(RosterStep(edits, names))


def remove_person(rostering: Rostering, person: Person) -> None:
    """Remove somebody on whom no other work rests; it can be undone.

    Raises:
        StillNeeded: When something does; who has done anything can only retire.
        AtTheDesk: When one is about to remove oneself.
    """
    desk = rostering.desk
    _must_be_another(desk, person)
    named = desk.rights.may(Act.SEE_NAMES).allowed
    names = _renaming(desk, person, "") if named else ()
    rostering.carry_out(RosterStep((RosterEdit(person, None),), names))


def _must_be_another(desk: Desk, person: Person) -> None:
    here = desk.rights.person
    if here is not None and here.id == person.id:
        raise AtTheDesk


def _renaming(desk: Desk, person: Person, name: str) -> tuple[NameEdit, ...]:
    wanted = " ".join(name.split())
    if len(wanted) > LONGEST_NAME:
        raise LongName
    stored = desk.database.private.names().get(person.id, "")
    return () if stored == wanted else (NameEdit(person.id, stored, wanted),)


def who_may_sit(desk: Desk) -> Sequence[Person]:
    """Return those from whom whoever opens the study has to say who they are.

    Nobody is asked where a login says it, or where there is no choice.
    """
    if desk.database.myself() is not None:
        return ()
    active = [each for each in desk.database.people() if each.active]
    return active if len(active) > 1 else ()


def pin_of(desk: Desk, person: Person) -> Pin | None:
    """Return what the PIN of a person is recognized by, None where none is asked."""
    if desk.database.myself() is not None:
        return None
    return desk.database.private.pins().get(person.id)


def must_be_pin(desk: Desk, person: Person, typed: str) -> None:
    """Make sure that this is the PIN of a person, if they have one.

    Raises:
        WrongPin: When it is not.
    """
    pin = pin_of(desk, person)
    if pin is not None and not fits(pin, typed):
        raise WrongPin


def set_pin(desk: Desk, person: Person, typed: str) -> None:
    """Have whoever is at the desk asked for this PIN from now on; for none if empty.

    Whoever may change people can remove the PIN of somebody else, and set none.

    Raises:
        NoPin: When it cannot be one.
        NotAllowed: When it is somebody else's.
    """
    here = desk.rights.person
    if here is None or here.id != person.id:
        desk.rights.must(Act.CHANGE_ROSTER)
        if typed:
            raise NotAllowed(
                f"Only {person.handle} can choose their own PIN.",
                "A PIN that was forgotten can be removed.",
            )
    desk.database.private.set_pin(person.id, new_pin(typed) if typed else None)


def asks_who(desk: Desk) -> bool:
    """Say whether whoever opens the study is asked who they are.

    New studies ask as soon as two people are in them; somebody's PIN has every study
    ask.
    """
    database = desk.database
    return database.study_settings().get(ASKS) == ON or bool(database.private.pins())


def set_asks_who(desk: Desk, *, wanted: bool) -> None:
    """Have it asked or not; as long as somebody has a PIN, it is asked.

    Raises:
        NotAllowed: When whoever is at the desk may not change people.
    """
    desk.rights.must(Act.CHANGE_ROSTER)
    here = desk.rights.person
    by = here.id if here is not None else None
    desk.database.set_study_setting(ASKS, ON if wanted else OFF, by, desk.now())
