"""The codebook as the demo needs it: its ids, and which items a session asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

Row = dict[str, Any]
NOT_APPLICABLE = 97


class Codebook:
    """The ids of a codebook file and what the demo needs to know of each."""

    def __init__(self, path: Path) -> None:
        book: Row = yaml.safe_load(path.read_text("utf-8"))
        self.events: dict[str, Row] = {row["id"]: row for row in book["events"]}
        states = book["focus_track"]["states"]
        self.states: set[str] = {row["id"] for row in states}
        self.items: dict[str, Row] = {row["id"]: row for row in book["items"]}
        scales = book["severity_scales"]
        self.well_below: dict[str, float] = {
            row["id"]: row.get("remission_below", 0) for row in scales
        }


@dataclass(frozen=True)
class Session:
    """What decides which items are asked of one coding.

    Attributes:
        case: The case in the shape of study.yaml, with its sessions.
        row: The session in that shape.
        coded: Codes that the rater marked.
    """

    book: Codebook
    case: Row
    row: Row
    coded: AbstractSet[str]

    def wanted(self, item: str, ratings: Mapping[str, int]) -> str:
        """Say whether an item is applicable, not applicable, free, or absent."""
        applies: Row = self.book.items[item]["applies"]
        phase = self.row["phase"]
        optional = phase in applies.get("optional_in", ())
        areas = {focus["area"] for focus in self.case["foci"]}
        if applies.get("areas") and not areas & set(applies["areas"]):
            return "absent"
        if phase not in applies["phases"] and not optional:
            return "absent"
        known = [self._holds(need) for need in applies.get("needs", ())]
        if self._is_ruled_out(applies, ratings) or False in known:
            return "not applicable"
        asked = phase in applies["phases"] and True in known
        return "free" if optional and not asked else "applicable"

    def _is_ruled_out(self, applies: Row, ratings: Mapping[str, int]) -> bool:
        """Apply the rules of the codebook about sessions and other items."""
        early = self.row["number"] < applies.get("from_session", 1)
        unless: Row = applies.get("unless", {})
        other = ratings.get(unless.get("item", ""))
        return early or (other is not None and other in unless["rated"])

    def _holds(self, need: str) -> bool | None:
        """Say whether a need is met; None where the study does not tell."""
        scores: list[Row] = self.row["severity"]
        first: list[Row] = self.case["sessions"][0]["severity"]
        number = self.row["number"]
        if need == "scale_due_or_used":
            return bool(scores)
        if need == "focus_agreed":
            return any(f["agreed_in_session"] <= number for f in self.case["foci"])
        if need == "formulation_given":
            return "formulation" in self.coded
        pairs = list(zip(scores, first, strict=True))
        answers = {
            "improved": any(now["total"] < then["total"] for now, then in pairs),
            "not_well": any(
                now["total"] >= self.book.well_below[now["scale"]] for now in scores
            ),
        }
        return answers.get(need)
