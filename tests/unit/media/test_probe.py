"""What is found in recordings, and what is said of things that are none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from ipt_review.media.probe import glance, probe
from ipt_review.media.recording import NotARecording
from tests.media_files import Recipe, in_front, make, with_unknown_codecs

if TYPE_CHECKING:
    from pathlib import Path


def test_a_video_is_described(tmp_path: Path) -> None:
    found = probe(make(tmp_path / "tape.mp4", Recipe(2.0)))
    assert found.has_picture
    assert found.has_sound
    assert (found.video_codec, found.audio_codec) == ("h264", "aac")
    assert (found.width, found.height, found.frame_rate) == (320, 180, 25.0)
    assert (found.channels, found.length_ms, found.problems) == (1, 2000, ())
    assert found.picture_delay == 80


def test_a_sound_recording_has_no_picture(tmp_path: Path) -> None:
    recipe = Recipe(2.0, video="", audio="pcm_s16le")
    found = probe(make(tmp_path / "tape.wav", recipe))
    assert (found.has_picture, found.has_sound) == (False, True)
    assert (found.width, found.height, found.length_ms) == (0, 0, 2000)


def test_a_video_without_sound_has_none(tmp_path: Path) -> None:
    found = probe(make(tmp_path / "tape.mkv", Recipe(2.0, audio="")))
    assert (found.has_picture, found.has_sound, found.channels) == (True, False, 0)


def test_an_mp3_without_header_is_measured(tmp_path: Path) -> None:
    recipe = Recipe(3.0, video="", audio="libmp3lame")
    whole = make(tmp_path / "whole.mp3", recipe).read_bytes()
    frames = whole[whole.index(b"\xff\xfb", 400) :]
    bare = tmp_path / "bare.mp3"
    bare.write_bytes(frames)
    assert abs(probe(bare).length_ms - 3000) < 100


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "0 bytes"),
        (b"Session notes.\n" * 400, "no sound or picture"),
        (b"\x00" * 9000, "no sound or picture"),
        (b"\x00\x00\x00\x20ftypisom" + b"\x07" * 3000, "no sound or picture"),
    ],
)
def test_what_is_no_recording_is_refused_with_a_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "tape.mp4"
    file.write_bytes(content)
    with pytest.raises(NotARecording, match=said) as refused:
        probe(file)
    assert refused.value.remedy


def test_an_mp4_whose_table_was_cut_off_is_refused_for_that_reason(
    tmp_path: Path,
) -> None:
    whole = make(tmp_path / "whole.mp4", Recipe(2.0)).read_bytes()
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole[: whole.index(b"moov") - 4])
    with pytest.raises(NotARecording, match="never finished") as refused:
        probe(cut)
    assert "repairs" in refused.value.remedy


@pytest.mark.parametrize("name", ["tape.mkv", "tape.mp4"])
def test_a_recording_that_breaks_off_says_where(tmp_path: Path, name: str) -> None:
    whole = in_front(tmp_path / name, make(tmp_path / f"made.{name}", Recipe(8.0)))
    content = whole.read_bytes()
    whole.write_bytes(content[: len(content) * 6 // 10])
    found = probe(whole)
    assert 3500 < found.length_ms < 6000
    assert [problem[:9] for problem in found.problems] == ["It breaks"]


def test_an_avi_without_its_index_says_so(tmp_path: Path) -> None:
    recipe = Recipe(3.0, video="mpeg4", audio="libmp3lame")
    whole = make(tmp_path / "whole.avi", recipe)
    assert probe(whole).problems == ()
    bare = tmp_path / "bare.avi"
    content = whole.read_bytes()
    bare.write_bytes(content[: content.rindex(b"idx1")])
    found = probe(bare)
    assert abs(found.length_ms - 3000) < 600
    assert found.problems == (
        "Its index is missing, so that jumping in it takes longer.",
    )


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NotARecording, match="is not in"):
        probe(tmp_path / "gone.mp4")
    with pytest.raises(NotARecording, match="is a folder"):
        probe(tmp_path)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    file = make(tmp_path / "tape.mkv", Recipe(1.0))
    file.chmod(0)
    with pytest.raises(NotARecording, match="not allowed"):
        probe(file)


def test_a_picture_that_no_decoder_knows_is_told_and_its_sound_plays(
    tmp_path: Path,
) -> None:
    film = make(tmp_path / "film.mp4", Recipe(2.0))
    found = glance(with_unknown_codecs(tmp_path / "odd.mp4", film, b"avc1"))
    assert (found.has_picture, found.has_sound) == (False, True)
    assert found.problems == ("Its picture cannot be decoded (unknown codec).",)


def test_a_film_of_which_no_decoder_knows_anything_is_refused(tmp_path: Path) -> None:
    film = make(tmp_path / "film.mp4", Recipe(2.0, audio=""))
    with pytest.raises(NotARecording, match="no sound or picture that can be played"):
        glance(with_unknown_codecs(tmp_path / "odd.mp4", film, b"avc1"))
