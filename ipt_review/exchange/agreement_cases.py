"""Questions about agreement as JSON, one a line, and their answers.

A question names a design ("categorical", "numeric", "timeline") and carries the data;
the answer holds every statistic of that design by name, null where it is undefined.
It lets others check the figures against their own programs.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import numpy as np

from ipt_review.domain.problems import ReviewError
from ipt_review.reliability.alpha import bootstrapped_alpha
from ipt_review.reliability.coded import Coded
from ipt_review.reliability.figures import (
    Timing,
    alpha_inputs,
    of_categories,
    of_events,
    of_numbers,
)
from ipt_review.reliability.icc import mean_squares
from ipt_review.reliability.timed import Timed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipt_review.reliability.figure import Figure

Answer = dict[str, float | None]
Data = dict[str, Any]


class UnreadableCase(ReviewError):
    """A line is no question about agreement."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"This line is no question about agreement: {why}.",
            'Give one JSON object a line with "design" and "data".',
        )


def answer_line(line: str) -> str:
    """Answer one question.

    Raises:
        UnreadableCase: When it is no JSON object of a known design, or parts of the
            data are missing.
        NotOnTheScale: When a rating is none of the declared categories.
    """
    try:
        case = json.loads(line)
    except json.JSONDecodeError as problem:
        raise UnreadableCase(f"{problem.msg} at character {problem.pos + 1}") from None
    if not isinstance(case, dict) or case.get("design") not in DESIGNS:
        raise UnreadableCase(f"the design is none of {', '.join(DESIGNS)}")
    asked = set(case.get("stats") or ())
    try:
        answer = DESIGNS[case["design"]](case["data"], asked)
    except (KeyError, TypeError, ValueError, IndexError) as problem:
        raise UnreadableCase(f"its data cannot be read ({problem})") from None
    return json.dumps({name: _plain(value) for name, value in answer.items()})


def spread(figures: Mapping[str, Figure]) -> Answer:
    """Return every part of every figure under its own name, as in "kappa.ci_low"."""
    answer: Answer = {}
    for name, figure in figures.items():
        answer[name] = figure.value
        if figure.se is not None:
            answer[f"{name}.se"] = figure.se
        if figure.interval is not None:
            joint = "_" if name.endswith(".boot") else "."
            answer[f"{name}{joint}ci_low"] = figure.interval.low
            answer[f"{name}{joint}ci_high"] = figure.interval.high
        test = figure.test
        if test is not None:
            answer[f"{name}.p"] = test.p
            answer[f"{name}.df1"], answer[f"{name}.df2"] = test.df1, test.df2
            answer[f"{name}.f" if test.df2 else f"{name}.z"] = test.statistic
            answer[f"{name}.se0"] = test.se0
    return answer


def _categorical(data: Data, asked: set[str]) -> Answer:
    scale, ratings = data["categories"], data["ratings"]
    figures = of_categories(ratings, scale)
    coded = Coded.of(ratings, scale)
    for level, table in alpha_inputs(coded, scale).items():
        name = f"kripp_alpha_{level.value}.boot"
        if f"{name}_ci_low" in asked:
            figures[name] = bootstrapped_alpha(table, level)
    return spread(figures) | {
        "n_units_total": coded.units,
        "n_units_complete": len(coded.complete),
        "n_units_pairable": int((coded.counts.sum(axis=1) > 1).sum()),
    }


def _numeric(data: Data, _asked: set[str]) -> Answer:
    ratings = np.array(data["ratings"], dtype=np.float64)
    ratings = ratings.reshape(len(data["ratings"]), -1)
    squares = mean_squares(ratings)
    return spread(of_numbers(ratings)) | {
        "n_subjects_used": int(squares.n),
        "ms_subjects": float(squares.sessions),
        "ms_raters": float(squares.raters),
        "ms_error": float(squares.error),
        "ms_within": float(squares.within),
    }


def _timeline(data: Data, _asked: set[str]) -> Answer:
    codes = {code: rank for rank, code in enumerate(data["codes"])}
    first, second = (
        Timed.of((_ms(start), _ms(end), codes[code]) for start, end, code in events)
        for events in (data["coder_a"], data["coder_b"])
    )
    timing = Timing(
        length=_ms(data["duration"]),
        width=_ms(data["bin_width"]),
        tolerance=_ms(data["onset_tolerance"]),
        overlap=float(data["overlap_threshold"]),
        exclusive=bool(data.get("mutually_exclusive", True)),
    )
    return spread(of_events(first, second, data["codes"], timing))


DESIGNS = {"categorical": _categorical, "numeric": _numeric, "timeline": _timeline}


def _plain(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else value


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
