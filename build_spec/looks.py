"""Makes the pictures of the window in docs anew: light, dark, and larger letters.

Run it as `python -m build_spec.looks`; without a screen, QT_QPA_PLATFORM=offscreen.
Each look needs a program of its own, since the size of everything is set at its start.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from build_spec.pictures import (
    NEAR,
    PICTURES,
    SMALLEST,
    NothingToShow,
    Photographer,
    until,
)
from ipt_review.ui.theme import DARK, LIGHT, palette, sans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.ui.theme import Theme

SHOWN_AT = 214_000


@dataclass(frozen=True, slots=True)
class Look:
    """How the window looks.

    Attributes:
        scale: How large everything is, in percent.
        size: Of the window, before it is enlarged.
        width: Of the picture, in its pixels.
    """

    name: str
    theme: Theme
    scale: int
    size: tuple[int, int]
    width: int


LOOKS = (
    Look("", LIGHT, 100, (1600, 1000), 1600),
    Look("-dark", DARK, 100, (1600, 1000), 1600),
    Look("-150", LIGHT, 150, (1280, 800), 1600),
)


def take(look: Look, home: Path, pictures: Path) -> None:
    """Leave pictures of Review and Rate behind, as they are in one look."""
    photographer = Photographer(home, look.theme, look.size)
    program, window = photographer.program, photographer.window
    program.open_demo()
    tape = window.library.picked_tape()
    if tape is None:
        raise NothingToShow("the tape of the demo")
    program.review_tape(tape)
    video, reviewing = window.review.video, program.reviewing
    until(video.has_picture, "a picture")
    reviewing.player.seek(SHOWN_AT)
    until(lambda: abs((video.shown_at or 0) - SHOWN_AT) < NEAR, "the frame")
    for room in ("review", "rate"):
        program.enter(room)
        photographer.settle()
        picture = window.grab().toImage()
        smooth = Qt.TransformationMode.SmoothTransformation
        if picture.width() != look.width:
            picture = picture.scaledToWidth(look.width, smooth)
        picture.save(str(pictures / f"{room}{look.name}.png"), quality=SMALLEST)
    window.close()


def main(arguments: Sequence[str]) -> int:
    """Make all of them, or with the name of a look and a folder those of one look."""
    if not arguments:
        for look in LOOKS:
            scale = {"QT_SCALE_FACTOR": str(look.scale / 100)}
            command = [sys.executable, "-m", "build_spec.looks", f"={look.name}"]
            subprocess.run(
                [*command, str(PICTURES)], env=os.environ | scale, check=True
            )
        sys.stdout.write(f"{PICTURES}\n")
        return 0
    look = next(each for each in LOOKS if f"={each.name}" == arguments[0])
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    application.setPalette(palette(look.theme))
    application.setFont(sans())
    with tempfile.TemporaryDirectory() as home:
        take(look, Path(home), Path(arguments[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
