# ruff: noqa: RUF001 - captions in many scripts
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import Cue
from ipt_review.exchange.captions import LARGEST, CaptionsUnreadable, read_captions
from ipt_review.shipped import resource

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.study.transcript_reading import Reading

VTT = "WEBVTT\n\n00:01.000 --> 00:02.500\n{}\n"
SRT = "1\n00:00:01,000 --> 00:00:02,500\n{}\n"
SPAN = Span(1_000, 2_500)


def reading(folder: Path, text: str, encoding: str = "utf-8") -> Reading:
    path = folder / "tape.vtt"
    path.write_bytes(text.encode(encoding))
    return read_captions(path)


def read(folder: Path, text: str, encoding: str = "utf-8") -> tuple[Cue, ...]:
    return reading(folder, text, encoding).cues


def subrip(*said: str, every: int = 2) -> str:
    """Return captions of these texts, each of them a second long."""
    return "\n".join(
        f"{n + 1}\n00:{n * every // 60:02}:{n * every % 60:02},000 --> "
        f"00:{n * every // 60:02}:{n * every % 60 + 1:02},000\n{text}\n"
        for n, text in enumerate(said)
    )


@pytest.mark.parametrize("form", [VTT, SRT])
def test_a_cue_has_its_span_speaker_and_words(tmp_path: Path, form: str) -> None:
    cues = read(tmp_path, form.format("<v Anna Bell>How have\nthings been?</v>"))
    assert cues == (Cue(SPAN, "Anna Bell", "How have things been?"),)


@pytest.mark.parametrize(
    ("said", "speaker", "words"),
    [
        ("Therapist: Mixed.", "Therapist", "Mixed."),
        ("therapist: Mixed.", "therapist", "Mixed."),
        ("DR. BELL: Mixed.", "DR. BELL", "Mixed."),
        ("SPEAKER_00: Mixed.", "SPEAKER_00", "Mixed."),
        ("[SPEAKER_00]: Mixed.", "SPEAKER_00", "Mixed."),
        ("[SPEAKER_00] Mixed.", "SPEAKER_00", "Mixed."),
        ("[Laughter] Mixed.", "", "[Laughter] Mixed."),
        (">> Anna: Mixed.", "Anna", "Mixed."),
        ("- Anna: Mixed.", "Anna", "Mixed."),
        ("<i>Anna:</i> Mixed.", "Anna", "Mixed."),
        ("<v.loud Anna><b>Mi<i>xed</i>.</b>", "Anna", "Mixed."),
        ("病人：不太好。", "病人", "不太好。"),
        ("מטפל: איך היה השבוע?", "מטפל", "איך היה השבוע?"),
        ("It was 12:30 then.", "", "It was 12:30 then."),
        ("and so: nothing", "", "and so: nothing"),
        ("See https://example.org", "", "See https://example.org"),
        ("Is it so? She said: no.", "", "Is it so? She said: no."),
    ],
)
def test_a_speaker_is_named_by_a_tag_or_before_a_colon(
    tmp_path: Path, said: str, speaker: str, words: str
) -> None:
    assert read(tmp_path, VTT.format(said)) == (Cue(SPAN, speaker, words),)


def test_a_word_before_a_colon_is_no_name_beside_names_that_come_often(
    tmp_path: Path,
) -> None:
    said = ["jane d: Hi.", "Max Roe: Hello."] * 3
    cues = read(tmp_path, subrip(*said, "Well: I tried.", "Max Roe: Yes."))
    assert [cue.speaker for cue in cues] == ["jane d", "Max Roe"] * 3 + ["", "Max Roe"]
    assert cues[6].text == "Well: I tried."


@pytest.mark.parametrize(
    ("said", "cues"),
    [
        ("<v A>Yes?</v>\n<v B>No.</v>", [("A", "Yes?"), ("B", "No.")]),
        ("- Ann: Yes?\n- Ben: No.", [("Ann", "Yes?"), ("Ben", "No.")]),
    ],
)
def test_two_people_in_one_cue_are_two_cues_that_share_its_time_by_letters(
    tmp_path: Path, said: str, cues: list[tuple[str, str]]
) -> None:
    found = read(tmp_path, VTT.format(said))
    assert [(cue.speaker, cue.text) for cue in found] == cues
    assert [cue.span for cue in found] == [Span(1_000, 1_857), Span(1_857, 2_500)]


def test_tags_placings_and_entities_are_taken_out(tmp_path: Path) -> None:
    said = "{\\an8}<c.red>5 &lt; 6 &amp; 7</c> <00:01.500>a < b&nbsp;> c <UNIN/>"
    assert read(tmp_path, VTT.format(said)) == (Cue(SPAN, "", "5 < 6 & 7 a < b > c"),)


def test_notes_and_styles_are_no_cues(tmp_path: Path) -> None:
    text = "WEBVTT - Weekly\nKind: captions\n\nNOTE Anna: hidden\nand this\n\n"
    text += "STYLE\n::cue { color: red }\n\nREGION\nid:a\n\n"
    found = reading(tmp_path, text + "00:01.000 --> 00:02.500 align:start\nHi.\n")
    assert (found.cues, found.faults) == ((Cue(SPAN, "", "Hi."),), ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("form", [VTT, SRT])
def test_accents_survive_every_encoding_that_tells_itself(
    tmp_path: Path, form: str, encoding: str
) -> None:
    found = reading(tmp_path, form.format("Fühlt er’s?"), encoding)
    assert found.cues == (Cue(SPAN, "", "Fühlt er’s?"),)
    assert found.encoding.startswith(encoding[:5])


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("cp1252", "Fühlt er’s? Ça va très bien. Ich weiß nicht, wie es Ihnen geht."),
        ("latin-1", "Était-ce difficile? Oui, très. On s'est disputés déjà."),
        ("cp1250", "Jak minął tydzień? Źle, pokłóciłem się z żoną."),
        ("cp1251", "Как прошла неделя? Плохо, мы снова поссорились."),
        ("cp1256", "المعالج: كيف كان الأسبوع؟ لم يكن جيدا."),
        ("gb18030", "这一周过得怎么样？不太好，我和丈夫又吵架了。"),
        ("big5", "這一週過得怎麼樣？不太好，我和丈夫又吵架了。"),
        ("shift_jis", "今週はどうでしたか？あまり良くなかったです。"),
        ("euc_kr", "이번 주는 어땠나요? 남편과 또 싸웠어요."),
    ],
)
def test_other_encodings_are_guessed_by_the_words(
    tmp_path: Path, encoding: str, said: str
) -> None:
    assert read(tmp_path, SRT.format(said), encoding)[0].text in said


def test_a_person_can_say_which_encoding_it_is(tmp_path: Path) -> None:
    path = tmp_path / "tape.srt"
    path.write_bytes(SRT.format("Ναι").encode("cp1253"))
    assert read_captions(path, "cp1253").cues[0].text == "Ναι"
    with pytest.raises(CaptionsUnreadable, match="proper UTF-8"):
        read_captions(path, "utf-8")


def test_cues_come_in_the_order_of_the_tape_and_may_overlap(tmp_path: Path) -> None:
    text = "WEBVTT\n\n00:09.000 --> 00:10.000\nB\n\n00:01.000 --> 00:09.500\nA\n"
    assert [cue.text for cue in read(tmp_path, text)] == ["A", "B"]


@pytest.mark.parametrize(
    ("timing", "span"),
    [
        ("00:01.000 --> 00:02.500", SPAN),
        ("0:0:1,0 --> 0:0:2,5", SPAN),
        ("00:00:01 --> 00:00:02.500000", SPAN),
        ("00:00:01,000 -> 00:00:02,500", SPAN),
        (" 00:01.000-->00:02.500 position:10%", SPAN),
        ("105:00:01.000 --> 105:00:02.500", Span(378_001_000, 378_002_500)),
        ("00:01.000 --> 00:01.000", Span(1_000, 1_000)),
    ],
)
def test_times_are_read_as_programs_write_them(
    tmp_path: Path, timing: str, span: Span
) -> None:
    found = reading(tmp_path, f"WEBVTT\n\n{timing}\nHi.\n")
    assert (found.cues, found.faults) == ((Cue(span, "", "Hi."),), ())


# What is wrong, by line ---------------------------------------------------------

ON = "00:00:01,000 --> 00:00:02,500"
FAULTY = [
    ("1\nsoon --> later\nHi.\n", [], {2: "not a start and an end"}),
    (f"1\n{ON}\nHi.\n\n2\n00:61:00 --> 00:62:00\nNo.\n", ["Hi."], {6: "end at 59"}),
    (
        f"1\n00:09,0 --> 00:08,0\nNo.\n\n2\n{ON}\nHi.\n",
        ["Hi."],
        {2: "before it starts"},
    ),
    (f"1\n-00:00:01,0 --> 00:00:02,0\nNo\n\n{ON}\nHi.\n", ["Hi."], {2: "not a start"}),
    (f"1\n{ON}\n\n2\n00:03,0 --> 00:04,0\nHi.\n", ["Hi."], {2: "no words"}),
    (f"1\n{ON}\nHi.\n\nand on.\n", ["Hi. and on."], {5: "Words without a time"}),
    (f"Title\n\n1\n{ON}\nHi.\n", ["Hi."], {1: "before the first cue"}),
    (f"1\r\n{ON}\r\nA\r\n2\r\n00:03,0 --> 00:04,0\r\nB\r\n", ["A", "B"], {}),
    (f"{ON}\nA\n00:03,0 --> 00:04,0\nB\n", ["A", "B"], {}),
    (f"\n\n\n1\n{ON}\nA\n\n\n\n7\n", ["A"], {}),
    (f"1\n{ON}\nIt was 12:30 --> late.\n", ["It was 12:30 --> late."], {}),
    (f"1\n{ON}\r5 of us\rand 7\r", ["5 of us and 7"], {}),
    (
        f"WEBVTT\n\nintro\n{ON}\nA\n\nNOTE {ON}\n\nx --> y\nB\n",
        ["A"],
        {9: "not a start"},
    ),
]


@pytest.mark.parametrize(("text", "texts", "faults"), FAULTY)
def test_what_does_not_fit_is_told_by_its_line_and_the_rest_is_read(
    tmp_path: Path, text: str, texts: list[str], faults: dict[int, str]
) -> None:
    found = reading(tmp_path, text)
    assert [cue.text for cue in found.cues] == texts
    assert [fault.line for fault in found.faults] == list(faults)
    for fault in found.faults:
        assert faults[fault.line] in fault.what


def test_what_is_no_caption_file_is_refused(tmp_path: Path) -> None:
    for text in ("Dear colleague,\nplease find the tape enclosed.\n", ""):
        with pytest.raises(CaptionsUnreadable, match="neither WebVTT nor SubRip"):
            read(tmp_path, text)
    odd = tmp_path / "odd.vtt"
    odd.write_bytes("WEBVTT".encode("utf-16") + b"\0")
    with pytest.raises(CaptionsUnreadable, match="proper UTF-16"):
        read_captions(odd)


def test_a_file_that_is_not_there_is_told_without_its_folder(tmp_path: Path) -> None:
    with pytest.raises(CaptionsUnreadable, match="No such file") as raised:
        read_captions(tmp_path / "none.vtt")
    assert str(tmp_path) not in str(raised.value)


def test_a_tape_is_not_read_as_captions(tmp_path: Path) -> None:
    path = tmp_path / "tape.mp4"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(CaptionsUnreadable, match="too large"):
        read_captions(path)


def test_the_captions_of_the_demo_tape_name_both_speakers() -> None:
    found = read_captions(resource("demo/session05.vtt"))
    assert {cue.speaker for cue in found.cues} == {"Therapist", "Patient"}
    assert found.faults == ()
