"""What is done with the tape on the Review screen, apart from coding it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction

from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.media.engine import State
from ipt_review.media.joined_engine import NONE_REFUSED
from ipt_review.ui.actions import action
from ipt_review.ui.player.stopping import Stops
from ipt_review.ui.player.zoom import STEPS, Zoom

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from PySide6.QtCore import QSettings

    from ipt_review.domain.tape import Tape
    from ipt_review.domain.timecode import Span
    from ipt_review.ui.player.loop import Loop
    from ipt_review.ui.player.player import Player
    from ipt_review.ui.review.screen import ReviewScreen
    from ipt_review.ui.settings.preferences import Preferences

RATE_STEP = 0.1
LOUDER = 10
PEDAL_BACK = "tape.pedal_back"


class Playing(QObject):
    """Connects the player with picture, transport and timeline.

    Args:
        picked: Returns where the picked mark stands, if one is picked.
    """

    def __init__(
        self,
        screen: ReviewScreen,
        player: Player,
        picked: Callable[[], Span | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._screen = screen
        self._player = player
        self._picked = picked
        self._stops: Stops | None = None
        self._preferences: Preferences | None = None
        self._tape: UUID | None = None
        self._drags = 0
        self._resumes = False
        self._connect()
        self._make_picture_menu()

    def use(self, preferences: Preferences, settings: QSettings) -> None:
        """Heed what is set on this computer, and remember there where one stops."""
        self._preferences = preferences
        self._stops = Stops(settings)
        self._screen.stage.remember_in(settings)
        preferences.changed.connect(self._heed)
        self._heed()

    def take_in(self, tape: Tape, refused: Mapping[int, str] = NONE_REFUSED) -> None:
        """Take in a tape, to stand where it was left.

        Args:
            tape: The tape.
            refused: Why some of its files are not to be played, by their places.
        """
        self._let_go_of_tape()
        self._tape = tape.id
        goes_on = self._preferences is None or self._preferences.is_on("tape.go_on")
        start = self._stops.at(tape.id, tape.length) if self._stops and goes_on else 0
        if tape.is_pieced:
            self._player.join(tape.files, tape.length, start, refused)
        else:
            file = tape.files[0].path if tape.files else None
            self._player.load(file, tape.length, start)
        self._screen.stage.as_remembered()

    def leave(self) -> None:
        """Let go of the tape, remember where it stands, and put its window away."""
        self._let_go_of_tape()
        self._screen.stage.put_away()

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what each action about the tape does."""
        return self._moving() | self._hearing() | self._looking()

    def states(self) -> dict[str, Callable[[], bool]]:
        """Return what tells of each action about the tape whether it is on."""
        captions = self._screen.transport.captions
        return {
            "tape.loop": lambda: self._player.loop.start is not None,
            "tape.mute": lambda: self._player.sound.muted,
            "tape.captions": captions.isChecked,
            "view.picture_apart": lambda: self._screen.stage.apart,
        }

    def pedal_up(self) -> None:
        """Hold the tape, since the pedal was let go; step back now if so wished."""
        player = self._player
        player.pause()
        if self._steps_back_at_once():
            here = player.position
            player.seek(player.loop.kept(here, here - player.back_step))

    def step_frames(self, by: int) -> None:
        """Go so many frames forward or back."""
        self._player.step_frames(by)

    def _moving(self) -> dict[str, Callable[[], object]]:
        player = self._player
        second, more = MS_PER_SECOND, 5 * MS_PER_SECOND
        return {
            "tape.pedal": self._pedal_down,
            "tape.back": lambda: player.step(-second),
            "tape.forward": lambda: player.step(second),
            "tape.back_more": lambda: player.step(-more),
            "tape.forward_more": lambda: player.step(more),
            "tape.frame_back": lambda: player.step_frames(-1),
            "tape.frame_forward": lambda: player.step_frames(1),
            "tape.start": lambda: player.seek(0),
            "tape.end": lambda: player.seek(player.length),
            "tape.jump": self._screen.transport.clock.ask,
            "tape.slower": lambda: player.set_rate(player.rate - RATE_STEP),
            "tape.faster": lambda: player.set_rate(player.rate + RATE_STEP),
            "tape.normal": lambda: player.set_rate(1.0),
            "tape.loop": self._loop,
            "tape.loop_from": lambda: player.set_loop(
                player.loop.from_here(player.position)
            ),
            "tape.loop_to": lambda: player.set_loop(
                player.loop.to_here(player.position)
            ),
        }

    def _hearing(self) -> dict[str, Callable[[], object]]:
        sound = self._player.sound
        return {
            "tape.louder": lambda: sound.set_volume(sound.volume + LOUDER),
            "tape.softer": lambda: sound.set_volume(sound.volume - LOUDER),
            "tape.mute": sound.toggle_mute,
            "tape.channels": sound.next_channels,
            "tape.sound_track": self._next_sound,
            "tape.subtitles": self._next_subtitles,
            "tape.captions": self._toggle_captions,
        }

    def _looking(self) -> dict[str, Callable[[], object]]:
        video, stage = self._screen.video, self._screen.stage
        return {
            "view.picture_size": lambda: video.set_zoom(video.zoom.next_step()),
            "view.picture_apart": lambda: stage.set_apart(apart=not stage.apart),
        }

    def _connect(self) -> None:
        screen, player, transport = self._screen, self._player, self._screen.transport
        player.pictured.connect(screen.video.show_picture)
        player.failed.connect(screen.video.show_message)
        player.rate_changed.connect(transport.show_rate)
        player.state_changed.connect(self._after_state)
        player.loop_changed.connect(self._show_loop)
        player.tracks_changed.connect(transport.show_tracks)
        player.sound.changed.connect(lambda: transport.show_sound(player.sound))
        screen.video.resized.connect(player.fit)
        screen.video.clicked.connect(player.toggle)
        transport.play_wanted.connect(player.toggle)
        transport.step_wanted.connect(player.step)
        transport.rate_wanted.connect(player.set_rate)
        transport.loop_wanted.connect(self._loop)
        transport.volume_wanted.connect(player.sound.set_volume)
        transport.sound.mute_wanted.connect(player.sound.toggle_mute)
        transport.sound.channels_wanted.connect(player.sound.set_channels)
        transport.sound.track_wanted.connect(player.choose_sound)
        transport.captions.track_wanted.connect(player.choose_subtitles)
        transport.captions_wanted.connect(
            lambda shown: screen.video.show_captions(shown=shown)
        )
        transport.clock.jump_wanted.connect(player.seek)
        transport.clock.left.connect(self._take_focus_back)
        screen.timeline.seek_wanted.connect(self._drag)
        screen.timeline.let_go.connect(self._let_go)

    def _heed(self) -> None:
        if self._preferences is not None:
            self._player.back_step = self._preferences.value("tape.back_step")
            shown = self._preferences.is_on("tape.captions")
            self._screen.transport.captions.setChecked(shown)

    def _after_state(self, state: State) -> None:
        self._screen.transport.show_playing(playing=state is State.PLAYING)
        if state in (State.PAUSED, State.ENDED):
            self._keep_stop()

    def _let_go_of_tape(self) -> None:
        self._keep_stop()
        self._tape = None
        self._player.unload()

    def _keep_stop(self) -> None:
        stops, tape, player = self._stops, self._tape, self._player
        if stops and tape and player.state is not State.EMPTY:
            stops.keep(tape, player.position)

    def _pedal_down(self) -> None:
        """Play; what was stepped back when the pedal was let go is not once more."""
        if self._steps_back_at_once():
            self._player.play()
        elif not self._player.playing:
            self._player.toggle()

    def _steps_back_at_once(self) -> bool:
        return self._preferences is not None and self._preferences.is_on(PEDAL_BACK)

    def _drag(self, position: int) -> None:
        """Go where the timeline was clicked; show frames while it is dragged over.

        A tape that plays is held while it is dragged, and then plays on.
        """
        self._drags += 1
        if self._drags == 1:
            self._player.seek(position)
            return
        if self._player.playing:
            self._resumes = True
            self._player.pause()
        self._player.scrub(position)

    def _let_go(self) -> None:
        resumes, self._resumes, self._drags = self._resumes, False, 0
        if resumes:
            self._player.play()

    def _loop(self) -> None:
        player = self._player
        loop = player.loop.pressed(player.position, self._picked(), player.length)
        player.set_loop(loop)
        self._show_loop(loop)
        if loop.runs and not loop.holds(player.position):
            player.seek(loop.start or 0)

    def _show_loop(self, loop: Loop) -> None:
        self._screen.transport.show_loop(loop)
        self._screen.timeline.show_loop(loop.start, loop.end)

    def _next_sound(self) -> None:
        tracks = self._player.tracks
        ids = [track.id for track in tracks.sound]
        if len(ids) > 1 and tracks.heard in ids:
            following = ids[(ids.index(tracks.heard) + 1) % len(ids)]
            self._player.choose_sound(following)

    def _next_subtitles(self) -> None:
        tracks = self._player.tracks
        ids = [None, *(track.id for track in tracks.subtitles)]
        if len(ids) > 1 and tracks.shown in ids:
            following = ids[(ids.index(tracks.shown) + 1) % len(ids)]
            self._player.choose_subtitles(following)

    def _toggle_captions(self) -> None:
        captions = self._screen.transport.captions
        if captions.isEnabled():
            captions.toggle()

    def _take_focus_back(self) -> None:
        self._screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_picture_menu(self) -> None:
        """Offer on the picture itself what is done with it."""
        video = self._screen.video
        video.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for scale in STEPS:
            entry = QAction("Fit" if scale is None else f"{scale:.0%}", video)
            entry.triggered.connect(
                lambda _on=False, scale=scale: video.set_zoom(Zoom(scale))
            )
            video.addAction(entry)
        name = "view.picture_apart"
        entry = QAction(action(name).label, video)
        entry.triggered.connect(lambda _on=False: self._looking()[name]())
        video.addAction(entry)
