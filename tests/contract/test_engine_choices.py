"""Tracks, channels, loudness, and subtitles."""

from __future__ import annotations

import ctypes
from array import array
from typing import TYPE_CHECKING

import pytest

from ipt_review.media.engine import Channels
from ipt_review.media.vlc_engine import VlcEngine
from tests.media_files import SOUND_RATE, SUBTITLES, is_written_on, one_sided

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.media.engine import Engine
    from tests.contract.engine_desk import Desk


def test_tracks_and_channels_may_be_chosen_at_any_time(
    desk: Desk, tapes: dict[str, Path]
) -> None:
    for when in ("before", "standing", "playing"):
        desk.engine.set_channels(Channels.LEFT)
        desk.engine.choose_subtitles(None)
        desk.engine.set_volume(200)
        if when == "before":
            desk.loaded(tapes["mp4"])
        elif when == "standing":
            desk.engine.play()
            desk.until_past(300)
    desk.engine.set_channels(Channels.BOTH)
    desk.until_past(desk.newest.position)


@pytest.mark.parametrize(
    ("channels", "heard"),
    [
        (Channels.BOTH, [True, False]),
        (Channels.LEFT, [True, True]),
        (Channels.RIGHT, [False, False]),
    ],
)
def test_one_channel_alone_is_heard_on_both_loudspeakers(
    vlc_desk: Desk, tmp_path: Path, channels: Channels, heard: list[bool]
) -> None:
    """Qt Multimedia cannot do this: it sends the channels out as they are."""
    samples = _listen_in(vlc_desk.engine)
    vlc_desk.engine.set_channels(channels)
    vlc_desk.loaded(one_sided(tmp_path / "left.wav")).engine.play()
    vlc_desk.until_past(600)
    sounded = [
        max(map(abs, samples[-SOUND_RATE // 2 + side :: 2])) > 1000 for side in (0, 1)
    ]
    assert sounded == heard


def _listen_in(engine: Engine) -> array[int]:
    """Return what a libvlc engine sounds from now on, left and right by turns."""
    assert isinstance(engine, VlcEngine)
    samples = array("h")
    played = ctypes.CFUNCTYPE(
        None, *[ctypes.c_void_p] * 2, ctypes.c_uint, ctypes.c_int64
    )

    def keep(_opaque: int, sound: int, count: int, _pts: int) -> None:
        samples.frombytes(ctypes.string_at(sound, 4 * count))

    play = played(keep)
    engine._deck.player.audio_set_format("S16N", SOUND_RATE, 2)
    engine._deck.player.audio_set_callbacks(play, None, None, None, None, None)
    engine._heard_by = play  # type: ignore[attr-defined]
    return samples


def test_a_tape_lets_one_choose_among_its_tracks_and_starts_without_subtitles(
    film_desk: Desk, rich_tape: Path
) -> None:
    tracks = film_desk.loaded(rich_tape).newest.tracks
    assert (len(tracks.sound), len(tracks.subtitles)) == (2, 1)
    assert tracks.heard == tracks.sound[0].id
    assert tracks.shown is None

    film_desk.engine.choose_sound(tracks.sound[1].id)
    film_desk.engine.choose_subtitles(tracks.subtitles[0].id)
    film_desk.until(lambda: film_desk.newest.tracks.shown is not None)
    chosen = film_desk.newest.tracks
    assert (chosen.heard, chosen.shown) == (
        tracks.sound[1].id,
        tracks.subtitles[0].id,
    )


def test_chosen_subtitles_are_on_the_picture_and_gone_again(
    film_desk: Desk, rich_tape: Path
) -> None:
    film_desk.loaded(rich_tape).engine.play()
    film_desk.until_past(500)
    film_desk.until(lambda: not is_written_on(film_desk.pictures[-1]))
    subtitles = film_desk.newest.tracks.subtitles[0].id
    film_desk.engine.choose_subtitles(subtitles)
    film_desk.engine.seek(2000)
    film_desk.until(lambda: is_written_on(film_desk.pictures[-1]))
    film_desk.engine.choose_subtitles(None)
    film_desk.until(lambda: not is_written_on(film_desk.pictures[-1]))


def test_subtitles_beside_a_tape_are_left_to_the_program(
    film_desk: Desk, tapes: dict[str, Path], tmp_path: Path
) -> None:
    tape = tmp_path / "tape.mp4"
    tape.write_bytes(tapes["mp4"].read_bytes())
    tape.with_suffix(".srt").write_text(SUBTITLES)
    assert film_desk.loaded(tape).newest.tracks.subtitles == ()
