"""How long agreement takes, beside the packages that others use for it.

Run it as `python -m tests.benchmarks.measure_agreement`. Prints a table in Markdown.
Where pingouin or krippendorff is installed, it is timed in the same run.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import time
from typing import TYPE_CHECKING

import numpy as np

from ipt_review.reliability.alpha import Level, krippendorff_alphas
from ipt_review.reliability.figures import Timing, of_events
from ipt_review.reliability.icc import icc_columns, mean_squares
from ipt_review.reliability.time_units import time_units
from ipt_review.reliability.timed import Timed

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LENGTH = 50 * 60 * 1000
CODES = 7
ROUNDS = 5


def seconds(doing: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the shortest of several rounds."""
    found = []
    for _ in range(rounds):
        begun = time.perf_counter()
        doing()
        found.append(time.perf_counter() - begun)
    return min(found)


def coding(generator: np.random.Generator, events: int = 80) -> Timed:
    """Return a coding of a 50-minute tape by states that follow each other."""
    edges = np.sort(generator.choice(LENGTH, events * 2, replace=False))
    codes = generator.integers(0, CODES, events)
    return Timed.of(zip(edges[::2], edges[1::2], codes, strict=True))


def measure() -> list[tuple[str, float, str]]:
    """Return what was measured: what, seconds, and beside what."""
    generator = np.random.default_rng(1)
    items = generator.integers(1, 8, (50, 200, 2)).astype(float)
    rows = [
        (
            "six ICCs with intervals, 50 items × 200 tapes × 2 raters",
            seconds(lambda: icc_columns(mean_squares(items))),
            _beside_pingouin(items[0]),
        )
    ]
    ratings = generator.integers(1, 8, (10_000, 10)).astype(float)
    rows += [
        (
            "alpha at four levels, 10 raters × 10,000 units",
            seconds(lambda: krippendorff_alphas(ratings, Level)),
            _beside_krippendorff(ratings),
        )
    ]
    pairs = [(coding(generator), coding(generator)) for _ in range(1_000)]
    rows += [
        (
            "time-unit kappa of 1,000 pairs of 50-minute codings",
            seconds(lambda: [_kappa(one, other) for one, other in pairs], 3),
            "",
        ),
        ("time-unit kappa of one pair", seconds(lambda: _kappa(*pairs[0])), ""),
        (
            "every timed figure of one pair",
            seconds(lambda: of_events(*pairs[0], "abcdefg", Timing(LENGTH)), rounds=20),
            "",
        ),
    ]
    return rows


def _kappa(one: Timed, other: Timed) -> object:
    return time_units(one, other, CODES, length=LENGTH, width=1_000).kappa()


def _beside_pingouin(item: Floats) -> str:
    if importlib.util.find_spec("pingouin") is None:
        return "pingouin is not installed"
    pandas, pingouin = map(importlib.import_module, ("pandas", "pingouin"))
    sessions, raters = item.shape
    table = pandas.DataFrame(
        {
            "session": np.repeat(np.arange(sessions), raters),
            "rater": np.tile(np.arange(raters), sessions),
            "rating": item.ravel(),
        }
    )
    one = seconds(
        lambda: pingouin.intraclass_corr(table, "session", "rater", "rating"), 3
    )
    return f"pingouin {50 * one:.3f} s for 50 items"


def _beside_krippendorff(ratings: Floats) -> str:
    if importlib.util.find_spec("krippendorff") is None:
        return "krippendorff is not installed"
    krippendorff = importlib.import_module("krippendorff")
    one = seconds(
        lambda: krippendorff.alpha(ratings.T, level_of_measurement="interval")
    )
    return f"krippendorff {one:.4f} s for one level"


def main() -> None:
    """Print what was measured."""
    sys.stdout.write("| what | seconds | beside |\n|---|---|---|\n")
    for what, took, beside in measure():
        sys.stdout.write(f"| {what} | {took:.4f} | {beside} |\n")


if __name__ == "__main__":
    main()
