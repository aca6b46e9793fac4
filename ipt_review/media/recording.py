"""Whether there is a file to play at all, said before any decoder is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.problems import ReviewError
from ipt_review.media.containers import was_never_finished

if TYPE_CHECKING:
    from pathlib import Path


class NotARecording(ReviewError):
    """Something that cannot be played."""


def must_be_a_file(path: Path) -> None:
    """Make sure that `path` leads to a file with something in it.

    Raises:
        NotARecording: When it is missing, a folder, unreadable, or empty; says which.
    """
    try:
        if path.is_dir():
            raise NotARecording(
                f"“{path.name}” is a folder, not a recording.",
                "Choose the recording inside it.",
            )
        with path.open("rb") as file:
            first = file.read(1)
    except FileNotFoundError:
        raise NotARecording(
            f"The recording “{path.name}” is not in {path.parent}.",
            "Put it back there, or say where it is now.",
        ) from None
    except PermissionError:
        raise NotARecording(
            f"You are not allowed to read “{path.name}”.",
            "Ask whoever owns the file for the right to read it.",
        ) from None
    except (OSError, ValueError) as problem:
        raise NotARecording(
            f"“{path.name}” could not be read ({problem}).",
            "Check that its drive is connected, then open it again.",
        ) from problem
    if not first:
        raise NotARecording(
            f"“{path.name}” is empty: it holds 0 bytes.",
            "Copy the recording from its source again.",
        )


def does_not_answer(path: Path) -> NotARecording:
    """Return what to say of a file that keeps everybody waiting; it is not touched."""
    return NotARecording(
        f"“{path.name}” does not answer: nothing came of it in time.",
        "Check that its drive is connected and awake, then open it again.",
    )


def cannot_be_played(path: Path) -> NotARecording:
    """Return what to say of a file in which no decoder finds sound or picture."""
    if was_never_finished(path):
        return NotARecording(
            f"“{path.name}” was cut off or never finished: the table at its end that"
            " says where sound and picture are is missing.",
            "Copy it from its source again; if it is the same there, a program that"
            " repairs MP4 files may rebuild the table.",
        )
    return NotARecording(
        f"“{path.name}” holds no sound or picture that can be played.",
        "Check that it is a recording and was copied whole, then open it again.",
    )
