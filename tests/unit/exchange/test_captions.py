from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import Cue
from ipt_review.exchange.captions import (
    LARGEST,
    CaptionsFaulty,
    CaptionsUnreadable,
    read_captions,
)
from ipt_review.shipped import resource

if TYPE_CHECKING:
    from pathlib import Path

VTT = "WEBVTT\n\n00:01.000 --> 00:02.500\n{}\n"
SRT = "1\n00:00:01,000 --> 00:00:02,500\n{}\n"
SPAN = Span(1_000, 2_500)


def read(folder: Path, text: str, encoding: str = "utf-8") -> tuple[Cue, ...]:
    path = folder / "tape.vtt"
    path.write_bytes(text.encode(encoding))
    return read_captions(path)


@pytest.mark.parametrize("form", [VTT, SRT])
def test_a_cue_has_its_span_speaker_and_words(tmp_path: Path, form: str) -> None:
    cues = read(tmp_path, form.format("<v Anna Bell>How have\nthings been?</v>"))
    assert cues == (Cue(SPAN, "Anna Bell", "How have things been?"),)


@pytest.mark.parametrize(
    ("said", "speaker", "words"),
    [
        ("Therapist: Mixed.", "Therapist", "Mixed."),
        ("DR. BELL: Mixed.", "DR. BELL", "Mixed."),
        ("SPEAKER_00: Mixed.", "SPEAKER_00", "Mixed."),
        ("- Anna: Mixed.", "Anna", "Mixed."),
        ("<i>Anna:</i> Mixed.", "Anna", "Mixed."),
        ("<v.loud Anna>Mixed.", "Anna", "Mixed."),
        ("It was 12:30 then.", "", "It was 12:30 then."),
        ("and so: nothing", "", "and so: nothing"),
        ("See https://example.org", "", "See https://example.org"),
    ],
)
def test_a_speaker_is_named_by_a_tag_or_before_a_colon(
    tmp_path: Path, said: str, speaker: str, words: str
) -> None:
    assert read(tmp_path, VTT.format(said)) == (Cue(SPAN, speaker, words),)


def test_two_people_in_one_cue_are_two_cues_with_one_span(tmp_path: Path) -> None:
    voices = read(tmp_path, VTT.format("<v A>Yes?</v>\n<v B>No.</v>"))
    names = read(tmp_path, VTT.format("- Ann: Yes?\n- Ben: No."))
    assert voices == (Cue(SPAN, "A", "Yes?"), Cue(SPAN, "B", "No."))
    assert names == (Cue(SPAN, "Ann", "Yes?"), Cue(SPAN, "Ben", "No."))


def test_tags_placings_and_entities_are_taken_out(tmp_path: Path) -> None:
    said = "{\\an8}<c.red>5 &lt; 6 &amp; 7</c> <00:01.500>a < b&nbsp;> c <UNIN/>"
    assert read(tmp_path, VTT.format(said)) == (Cue(SPAN, "", "5 < 6 & 7 a < b > c"),)


def test_a_cue_without_words_is_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, VTT.format("<v Anna></v>")) == ()


def test_notes_and_styles_are_no_cues(tmp_path: Path) -> None:
    text = "WEBVTT\n\nNOTE Anna: hidden\n\nSTYLE\n::cue { color: red }\n\n"
    assert read(tmp_path, text + "00:01.000 --> 00:02.500 align:start\nHi.\n") == (
        Cue(SPAN, "", "Hi."),
    )


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("form", [VTT, SRT])
def test_accents_survive_every_usual_encoding(
    tmp_path: Path, form: str, encoding: str
) -> None:
    assert read(tmp_path, form.format("Fühlt er’s?"), encoding) == (
        Cue(SPAN, "", "Fühlt er’s?"),
    )


def test_cues_come_in_the_order_of_the_tape(tmp_path: Path) -> None:
    text = "WEBVTT\n\n00:09.000 --> 00:10.000\nB\n\n00:01.000 --> 00:02.500\nA\n"
    assert [cue.text for cue in read(tmp_path, text)] == ["A", "B"]


def test_blank_lines_before_the_first_cue_do_no_harm(tmp_path: Path) -> None:
    assert len(read(tmp_path, "\n\n" + SRT.format("Hi."))) == 1


@pytest.mark.parametrize(
    ("timing", "what"),
    [
        ("00:01.000 --> soon", "is not a start and an end time"),
        ("00:61.000 --> 00:62.000", "end at 59"),
        ("00:05.000 --> 00:04.000", "ends before it starts"),
    ],
)
def test_a_faulty_cue_is_told_by_its_line(
    tmp_path: Path, timing: str, what: str
) -> None:
    with pytest.raises(CaptionsFaulty, match=f"Line 5: .*{what}") as raised:
        read(tmp_path, f"WEBVTT\n\nNOTE\n\n{timing}\nHi.\n")
    assert raised.value.lines == (5,)


def test_many_faults_are_summed_up(tmp_path: Path) -> None:
    with pytest.raises(CaptionsFaulty, match="And 3 more"):
        read(tmp_path, "WEBVTT\n\n" + "x --> y\nHi.\n\n" * 8)


def test_what_is_no_caption_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaptionsUnreadable, match="neither WebVTT nor SubRip"):
        read(tmp_path, "Dear colleague,\nplease find the tape enclosed.\n")
    with pytest.raises(CaptionsUnreadable, match="neither WebVTT nor SubRip"):
        read(tmp_path, "")
    odd = tmp_path / "odd.vtt"
    odd.write_bytes("WEBVTT".encode("utf-16") + b"\0")
    with pytest.raises(CaptionsUnreadable, match="proper utf-16"):
        read_captions(odd)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CaptionsUnreadable, match="No such file"):
        read_captions(tmp_path / "none.vtt")


def test_a_tape_is_not_read_as_captions(tmp_path: Path) -> None:
    path = tmp_path / "tape.mp4"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(CaptionsUnreadable, match="too large"):
        read_captions(path)


def test_the_captions_of_the_demo_tape_name_both_speakers() -> None:
    cues = read_captions(resource("demo/session05.vtt"))
    assert {cue.speaker for cue in cues} == {"Therapist", "Patient"}
