"""Keeps peaks between runs, so that a tape is listened through once.

They lie outside the study, since they can be had again at any time. A file is named
after a recording's fingerprint; nothing in it or in its name says whose tape it is.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import uuid4

import numpy as np

from ipt_review.domain.timecode import Span
from ipt_review.media.peak_meter import measure
from ipt_review.media.peaks import BIN_MS, Peaks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ipt_review.media.fingerprint import Fingerprint

VERSION = 1
"""Of the way in which peaks are measured and stored; files of others are not read."""

ROOM = 500_000_000
"""Bytes that a cache may take: some 150 hours of stereo."""

_DAMAGE = (
    OSError,
    EOFError,
    KeyError,
    RuntimeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What reading a file that is not whole may raise."""


class PeakCache:
    """Peaks of the recordings that were open lately.

    Args:
        folder: Made when needed; nothing else may lie in it.
        room: Bytes that it may take. When it is more, what was not asked for longest
            is removed.
    """

    def __init__(self, folder: Path, room: int = ROOM) -> None:
        self._folder = folder
        self._room = room

    def peaks(
        self,
        path: Path,
        fingerprint: Fingerprint,
        progress: Callable[[float], None],
        cancelled: Callable[[], bool],
        heard: Callable[[Peaks], None] = lambda _so_far: None,
    ) -> Peaks | None:
        """Return a recording's peaks, measured only if they are not kept yet.

        Args:
            path: The recording.
            fingerprint: Of that recording.
            progress: As `peak_meter.measure` takes it; so are the others.
            cancelled: When it says so, None is returned and nothing kept.
            heard: Not told when they are kept already.

        Raises:
            NotARecording: As `peak_meter.measure` does.
        """
        kept = self.get(fingerprint)
        if kept is not None:
            return kept
        peaks = measure(path, progress, cancelled, heard)
        if peaks is not None:
            self.keep(fingerprint, peaks)
        return peaks

    def get(self, fingerprint: Fingerprint) -> Peaks | None:
        """Return what is kept for a recording; None if nothing, or it is damaged."""
        path = self._path(fingerprint)
        try:
            peaks = _read(path)
        except FileNotFoundError:
            return None
        except _DAMAGE:
            _remove(path)
            return None
        with suppress(OSError):  # on a read-only disk nothing is removed either
            os.utime(path)
        return peaks

    def keep(self, fingerprint: Fingerprint, peaks: Peaks) -> bool:
        """Keep peaks, whole or not at all; say whether there was a place for them.

        A full or read-only disk is not told: they are measured again next time.
        """
        partial = self._folder / f"{uuid4().hex}.partial"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with partial.open("xb") as file:
                np.savez(
                    file,
                    version=VERSION,
                    bin_ms=BIN_MS,
                    bins=peaks.bins,
                    length_ms=peaks.length_ms,
                    missing=[(span.start, span.end) for span in peaks.missing],
                )
            partial.replace(self._path(fingerprint))
            self._make_room()
        except OSError:
            _remove(partial)
            return False
        return True

    def forget(self, fingerprint: Fingerprint) -> None:
        """Keep nothing of a recording any more."""
        _remove(self._path(fingerprint))

    def _path(self, fingerprint: Fingerprint) -> Path:
        return self._folder / f"{fingerprint.digest}-{fingerprint.size}.npz"

    def _make_room(self) -> None:
        """Remove what was not used longest, until the rest fits."""
        files = [(path, path.stat()) for path in self._folder.iterdir()]
        taken = sum(found.st_size for _, found in files)
        for path, found in sorted(files, key=lambda entry: entry[1].st_mtime_ns):
            if taken <= self._room:
                return
            _remove(path)
            taken -= found.st_size


def _read(path: Path) -> Peaks:
    """Read a file of the cache.

    Raises:
        OSError: Or any other of `_DAMAGE`, when it is missing, damaged or of another
            version.
    """
    with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
        if (int(stored["version"]), int(stored["bin_ms"])) != (VERSION, BIN_MS):
            raise ValueError("stored by another version")
        missing = stored["missing"].reshape(-1, 2).tolist()
        return Peaks.of(
            stored["bins"],
            int(stored["length_ms"]),
            tuple(Span(int(start), int(end)) for start, end in missing),
        )


def _remove(path: Path) -> None:
    with suppress(OSError):  # in use: it is tried again when room is needed
        path.unlink(missing_ok=True)
