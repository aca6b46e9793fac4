"""From one frame of a tape to the next. Pure: everything is handed in."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from ipt_review.domain.timecode import MS_PER_SECOND

if TYPE_CHECKING:
    from ipt_review.media.engine import Picture

WITHOUT_FRAMES = 40
"""How far one step goes on a tape that has no picture, in ms."""

ROUNDING = 0.001
"""What is lost where 23.976 and its like are written down, in frames."""


def stepped(position: int, by: int, frame_rate: float, length: int) -> int:
    """Return the first whole ms of the frame `by` frames from the one at `position`.

    Args:
        position: In ms, anywhere within a frame.
        by: How many frames forward, or back when it is negative.
        frame_rate: Frames a second, 0.0 where there are none.
        length: How long the tape is, in ms, within which the result is kept.
    """
    if frame_rate <= 0:
        target = position + by * WITHOUT_FRAMES
    else:
        # A frame begins at a fraction of a ms; its first whole ms lies within it.
        here = floor((position + ROUNDING) * frame_rate / MS_PER_SECOND + ROUNDING)
        target = ceil((here + by) * MS_PER_SECOND / frame_rate - ROUNDING)
    return max(0, min(target, length))


def away(shown: Picture | None, here: int, by: int) -> int | None:
    """Return how far it is to the frame beside the one shown, in ms, None if not known.

    Frames do not always come at the average rate; a held one knows those beside it.
    """
    if shown is None or shown.position != here or abs(by) != 1:
        return None
    return shown.beside[by > 0]
