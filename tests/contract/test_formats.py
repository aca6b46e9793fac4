"""Recordings as clinics have them, each opened, played, sought in, and heard out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from ipt_review.media.engine import EngineMissing, State
from ipt_review.media.probe import probe
from ipt_review.media.vlc_engine import VlcEngine
from tests.contract.engine_desk import Desk
from tests.media_files import Recipe, long_sound, make, turned, without_header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SECONDS = 6.0
SMALL = 320, 180
PADDED = 120
"""How much longer than what went in a compressed sound may play, in ms: its encoder
fills up its first and its last packet."""

pytestmark = pytest.mark.vlc


@dataclass(frozen=True)
class Kind:
    """A kind of recording.

    Attributes:
        name: Of the file, which says the container.
        off: How far its length may lie beside what went in, in ms.
        size: Of the picture as it is seen, None without one.
        rework: What is done to the file when it is written.
    """

    name: str
    recipe: Recipe
    off: int = 50
    size: tuple[int, int] | None = SMALL
    rework: Callable[[Path, Path], Path] | None = None

    def write(self, folder: Path) -> Path:
        tape = make(folder / f"as made.{self.name.rsplit('.')[-1]}", self.recipe)
        return self.rework(folder / self.name, tape) if self.rework else tape


def film(**parts: object) -> Recipe:
    return Recipe(**{"seconds": SECONDS, **parts})  # type: ignore[arg-type]


def sound(codec: str, **parts: object) -> Recipe:
    return film(video="", audio=codec, **parts)


VBR = (("flags", "+qscale"), ("global_quality", "590"))
KINDS = {
    "mp4, H.264 and AAC": Kind("a.mp4", film()),
    "mov": Kind("a.mov", film(audio="pcm_s16le")),
    "mkv": Kind("a.mkv", film(audio="ac3")),
    "webm, VP9 and Opus": Kind("a.webm", film(video="libvpx-vp9", audio="libopus")),
    "avi": Kind("a.avi", film(video="mpeg4", audio="libmp3lame"), off=PADDED),
    "wmv": Kind("a.wmv", film(video="wmv2", audio="wmav2"), off=PADDED),
    "MPEG transport stream": Kind("a.ts", film(audio="mp2"), off=PADDED),
    "variable frame rate": Kind("a.mp4", film(uneven=True)),
    "29.97 frames a second": Kind("a.mp4", film(fps=Fraction(30_000, 1001))),
    "upright phone": Kind("phone.mp4", film(), size=(180, 320), rework=turned),
    "odd size": Kind("a.mkv", film(size=(853, 481), video="mpeg4"), size=(852, 480)),
    "1 frame a second": Kind("a.mp4", film(fps=1, keyframe_every=10), off=1000),
    "no sound": Kind("a.mp4", film(audio="")),
    "mp3, constant": Kind("a.mp3", sound("libmp3lame"), PADDED, None),
    "mp3, variable": Kind("a.mp3", sound("libmp3lame", sound=VBR), PADDED, None),
    "mp3 without header": Kind(
        "bare.mp3", sound("libmp3lame", sound=VBR), PADDED, None, without_header
    ),
    "m4a": Kind("a.m4a", sound("aac"), PADDED, None),
    "wav, 8 kHz": Kind("a.wav", sound("pcm_s16le", sound_rate=8000), size=None),
    "wav, 16 kHz": Kind("a.wav", sound("pcm_s16le", sound_rate=16_000), size=None),
    "wav, 24 bit": Kind("a.wav", sound("pcm_s24le"), size=None),
    "ogg": Kind("a.ogg", sound("vorbis", sound=(("strict", "-2"),)), PADDED, None),
    "flac": Kind("a.flac", sound("flac"), size=None),
}


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """Yield one desk for all of them, as a rater has."""
    try:
        engine = VlcEngine()
    except EngineMissing as missing:
        pytest.skip(str(missing))
    yield Desk(engine)
    engine.close()


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_a_recording_opens_plays_seeks_and_ends(
    desk: Desk, tmp_path: Path, kind: Kind
) -> None:
    tape = kind.write(tmp_path)
    length = round(SECONDS * 1000)
    found = probe(tape)
    assert abs(found.length_ms - length) <= kind.off
    assert found.problems == ()
    desk.pictures.clear()
    desk.engine.load(tape)
    desk.until(lambda: desk.newest.state is State.PAUSED and not desk.newest.position)
    desk.until(lambda: abs(desk.newest.length - length) <= kind.off)
    if kind.size is not None:
        desk.until(lambda: bool(desk.pictures))
        assert (found.width, found.height) == desk.pictures[-1].natural
        shown = desk.pictures[-1].width, desk.pictures[-1].height
        assert shown == kind.size

    desk.engine.play()
    desk.until_past(250)
    desk.engine.seek(length // 2)
    desk.until_past(length // 2)
    desk.engine.pause()
    held = desk.until_state(State.PAUSED).position
    assert length // 2 <= held < length
    desk.engine.seek(length - 400)
    desk.engine.play()
    ended = desk.until_state(State.ENDED)
    assert ended.position == ended.length


def _cut_off(content: bytes) -> bytes:
    return content[: len(content) * 6 // 10]


def _without_index(content: bytes) -> bytes:
    return content[: content.rindex(b"idx1")]


@pytest.mark.parametrize(
    ("name", "spoil", "video"),
    [
        ("cut.mkv", _cut_off, "libx264"),
        ("cut.ts", _cut_off, "libx264"),
        ("bare.avi", _without_index, "mpeg4"),
    ],
)
def test_a_damaged_recording_plays_as_far_as_it_goes(
    desk: Desk, tmp_path: Path, name: str, spoil: Callable[[bytes], bytes], video: str
) -> None:
    recipe = Recipe(8.0, video=video, audio="libmp3lame")
    tape = make(tmp_path / name, recipe)
    tape.write_bytes(spoil(tape.read_bytes()))
    length = probe(tape).length_ms
    assert length > 4000
    desk.engine.load(tape)
    desk.until(lambda: desk.newest.state is State.PAUSED and not desk.newest.position)
    desk.engine.seek(2000)
    desk.engine.play()
    desk.until_past(2500)
    assert desk.newest.position < 4000
    ended = desk.until_state(State.ENDED)
    assert abs(ended.position - length) < 1500


def test_three_hours_of_sound_are_open_at_once_and_heard_to_the_last_minute(
    desk: Desk, tmp_path: Path
) -> None:
    tape = long_sound(tmp_path / "long.wav", 3)
    late = (2 * 60 + 59) * 60_000
    assert probe(tape).length_ms == 3 * 3_600_000
    desk.loaded(tape).engine.seek(late)
    desk.engine.play()
    desk.until_past(late + 200)
    assert desk.newest.position < late + 20_000


def test_three_hours_at_one_frame_a_second_show_the_frame_of_the_last_minute(
    desk: Desk, tmp_path: Path
) -> None:
    recipe = Recipe(3 * 3600.0, 1, "mpeg4", "", (64, 36), keyframe_every=60, b_frames=0)
    tape = make(tmp_path / "long.mp4", recipe)
    late = (2 * 60 + 59) * 60_000
    assert probe(tape).length_ms == 3 * 3_600_000
    desk.loaded(tape).engine.seek(late + 700)
    desk.until(lambda: desk.frame == late // 1000)
    assert desk.newest.position == late
    desk.engine.play()
    desk.until_past(late + 1_500)
    desk.until(lambda: (desk.frame or 0) > late // 1000)
