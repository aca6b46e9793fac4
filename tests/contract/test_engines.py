"""What every engine promises, run against the silent one and real libvlc."""

from __future__ import annotations

import ctypes
import threading
import time
from array import array
from typing import TYPE_CHECKING

import pytest

from ipt_review.media.clock import TapeClock
from ipt_review.media.engine import Channels, EngineMissing, Report, State
from ipt_review.media.silent_engine import SilentEngine
from ipt_review.media.vlc_engine import VlcEngine
from tests.media_files import (
    SOUND_RATE,
    SUBTITLES,
    Recipe,
    frame_number,
    is_written_on,
    make,
    one_sided,
    with_tracks,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ipt_review.media.engine import Engine, Picture

PATIENCE = 20.0
FRAME = 40
TAPES = {
    "mp4": Recipe(b_frames=0),
    "mkv": Recipe(b_frames=0, audio="libmp3lame"),
    "webm": Recipe(video="libvpx", audio="libopus"),
    "wav": Recipe(video="", audio="pcm_s16le"),
    "mov": Recipe(b_frames=3, keyframe_every=150),
}


class Desk:
    """An engine, a clock that hears it, and everything that it reported and showed."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.clock = TapeClock(time.monotonic)
        self.reports: list[Report] = [Report(State.EMPTY, 0, 0.0)]
        self.pictures: list[Picture] = []
        self._news = threading.Condition()
        engine.listen(self._hear)
        engine.watch(self._see)

    def _hear(self, report: Report) -> None:
        with self._news:
            self.reports.append(report)
            self.clock.hear(report)
            self._news.notify_all()

    def _see(self, picture: Picture) -> None:
        with self._news:
            self.pictures.append(picture)
            self._news.notify_all()

    @property
    def newest(self) -> Report:
        return self.reports[-1]

    @property
    def frame(self) -> int | None:
        return frame_number(self.pictures[-1]) if self.pictures else None

    def until(self, claim: Callable[[], bool]) -> None:
        with self._news:
            assert self._news.wait_for(claim, PATIENCE), self.reports[-5:]

    def until_state(self, state: State) -> Report:
        self.until(lambda: self.newest.state is state)
        return self.newest

    def until_past(self, position: int) -> Report:
        """Wait for a report of a running tape beyond `position`."""
        self.until(
            lambda: (
                self.newest.state is State.PLAYING and self.newest.position > position
            )
        )
        return self.newest

    def loaded(self, tape: Path) -> Desk:
        self.engine.load(tape)
        self.until_state(State.PAUSED)
        return self


@pytest.fixture(scope="session")
def tapes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("tapes")
    return {
        kind: make(folder / f"tape.{kind}", recipe) for kind, recipe in TAPES.items()
    }


@pytest.fixture(scope="session")
def rich_tape(tmp_path_factory: pytest.TempPathFactory, tapes: dict[str, Path]) -> Path:
    return with_tracks(tmp_path_factory.mktemp("rich") / "rich.mkv", tapes["mp4"])


@pytest.fixture(params=["silent", pytest.param("libvlc", marks=pytest.mark.vlc)])
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    yield from _desk(SilentEngine if request.param == "silent" else VlcEngine)


@pytest.fixture
def vlc_desk() -> Iterator[Desk]:
    yield from _desk(VlcEngine)


def _desk(kind: Callable[[], Engine]) -> Iterator[Desk]:
    try:
        engine = kind()
    except EngineMissing as missing:
        pytest.skip(str(missing))
    yield Desk(engine)
    engine.close()


@pytest.mark.parametrize("kind", TAPES)
def test_a_loaded_tape_stands_paused_at_its_start_and_knows_its_length(
    desk: Desk, tapes: dict[str, Path], kind: str
) -> None:
    report = desk.loaded(tapes[kind]).newest
    assert report.position == 0
    assert abs(report.length - 6000) < 100
    assert desk.clock.reading() == 0


@pytest.mark.parametrize("kind", ["mp4", "mkv", "webm"])
@pytest.mark.vlc
def test_a_loaded_tape_shows_its_first_frame(
    vlc_desk: Desk, tapes: dict[str, Path], kind: str
) -> None:
    vlc_desk.loaded(tapes[kind])
    vlc_desk.until(lambda: vlc_desk.frame == 0)
    assert vlc_desk.pictures[-1].position == 0


@pytest.mark.vlc
def test_pictures_keep_within_the_box_and_keep_their_shape(
    vlc_desk: Desk, tapes: dict[str, Path]
) -> None:
    vlc_desk.engine.fit(160, 160)
    vlc_desk.loaded(tapes["mp4"])
    vlc_desk.until(lambda: bool(vlc_desk.pictures))
    picture = vlc_desk.pictures[0]
    assert (picture.width, picture.height) == (160, 90)
    assert len(picture.pixels) == 160 * 90 * 4


@pytest.mark.parametrize("kind", TAPES)
def test_a_playing_tape_moves_and_the_clock_with_it(
    desk: Desk, tapes: dict[str, Path], kind: str
) -> None:
    desk.loaded(tapes[kind]).engine.play()
    report = desk.until_past(700)
    assert report.position <= desk.clock.reading() <= report.length


def test_a_paused_tape_stands_still(desk: Desk, tapes: dict[str, Path]) -> None:
    desk.loaded(tapes["mp4"]).engine.play()
    desk.until_past(300)
    desk.engine.pause()
    report = desk.until_state(State.PAUSED)
    assert 300 < report.position < 6000
    desk.engine.set_volume(80)
    assert desk.clock.reading() == desk.newest.position


@pytest.mark.vlc
def test_a_paused_reading_is_the_start_of_the_frame_on_the_screen(
    vlc_desk: Desk, tapes: dict[str, Path]
) -> None:
    vlc_desk.loaded(tapes["mp4"]).engine.play()
    vlc_desk.until_past(700)
    vlc_desk.engine.pause()
    vlc_desk.until_state(State.PAUSED)
    vlc_desk.until(
        lambda: abs(vlc_desk.clock.reading() - (vlc_desk.frame or 0) * FRAME) <= FRAME
    )


def test_a_tape_goes_on_from_where_it_was_paused(
    desk: Desk, tapes: dict[str, Path]
) -> None:
    desk.loaded(tapes["mp4"]).engine.play()
    desk.until_past(300)
    desk.engine.pause()
    stood = desk.until_state(State.PAUSED).position
    desk.engine.play()
    went_on = desk.until_state(State.PLAYING)
    assert abs(went_on.position - stood) <= 2 * FRAME
    desk.until_past(stood)


def test_play_then_pause_at_once_ends_up_paused(
    desk: Desk, tapes: dict[str, Path]
) -> None:
    desk.loaded(tapes["mp4"])
    desk.engine.play()
    desk.engine.pause()
    desk.engine.seek(1000)
    desk.until(lambda: desk.newest.position == 1000)
    assert desk.until_state(State.PAUSED).position == 1000


@pytest.mark.parametrize("target", [0, 3000, 4321])
def test_a_seek_while_paused_reads_as_the_target_and_stays_there(
    desk: Desk, tapes: dict[str, Path], target: int
) -> None:
    desk.loaded(tapes["mp4"]).engine.seek(target)
    desk.until(lambda: desk.newest.position == target)
    desk.engine.set_rate(1.5)
    desk.until(lambda: desk.newest.rate == 1.5)
    assert desk.newest.state is State.PAUSED
    assert desk.clock.reading() == target


@pytest.mark.parametrize("kind", ["mp4", "mkv", "webm"])
@pytest.mark.vlc
def test_a_seek_while_paused_shows_the_frame_that_is_there(
    vlc_desk: Desk, tapes: dict[str, Path], kind: str
) -> None:
    vlc_desk.loaded(tapes[kind]).engine.seek(3210)
    wanted = 3210 // FRAME
    vlc_desk.until(lambda: abs((vlc_desk.frame or 0) - wanted) <= 1)


def test_a_seek_while_playing_goes_on_from_the_target(
    desk: Desk, tapes: dict[str, Path]
) -> None:
    desk.loaded(tapes["mp4"]).engine.play()
    desk.until_past(300)
    desk.engine.seek(3000)
    desk.until_past(3000)
    assert desk.newest.position < 5000
    desk.engine.seek(1000)
    desk.until(lambda: desk.newest.position < 2500)
    assert desk.newest.state is State.PLAYING


@pytest.mark.parametrize(("asked", "got"), [(-500, 0), (99_000, 6000)])
def test_a_seek_keeps_within_the_tape(
    desk: Desk, tapes: dict[str, Path], asked: int, got: int
) -> None:
    desk.loaded(tapes["mp4"]).engine.seek(2000)
    desk.engine.seek(asked)
    desk.until(lambda: abs(desk.newest.position - got) < 100)


@pytest.mark.parametrize("rate", [0.5, 2.0])
def test_a_rate_is_how_much_tape_passes_in_how_much_time(
    desk: Desk, tapes: dict[str, Path], rate: float
) -> None:
    desk.loaded(tapes["wav"]).engine.set_rate(rate)
    desk.engine.play()
    first = desk.until_past(900)
    second = desk.until_past(first.position + 800)
    assert second.rate == rate
    ran = (second.position - first.position) / ((second.at - first.at) * 1000)
    assert abs(ran / rate - 1) < 0.15


def test_at_its_end_a_tape_has_ended_and_plays_again_from_its_start(
    desk: Desk, tapes: dict[str, Path]
) -> None:
    desk.loaded(tapes["mp4"]).engine.seek(5500)
    desk.engine.play()
    ended = desk.until_state(State.ENDED)
    assert ended.position == ended.length
    assert desk.clock.reading() == ended.length
    desk.engine.play()
    desk.until_past(200)
    assert desk.newest.position < 3000


def test_a_seek_from_the_end_stands_at_the_target(
    desk: Desk, tapes: dict[str, Path]
) -> None:
    desk.loaded(tapes["mp4"]).engine.seek(5600)
    desk.engine.play()
    desk.until_state(State.ENDED)
    desk.engine.seek(1500)
    assert desk.until_state(State.PAUSED).position == 1500
    desk.engine.play()
    desk.until_past(1500)
    assert desk.newest.position < 5000


def test_a_second_tape_takes_the_place_of_the_first(
    desk: Desk, tapes: dict[str, Path]
) -> None:
    desk.loaded(tapes["mp4"]).engine.play()
    desk.until_past(300)
    desk.engine.load(tapes["wav"])
    report = desk.until_state(State.PAUSED)
    assert (report.position, report.problem) == (0, "")
    desk.engine.play()
    desk.until_past(300)


def test_a_path_may_hold_spaces_and_any_letter(
    desk: Desk, tapes: dict[str, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "Sitzung № 3 – Ängste"
    folder.mkdir()
    tape = folder / "話す #1 50%25.mp4"
    tape.write_bytes(tapes["mp4"].read_bytes())
    desk.loaded(tape)


def _missing(_: Path, folder: Path) -> Path:
    return folder / "gone.mp4"


def _a_folder(_: Path, folder: Path) -> Path:
    return folder


def _empty(_: Path, folder: Path) -> Path:
    (folder / "empty.mp4").touch()
    return folder / "empty.mp4"


def _a_text(_: Path, folder: Path) -> Path:
    text = folder / "notes.mp4"
    text.write_text("Session notes.\n" * 500)
    return text


def _cut_off(tape: Path, folder: Path) -> Path:
    cut = folder / "cut.mp4"
    cut.write_bytes(tape.read_bytes()[:20_000])
    return cut


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_missing, "is not in"),
        (_a_folder, "is a folder"),
        (_empty, "0 bytes"),
        (_a_text, "no sound or picture"),
        (_cut_off, "never finished"),
    ],
)
def test_what_cannot_be_played_fails_with_a_sentence_and_the_next_tape_plays(
    desk: Desk,
    tapes: dict[str, Path],
    tmp_path: Path,
    spoil: Callable[[Path, Path], Path],
    said: str,
) -> None:
    desk.engine.load(spoil(tapes["mp4"], tmp_path))
    report = desk.until_state(State.FAILED)
    assert said in report.problem
    assert report.problem.endswith(".")
    desk.engine.play()
    desk.loaded(tapes["wav"])


def test_closing_while_playing_ends_every_report_and_may_be_done_twice(
    desk: Desk, tapes: dict[str, Path]
) -> None:
    desk.loaded(tapes["mp4"]).engine.play()
    desk.until_past(200)
    desk.engine.close()
    heard = len(desk.reports)
    desk.engine.close()
    desk.engine.play()
    desk.engine.seek(0)
    assert len(desk.reports) == heard
    names = {thread.name for thread in threading.enumerate()}
    assert f"{desk.engine.name} engine" not in names


def test_closing_right_after_loading_does_not_hang(
    desk: Desk, tapes: dict[str, Path]
) -> None:
    desk.engine.load(tapes["mp4"])
    desk.engine.close()


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


@pytest.mark.parametrize(("kind", "rate"), [("mp4", 25.0), ("wav", 0.0)])
@pytest.mark.vlc
def test_reports_say_how_many_frames_a_second_there_are(
    vlc_desk: Desk, tapes: dict[str, Path], kind: str, rate: float
) -> None:
    assert vlc_desk.loaded(tapes[kind]).newest.frame_rate == rate


@pytest.mark.parametrize(
    ("channels", "heard"),
    [
        (Channels.BOTH, [True, False]),
        (Channels.LEFT, [True, True]),
        (Channels.RIGHT, [False, False]),
    ],
)
@pytest.mark.vlc
def test_one_channel_alone_is_heard_on_both_loudspeakers(
    tmp_path: Path, channels: Channels, heard: list[bool]
) -> None:
    for desk in _desk(VlcEngine):
        samples = _listen_in(desk.engine)
        desk.engine.set_channels(channels)
        desk.loaded(one_sided(tmp_path / "left.wav")).engine.play()
        desk.until_past(600)
        sounded = [
            max(map(abs, samples[-SOUND_RATE // 2 + side :: 2])) > 1000
            for side in (0, 1)
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


@pytest.mark.vlc
def test_a_tape_lets_one_choose_among_its_tracks_and_starts_without_subtitles(
    vlc_desk: Desk, rich_tape: Path
) -> None:
    tracks = vlc_desk.loaded(rich_tape).newest.tracks
    assert (len(tracks.sound), len(tracks.subtitles)) == (2, 1)
    assert tracks.heard == tracks.sound[0].id
    assert tracks.shown is None

    vlc_desk.engine.choose_sound(tracks.sound[1].id)
    vlc_desk.engine.choose_subtitles(tracks.subtitles[0].id)
    vlc_desk.until(lambda: vlc_desk.newest.tracks.shown is not None)
    chosen = vlc_desk.newest.tracks
    assert (chosen.heard, chosen.shown) == (
        tracks.sound[1].id,
        tracks.subtitles[0].id,
    )


@pytest.mark.vlc
def test_chosen_subtitles_are_on_the_picture_and_gone_again(
    vlc_desk: Desk, rich_tape: Path
) -> None:
    vlc_desk.loaded(rich_tape).engine.play()
    vlc_desk.until_past(500)
    vlc_desk.until(lambda: not is_written_on(vlc_desk.pictures[-1]))
    subtitles = vlc_desk.newest.tracks.subtitles[0].id
    vlc_desk.engine.choose_subtitles(subtitles)
    vlc_desk.engine.seek(2000)
    vlc_desk.until(lambda: is_written_on(vlc_desk.pictures[-1]))
    vlc_desk.engine.choose_subtitles(None)
    vlc_desk.until(lambda: not is_written_on(vlc_desk.pictures[-1]))


@pytest.mark.vlc
def test_subtitles_beside_a_tape_are_left_to_the_program(
    vlc_desk: Desk, tapes: dict[str, Path], tmp_path: Path
) -> None:
    tape = tmp_path / "tape.mp4"
    tape.write_bytes(tapes["mp4"].read_bytes())
    tape.with_suffix(".srt").write_text(SUBTITLES)
    assert vlc_desk.loaded(tape).newest.tracks.subtitles == ()


@pytest.mark.vlc
def test_larger_pictures_come_at_once_where_the_tape_stands(
    vlc_desk: Desk, tapes: dict[str, Path]
) -> None:
    vlc_desk.engine.fit(160, 160)
    vlc_desk.loaded(tapes["mp4"]).engine.seek(3000)
    vlc_desk.until(lambda: vlc_desk.newest.position == 3000)
    vlc_desk.until(lambda: bool(vlc_desk.frame))
    vlc_desk.engine.fit(640, 480)
    vlc_desk.until(lambda: vlc_desk.pictures[-1].width == 320)
    assert vlc_desk.pictures[-1].natural == (320, 180)
    assert vlc_desk.newest.state is State.PAUSED
    assert vlc_desk.newest.position == 3000
    vlc_desk.until(lambda: abs((vlc_desk.frame or 0) - 3000 // FRAME) <= 1)


@pytest.mark.vlc
def test_a_tape_that_plays_plays_on_when_its_pictures_grow(
    vlc_desk: Desk, tapes: dict[str, Path]
) -> None:
    vlc_desk.engine.fit(160, 160)
    vlc_desk.loaded(tapes["mp4"]).engine.play()
    vlc_desk.until_past(1000)
    vlc_desk.engine.fit(640, 480)
    vlc_desk.until(lambda: vlc_desk.pictures[-1].width == 320)
    vlc_desk.until_past(1500)


class Mishap(Exception):
    """What a listener with a mistake in it raises."""


def test_a_listener_with_a_mistake_in_it_is_reported_and_everybody_else_hears_on(
    desk: Desk, tapes: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    bugs: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda bug: bugs.append(bug.exc_type))

    def stumble(report: Report) -> None:
        raise Mishap(report.state)

    desk.engine.listen(stumble)
    later: list[Report] = []
    desk.engine.listen(later.append)
    desk.loaded(tapes["mp4"]).engine.play()
    desk.until_past(300)
    desk.engine.close()
    assert set(bugs) == {Mishap}
    assert len(later) == len(bugs)


@pytest.mark.vlc
def test_a_tape_with_reordered_frames_stands_on_the_very_frame_and_goes_on_from_it(
    vlc_desk: Desk, tapes: dict[str, Path]
) -> None:
    vlc_desk.loaded(tapes["mov"])
    for wanted in (81, 80, 79, 30, 31, 117):
        vlc_desk.engine.seek(wanted * FRAME + 25)
        vlc_desk.until(lambda wanted=wanted: vlc_desk.frame == wanted)  # type: ignore[misc]
        vlc_desk.until(lambda: vlc_desk.newest.position % FRAME == 0)
        assert vlc_desk.clock.reading() == wanted * FRAME
    seen = len(vlc_desk.pictures)
    vlc_desk.engine.play()
    vlc_desk.until(lambda: len(vlc_desk.pictures) > seen + 3)
    went_on = [frame_number(picture) for picture in vlc_desk.pictures[seen:]]
    # A busy machine drops a frame or two; libvlc left alone would jump by 25.
    assert 117 <= (went_on[0] or 0) <= 122


@pytest.mark.vlc
def test_while_the_playhead_is_dragged_frames_are_shown_and_the_last_one_stays(
    vlc_desk: Desk, tapes: dict[str, Path]
) -> None:
    vlc_desk.loaded(tapes["mov"])
    vlc_desk.until(lambda: vlc_desk.frame == 0)
    for drag in range(0, 4000, 800):
        seen = len(vlc_desk.pictures)
        for position in range(drag, drag + 801, 40):
            vlc_desk.engine.seek(position)
        vlc_desk.until(lambda seen=seen: len(vlc_desk.pictures) > seen)  # type: ignore[misc]
    vlc_desk.until(lambda: vlc_desk.frame == 100)
    vlc_desk.until(lambda: vlc_desk.newest.position == 4000)
