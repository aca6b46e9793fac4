"""The files of a tape as somebody is arranging them. Pure: nothing is kept here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipt_review.domain.splice import end_of, end_of_all, end_to_end

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.domain.tape import MediaFile


@dataclass(frozen=True, slots=True)
class Draft:
    """Files in their order, of which one is picked.

    Attributes:
        picked: The place of the file that the next change is about.
    """

    files: tuple[MediaFile, ...]
    picked: int = 0

    @property
    def file(self) -> MediaFile | None:
        """The picked file, None where there is none."""
        return self.files[self.picked] if self.picked < len(self.files) else None

    def picking(self, place: int) -> Draft:
        """Return the draft with another file picked."""
        return replace(self, picked=max(0, min(place, len(self.files) - 1)))

    def starting(self, place: int, offset: int) -> Draft:
        """Return the draft with a file that begins at `offset` ms, not before 0."""
        files = list(self.files)
        files[place] = replace(files[place], offset=max(0, offset))
        return replace(self, files=tuple(files))

    def nudged(self, by: int) -> Draft:
        """Return the draft with the picked file `by` ms later, or earlier."""
        file = self.file
        return self if file is None else self.starting(self.picked, file.offset + by)

    def with_more(self, more: Sequence[MediaFile]) -> Draft:
        """Return the draft with files added after the end of all others."""
        begins = end_to_end(more, end_of_all(self.files))
        placed = tuple(
            replace(file, offset=offset)
            for file, offset in zip(more, begins, strict=True)
        )
        return Draft((*self.files, *placed), len(self.files))

    def without_picked(self) -> Draft:
        """Return the draft without the picked file; the others stay where they are."""
        files = self.files[: self.picked] + self.files[self.picked + 1 :]
        return Draft(files).picking(self.picked)

    def exchanged(self, by: int) -> Draft:
        """Return the draft with the picked file further up or down in the order."""
        to = self.picked + by
        if not 0 <= to < len(self.files):
            return self
        files = list(self.files)
        files[self.picked], files[to] = files[to], files[self.picked]
        return Draft(tuple(files), to)

    def end_to_end(self) -> Draft:
        """Return the draft with each file beginning where the one before it ends."""
        placed = tuple(
            replace(file, offset=offset)
            for file, offset in zip(self.files, end_to_end(self.files), strict=True)
        )
        return replace(self, files=placed)

    def meeting_place(self, other: int) -> int:
        """Return from when on (ms) the picked file and another one run together.

        Where they do not, it is where the later of the two begins.
        """
        file = self.file
        if file is None or not 0 <= other < len(self.files):
            return 0
        begins = max(file.offset, self.files[other].offset)
        ends = min(end_of(file), end_of(self.files[other]))
        return begins if begins < ends else file.offset
