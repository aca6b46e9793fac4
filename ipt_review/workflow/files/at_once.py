"""Reviewing a recording at once: a study file is made for it alone."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from ipt_review.workflow.files.opening import SUFFIX, new_study
from ipt_review.workflow.library.organising import Arrival, take_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ipt_review.domain.tape import Tape
    from ipt_review.workflow.desk import Desk

TITLE = "Recording"
THERAPIST, CASE, SUPERVISOR = "T-01", "C-001", "SV-1"


def review_at_once(files: Sequence[Path], home: Path) -> tuple[Desk, Tape]:
    """Make a study for one session, and return it open with the tape of its session.

    The recording stays where it is. The study file is numbered and not called after
    the recording, since such names may tell who is on it.

    Args:
        files: The recording: one file, or several that follow one another.
        home: Folder for the study file; made when it is not there.

    Raises:
        NotARecording: When nothing can be played from one of the files; no study
            file is left behind.
        ReviewError: When the study file cannot be made.
    """
    home.mkdir(parents=True, exist_ok=True)
    path, number = _free(home)
    desk = new_study(path, f"{TITLE} {number}", SUPERVISOR)
    try:
        planned = desk.codebook.frame.sessions_high
        arrival = Arrival(tuple(files), THERAPIST, CASE, 1, planned)
        return desk, take_in(desk, arrival)
    except BaseException:
        desk.close()
        path.unlink(missing_ok=True)
        raise


def _free(home: Path) -> tuple[Path, int]:
    """Return a study file that is not there yet, and its number."""
    for number in count(1):
        path = home / f"{TITLE} {number}{SUFFIX}"
        if not path.exists():
            return path, number
    raise AssertionError
