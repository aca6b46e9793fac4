"""Which engine plays the tapes on this machine, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.media.engine import EngineMissing
from ipt_review.media.silent_engine import SilentEngine
from ipt_review.media.vlc_engine import VlcEngine

if TYPE_CHECKING:
    from ipt_review.media.engine import Engine


def best_engine() -> tuple[Engine, str]:
    """Return the best engine that starts here, and the reason for a person to read.

    Without libvlc, the silent engine runs the clock, so that coding goes on; then the
    reason says what is missing and what to install.
    """
    try:
        engine = VlcEngine()
    except EngineMissing as missing:
        return SilentEngine(), f"{missing} Until then, tapes run without picture."
    return engine, f"Tapes are played by VLC {engine.version}, found on this computer."
