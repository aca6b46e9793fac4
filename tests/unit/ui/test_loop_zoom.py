from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_review.ui.player.zoom import FIT, Place, Zoom

PICTURE, VIEW = (1280.0, 720.0), (640.0, 480.0)
ats = st.tuples(st.floats(0, 640), st.floats(0, 480))


def test_fit_shows_the_whole_picture_in_the_middle() -> None:
    assert FIT.place(PICTURE, VIEW) == Place(0, 60, 640, 360)


def test_one_hundred_percent_is_pixel_for_pixel() -> None:
    assert Zoom(1.0).place(PICTURE, VIEW) == Place(-320, -120, 1280, 720)


def test_a_key_goes_through_fit_one_hundred_and_two_hundred() -> None:
    assert [FIT.next_step(), Zoom(1.0).next_step(), Zoom(2.0).next_step()] == [
        Zoom(1.0),
        Zoom(2.0),
        FIT,
    ]
    assert Zoom(1.4).next_step() == Zoom(2.0)


def test_turning_the_wheel_back_past_the_whole_picture_is_fit_again() -> None:
    larger = FIT.wheeled(1, (320, 240), PICTURE, VIEW)

    assert larger.scale == pytest.approx(0.6)
    assert larger.wheeled(-1, (320, 240), PICTURE, VIEW) == FIT


@given(ats, st.floats(1, 6))
def test_what_is_under_the_pointer_stays_there(
    at: tuple[float, float], notches: float
) -> None:
    before = Zoom(1.5)
    after = before.wheeled(notches, at, PICTURE, VIEW)

    was, now = before.place(PICTURE, VIEW), after.place(PICTURE, VIEW)
    assert (at[0] - was.left) / was.width == pytest.approx(
        (at[0] - now.left) / now.width
    )
    assert (at[1] - was.top) / was.height == pytest.approx(
        (at[1] - now.top) / now.height
    )


@given(st.tuples(st.floats(-5_000, 5_000), st.floats(-5_000, 5_000)))
def test_a_picture_cannot_be_dragged_away(by: tuple[float, float]) -> None:
    place = Zoom(2.0).dragged(by, PICTURE, VIEW).place(PICTURE, VIEW)

    assert place.left <= 0
    assert place.top <= 0
    assert place.left + place.width >= VIEW[0]
    assert place.top + place.height >= VIEW[1]


def test_a_drag_moves_the_picture_with_the_hand() -> None:
    before = Zoom(2.0)
    after = before.dragged((30, -20), PICTURE, VIEW)

    was, now = before.place(PICTURE, VIEW), after.place(PICTURE, VIEW)
    assert (now.left - was.left, now.top - was.top) == pytest.approx((30, -20))


def test_a_drag_past_the_edge_is_not_paid_back_on_the_way() -> None:
    at_edge = Zoom(2.0).dragged((5_000, 0), PICTURE, VIEW)

    back = at_edge.dragged((-10, 0), PICTURE, VIEW)

    assert back.place(PICTURE, VIEW).left == pytest.approx(-10)
