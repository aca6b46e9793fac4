"""Checks the study against the codebook before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from build_spec.demo.script import DemoError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Row = dict[str, Any]
CLEAR = 4
NOT_APPLICABLE = 97
NO_RATING = {97, 98, 99}
SHORTEST_FOCUS_MS = 9_000
MOST_EQUAL = 11


class Codebook:
    """The ids of a codebook file and what the checks need to know of each."""

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


def check_study(study: Row, book: Codebook) -> None:
    """Check every coding of the study.

    Raises:
        DemoError: Lists each contradiction with its session and rater.
    """
    people = {person["id"] for person in study["people"]}
    found: list[str] = []
    for case in study["cases"]:
        for session in case["sessions"]:
            for coding in session["codings"]:
                check = _CodingCheck(book, case, session, coding)
                where = f"session {session['number']}, {coding['rater']}"
                found += [f"{where}: {problem}" for problem in check.problems()]
                if coding["rater"] not in people:
                    found.append(f"{where}: not among the people")
    if found:
        raise DemoError("study.yaml would be wrong:\n  " + "\n  ".join(found))


class _CodingCheck:
    """Looks at one coding of one session."""

    def __init__(self, book: Codebook, case: Row, session: Row, coding: Row) -> None:
        self._book = book
        self._case = case
        self._session = session
        self._draft = coding["status"] == "draft"
        self._ratings: dict[str, int] = coding["ratings"]
        marks: list[Row] = coding["marks"]
        self._track = [mark for mark in marks if mark["code"] in book.states]
        self._marks = [mark for mark in marks if mark["code"] not in book.states]
        self._coded = {mark["code"] for mark in self._marks}

    def problems(self) -> Iterator[str]:
        """Name what does not fit."""
        for mark in self._marks:
            yield from self._mark_problems(mark)
        yield from self._track_problems()
        for item in self._ratings:
            if item not in self._book.items:
                yield f"no item {item} in the codebook"
        for item in self._book.items:
            yield from self._rating_problems(item)
        yield from self._sameness()

    def _mark_problems(self, mark: Row) -> Iterator[str]:
        event = self._book.events.get(mark["code"])
        if event is None:
            yield f"no code {mark['code']} in the codebook"
            return
        if self._session["phase"] not in event["phases"]:
            yield f"{mark['code']} is no code of this phase"
        long = mark["end"] > mark["start"]
        if long != (event["kind"] == "interval"):
            yield f"{mark['code']} at {mark['start']} is not of kind {event['kind']}"
        if not 0 <= mark["start"] <= mark["end"] <= self._session["length_ms"]:
            yield f"{mark['code']} at {mark['start']} lies outside the tape"

    def _track_problems(self) -> Iterator[str]:
        now = 0
        for mark in self._track:
            if mark["start"] != now:
                yield f"focus track has a gap or an overlap at {mark['start']}"
            going_on = self._draft and mark is self._track[-1]
            if mark["end"] - mark["start"] < SHORTEST_FOCUS_MS and not going_on:
                yield f"focus state at {mark['start']} is too short"
            now = mark["end"]
        if not self._draft and now != self._session["length_ms"]:
            yield "focus track does not reach the end"
        if now < max((mark["end"] for mark in self._marks), default=0):
            yield "focus track ends before the last mark"

    def _rating_problems(self, item: str) -> Iterator[str]:
        rating = self._ratings.get(item)
        wanted = self._wanted(item)
        if rating is None:
            if wanted not in {"absent", "free"} and not self._draft:
                yield f"{item} has no rating"
            return
        if rating not in NO_RATING and not 1 <= rating <= 7:  # noqa: PLR2004
            yield f"{item} = {rating} is no rating"
        if wanted == "absent":
            yield f"{item} does not belong to this session"
        if (wanted == "not applicable") != (rating == NOT_APPLICABLE) and (
            wanted != "free"
        ):
            yield f"{item} = {rating}, but it is {wanted}"
        if wanted == "free" and rating == 1:
            yield f"{item} is optional here: 97, or 2 and more"
        yield from self._evidence_problems(item, rating)

    def _evidence_problems(self, item: str, rating: int) -> Iterator[str]:
        row = self._book.items[item]
        codes = set(row["evidence"])
        if not codes or rating in NO_RATING or row["part"] == "competence":
            return
        if rating >= CLEAR and not codes & self._coded:
            yield f"{item} = {rating}, but no event of {sorted(codes)}"
        if rating == 1 and codes & self._coded:
            yield f"{item} = 1, but there is {sorted(codes & self._coded)}"

    def _sameness(self) -> Iterator[str]:
        values = list(self._ratings.values())
        for at in range(len(values) - MOST_EQUAL):
            if len(set(values[at : at + MOST_EQUAL + 1])) == 1:
                yield "too many equal ratings in a row"
                return

    def _wanted(self, item: str) -> str:
        """Say whether an item is applicable, not applicable, free, or absent."""
        applies: Row = self._book.items[item]["applies"]
        phase = self._session["phase"]
        optional = phase in applies.get("optional_in", ())
        areas = {focus["area"] for focus in self._case["foci"]}
        if applies.get("areas") and not areas & set(applies["areas"]):
            return "absent"
        if phase not in applies["phases"] and not optional:
            return "absent"
        known = [self._holds(need) for need in applies.get("needs", ())]
        if self._is_ruled_out(applies) or False in known:
            return "not applicable"
        asked = phase in applies["phases"] and True in known
        return "free" if optional and not asked else "applicable"

    def _is_ruled_out(self, applies: Row) -> bool:
        """Apply the rules of the codebook about sessions and other items."""
        early = self._session["number"] < applies.get("from_session", 1)
        unless: Row = applies.get("unless", {})
        other = self._ratings.get(unless.get("item", ""))
        return early or (other is not None and other in unless["rated"])

    def _holds(self, need: str) -> bool | None:
        """Say whether a need is met; None where the study does not tell."""
        scores: list[Row] = self._session["severity"]
        first: list[Row] = self._case["sessions"][0]["severity"]
        number = self._session["number"]
        if need == "scale_due_or_used":
            return bool(scores)
        if need == "focus_agreed":
            return any(f["agreed_in_session"] <= number for f in self._case["foci"])
        if need == "formulation_given":
            return "formulation" in self._coded
        pairs = list(zip(scores, first, strict=True))
        answers = {
            "improved": any(now["total"] < then["total"] for now, then in pairs),
            "not_well": any(
                now["total"] >= self._book.well_below[now["scale"]] for now in scores
            ),
        }
        return answers.get(need)
