"""The whole line on real parts: tape, keys, marks, ratings, workbook."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QImage

from ipt_review.domain.coding import Perspective
from ipt_review.media.engine import EngineMissing
from ipt_review.media.vlc_engine import VlcEngine
from ipt_review.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipt_review.domain.coding import Coding

pytestmark = [pytest.mark.vlc, pytest.mark.gui, pytest.mark.timeout(180)]
ROOT = Path(__file__).parents[2]
ENOUGH = 30
"""How many changes are made before the process is killed."""


@pytest.fixture(autouse=True)
def _has_vlc() -> None:
    try:
        VlcEngine().close()
    except EngineMissing as missing:
        pytest.skip(str(missing))


def code_until_killed(surroundings: dict[str, str]) -> list[dict[str, Any]]:
    """Let the program be used, kill it outright, and return what it called saved."""
    said = []
    with subprocess.Popen(
        [sys.executable, str(ROOT / "tests/e2e/hand.py"), "demo"],
        cwd=ROOT,
        env=surroundings | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        try:
            for line in running.stdout:
                said.append(line)
                if len(said) == ENOUGH:
                    break
        finally:
            running.kill()
        complaints = running.stderr.read()
    assert len(said) >= ENOUGH, complaints
    return list(whole(said))


def whole(lines: list[str]) -> Iterator[dict[str, Any]]:
    """Yield what was said in whole lines; the last one may be cut off."""
    for line in lines:
        with suppress(json.JSONDecodeError):
            yield json.loads(line)


def supervisors_coding(study: Path) -> Coding:
    database = Database.open(study)
    try:
        (found,) = (
            review.coding
            for review in database.reviews()
            if review.coding.head.perspective is Perspective.SUPERVISOR
            and (review.case.handle, review.session.number) == ("C-012", 5)
        )
        return found
    finally:
        database.close()


def rows(sheet: Any) -> list[dict[str, Any]]:
    """Return a sheet as rows by header, the header being its first full row."""
    lines = [row for row in sheet.iter_rows(values_only=True) if any(row)]
    return [dict(zip(lines[0], row, strict=False)) for row in lines[1:]]


def test_a_killed_program_has_lost_nothing_that_it_called_saved(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    said = code_until_killed(surroundings)

    (study,) = Path(surroundings["HOME"]).rglob("demo.iptstudy")
    coding = supervisors_coding(study)
    stored = {str(n): [m.code, m.start, m.end, m.note] for n, m in coding.marks.items()}
    last = said[-1]
    assert last["marks"].items() <= stored.items()
    assert len(stored) <= len(last["marks"]) + 2
    assert "typed by hand" in {note for *_, note in stored.values()}
    ratings = {item: rating.value for item, rating in coding.ratings.items()}
    assert ratings == last["ratings"]
    assert len(ratings) == len(said[0]["ratings"]) + 3

    workbook = tmp_path / "report.xlsx"
    done = subprocess.run(
        [sys.executable, "-m", "ipt_review", "report", str(study), "-o", str(workbook)],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert str(workbook) in done.stdout
    assert_reports(workbook, coding)


def assert_reports(workbook: Path, coding: Coding) -> None:
    """Find the marks, the ratings and the scores of a coding in a workbook."""
    book = load_workbook(workbook, read_only=True, data_only=True)
    try:
        sheets = {
            name: [row for row in rows(book[name]) if is_supervisors(row)]
            for name in ("Marks", "Ratings", "Sessions")
        }
    finally:
        book.close()
    told = {(row["Code"], row["start_ms"]) for row in sheets["Marks"]}
    assert told == {(mark.code, mark.start) for mark in coding.marks.values()}
    (ratings,), (scores,) = sheets["Ratings"], sheets["Sessions"]
    given = {item: rating.value for item, rating in coding.ratings.items()}
    assert {item: ratings[item] for item in given} == given
    adherence = [value for item, value in given.items() if item.startswith("adh_")]
    assert scores["Marks"] == len(coding.marks)
    assert scores["Adherence mean"] == pytest.approx(mean(adherence))
    assert scores["Adherence rests on"].startswith(f"{len(adherence)} of ")
    assert scores["Off-model peak"] == given["off_digress"]


def is_supervisors(row: dict[str, Any]) -> bool:
    """Say whether a row is of the supervisor's coding of session 5 of C-012."""
    return (row["Case"], row["Session"], row["Rater"]) == ("C-012", 5, "SV-1")


def test_the_demo_walks_by_itself_and_leaves_pictures_and_a_workbook(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "walk"

    done = subprocess.run(
        [sys.executable, "-m", "ipt_review", "demo", "--walk", str(folder)],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
        timeout=150,
    )

    assert done.returncode == 0, done.stderr
    pictures = {path.stem[3:]: QImage(str(path)) for path in folder.glob("*.png")}
    assert {"start", "library", "review", "rate", "export"} <= {*pictures}
    assert not {name for name, image in pictures.items() if len(colors(image)) < 20}
    assert len(colors(video_of(pictures["review"]))) > 200
    book = load_workbook(folder / "demo.xlsx", read_only=True)
    assert {"Read me", "Sessions", "Ratings", "Marks"} <= {*book.sheetnames}
    book.close()
    shutil.rmtree(folder)


def colors(image: QImage) -> set[int]:
    """Return the different colors of every fourth pixel both ways."""
    return {
        image.pixel(x, y)
        for x in range(0, image.width(), 4)
        for y in range(0, image.height(), 4)
    }


def video_of(image: QImage) -> QImage:
    """Return the middle of where the tape is shown on the Review screen."""
    wide, high = image.width(), image.height()
    return image.copy(wide // 4, high // 6, wide // 4, high // 4)
