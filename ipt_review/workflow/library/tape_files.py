"""Changing which files a tape has and where they stand, and what that means."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.splice import covering, gaps
from ipt_review.domain.timecode import show
from ipt_review.study.permissions import Act
from ipt_review.workflow.library.organising import captions_beside, is_there
from ipt_review.workflow.library.piecing import must_fit_together, session_length

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from ipt_review.domain.mark import Mark
    from ipt_review.domain.tape import MediaFile, Tape
    from ipt_review.workflow.desk import Desk

LOGGED_AS = "tape_files"
"""Under this name the study keeps who changed the files of a tape, when, to what."""


class NoFileLeft(ReviewError):
    """The last file of a tape is to be left out."""

    def __init__(self) -> None:
        super().__init__(
            "A tape needs at least one file.",
            "Add another one before you leave this one out.",
        )


@dataclass(frozen=True, slots=True)
class Coded:
    """What has been coded of a tape.

    Attributes:
        codings: How many people coded it, in how many perspectives.
        marks: All their marks.
    """

    codings: int
    marks: tuple[Mark, ...]

    @property
    def end(self) -> int:
        """Where the last mark ends, in ms; 0 without marks."""
        return max((_end(mark) for mark in self.marks), default=0)


def coded_on(desk: Desk, tape: UUID) -> Coded:
    """Return what has been coded of a tape."""
    heads = [head for head in desk.database.heads() if head.tape == tape]
    codings = [desk.database.coding(head.id) for head in heads]
    marks = tuple(mark for each in codings for mark in each.marks.values())
    return Coded(len(heads), marks)


def consequences(
    before: Sequence[MediaFile], after: Sequence[MediaFile], coded: Coded
) -> tuple[str, ...]:
    """Say in sentences what a change of files means for what has been coded.

    Nothing is said where nothing was coded or the change does not matter to it.
    """
    if not coded.codings:
        return ()
    then, now = _by_print(before), _by_print(after)
    said = [
        f"“{now[key].path.name}” begins at {show(now[key].offset)} instead of"
        f" {show(then[key].offset)}."
        for key in then
        if key in now and then[key].offset != now[key].offset
    ]
    said += [f"“{then[key].path.name}” is left out." for key in then if key not in now]
    if _seen(before, coded) != _seen(after, coded):
        said.append("Marks stay at their times, where another file is seen now.")
    bare = sum(not covering(after, mark.start) for mark in coded.marks)
    if bare > sum(not covering(before, mark.start) for mark in coded.marks):
        said.append(
            f"Without a recording under them: {bare} of {len(coded.marks)} marks."
        )
    if said:
        said.append("All marks and ratings keep their session times.")
    return tuple(said)


def set_files(
    desk: Desk, tape: Tape, files: Sequence[MediaFile], by: UUID | None
) -> Tape:
    """Give a tape these files, note in the study who did so, and return the tape.

    It lasts to the end of its last file, and never less than what is coded.

    Raises:
        NoFileLeft: When there are none.
        SameFileTwice: When two are the same recording.
        BeforeTheStart: When one begins before the session.
        NotAllowed: When whoever is at the desk may not do this.
    """
    desk.rights.must(Act.FIND_TAPE, desk.rights.about_tape(tape.id))
    if not files:
        raise NoFileLeft
    must_fit_together(files)
    length = session_length(files, coded_on(desk, tape.id).end)
    captions = tape.captions
    if not is_there(captions):
        captions = captions_beside(files[0].path) or captions
    changed = replace(tape, files=tuple(files), length=length, captions=captions)
    if changed != tape:
        desk.database.change_tape(changed)
        value = _line_of(changed)
        desk.database.set_study_setting(LOGGED_AS, value, by, desk.now())
    return changed


def gap_words(files: Sequence[MediaFile]) -> str:
    """Say how long a tape of these files is and where nothing is recorded on it."""
    length = session_length(files)
    found = gaps(files, length)
    said = f"The session lasts {show(length)}."
    if found:
        first = found[0]
        left = len(found) - 1
        more = f", and {left} more gap{'s' if left > 1 else ''}" if left else ""
        said += f" No recording from {show(first.start)} to {show(first.end)}{more}."
    return said


def _line_of(tape: Tape) -> str:
    """Return what is logged of a tape: times and fingerprints, no names of files."""
    files = [
        {
            "fingerprint": file.fingerprint,
            "offset_ms": file.offset,
            "length_ms": file.length,
        }
        for file in tape.files
    ]
    whole = {"tape": tape.id.hex, "length_ms": tape.length, "files": files}
    return json.dumps(whole, separators=(",", ":"))


def _by_print(files: Sequence[MediaFile]) -> dict[str, MediaFile]:
    return {file.fingerprint or str(file.path): file for file in files}


def _seen(files: Sequence[MediaFile], coded: Coded) -> list[str]:
    """Return which file is seen at each mark."""
    seen = []
    for mark in coded.marks:
        here = covering(files, mark.start)
        seen.append(files[here[0]].fingerprint if here else "")
    return seen


def _end(mark: Mark) -> int:
    return mark.start if mark.end is None else mark.end
