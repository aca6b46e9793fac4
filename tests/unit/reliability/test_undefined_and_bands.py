from __future__ import annotations

import numpy as np
import pytest

from ipt_review.reliability.bands import CICCHETTI, KOO_LI, LANDIS_KOCH
from ipt_review.reliability.coded import Coded, NotOnTheScale
from ipt_review.reliability.figure import Figure, Interval, undefined
from ipt_review.reliability.figures import Timing, of_categories, of_events, of_numbers
from ipt_review.reliability.timed import Timed


def test_raters_who_use_one_category_have_no_kappa_and_are_told_why() -> None:
    found = of_categories([(1, 1), (1, 1)], (0, 1))
    assert found["cohen_kappa"].value is None
    assert "one and the same category" in found["cohen_kappa"].why
    assert found["gwet_ac1"].value == 1


def test_one_complete_session_has_no_icc_and_a_reason() -> None:
    found = of_numbers(np.array([[3.0, 4.0], [np.nan, 2.0]]))
    assert found["icc_2_1"].why == "Fewer than two sessions were rated by every rater."
    assert found["sem_agreement"].value is None


def test_a_rating_that_the_scale_lacks_is_named_with_its_unit() -> None:
    with pytest.raises(NotOnTheScale, match=r"Unit 2 was rated “8”"):
        Coded.of([(1, 2), (3, 8)], (1, 2, 3))


def test_overlapping_events_leave_only_the_kappas_of_single_codes() -> None:
    one = Timed.of([(0, 5_000, 0), (3_000, 9_000, 1)])
    found = of_events(one, one, ("eye", "voice"), Timing(10_000))
    assert "overlap" in found["tu_kappa"].why
    assert found["tu_code_kappa.eye"].value == 1


def test_two_empty_codings_have_no_event_kappa_but_a_reason() -> None:
    nothing = Timed.of([])
    found = of_events(nothing, nothing, ("eye",), Timing(10_000))
    assert found["ev_kappa"].why == "Neither rater coded an event."
    assert found["tu_n_bins"].value == 10


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.91, "excellent (Koo & Li 2016)"),
        (0.75, "good (Koo & Li 2016)"),
        (0.2, "poor (Koo & Li 2016)"),
    ],
)
def test_a_band_says_whose_it_is(value: float, words: str) -> None:
    assert KOO_LI.reading(Figure(value)) == words


def test_a_band_is_read_by_the_lower_limit_too() -> None:
    figure = Figure(0.82, interval=Interval(0.55, 0.93))
    assert KOO_LI.reading(figure) == (
        "good, by its lower limit moderate (Koo & Li 2016)"
    )
    assert LANDIS_KOCH.name(0.82) == "almost perfect"
    assert CICCHETTI.name(0.45) == "fair"


def test_what_is_undefined_has_no_band() -> None:
    assert KOO_LI.reading(undefined("Nobody rated.")) == ""
