"""Whether this machine has anything to play sound on."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def has_sound_device() -> bool:
    """Say whether sound can come out; a guess of yes everywhere but on Linux.

    On Linux, there is a playback device of the kernel's, or the socket of a sound
    server (PulseAudio, or PipeWire in its place).
    """
    if not sys.platform.startswith("linux") or "PULSE_SERVER" in os.environ:
        return True
    runtime = os.environ.get("XDG_RUNTIME_DIR", f"/run/user/{os.getuid()}")
    sockets = (Path(runtime, "pulse", "native"), Path(runtime, "pipewire-0"))
    return any(Path("/dev/snd").glob("pcm*p")) or any(
        socket.exists() for socket in sockets
    )
