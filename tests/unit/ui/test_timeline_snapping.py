from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import Cue
from ipt_review.ui.timeline.axis import centered
from ipt_review.ui.timeline.holding import window_pulled
from ipt_review.ui.timeline.snapping import NEAR, snapped, speech_edges, stepped
from ipt_review.ui.timeline.speech import speech_lanes
from ipt_review.workflow.coding.shaping import Edge

CUES = [
    Cue(Span(1_000, 4_000), "therapist", "How have things been?"),
    Cue(Span(4_200, 9_000), "patient", "Well."),
]
SCALE = 0.05
"""Pixels per ms: 160 ms are near."""


def test_edges_are_where_somebody_begins_or_stops_to_speak() -> None:
    assert speech_edges(speech_lanes(CUES)).tolist() == [1_000, 4_000, 4_200, 9_000]


@pytest.mark.parametrize(
    ("moment", "lands"), [(3_900, 4_000), (4_150, 4_200), (6_000, 6_000), (0, 0)]
)
def test_what_is_near_an_edge_is_drawn_to_it(moment: int, lands: int) -> None:
    edges = speech_edges(speech_lanes(CUES))

    assert snapped(moment, edges, SCALE) == lands


@given(st.lists(st.integers(0, 100_000)), st.integers(0, 100_000))
def test_snapping_goes_to_the_nearest_edge_or_nowhere(
    edges: list[int], moment: int
) -> None:
    found = snapped(moment, np.unique(np.array(edges, np.int64)), SCALE)

    far = [abs(edge - moment) for edge in edges]
    near = bool(far) and min(far) * SCALE <= NEAR
    assert abs(found - moment) == (min(far) if near else 0)


@pytest.mark.parametrize(
    ("moment", "by", "lands"),
    [
        (3_950, 100, 4_000),
        (4_000, 100, 4_100),
        (4_150, 1_000, 4_200),
        (4_050, -100, 4_000),
        (4_200, -1_000, 4_000),
        (6_000, 100, 6_100),
    ],
)
def test_a_step_of_a_key_stops_at_the_first_edge_on_its_way(
    moment: int, by: int, lands: int
) -> None:
    edges = speech_edges(speech_lanes(CUES))

    assert stepped(moment, by, edges) == lands


@given(st.integers(0, 600_000), st.integers(5_000, 600_000))
def test_the_middle_is_kept_as_far_as_there_is_tape(at: int, wide: int) -> None:
    shown = centered(Span(0, wide), 600_000, at)

    assert shown.length == wide
    assert 0 <= shown.start <= at <= shown.end <= 600_000
    inside = shown.start > 0 and shown.end < 600_000
    assert not inside or abs(shown.start + wide // 2 - at) <= 1


@given(st.sampled_from(Edge), st.integers(-9_000, 700_000))
def test_pulling_an_edge_of_the_frame_keeps_the_other(edge: Edge, to: int) -> None:
    shown = window_pulled(Span(100_000, 200_000), 600_000, edge, to)

    assert 0 <= shown.start < shown.end <= 600_000
    assert shown.length >= 5_000
    kept = shown.end == 200_000 if edge is Edge.START else shown.start == 100_000
    assert kept
