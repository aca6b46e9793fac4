from __future__ import annotations

from uuid import UUID, uuid4

from ipt_review.domain.coding import CodebookVersion, CodingHead, Perspective, Status
from ipt_review.domain.people import Person, Role
from ipt_review.study.comparable import (
    NO_OTHERS,
    NOBODY,
    ONLY_ONE,
    STILL_CODING,
    Sight,
    comparable,
    why_nothing,
)

TAPE = UUID(int=1)
ALL, OWN_FIRST = Sight(of_all=True, through_own=True), Sight(through_own=True)
ONE, TWO = (Person(uuid4(), name, frozenset({Role.RATER})) for name in ("R-1", "R-2"))
TRAINEE = Person(uuid4(), "T-04", frozenset({Role.TRAINEE}))
SUPERVISOR = Person(uuid4(), "SV-1", frozenset({Role.SUPERVISOR}))
COORDINATOR = Person(uuid4(), "CO-1", frozenset({Role.COORDINATOR}))


def a_head(
    rater: Person,
    perspective: Perspective = Perspective.STUDY_RATER,
    status: Status = Status.SUBMITTED,
    number: int = 1,
) -> CodingHead:
    """Return what a coding of the tape is."""
    book = CodebookVersion("small", "1.0")
    return CodingHead(uuid4(), TAPE, rater.id, perspective, book, number, status)


SELF = a_head(TRAINEE, Perspective.TRAINEE_SELF)
OWN = a_head(SUPERVISOR, Perspective.SUPERVISOR)


def test_a_coordinator_sees_all_that_is_submitted_and_no_draft() -> None:
    done, draft = a_head(ONE), a_head(TWO, status=Status.DRAFT)

    assert comparable(COORDINATOR, [done, draft, SELF], ALL) == [done, SELF]


def test_a_rater_sees_others_only_through_an_own_submitted_coding() -> None:
    mine, theirs = a_head(ONE), a_head(TWO)

    assert comparable(ONE, [theirs], OWN_FIRST) == []
    assert comparable(ONE, [mine, theirs], OWN_FIRST) == [mine, theirs]


def test_whoever_is_still_coding_the_tape_sees_nobody() -> None:
    mine = a_head(COORDINATOR, status=Status.DRAFT)
    heads = [mine, a_head(ONE), a_head(TWO)]

    assert comparable(COORDINATOR, heads, ALL) == []
    assert why_nothing(COORDINATOR, heads, ALL) == STILL_CODING


def test_a_consensus_under_way_keeps_nobody_from_seeing_and_is_not_listed() -> None:
    under_way = a_head(COORDINATOR, Perspective.CONSENSUS, Status.DRAFT)
    one, two = a_head(ONE), a_head(TWO)

    assert comparable(COORDINATOR, [under_way, one, two], ALL) == [one, two]


def test_a_supervisor_sees_a_self_review_once_both_are_submitted() -> None:
    assert comparable(SUPERVISOR, [SELF, a_head(ONE)], ALL)[0].perspective is (
        Perspective.STUDY_RATER
    )
    assert SELF in comparable(SUPERVISOR, [SELF, OWN], ALL)
    assert comparable(TRAINEE, [SELF, OWN], OWN_FIRST) == [SELF, OWN]


def test_on_a_hidden_repeat_a_rater_sees_the_own_first_pass_and_nothing_else() -> None:
    first, again = a_head(ONE), a_head(ONE, number=2)
    heads = [first, again, a_head(TWO)]

    assert comparable(ONE, heads, NO_OTHERS) == [first]
    assert why_nothing(ONE, heads, NO_OTHERS) == ONLY_ONE


def test_a_rater_blind_to_others_still_sees_both_own_passes() -> None:
    first, again = a_head(ONE), a_head(ONE, number=2)

    assert comparable(ONE, [first, again, a_head(TWO)], Sight()) == [first, again]


def test_why_there_is_nothing_to_compare_is_told() -> None:
    assert why_nothing(COORDINATOR, [a_head(ONE, status=Status.DRAFT)], ALL) == NOBODY
    assert why_nothing(COORDINATOR, [a_head(ONE)], ALL) == ONLY_ONE
    assert why_nothing(COORDINATOR, [a_head(ONE), a_head(TWO)], ALL) == ""
