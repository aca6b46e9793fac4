"""Whatever is done while a drive is full or slow, nothing is lost or out of order."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_review.domain.coding import Coding
from ipt_review.store.database import Database
from ipt_review.store.problems import DiskFull
from ipt_review.workflow.coding.coding_session import CodingSession
from ipt_review.workflow.writer import Unsaved, Writer
from tests.builders import SmallStudy

if TYPE_CHECKING:
    from ipt_review.domain.edit import Step

SMALL = SmallStudy()
LONG = 15.0
acts = st.one_of(
    st.tuples(
        st.sampled_from(["link_mood", "role_play", "grief", "off_focus"]),
        st.integers(0, 600_000),
    ),
    st.sampled_from(["undo", "redo", "full", "room", "again", "wait"]),
)


@cache
def prepared() -> Path:
    """Return a study file to copy."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    database = Database.create(folder / "prepared.iptstudy", SMALL.study)
    SMALL.put_into(database)
    database.close()
    return database.path


class Sitting:
    """A rater at a real study file, on a drive that is full now and then."""

    def __init__(self, folder: Path) -> None:
        path = folder / "study.iptstudy"
        shutil.copyfile(prepared(), path)
        self.database = Database.open(path)
        self.full = False
        self.made: list[Step] = []
        self.writer = Writer(self.save, lambda: None)
        self.session = CodingSession(
            Coding(SMALL.head), SMALL.codebook, 600_000, (), self.hand_over
        )

    def save(self, made: Unsaved) -> None:
        """Put steps on disk, as the writer asks."""
        if self.full:
            raise DiskFull(self.database.path)
        self.database.record_all(made.coding, made.steps, made.by, made.at)

    def hand_over(self, step: Step) -> None:
        """Have a step saved in its turn."""
        self.made.append(step)
        self.writer.hand_over(Unsaved(SMALL.head.id, (step,), SMALL.rater.id, 1))

    def do(self, act: tuple[str, int] | str) -> None:
        """Do what somebody does, or what befalls the drive."""
        match act:
            case (code, at):
                self.session.press(code, at)
            case "undo":
                self.session.undo()
            case "redo":
                self.session.redo()
            case "full" | "room":
                self.full = act == "full"
            case "again":
                self.writer.try_again()
            case "wait":
                assert self.writer.wait(LONG)
        self.compare()

    def compare(self) -> None:
        """See that the disk has what was made first, and the rest waits in order."""
        waiting = [each.steps[0] for each in self.writer.waiting]
        stored = self.database.steps(SMALL.head.id)
        assert stored == self.made[: len(stored)]
        assert len(stored) + len(waiting) >= len(self.made)
        assert waiting == self.made[len(self.made) - len(waiting) :]

    def close(self) -> None:
        """Let go of the study."""
        self.writer.close()
        self.database.close()


@settings(max_examples=20, deadline=None)
@given(st.lists(acts, max_size=20))
def test_what_was_made_is_on_disk_or_waits_in_its_order(
    doings: list[tuple[str, int] | str],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sitting = Sitting(Path(folder))
        for act in doings:
            sitting.do(act)

        sitting.do("room")
        sitting.do("again")
        sitting.do("wait")

        assert sitting.database.coding(SMALL.head.id) == sitting.session.coding
        assert sitting.database.steps(SMALL.head.id) == sitting.made
        sitting.close()
