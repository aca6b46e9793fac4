"""Faults that need a process of their own: without rights, or with a limit on files.

Writes one line of JSON: by fault, what the program told.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ipt_review.domain.edit import SessionCommentEdit, Step
from ipt_review.domain.problems import ReviewError
from ipt_review.store.database import Database
from tests.builders import SmallStudy

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL = SmallStudy()
NOBODY = 65_534


def told_by(doing: Callable[[], object]) -> str:
    """Return what somebody reads when this is tried; nothing if it goes well."""
    try:
        doing()
    except ReviewError as problem:
        return str(problem)
    return ""


def write_until_refused(study: Path) -> str:
    """Write longer and longer; make sure that all before the refusal is there."""
    database = Database.open(study)
    written = database.coding(SMALL.head.id).session_comment

    def write() -> None:
        nonlocal written
        for number in range(1_000):
            longer = f"{written}{'y' * 5_000}"
            step = Step((SessionCommentEdit(written, longer),))
            database.record(SMALL.head.id, step, SMALL.rater.id, number)
            written = longer

    told = told_by(write)
    same = database.coding(SMALL.head.id).session_comment == written
    return told if same and written else "something that was saved is gone"


def change(study: Path) -> str:
    """Change a study that may only be read."""
    database = Database.open(study)
    step = Step((SessionCommentEdit("", "y"),))
    return told_by(lambda: database.record(SMALL.head.id, step, SMALL.rater.id, 0))


def become_nobody() -> None:
    """Have no special rights from now on."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def main(folder: Path) -> None:
    """Go through the studies that lie in a folder, each with its fault."""
    told = {"drive full": write_until_refused(folder / "full" / "pilot.iptstudy")}
    limit = 600_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    limited = folder / "limited" / "pilot.iptstudy"
    told["a file may not grow"] = write_until_refused(limited)
    become_nobody()
    kept = folder / "write-protected"
    told["write-protected, changed"] = change(kept / "pilot.iptstudy")
    told["write-protected, older"] = told_by(
        lambda: Database.open(kept / "older" / "pilot.iptstudy")
    )
    told["write-protected, new study"] = told_by(
        lambda: Database.create(kept / "new.iptstudy", SMALL.study)
    )
    told["not for this user"] = told_by(
        lambda: Database.open(folder / "private" / "pilot.iptstudy")
    )
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
