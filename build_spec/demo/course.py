"""Builds study.yaml: the written course and the measured times of the tape."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import yaml

from build_spec.demo.hour import moment_of, ms
from build_spec.demo.script import DemoError
from build_spec.demo.scripted import add_scripted, scripted_case

if TYPE_CHECKING:
    from pathlib import Path

    from build_spec.demo.applying import Codebook
    from build_spec.demo.script import Mark
    from build_spec.demo.voice import SpokenLine, Tape

Row = dict[str, Any]
FORMAT = "ipt-review-demo/1"
HOURS = "hours"
SCRIPTED = ("c-017.yaml", "c-021.yaml")
_SCATTER_MS = {
    "REF": (-160, 190),
    "SV-1": (-280, 560),
    "T-04": (-240, 880),
    "R-1": (-300, 700),
    "R-2": (-500, 1_600),
}


def build_study(folder: Path, tape: Tape, book: Codebook) -> Row:
    """Join course.yaml with the tape and with the scripted sessions.

    Args:
        folder: Where the written course lies, and the scripts in `hours`.
        tape: The voiced session 5.
        book: What is coded with.

    Returns:
        The study in the shape of study.yaml.
    """
    course: Row = yaml.safe_load((folder / "course.yaml").read_text("utf-8"))
    sessions = [_session(row, tape) for row in course["sessions"]]
    case = {**course["case"], "sessions": sessions}
    head = {key: course[key] for key in ("study", "people", "therapists")}
    add_scripted(case, folder / HOURS, book)
    others = [scripted_case(folder / HOURS / name, book) for name in SCRIPTED]
    return {"format": FORMAT, **head, "cases": [case, *others]}


def _session(row: Row, tape: Tape) -> Row:
    taped = "tape" in row
    length = tape.length_ms if taped else ms(row["length"]) + 480
    keys = ("number", "phase", "day_of_treatment", "severity")
    return {
        **{key: row[key] for key in keys},
        "tape": row.get("tape"),
        "length_ms": length,
        "codings": [
            _coding(coding, row["number"], length, tape) for coding in row["codings"]
        ],
    }


def _coding(row: Row, session: int, length: int, tape: Tape) -> Row:
    dice = random.Random(f"{row['rater']} in session {session}")
    dice_of_day = random.Random(f"{row['rater']} submits session {session}")
    comments: list[Row] = []
    if row.get("from_dialogue"):
        until = row.get("until", 1.0)
        marks = _marks_on_tape(row["rater"], until, tape, dice)
        comments = _comments_on_tape(row["rater"], int(tape.length_ms * until), tape)
    else:
        marks = _written_marks(row, length, dice)
    return {
        **{key: row[key] for key in ("rater", "role", "status")},
        **_submitted(row, dice_of_day),
        "marks": sorted(marks, key=lambda mark: (mark["start"], mark["end"])),
        "ratings": row["ratings"],
        "comment": row["comment"].strip(),
        **({"comments": comments} if comments else {}),
    }


def _submitted(row: Row, dice: random.Random) -> Row:
    """Return when a coding was submitted, if the course says on which day."""
    if "submitted_on" not in row:
        return {}
    return {"submitted_at": moment_of(row["submitted_on"], 540 + dice.randrange(240))}


def _mark(code: str, start: int, end: int, note: str) -> Row:
    return {"code": code, "start": start, "end": end, "note": note}


def _track(changes: list[tuple[int, str]], end: int) -> list[Row]:
    """Turn changes of focus into states that follow each other without a gap."""
    starts = [0, *(start for start, _ in changes[1:])]
    ends = [*starts[1:], end]
    states = [state for _, state in changes]
    return [
        {"code": state, "start": start, "end": stop}
        for state, start, stop in zip(states, starts, ends, strict=True)
    ]


def _written_marks(row: Row, length: int, dice: random.Random) -> list[Row]:
    """Read the marks of a session without a tape."""
    found: list[Row] = []
    for mark in row["marks"]:
        start = ms(mark.get("at") or mark["from"]) + dice.randrange(1000)
        end = ms(mark["to"]) + dice.randrange(1000) if "to" in mark else start
        found.append(_mark(mark["code"], start, end, mark.get("note", "")))
    changes = [(ms(at) + dice.randrange(1000), to) for at, to in row["focus"].items()]
    return found + _track(changes, length)


def _marks_on_tape(
    rater: str, until: float, tape: Tape, dice: random.Random
) -> list[Row]:
    """Place one coder's marks of the dialogue on the tape.

    Args:
        rater: The coder.
        until: Share of the tape that has been coded; nothing lies beyond it.
        tape: The voiced session.
        dice: Source of the coder's scatter.
    """
    stop = int(tape.length_ms * until)
    found: list[Row] = []
    changes: list[tuple[int, str]] = []
    opened: dict[str, tuple[int, str]] = {}
    for spoken in tape.lines:
        for mark in spoken.line.marks:
            if rater not in mark.by:
                continue
            at = _stamp(rater, mark, spoken, dice, tape.length_ms)
            note = mark.note.get(rater, "")
            if mark.kind == "focus":
                changes.append((at, mark.code))
            elif mark.kind == "begin":
                opened[mark.code] = (at, note)
            elif mark.kind == "code":
                found.append(_mark(mark.code, at, at, note))
            else:
                start, first_note = _opened(opened, rater, mark)
                found.append(_mark(mark.code, start, at, first_note))
    if opened:
        raise DemoError(f"dialogue.yaml: {rater} never ends {', '.join(opened)}")
    done = [mark for mark in found if mark["end"] <= stop]
    return done + _track([change for change in changes if change[0] < stop], stop)


def _comments_on_tape(rater: str, stop: int, tape: Tape) -> list[Row]:
    """Place one coder's comments on the lines that they are about, up to `stop` ms."""
    found: list[Row] = []
    for spoken in tape.lines:
        for each in spoken.line.comments:
            if each.by == rater and spoken.end <= stop:
                more = {"wording": each.wording, "code": each.code}
                found.append(
                    {
                        "kind": each.kind,
                        "start": spoken.start,
                        "end": spoken.end,
                        "text": each.text,
                        **{name: text for name, text in more.items() if text},
                    }
                )
    return found


def _opened(
    opened: dict[str, tuple[int, str]], rater: str, mark: Mark
) -> tuple[int, str]:
    if mark.code not in opened:
        raise DemoError(f"dialogue.yaml: {rater} ends {mark.code} before it begins")
    return opened.pop(mark.code)


def _stamp(
    rater: str, mark: Mark, spoken: SpokenLine, dice: random.Random, length: int
) -> int:
    """Give the time at which a hand would have marked the line."""
    exact = spoken.end if mark.kind == "end" else spoken.start
    return min(length, max(0, exact + dice.randint(*_SCATTER_MS[rater])))
