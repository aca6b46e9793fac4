"""Which engine plays the tapes on this machine, and why."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from ipt_review.media.engine import Engine, EngineMissing
from ipt_review.media.silent_engine import SilentEngine
from ipt_review.media.vlc_engine import VlcEngine

if TYPE_CHECKING:
    from collections.abc import Callable

LIBVLC, QT, SILENT = VlcEngine.name, "qt", SilentEngine.name
NAMES = (LIBVLC, QT, SILENT)
"""By what names engines can be asked for, the best first."""

QT_LIMITS = "It plays no louder than recorded, and always both channels."


class VersionedEngine(Engine, Protocol):
    """An engine made by others, who number what they make."""

    @property
    def version(self) -> str:
        """The number, for a person to read."""


def best_engine(
    start_qt: Callable[[], VersionedEngine] | None = None, wanted: str = ""
) -> tuple[Engine, str]:
    """Return the best engine that starts here, and the reason for a person to read.

    libvlc comes first, then Qt Multimedia. Without both, the silent engine runs the
    clock, so that coding goes on; then the reason says what is missing and what to
    install.

    Args:
        start_qt: Starts the engine by Qt, which lives above this room; it may raise
            `EngineMissing`. Without it there is none.
        wanted: The name of an engine that is to be tried first, one of `NAMES`.
    """
    starts: dict[str, Callable[[], tuple[Engine, str]]] = {LIBVLC: _start_vlc}
    if start_qt is not None:
        starts[QT] = partial(_start_qt, start_qt)
    starts[SILENT] = _start_silent
    before = [_no_such(wanted)] if wanted and wanted not in NAMES else []
    missing: list[str] = []
    for name in sorted(starts, key=lambda each: each != wanted):
        try:
            engine, reason = starts[name]()
        except EngineMissing as problem:
            missing.append(str(problem))
            continue
        until_then = ["Until then:"] if missing else []
        asked_for = ["This was asked for."] if name == wanted else []
        said = (*before, *missing, *until_then, reason, *asked_for)
        return engine, " ".join(said)
    raise AssertionError("the silent engine always starts")


def _start_vlc() -> tuple[Engine, str]:
    vlc = VlcEngine()
    return vlc, f"Tapes are played by VLC {vlc.version}, found on this computer."


def _start_qt(start: Callable[[], VersionedEngine]) -> tuple[Engine, str]:
    qt = start()
    by = f"Tapes are played by Qt Multimedia {qt.version}, part of this program."
    return qt, f"{by} {QT_LIMITS}"


def _start_silent() -> tuple[Engine, str]:
    return SilentEngine(), "Tapes run without sound and picture."


def _no_such(wanted: str) -> str:
    return f"There is no engine “{wanted}”; there are {', '.join(NAMES)}."
