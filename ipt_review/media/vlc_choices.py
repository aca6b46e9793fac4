"""What of a recording libvlc lets one hear, and which subtitles it draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipt_review.media.engine import Channels, Track, Tracks

if TYPE_CHECKING:
    from collections.abc import Iterable

NONE = -1
"""libvlc's number for no track at all."""

_MODES = {Channels.BOTH: 1, Channels.LEFT: 3, Channels.RIGHT: 4}
"""libvlc's numbers for stereo, left only, right only: libvlc_audio_output_channel_t."""


class Choices:
    """What a person chose, given to libvlc anew each time that it starts.

    Loudness and channels hold for every tape, tracks for the one that is open. Used
    on the engine's thread only.

    Args:
        player: libvlc's media player.
    """

    def __init__(self, player: Any) -> None:
        self._player = player
        self._volume = 100
        self._channels = Channels.BOTH
        self._heard: int | None = None
        self._shown: int | None = None

    def set_volume(self, percent: int) -> None:
        """Set the loudness, 0 to 200, 100 being as recorded."""
        self._volume = percent
        self._player.audio_set_volume(percent)

    def set_channels(self, channels: Channels) -> None:
        """Have both channels heard, or one of them alone."""
        self._channels = channels
        self._player.audio_set_channel(_MODES[channels])

    def choose_sound(self, track: int) -> None:
        """Have this sound track heard."""
        self._heard = track
        self._player.audio_set_track(track)

    def choose_subtitles(self, track: int | None) -> None:
        """Draw this subtitle track, or none."""
        self._shown = track
        self._player.video_set_spu(NONE if track is None else track)

    def forget_tape(self) -> None:
        """Go back to the file's own sound track and no subtitles."""
        self._heard = self._shown = None

    def give(self) -> None:
        """Tell libvlc, which has just begun to play, everything again."""
        self._player.audio_set_volume(self._volume)
        self._player.audio_set_channel(_MODES[self._channels])
        if self._heard is not None:
            self._player.audio_set_track(self._heard)
        self._player.video_set_spu(NONE if self._shown is None else self._shown)

    def tracks(self) -> Tracks:
        """Return what there is to choose from, and what is chosen."""
        heard = self._heard
        if heard is None:
            now = self._player.audio_get_track()
            heard = None if now == NONE else now
        return Tracks(
            _named(self._player.audio_get_track_description()),
            _named(self._player.video_get_spu_description()),
            heard,
            self._shown,
        )


def _named(described: Iterable[tuple[int, bytes]]) -> tuple[Track, ...]:
    return tuple(
        Track(number, name.decode(errors="replace"))
        for number, name in described
        if number != NONE
    )
