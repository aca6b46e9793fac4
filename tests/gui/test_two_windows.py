"""The same coding in two windows, each a process of its own: nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.mark import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
PATIENCE = 15_000
OTHER_WINDOW = """
import sys
from pathlib import Path
from uuid import UUID
from ipt_review.domain.edit import MarkEdit, Step
from ipt_review.domain.mark import Mark
from ipt_review.workflow.files.opening import open_study

desk = open_study(Path(sys.argv[1]))
print("open", flush=True)
for line in sys.stdin:
    seat = desk.sit_down(UUID(sys.argv[2]))
    at = int(line)
    number = seat.session.next_number
    mark = Mark(number, "praise", at, at)
    seat.session.make(Step((MarkEdit(number, None, mark),)))
    print("marked", flush=True)
desk.close()
"""


class OtherWindow:
    """Another process that has the study open, and marks the coding when told."""

    def __init__(self, study: Path, coding: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", OTHER_WINDOW, str(study), coding],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.number = self._process.pid
        self._hear("open")

    def mark(self, moment: int) -> None:
        """Put praise at a moment (ms)."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{moment}\n")
        self._process.stdin.flush()
        self._hear("marked")

    def close(self) -> None:
        """Close the study there."""
        self._process.communicate(timeout=30)

    def _hear(self, word: str) -> None:
        assert self._process.stdout is not None
        assert self._process.stdout.readline().strip() == word


@pytest.fixture
def other(rater: Rater) -> Iterator[OtherWindow]:
    """Yield a second window on the coding that is open in the first."""
    window = OtherWindow(rater.desk.database.path, str(rater.coding.head.id))
    yield window
    window.close()


def test_a_coding_that_another_window_changed_is_told_shown_and_gone_on_with(
    rater: Rater, other: OtherWindow
) -> None:
    path = rater.desk.database.path
    before = len(rater.coding.marks)

    other.mark(400_000)
    rater.go_to(410_000)
    rater.press("C")

    rater.qtbot.waitUntil(
        lambda: "changed in another window" in rater.banner, timeout=PATIENCE
    )
    rater.qtbot.waitUntil(
        lambda: len(rater.coding.marks) == before + 1, timeout=PATIENCE
    )
    assert rater.newest() == Mark(rater.newest().number, "praise", 400_000, 400_000)
    assert rater.agree()

    rater.press("C")
    assert len(rater.stored().marks) == before + 2
    assert rater.agree()
    rater.press("Ctrl+Z", "Ctrl+Z")
    assert len(rater.stored().marks) == before

    assert rater.program.open_path(path)
    assert f"process {other.number}" in rater.banner
