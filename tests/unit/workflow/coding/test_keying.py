from __future__ import annotations

from ipt_review.domain.coding import Coding
from ipt_review.domain.mark import Mark
from ipt_review.workflow.coding.coding_session import CodingSession
from ipt_review.workflow.coding.keying import state_at
from tests.builders import SmallStudy, a_codebook

LENGTH = 600_000


def a_session() -> CodingSession:
    small = SmallStudy()
    return CodingSession(Coding(small.head), a_codebook(), LENGTH, (), lambda _: None)


def bouts(session: CodingSession) -> list[tuple[str, int, int | None]]:
    return [(mark.code, mark.start, mark.end) for mark in session.coding.timeline()]


def test_one_press_of_a_point_code_makes_one_mark() -> None:
    session = a_session()

    number = session.press("link_mood", 12_000)

    assert session.coding.marks == {1: Mark(1, "link_mood", 12_000, 12_000)}
    assert number == 1


def test_the_same_point_twice_on_the_same_moment_is_one_mark() -> None:
    session = a_session()

    session.press("link_mood", 12_000)
    session.press("link_mood", 12_000)

    assert len(session.coding.marks) == 1


def test_an_interval_opens_at_the_first_press_and_closes_at_the_second() -> None:
    session = a_session()

    session.press("role_play", 10_000)
    assert [mark.code for mark in session.coding.open_marks()] == ["role_play"]
    session.press("role_play", 25_000)

    assert bouts(session) == [("role_play", 10_000, 25_000)]


def test_an_interval_closed_before_it_began_covers_the_same_stretch() -> None:
    session = a_session()

    session.press("role_play", 25_000)
    session.press("role_play", 10_000)

    assert bouts(session) == [("role_play", 10_000, 25_000)]


def test_intervals_of_two_codes_may_overlap() -> None:
    session = a_session()

    session.press("role_play", 10_000)
    session.press("explore_options", 15_000)
    session.press("role_play", 20_000)

    assert bouts(session) == [
        ("role_play", 10_000, 20_000),
        ("explore_options", 15_000, None),
    ]


def test_setting_a_state_closes_the_one_before_in_the_same_step() -> None:
    session = a_session()

    session.press("grief", 10_000)
    session.press("off_focus", 40_000)
    assert bouts(session) == [("grief", 10_000, 40_000), ("off_focus", 40_000, None)]
    session.undo()

    assert bouts(session) == [("grief", 10_000, None)]


def test_setting_the_state_that_holds_changes_nothing() -> None:
    session = a_session()
    session.press("grief", 10_000)

    assert session.press("grief", 30_000) is None
    assert session.press("unclear", 5_000) is None
    assert bouts(session) == [("grief", 10_000, None)]


def test_another_state_on_the_same_moment_corrects_the_first() -> None:
    session = a_session()

    session.press("grief", 10_000)
    session.press("off_focus", 10_000)

    assert bouts(session) == [("off_focus", 10_000, None)]


def test_going_back_to_split_a_bout_keeps_what_follows() -> None:
    session = a_session()
    session.press("grief", 10_000)
    session.press("off_focus", 40_000)

    session.press("unclear", 20_000)

    assert bouts(session) == [
        ("grief", 10_000, 20_000),
        ("unclear", 20_000, 40_000),
        ("off_focus", 40_000, None),
    ]


def test_the_start_state_holds_where_nothing_is_coded() -> None:
    session = a_session()
    session.press("grief", 10_000)
    track = session.codebook.focus

    assert state_at(session.coding, track, 9_999) == "unclear"
    assert state_at(session.coding, track, 10_000) == "grief"


def test_the_end_of_the_tape_closes_what_is_open() -> None:
    session = a_session()
    session.press("grief", 10_000)
    session.press("role_play", 20_000)

    session.close_all(LENGTH)

    assert bouts(session) == [("grief", 10_000, LENGTH), ("role_play", 20_000, LENGTH)]


def test_nothing_is_stamped_before_or_beyond_the_tape() -> None:
    session = a_session()

    session.press("link_mood", -1_500)
    session.press("role_play", LENGTH + 5_000)

    assert [mark.start for mark in session.coding.timeline()] == [0, LENGTH]


def test_a_mark_is_moved_whole_and_stays_on_the_tape() -> None:
    session = a_session()
    session.press("role_play", 1_000)
    session.press("role_play", 5_000)

    session.move(1, -3_000)
    assert bouts(session) == [("role_play", 0, 4_000)]
    session.move(1, LENGTH)
    assert bouts(session) == [("role_play", LENGTH - 4_000, LENGTH)]
