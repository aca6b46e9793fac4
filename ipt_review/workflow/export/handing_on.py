"""Writing a workbook beside the window: a job that can be watched and called off."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from ipt_review.exchange.values.folder import FolderTaken
from ipt_review.exchange.watch import Watch
from ipt_review.exchange.workbook_target import WorkbookOpen, check_target
from ipt_review.workflow.export.reporting import example_template, watched_report
from ipt_review.workflow.export.telling_who import remarks_on_export

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ipt_review.domain.people import Person
    from ipt_review.domain.problems import ReviewError
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.export.reporting import Wanted
    from ipt_review.workflow.worker import Job

LOOKED_THROUGH = 0.15
"""How much is done when notes were looked through for names."""


@dataclass(frozen=True, slots=True)
class HandedOn:
    """A workbook, or a folder of values, that was written.

    Attributes:
        codings: How many are in it.
        left_out: Cases left out, since their agreed focus is hidden from the person.
        remarks: In words, what in it may tell who somebody is.
    """

    path: Path
    codings: int
    left_out: int
    remarks: tuple[str, ...]


def handing_on(desk: Desk, wanted: Wanted) -> Job[HandedOn]:
    """Return the job that writes a study's workbook, or its values.

    Everything that was entered until now goes in.

    Raises:
        WorkbookNotWritten: When it can be told at once that none can be put there.
        ValuesNotWritten: When the same holds for a folder of values.
        NotSaved: When something that was entered is not on disk.
    """
    wanted.check()
    desk.must_be_saved()
    return partial(_hand_on, desk, wanted)


def example_for(desk: Desk, path: Path, person: Person | None) -> Job[Path]:
    """Return the job that writes an example template and returns where it is.

    Raises:
        WorkbookNotWritten: When it can be told at once that none can be put there.
    """
    check_target(path)

    def write(progress: Callable[[float], None], cancelled: Callable[[], bool]) -> Path:
        example_template(desk, path, person, Watch(progress, cancelled))
        return path

    return write


def name_instead(problem: ReviewError) -> Path | None:
    """Return a free name, where the one that was named is in use for something."""
    return problem.instead if isinstance(problem, WorkbookOpen | FolderTaken) else None


def _hand_on(
    desk: Desk,
    wanted: Wanted,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> HandedOn:
    watch = Watch(progress, cancelled)
    looking, writing = watch.part(0.0, LOOKED_THROUGH), watch.part(LOOKED_THROUGH, 1.0)
    path, person, full = wanted.path, wanted.person, wanted.full
    with desk.database.as_of_now():
        remarks = remarks_on_export(desk, path, person, looking, full=full)
        made = watched_report(desk, wanted, writing)
    return HandedOn(path, made.content.codings, made.left_out, tuple(remarks))
