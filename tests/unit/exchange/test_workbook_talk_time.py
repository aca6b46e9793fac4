"""The sheet on who talks how much, and that no workbook says what is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import (
    PATIENT,
    THERAPIST,
    Cue,
    Transcript,
    TranscriptChange,
    What,
    transcript_of,
)
from ipt_review.exchange.report import Transcribed
from ipt_review.scoring.talk_time import talk_time
from ipt_review.workflow.export.reporting import report
from ipt_review.workflow.files.opening import make_demo, open_study
from tests.report_builders import SMALL, a_full_report, a_report, a_review, records

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.exchange.report import Report

TALK = transcript_of(
    (
        Cue(Span(0, 2_000), THERAPIST, "How was it?"),
        Cue(Span(2_000, 8_000), PATIENT, "Long."),
        Cue(Span(8_000, 10_000), "", "Mhm."),
        Cue(Span(4_000_000, 4_001_000), PATIENT, "Gone."),
    )
)


def with_talk(made: Report) -> Report:
    first = Transcribed(
        SMALL.therapist,
        SMALL.case,
        SMALL.session,
        SMALL.tape,
        talk_time(TALK, SMALL.tape.length),
    )
    later = replace(first, session=replace(SMALL.session, number=9))
    return replace(made, talked=[later, first])


def test_every_speaker_of_a_tape_has_a_row(tmp_path: Path) -> None:
    rows = records(tmp_path / "a.xlsx", with_talk(a_report(a_review())), "Talk time")
    assert [(row["Session"], row["Speaker"]) for row in rows] == [
        (session, speaker)
        for session in (4, 9)
        for speaker in ("therapist", "patient", "not known")
    ]
    patient = rows[1]
    assert patient["talk_ms"] == patient["longest_ms"] == 6_000
    assert (patient["% of talk"], patient["Turns"]) == (60, 1)
    assert patient["Cues beyond tape"] == 1
    assert round(patient["Silence % of tape"], 3) == 99.667


def test_without_a_transcript_there_is_no_row(tmp_path: Path) -> None:
    assert records(tmp_path / "a.xlsx", a_full_report(a_review()), "Talk time") == []


def test_what_is_said_is_in_no_workbook_at_any_level(tmp_path: Path) -> None:
    make_demo(tmp_path / "demo.iptstudy")
    desk = open_study(tmp_path / "demo.iptstudy")
    tape = desk.database.tapes()[0]
    said = transcript_of([Cue(Span(0, 60_000), PATIENT, "Geheimniswort")])
    change = TranscriptChange(Transcript(), said, What.IMPORTED)
    desk.database.transcripts.change(tape.id, change, None, 1)
    path = tmp_path / "a.xlsx"
    for full in (False, True):
        made = report(desk, path, full=full)
        assert [each.tape.id for each in made.talked] == [tape.id]
        words = {
            str(value)
            for paper in load_workbook(path).worksheets
            for row in paper.iter_rows(values_only=True)
            for value in row
        }
        assert "patient" in words
        assert not any("Geheimniswort" in word for word in words)
    desk.close()


def test_a_case_that_is_left_out_is_left_out_here_too(tmp_path: Path) -> None:
    make_demo(tmp_path / "demo.iptstudy")
    desk = open_study(tmp_path / "demo.iptstudy")
    holdings = desk.holdings()
    hiding = next(
        (each for each in holdings.people if holdings.hidden_cases(each)), None
    )
    tape = desk.database.tapes()[0]
    said = transcript_of([Cue(Span(0, 60_000), PATIENT, "Hm.")])
    change = TranscriptChange(Transcript(), said, What.IMPORTED)
    desk.database.transcripts.change(tape.id, change, None, 1)
    assert hiding is not None
    session = next(each for each in holdings.sessions if each.id == tape.session)
    hidden = session.case in holdings.hidden_cases(hiding)
    made = report(desk, tmp_path / "a.xlsx", person=hiding)
    assert bool(made.talked) is not hidden
    desk.close()
