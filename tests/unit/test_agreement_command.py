from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from ipt_review.cli import shell

if TYPE_CHECKING:
    from pathlib import Path

WIDE = "session,R1,R2\ns1,3,4\ns2,5,5\ns3,2,2\ns4,6,7\ns5,4,4\ns6,97,3\n"
EVENTS = (
    "rater,code,start,end\nA,link,10,\nA,feel,60.5,70\nB,link,11,\nB,feel,1:00,1:12\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ratings.csv"


def answer(file: Path, *options: str) -> int:
    return shell.run(shell.read(["agreement", str(file), *options]))


def figures(capsys: pytest.CaptureFixture[str]) -> list[dict[str, dict[str, float]]]:
    found: list[dict[str, dict[str, float]]] = json.loads(capsys.readouterr().out)
    return found


def test_ratings_of_two_raters_are_compared_without_a_study(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(WIDE)
    assert answer(file, "--missing", "97", "--scale", "1,2,3,4,5,6,7") == 0
    text = capsys.readouterr().out
    assert "ICC(2,1), absolute agreement" in text
    assert "excellent, by its lower limit moderate (Koo & Li 2016)" in text
    assert "undefined. This index is for scales of two categories." in text


def test_long_tables_are_compared_item_by_item(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        f"s{session};{rater};{item};{value}"
        for item, shift in (("link", 0), ("focus", 1))
        for session, value in enumerate((2, 5, 6, 3))
        for rater, value in (("R1", value), ("R2", min(7, value + shift)))
    ]
    file.write_text("\n".join(["session;rater;item;rating", *rows]))
    assert answer(file, "--json") == 0
    link, focus = figures(capsys)
    assert link["figures"]["icc_2_1"] == pytest.approx(1)
    assert focus["figures"]["icc_3_1"] == pytest.approx(1)
    assert focus["figures"]["icc_2_1"] < 1
    assert "No scale was declared" in str(link["notes"])


def test_events_are_compared_in_time(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(EVENTS)
    assert answer(file, "--json", "--length", "100") == 0
    (found,) = figures(capsys)
    assert found["figures"]["ev_n_agree"] == 2
    assert found["figures"]["tu_n_bins"] == 100
    assert not found["notes"]


def test_questions_are_answered_one_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case = {"design": "numeric", "data": {"ratings": [[1, 2], [3, 4], [5, 6]]}}
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{json.dumps(case)}\n" * 2))
    assert shell.run(shell.read(["agreement", "--cases"])) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["icc_3_1"] for line in lines] == [1, 1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "holds no table"),
        ("session,R1,R2\n", "holds no table"),
        ("session,R1,R2\ns1,1,2,3\n", "Line 2 has not as many cells"),
        ("session,R1,R2\ns1,1\n", "Line 2 has not as many cells"),
        ("rater,rating\nR1,3\nR2,4\n", "No column says what was rated"),
        ("unit,rater,rating\na,R1,3\na,R1,4\n", "Line 3: R1 has already rated a"),
        ("code,start,end\nlink,1,2\n", "No column says who coded"),
        ("rater,code,start,end\nA,link,5,3\n", "Line 2: the event ends before"),
        ("rater,code,start\nA,link,soon\n", "Line 2: “soon” is no time on a tape"),
        ("rater,code,start\nA,link,-4\n", "Line 2: “-4” is no time on a tape"),
        ("rater,code,start\nA,link,4\n", "Only one rater is in the file"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_a_sentence(
    file: Path, text: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(text)
    assert answer(file) == 1
    assert words in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(file) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_text_among_ratings_leaves_the_figures_for_categories(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("session,R1,R2\na,yes,yes\nb,no,yes\nc,no,no\n")
    assert answer(file, "--json") == 0
    (found,) = figures(capsys)
    assert found["figures"]["cohen_kappa"] == pytest.approx(0.4)
    assert "ICC needs numbers" in str(found["notes"])


def test_one_rater_alone_gets_a_reason_for_every_figure(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("session,R1\na,3\nb,4\n")
    assert answer(file) == 0
    assert "undefined. Only one rater rated." in capsys.readouterr().out


UNUSUAL = {
    "three raters where two are needed": (
        "unit,A,B,C\n1,3,3,2\n2,4,4,4\n3,1,2,1\n",
        "There are 3 raters, so figures that are of two are left out",
    ),
    "text among numbers": (
        "unit,A,B\n1,3,3\n2,4,foo\n3,2,2\n",
        "Some ratings are no numbers, and are read as categories: “foo”.",
    ),
    "NaN": ("unit,A,B\n1,3,3\n2,NaN,4\n3,2,2\n", "1 of 6 ratings are missing"),
    "a tape that ends before the last event": (
        "rater,code,start,end\nA,x,0,70\nB,x,0,11\n",
        "The last event ends at 70 s, after the length that was given (50 s)",
    ),
    "codes of different codebooks": (
        "rater,code,start,end\nA,x,0,10\nA,y,20,30\nB,x,0,11\n",
        "Codes that only one of them used: y (A).",
    ),
}


@pytest.mark.parametrize("case", UNUSUAL)
def test_what_is_unusual_about_a_file_is_noted(
    file: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    text, note = UNUSUAL[case]
    file.write_text(text)
    assert answer(file, "--length", "50") == 0
    assert f"Note: {note}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("unit,A,B\n1,3,3\n1,4,4\n", "Line 3: 1 was rated in line 2 already."),
        ("unit,A,A\n1,3,3\n", "Two columns are called “A”."),
        ("unit,rater,rating\n1,A,3\n1,A,4\n", "Line 3: A has already rated 1."),
    ],
)
def test_a_rater_who_rated_twice_is_refused(
    file: Path, capsys: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    file.write_text(text)
    assert answer(file) == 1
    assert told in capsys.readouterr().err
