"""The analysis plan as the text that a study keeps, and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from ipt_review.domain.analysis_plan import (
    AnalysisPlan,
    BadPlan,
    BandNames,
    DriftRule,
    Goals,
    RatingFigure,
)
from ipt_review.domain.coding import Perspective

if TYPE_CHECKING:
    from typing import Any

FORMAT = 1


def plan_text(plan: AnalysisPlan) -> str:
    """Return a plan as text; equal plans have equal texts."""
    said: dict[str, Any] = {
        **asdict(plan),
        "format": FORMAT,
        "whose": plan.whose.value,
        "ratings": plan.ratings.value,
        "bands": plan.bands.value,
        "left_out": sorted(plan.left_out),
    }
    return json.dumps(said, sort_keys=True, ensure_ascii=False)


def read_plan(text: str) -> AnalysisPlan:
    """Return the plan of which this is the text.

    Raises:
        BadPlan: When it is none, or one of a newer version of the program.
    """
    try:
        said = json.loads(text)
        if said.pop("format") != FORMAT:
            raise _unknown()
        return AnalysisPlan(
            whose=Perspective(said.pop("whose")),
            ratings=RatingFigure(said.pop("ratings")),
            bands=BandNames(said.pop("bands")),
            goals=Goals(**said.pop("goals")),
            drift=DriftRule(**said.pop("drift")),
            left_out=frozenset(said.pop("left_out")),
            **said,
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        raise _unknown() from None


def _unknown() -> BadPlan:
    return BadPlan(
        "The analysis plan of this study cannot be read by this version.",
        "Open the study with the version of the program that wrote the plan.",
    )
