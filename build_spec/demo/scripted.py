"""From scripted sessions to the shape of study.yaml."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from build_spec.demo.coders import HABITS, Rating, marks_of
from build_spec.demo.hour import moment_of, ms, read_hours

if TYPE_CHECKING:
    from pathlib import Path

    from build_spec.demo.applying import Codebook
    from build_spec.demo.hour import Hour

Row = dict[str, Any]
SAMPLE = (date(2026, 8, 31), date(2026, 11, 16))
"""When the first and the last tape of the sample were given to the raters."""
MOST_DRIFT = 0.95
"""Share of ratings that the rater who drifts has raised by a point at the end."""


def add_scripted(case: Row, folder: Path, book: Codebook) -> None:
    """Add the scripted sessions of a case to those that it has, by number.

    Args:
        case: In the shape of study.yaml.
        folder: Where the scripts lie, one for each case.
        book: What is coded with.
    """
    _, hours = read_hours(folder / f"{case['id'].lower()}.yaml")
    new = [(_bare(hour), hour) for hour in hours]
    rows = [*case["sessions"], *(row for row, _ in new)]
    case["sessions"] = sorted(rows, key=lambda row: row["number"])
    for row, hour in new:
        row["codings"] = [_coding(case, row, hour, who, book) for who in _coders(hour)]


def scripted_case(path: Path, book: Codebook) -> Row:
    """Return a case all of whose sessions are scripted."""
    head, _ = read_hours(path)
    case = {**head, "sessions": []}
    add_scripted(case, path.parent, book)
    return case


def _bare(hour: Hour) -> Row:
    return {
        "number": hour.number,
        "phase": hour.row["phase"],
        "day_of_treatment": hour.row["day"],
        "severity": [{"scale": "hamd17", "total": hour.row["hamd"], "fed_back": True}],
        "tape": None,
        "length_ms": hour.length,
        "codings": [],
    }


def _coders(hour: Hour) -> list[str]:
    return [who for who in HABITS if who in hour.row["coded"]]


def _coding(case: Row, row: Row, hour: Hour, who: str, book: Codebook) -> Row:
    marks = marks_of(hour, who, book)
    rating = Rating(book, case, row, hour, MOST_DRIFT * _late(hour))
    names = {"SV": "SV-1", "TR": hour.therapist}
    comments = [_comment(each) for each in hour.row.get("comments", ())]
    return {
        "rater": names.get(who, who),
        "role": HABITS[who].role,
        "status": "submitted",
        "submitted_at": _submitted(hour, who),
        "marks": marks,
        "ratings": rating.all(who, marks),
        "comment": hour.row.get("said", {}).get(who, "").strip(),
        **({"comments": comments} if who == "SV" and comments else {}),
        **_feedback(hour, who),
    }


def _late(hour: Hour) -> float:
    """Say which share of the sample was rated before this session, from 0 to 1."""
    first, last = SAMPLE
    day = hour.row.get("rated", first)
    return float((day - first).days / (last - first).days)


def _submitted(hour: Hour, who: str) -> int:
    dice = random.Random(f"{who} submits {hour.case} {hour.number}")
    rated = hour.row.get("rated", hour.held)
    days = {
        "TR": hour.held,
        "SV": hour.held + timedelta(days=dice.randint(2, 4)),
        "REF": rated - timedelta(days=6),
        "R-1": rated + timedelta(days=dice.randint(1, 2)),
        "R-2": rated + timedelta(days=dice.randint(1, 3)),
    }
    evening = 17 * 60 if who == "TR" else 9 * 60
    return moment_of(days[who], evening + dice.randrange(240))


def _comment(row: Row) -> Row:
    start = ms(row["at"])
    end = ms(row["to"]) if "to" in row else start
    more: Row = {key: row[key].strip() for key in ("wording", "code") if key in row}
    text = row["text"].strip()
    return {"kind": row["kind"], "start": start, "end": end, "text": text, **more}


def _feedback(hour: Hour, who: str) -> Row:
    """Return the page that the supervisor handed back, where there is one."""
    row: Row | None = hour.row.get("feedback")
    if row is None or who != "SV":
        return {}
    began = _submitted(hour, who)
    answered = began + 26 * 3_600_000
    return {
        "feedback": {
            "drafted_at": began,
            "handed_back_at": began + 17 * 60_000,
            "summary": row.get("summary", "").strip(),
            "goals": row["goals"],
            "before": row.get("before", []),
            "answered_at": answered,
            "replies": row.get("replies", []),
            "tried": row.get("tried", []),
        }
    }
