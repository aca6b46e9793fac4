from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ipt_review.ui.player.scrub import PATIENCE, Scrub


def test_the_first_target_goes_out_at_once() -> None:
    assert Scrub().want(5_000, 1.0) == 5_000


def test_while_one_is_under_way_the_others_wait_and_the_newest_wins() -> None:
    scrub = Scrub()
    scrub.want(1_000, 1.0)

    assert scrub.want(2_000, 1.01) is None
    assert scrub.want(3_000, 1.02) is None
    assert scrub.reached(1.05, 1.06) == 3_000
    assert scrub.target == 3_000
    assert scrub.reached(1.10, 1.11) is None
    assert scrub.target is None


def test_what_was_shown_before_the_target_was_sent_does_not_count() -> None:
    scrub = Scrub()
    scrub.want(1_000, 1.0)
    scrub.want(2_000, 1.01)

    assert scrub.reached(0.99, 1.02) is None
    assert scrub.target == 2_000


def test_a_target_that_never_shows_is_waited_for_only_so_long() -> None:
    scrub = Scrub()
    scrub.want(1_000, 1.0)
    scrub.want(2_000, 1.1)

    assert scrub.overdue(1.2) is None
    assert scrub.overdue(1.0 + 2 * PATIENCE) == 2_000


def test_a_new_target_after_a_long_silence_goes_out_at_once() -> None:
    scrub = Scrub()
    scrub.want(1_000, 1.0)

    assert scrub.want(2_000, 1.0 + 2 * PATIENCE) == 2_000


def test_flushing_hands_over_only_what_was_not_sent() -> None:
    scrub = Scrub()
    scrub.want(1_000, 1.0)
    assert scrub.flush() is None

    scrub.want(1_000, 2.0)
    scrub.want(2_000, 2.01)
    assert scrub.flush() == 2_000
    assert scrub.target is None


@given(st.lists(st.tuples(st.integers(0, 9_999), st.booleans()), min_size=1))
def test_the_last_target_is_always_sent_in_the_end(
    steps: list[tuple[int, bool]],
) -> None:
    scrub, now, sent = Scrub(), 0.0, -1
    for target, shown in steps:
        now += 0.01
        out = scrub.want(target, now)
        sent = sent if out is None else out
        if shown:
            out = scrub.reached(now, now)
            sent = sent if out is None else out
    while scrub.target is not None:
        now += 0.1
        out = scrub.overdue(now)
        sent = sent if out is None else out

    assert sent == steps[-1][0]
