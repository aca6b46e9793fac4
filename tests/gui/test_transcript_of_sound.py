"""What is said on a tape with sound only stands where the picture would be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import Cue, transcript_of
from ipt_review.ui.player.video_view import VideoView
from tests.gui.bench import Bench, turns

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui
SRT = (
    "1\n00:00:01,000 --> 00:00:09,000\nTherapist: How was the week?\n\n"
    "2\n00:00:09,000 --> 00:00:20,000\nPatient: Long, and then on Thursday…\n"
)


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Bench:
    return Bench(qtbot, tmp_path)


def test_large_words_take_the_place_of_the_waveform_and_give_it_back(
    bench: Bench, tmp_path: Path
) -> None:
    tape = bench.take_in(turns(tmp_path / "a.wav", (1, 9), (10, 20)))
    (tmp_path / "a.srt").write_text(SRT)
    bench.desk.database.change_tape(
        type(tape)(tape.id, tape.session, tape.length, tape.files, tmp_path / "a.srt")
    )
    bench.open(bench.desk.database.tapes()[0])
    bench.listened()
    video = bench.screen.video
    bench.program.reviewing.player.seek(3_000)
    waveform = video.grab().toImage()

    assert bench.program.do("transcript.large")
    words = video.grab().toImage()
    assert bench.program.reviewing.states()["transcript.large"]()
    assert words != waveform

    assert bench.program.do("transcript.large")
    assert video.grab().toImage() == waveform


def test_where_two_talk_at_once_the_caption_has_both(qtbot: QtBot) -> None:
    video = VideoView()
    qtbot.addWidget(video)
    talk = (
        Cue(Span(0, 5_000), "patient", "I was so tired."),
        Cue(Span(2_000, 3_000), "therapist", "Mhm."),
    )
    video.show_transcript(transcript_of(talk))
    said = []
    for moment in (1_000, 2_500, 4_000, 6_000):
        video.move_to(moment)
        said.append(video._said)
    assert said == ["I was so tired.", "I was so tired.\nMhm.", "I was so tired.", ""]
