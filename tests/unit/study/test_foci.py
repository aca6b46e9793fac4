"""Agreements on a focus: one or two at once, and nothing is ever forgotten."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_review.domain.problems import BadFocus, ReviewError, TooManyFoci
from ipt_review.domain.study import AgreedFocus, Case
from ipt_review.study.foci import (
    AlreadyAgreed,
    NoSuchFocus,
    agree,
    change,
    correct,
    end,
)

CASE = Case(UUID(int=1), "C01", UUID(int=2), 16)
AREAS = ("grief", "role_dispute", "role_transition", "interpersonal_deficits")
DISPUTE = agree(CASE, "role_dispute", 3)


def test_a_second_focus_is_allowed_and_a_third_is_refused() -> None:
    two = agree(DISPUTE, "grief", 4)
    assert two.foci_in(4) == ("role_dispute", "grief")
    with pytest.raises(TooManyFoci):
        agree(two, "role_transition", 5)


def test_a_third_is_refused_although_it_would_come_before_the_second() -> None:
    two = agree(DISPUTE, "grief", 9)
    with pytest.raises(TooManyFoci):
        agree(two, "role_transition", 5)


def test_a_dispute_that_becomes_a_transition_stays_in_the_history() -> None:
    case = change(DISPUTE, "role_dispute", "role_transition", 9)
    assert case.foci == (
        AgreedFocus("role_dispute", 3, 9),
        AgreedFocus("role_transition", 9),
    )
    assert [case.foci_in(n) for n in (2, 8, 9, 10)] == [
        (),
        ("role_dispute",),
        ("role_dispute", "role_transition"),
        ("role_transition",),
    ]


def test_a_change_beside_a_second_focus_never_puts_three_into_one_session() -> None:
    two = agree(DISPUTE, "grief", 4)
    case = change(two, "role_dispute", "role_transition", 9)
    assert case.foci_in(8) == ("role_dispute", "grief")
    assert case.foci_in(9) == ("grief", "role_transition")


def test_a_focus_agreed_in_this_very_session_is_corrected_and_not_changed() -> None:
    two = agree(agree(CASE, "grief", 2), "role_dispute", 5)
    with pytest.raises(BadFocus):
        change(two, "role_dispute", "role_transition", 5)


def test_an_ended_focus_makes_room_for_another_and_may_come_back() -> None:
    two = agree(DISPUTE, "grief", 4)
    ended = end(two, "role_dispute", 6)
    again = end(agree(ended, "role_transition", 7), "role_transition", 8)
    assert agree(again, "role_dispute", 9).foci_in(9) == ("grief", "role_dispute")


def test_an_area_is_not_agreed_on_twice_at_once() -> None:
    with pytest.raises(AlreadyAgreed):
        agree(DISPUTE, "role_dispute", 5)
    with pytest.raises(AlreadyAgreed):
        agree(DISPUTE, "role_dispute", 1)


def test_only_a_focus_that_holds_can_be_ended_or_changed() -> None:
    with pytest.raises(NoSuchFocus, match="session 2"):
        end(DISPUTE, "role_dispute", 2)
    with pytest.raises(NoSuchFocus):
        change(DISPUTE, "grief", "role_transition", 5)


def test_a_focus_cannot_end_before_it_was_agreed() -> None:
    with pytest.raises(BadFocus, match="from session 5 to session 3"):
        AgreedFocus("grief", 5, 3)
    with pytest.raises(BadFocus, match="from session 0"):
        AgreedFocus("grief", 0)


def test_an_entry_can_be_put_right_or_taken_out() -> None:
    old = DISPUTE.foci[0]
    right = AgreedFocus("role_dispute", 2)
    assert correct(DISPUTE, old, right).foci == (right,)
    assert correct(DISPUTE, old, None).foci == ()


def test_a_correction_is_held_to_the_same_rules() -> None:
    two = agree(end(DISPUTE, "role_dispute", 5), "grief", 2)
    three = agree(two, "role_transition", 6)
    ended = next(focus for focus in three.foci if focus.area == "role_dispute")
    with pytest.raises(TooManyFoci):
        correct(three, ended, AgreedFocus("role_dispute", 3))
    with pytest.raises(AlreadyAgreed):
        correct(three, ended, AgreedFocus("grief", 4))


SESSIONS = st.integers(1, 16)
ACTS = st.one_of(
    st.tuples(st.just("agree"), st.sampled_from(AREAS), SESSIONS),
    st.tuples(st.just("end"), st.sampled_from(AREAS), SESSIONS),
    st.tuples(
        st.just("change"), st.sampled_from(AREAS), st.sampled_from(AREAS), SESSIONS
    ),
    st.tuples(st.just("correct"), st.integers(0, 3), SESSIONS, st.none() | SESSIONS),
)


def do(case: Case, act: tuple[object, ...]) -> Case:
    done = case
    match act:
        case ("agree", str(area), int(session)):
            done = agree(case, area, session)
        case ("end", str(area), int(session)):
            done = end(case, area, session)
        case ("change", str(old), str(new), int(session)):
            done = change(case, old, new, session)
        case ("correct", int(place), int(start), int() | None as stop) if case.foci:
            focus = case.foci[place % len(case.foci)]
            done = correct(case, focus, AgreedFocus(focus.area, start, stop))
    return done


@given(st.lists(ACTS, max_size=14))
def test_whatever_is_agreed_ended_and_changed_no_session_has_more_than_two(
    acts: list[tuple[object, ...]],
) -> None:
    case = CASE
    for act in acts:
        before = case
        try:
            case = do(case, act)
        except ReviewError:
            assert case == before
        held = [case.foci_in(session) for session in range(1, 20)]
        assert all(len(areas) <= 2 for areas in held)
        assert all(len(set(areas)) == len(areas) for areas in held)
