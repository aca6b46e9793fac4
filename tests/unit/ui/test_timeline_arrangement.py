from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ipt_review.ui.timeline.arrangement import AS_SHIPPED, HIGHEST, LOWEST, Arrangement
from ipt_review.ui.timeline.lanes import Lane, LaneKind, fill

if TYPE_CHECKING:
    from ipt_review.ui.timeline.lanes import Filled

KEYS = [f"codes:{n}" for n in range(6)]
keys = st.sampled_from(KEYS)


def lanes(*numbers: int) -> tuple[Filled, ...]:
    return tuple(fill(Lane(str(n), f"Lane {n}", LaneKind.CODES), ()) for n in numbers)


def ids(filled: tuple[Filled, ...]) -> list[str]:
    return [each.lane.id for each in filled]


@st.composite
def some_choice(draw: st.DrawFn) -> Arrangement:
    choice = AS_SHIPPED
    for lane, by, size, shown in draw(
        st.lists(
            st.tuples(keys, st.integers(-3, 3), st.floats(0.1, 5), st.booleans()),
            max_size=8,
        )
    ):
        choice = choice.with_moved(lanes(*range(6)), lane, by)
        choice = choice.with_size(lane, size).with_shown(lane, shown=shown)
    return choice


@given(some_choice())
def test_a_choice_that_was_written_is_read_again(choice: Arrangement) -> None:
    assert Arrangement.read(choice.written()) == choice


@given(some_choice())
def test_no_lane_gets_lost_and_hidden_ones_are_not_shown(choice: Arrangement) -> None:
    every = lanes(*range(6))

    arranged, shown = ids(choice.arranged(every)), ids(choice.shown(every))

    assert sorted(arranged) == KEYS
    assert shown == [lane for lane in arranged if lane not in choice.hidden]
    assert all(LOWEST <= size <= HIGHEST for size in choice.sizes.values())


def test_a_lane_is_moved_one_place_and_stops_at_the_ends() -> None:
    every = lanes(0, 1, 2)

    down = AS_SHIPPED.with_moved(every, "codes:0", 1)
    up = down.with_moved(every, "codes:0", -5)

    assert ids(down.arranged(every)) == ["codes:1", "codes:0", "codes:2"]
    assert ids(up.arranged(every)) == ["codes:0", "codes:1", "codes:2"]


def test_a_lane_that_is_new_stays_below_its_neighbor() -> None:
    choice = AS_SHIPPED.with_moved(lanes(0, 2), "codes:2", -1)

    assert ids(choice.arranged(lanes(0, 1, 2))) == ["codes:2", "codes:0", "codes:1"]


def test_a_lane_that_is_not_there_now_keeps_its_place_in_the_choice() -> None:
    choice = AS_SHIPPED.with_moved(lanes(0, 1, 2), "codes:2", -2)

    later = choice.with_moved(lanes(0, 1), "codes:1", -1)

    assert "codes:2" in later.order
    assert sorted(ids(later.arranged(lanes(0, 1, 2)))) == KEYS[:3]


def test_what_cannot_be_read_is_left_out() -> None:
    assert Arrangement.read({"sizes": "codes:1=tall|=2|x", "order": "||"}) == AS_SHIPPED
