"""How libvlc is started, and what to say where it cannot be.

The only file that imports vlc.
"""

from __future__ import annotations

import platform
import sys
from typing import Any

from ipt_review.media.engine import EngineMissing
from ipt_review.media.sound_device import has_sound_device


def load_vlc() -> Any:
    """Import python-vlc, which looks for libvlc while it is imported.

    Raises:
        EngineMissing: When it finds none that fits.
    """
    try:
        import vlc  # noqa: PLC0415 - a machine without libvlc must get this far

        vlc.libvlc_get_version()
    except (ImportError, OSError, NotImplementedError, NameError, KeyError) as problem:
        raise not_here() from problem
    except SystemExit as problem:  # its way to say that a library cannot be loaded
        raise not_here() from problem
    return vlc


def new_instance(vlc: Any) -> Any:
    """Start libvlc, quiet and without anything drawn over the picture.

    Raises:
        EngineMissing: When it is there but cannot start, its plugins missing.
    """
    options = ["--quiet", "--no-video-title-show", "--no-osd", "--no-stats"]
    options += ["--no-lua", "--no-sub-autodetect-file"]
    if platform.system() == "Linux":
        options += ["--no-xlib"]
    if not has_sound_device():
        options += ["--aout=adummy"]
    # An option that a build of VLC does not know makes it refuse to start at all.
    instance = vlc.Instance(options) or vlc.Instance(["--quiet"])
    if instance is None:
        raise EngineMissing(
            "VLC is on this computer but cannot start: its plugins are missing.",
            _remedy(),
        )
    return instance


def not_here() -> EngineMissing:
    """Return what to say where no libvlc fits this program."""
    return EngineMissing(
        "VLC, which plays the tapes, is not on this computer"
        " or is of another kind than this program.",
        _remedy(),
    )


def _remedy() -> str:
    """Say what to install, on this kind of machine."""
    if platform.system() == "Linux":
        return (
            "Install it, on Debian and Ubuntu with"
            " “sudo apt install libvlc5 vlc-plugin-base”, then start again."
        )
    bits = "64-bit" if sys.maxsize > 2**32 else "32-bit"
    return f"Install the {bits} VLC 3 from videolan.org, then start again."
