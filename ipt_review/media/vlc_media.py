"""How libvlc is told to open a recording."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

AHEAD = 100
"""How much of a tape libvlc holds ready, in ms, its own choice being 300. What is ready
is shown at the old rate after a change of rate, and then left out or waited for.
libvlc raises it by itself where a drive is too slow for it."""

BY_FFMPEG = frozenset({"avi", "mp3", "aac", "ac3"})
"""Containers that libvlc is to read by FFmpeg, and by its own readers only where this
is missing. It seeks in sound without index by reading through it, where libvlc's own
reader guesses by the bit rate and comes out seconds beside; and it counts time in AVI
as PyAV does. Not films at large: in a still stretch of one whose frame rate varies, it
seeks to the next frame, and a subtitle track can make it stop."""


def open_media(instance: Any, file: Path | None, container: str) -> Any:
    """Return a recording for a player of libvlc's.

    Args:
        instance: libvlc, started.
        file: The recording.
        container: Its kind in FFmpeg's words, such as “mov,mp4,m4a,3gp,3g2,mj2”.
    """
    media = instance.media_new_path(os.fsencode(file or ""))
    media.add_option(":avcodec-hw=none")
    media.add_option(":avi-index=3")  # make one where it is missing
    media.add_option(f":file-caching={AHEAD}")
    if BY_FFMPEG & set(container.split(",")):
        media.add_option(":demux=avformat,any")
    return media
