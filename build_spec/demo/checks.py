"""Checks the study against the codebook before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from build_spec.demo.applying import NOT_APPLICABLE, Session
from build_spec.demo.script import DemoError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from build_spec.demo.applying import Codebook

Row = dict[str, Any]
CLEAR = 4
NO_RATING = {97, 98, 99}
SHORTEST_FOCUS_MS = 9_000
MOST_EQUAL = 11


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
                where = f"{case['id']}, session {session['number']}, {coding['rater']}"
                found += [f"{where}: {problem}" for problem in check.problems()]
                if coding["rater"] not in people:
                    found.append(f"{where}: not among the people")
    if found:
        raise DemoError("study.yaml would be wrong:\n  " + "\n  ".join(found))


class _CodingCheck:
    """Looks at one coding of one session."""

    def __init__(self, book: Codebook, case: Row, session: Row, coding: Row) -> None:
        self._book = book
        self._session = session
        self._draft = coding["status"] == "draft"
        self._ratings: dict[str, int] = coding["ratings"]
        marks: list[Row] = coding["marks"]
        self._track = [mark for mark in marks if mark["code"] in book.states]
        self._marks = [mark for mark in marks if mark["code"] not in book.states]
        self._coded = {mark["code"] for mark in self._marks}
        self._backing = {mark["code"] for mark in marks}
        self._asks = Session(book, case, session, self._coded)

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
        wanted = self._asks.wanted(item, self._ratings)
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
        if rating >= CLEAR and not codes & self._backing:
            yield f"{item} = {rating}, but no event of {sorted(codes)}"
        if rating == 1 and codes & self._coded:
            yield f"{item} = 1, but there is {sorted(codes & self._coded)}"

    def _sameness(self) -> Iterator[str]:
        values = list(self._ratings.values())
        for at in range(len(values) - MOST_EQUAL):
            if len(set(values[at : at + MOST_EQUAL + 1])) == 1:
                yield "too many equal ratings in a row"
                return
