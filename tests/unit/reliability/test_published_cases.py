"""Published and constructed examples, with values that several programs agree on.

Each line of `agreement_cases.jsonl` names its source. The values were computed with R
packages (irr, irrCAC, psych, rel, DescTools) and Python packages (krippendorff, irrCAC,
statsmodels, pingouin) beside the formulas themselves.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from ipt_review.exchange.agreement_cases import answer_line

FILE = Path(__file__).parents[2] / "data" / "agreement_cases.jsonl"
CASES = [json.loads(line) for line in FILE.read_text().splitlines()]
USUAL = {"abs": 1e-6, "rel": 1e-6}
OF_P = {"abs": 1e-6, "rel": 1e-4}


def allowed(case: dict[str, Any], name: str, wanted: float) -> float:
    given = case["tolerance"]
    usual = OF_P if name.endswith(".p") else given.get("default", USUAL)
    tolerance = given.get(name, usual)
    return float(tolerance["abs"] + tolerance["rel"] * abs(wanted))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_every_figure_of_a_published_case_comes_out(case: dict[str, Any]) -> None:
    expected = case["expected"]
    question = {key: case[key] for key in ("name", "design", "data")}
    answer = json.loads(answer_line(json.dumps(question | {"stats": [*expected]})))

    wrong = {}
    for name, wanted in expected.items():
        got = answer.get(name, "not there")
        if wanted is None:
            fits = name in answer and got is None
        else:
            fits = isinstance(got, int | float) and math.isclose(
                got, wanted, rel_tol=0, abs_tol=allowed(case, name, wanted)
            )
        if not fits:
            wrong[name] = (wanted, got)
    assert not wrong
