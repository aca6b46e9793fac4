"""The same seed draws the same tapes, whatever else there is or comes in later."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_review.domain.sampling import Amount, Draw, Exclusion, Factor
from ipt_review.study.sampling import Candidate, draw, replacement, strata

if TYPE_CHECKING:
    from random import Random

CANDIDATES = st.lists(
    st.builds(
        Candidate,
        session=st.uuids(),
        tape=st.uuids(),
        case=st.sampled_from([UUID(int=1), UUID(int=2)]),
        therapist=st.sampled_from(["T-01", "T-02", "T-03"]),
        arm=st.sampled_from(["IPT", "CBT"]),
        phase=st.sampled_from(["opening", "middle"]),
        excluded=st.sampled_from([None, None, None, Exclusion.NO_CONSENT]),
    ),
    max_size=25,
    unique_by=lambda each: each.tape,
)
FACTORS = st.lists(st.sampled_from(Factor), unique=True).map(tuple)
AMOUNTS = st.one_of(
    st.integers(1, 5).map(lambda n: Amount(tapes=n)),
    st.integers(1, 100).map(lambda share: Amount(percent=share)),
)
SEEDS = st.text(max_size=8)


@settings(max_examples=60)
@given(CANDIDATES, FACTORS, AMOUNTS, SEEDS, st.randoms(use_true_random=False))
def test_a_draw_can_be_drawn_again_from_the_same_tapes_in_any_order(
    among: list[Candidate],
    factors: tuple[Factor, ...],
    amount: Amount,
    seed: str,
    chance: Random,
) -> None:
    first = draw(among, factors, amount, seed)
    mixed = list(among)
    chance.shuffle(mixed)

    assert draw(mixed, factors, amount, seed) == first
    eligible = {each.tape: each for each in among if each.excluded is None}
    assert len({one.tape for one in first}) == len(first)
    assert all(one.stratum == eligible[one.tape].stratum(factors) for one in first)
    counted = Counter(one.stratum for one in first)
    for stratum, tapes in strata(among, factors).items():
        assert counted[stratum] == amount.of(len(tapes)) >= 1


@settings(max_examples=40)
@given(CANDIDATES, SEEDS)
def test_what_replaces_a_tape_was_the_next_of_its_stratum_all_along(
    among: list[Candidate], seed: str
) -> None:
    factors = (Factor.THERAPIST,)
    one = draw(among, factors, Amount(tapes=1), seed)
    two = draw(among, factors, Amount(tapes=2), seed)
    drawing = Draw(
        UUID(int=7), 1, seed, factors, Amount(tapes=1), 0, UUID(int=8), 9, one
    )
    left = [each for each in among if each.tape not in {drawn.tape for drawn in one}]
    for drawn in one:
        stand_in = replacement(drawing, drawn.tape, left)
        following = [
            each.tape
            for each in two
            if each.stratum == drawn.stratum and each.tape != drawn.tape
        ]
        assert ([stand_in.tape] if stand_in else []) == following
        assert stand_in is None or stand_in.replaces == drawn.tape


def test_the_draw_of_a_published_seed_never_changes() -> None:
    """Written down once; another Python or another release has to draw the same."""
    among = [
        Candidate(UUID(int=n), UUID(int=n), UUID(int=1), f"T-{n % 2}", "", "middle")
        for n in range(1, 21)
    ]
    drawn = draw(among, (Factor.THERAPIST,), Amount(percent=30), "2026-study")
    assert [(one.stratum[0], one.tape.int) for one in drawn] == [
        ("T-0", 10),
        ("T-0", 4),
        ("T-0", 6),
        ("T-1", 17),
        ("T-1", 7),
        ("T-1", 9),
    ]
