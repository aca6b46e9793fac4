from __future__ import annotations

from uuid import UUID

import pytest

from ipt_review.domain.people import Person, Role
from ipt_review.study.permissions import (
    TABLE,
    About,
    Act,
    NotAllowed,
    Row,
    Scope,
    may,
    must,
    scope_of,
)
from ipt_review.study.standing import acting

ME, SUPERVISED, STRANGER = UUID(int=1), UUID(int=2), UUID(int=3)


def one(*roles: Role, active: bool = True) -> Person:
    return Person(ME, "P-1", frozenset(roles), frozenset({SUPERVISED}), active)


def reach(person: Person, act: Act) -> tuple[bool, bool, bool, bool]:
    """Return whether it reaches one's own, assigned, supervised, and others' things."""
    nobody: frozenset[UUID] = frozenset()
    about = (
        About(ME, nobody),
        About(STRANGER, frozenset({ME})),
        About(SUPERVISED, nobody),
        About(STRANGER, nobody),
    )
    own, assigned, supervised, others = (
        may(person, act, each).allowed for each in about
    )
    return own, assigned, supervised, others


REACHES = {
    Scope.NOBODY: (False, False, False, False),
    Scope.OWN: (True, False, False, False),
    Scope.ASSIGNED: (False, True, False, False),
    Scope.SUPERVISEES: (True, False, True, False),
    Scope.ALL: (True, True, True, True),
}


@pytest.mark.parametrize("role", Role)
def test_each_role_reaches_as_far_as_its_column_says(role: Role) -> None:
    person = one(role)

    for act, row in TABLE.items():
        assert reach(person, act) == REACHES[row.of(role)], act


def test_the_table_has_a_row_for_everything_and_says_each_thing_once() -> None:
    assert set(TABLE) == set(Act)
    assert len({act.value for act in Act}) == len(Act)


def test_what_must_not_slip_is_as_it_should_be() -> None:
    """Said once more by hand, so that a slip in the table does not pass for a rule."""
    only = Row(Scope.ALL, *[Scope.NOBODY] * 4)
    kept = (Act.UNLOCK, Act.BREAK_BLIND, Act.CHECK_TRAIL, Act.CHANGE_ROSTER, Act.FREEZE)
    assert all(TABLE[act] == only for act in kept)
    assert TABLE[Act.SEE_DRAFTS] == Row(*[Scope.NOBODY] * 5)
    for role in (Role.TRAINEE, Role.RATER):
        assert TABLE[Act.SEE_SUBMITTED].of(role) is Scope.NOBODY
    assert TABLE[Act.EXPORT_FULL].rater is Scope.NOBODY


def test_roles_of_one_person_add_up() -> None:
    both = one(Role.RATER, Role.TRAINEE)

    assert reach(both, Act.CODE) == (True, True, False, False)
    assert scope_of(both, Act.CODE) is Scope.ASSIGNED


def test_what_the_study_leaves_open_is_open() -> None:
    assert may(one(Role.TRAINEE), Act.PLAY, About(None)).allowed
    assert may(one(Role.RATER), Act.PLAY, About(STRANGER, None)).allowed
    free = Person(ME, "SV-1", frozenset({Role.SUPERVISOR}))
    assert may(free, Act.PLAY, About(STRANGER)).allowed


def test_who_is_no_longer_active_may_do_nothing() -> None:
    gone = one(*Role, active=False)

    assert not any(may(gone, act).allowed for act in Act)
    assert "no longer active" in may(gone, Act.PLAY).reason


def test_a_refusal_says_what_and_whom_to_ask() -> None:
    with pytest.raises(NotAllowed) as refused:
        must(one(Role.RATER), Act.FREEZE)
    assert str(refused.value) == "P-1 may not freeze the study. Ask a coordinator."

    verdict = may(one(Role.TRAINEE), Act.PLAY, About(STRANGER))
    assert "somebody else's" in verdict.reason
    assert verdict.remedy == "Ask a coordinator or an adjudicator."
    assert may(one(Role.COORDINATOR), Act.SEE_DRAFTS).remedy == "Nobody may."


def test_a_study_without_a_coordinator_has_one_who_acts_as_such() -> None:
    supervisor = Person(UUID(int=7), "SV-1", frozenset({Role.SUPERVISOR}))
    rater = Person(UUID(int=8), "R-1", frozenset({Role.RATER}))
    chief = Person(UUID(int=9), "CO-1", frozenset({Role.COORDINATOR}))
    gone = Person(UUID(int=9), "CO-1", chief.roles, active=False)

    assert Role.COORDINATOR in acting(supervisor, [supervisor, rater]).roles
    assert acting(rater, [supervisor, rater]) == rater
    assert Role.COORDINATOR in acting(rater, [rater]).roles
    assert acting(supervisor, [supervisor, rater, chief]) == supervisor
    assert Role.COORDINATOR in acting(supervisor, [supervisor, gone]).roles
