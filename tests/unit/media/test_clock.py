"""The tape clock, with time handed in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ipt_review.media.clock import JITTER, TapeClock
from ipt_review.media.engine import Report, State

LENGTH = 60_000


class Now:
    """A clock that goes on only when told."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def heard(*reports: Report) -> tuple[TapeClock, Now]:
    now = Now()
    clock = TapeClock(now)
    for report in reports:
        clock.hear(report)
    return clock, now


def playing(position: int, at: float = 100.0, rate: float = 1.0) -> Report:
    return Report(State.PLAYING, position, at, rate, LENGTH)


def paused(position: int, at: float = 100.0) -> Report:
    return Report(State.PAUSED, position, at, 1.0, LENGTH)


def test_an_unheard_clock_reads_zero() -> None:
    clock, _ = heard()
    assert clock.reading() == 0


def test_a_playing_tape_runs_on_at_its_rate() -> None:
    clock, now = heard(playing(1000, rate=1.5))
    now.seconds += 2.0
    assert clock.reading() == 4000


def test_the_time_that_a_report_took_to_arrive_is_counted() -> None:
    clock, now = heard(playing(1000, at=99.75))
    assert clock.reading() == 1250
    now.seconds += 0.25
    assert clock.reading() == 1500


def test_a_report_from_just_ahead_waits_at_its_position() -> None:
    clock, now = heard(playing(1000, at=100.04))
    assert clock.reading() == 1000
    now.seconds += 0.1
    assert clock.reading() == 1060


def test_a_paused_or_ended_tape_stands_still() -> None:
    for state in (State.PAUSED, State.ENDED):
        clock, now = heard(playing(1000), Report(state, 1500, 100.0, 1.0, LENGTH))
        now.seconds += 5.0
        assert clock.reading() == 1500


def test_a_reading_never_passes_the_end() -> None:
    clock, now = heard(playing(59_900))
    now.seconds += 3.0
    assert clock.reading() == LENGTH


def test_a_seek_back_while_playing_is_followed() -> None:
    clock, now = heard(playing(30_000))
    now.seconds += 1.0
    assert clock.reading() == 31_000
    clock.hear(playing(5_000, at=now.seconds))
    assert clock.reading() == 5_000


def test_going_on_after_a_pause_waits_for_the_frame_that_was_shown_early() -> None:
    clock, now = heard(playing(900), paused(986), paused(1040))
    assert clock.reading() == 1040
    clock.hear(playing(986, at=now.seconds))
    assert clock.reading() == 1040
    now.seconds += 0.2
    assert clock.reading() == 1186


@given(
    st.lists(
        st.tuples(
            st.integers(1, 400), st.integers(-JITTER // 4, JITTER // 4), st.booleans()
        ),
        max_size=30,
    ),
    st.sampled_from([0.5, 0.75, 1.0, 1.5, 2.0]),
)
def test_jittering_reports_never_set_a_playing_clock_back(
    steps: list[tuple[int, int, bool]], rate: float
) -> None:
    clock, now = heard(playing(1000, rate=rate))
    last = clock.reading()
    for wait, jitter, read in steps:
        now.seconds += wait / 1000
        true = 1000 + round((now.seconds - 100.0) * 1000 * rate)
        clock.hear(playing(true + jitter, at=now.seconds, rate=rate))
        if read:
            assert clock.reading() >= last
            last = clock.reading()


@given(
    st.integers(0, LENGTH),
    st.floats(0, 100),
    st.sampled_from(list(State)),
    st.floats(0.25, 4.0),
)
def test_a_reading_lies_between_the_report_and_the_end(
    position: int, wait: float, state: State, rate: float
) -> None:
    clock, now = heard(Report(state, position, 100.0, rate, LENGTH))
    now.seconds += wait
    assert position <= clock.reading() <= LENGTH
