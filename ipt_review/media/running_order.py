"""Which file of a tape plays when, as far as they can be played. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ipt_review.domain.splice import covering, end_of, stretch_at, stretches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipt_review.domain.splice import Stretch
    from ipt_review.domain.tape import MediaFile


@dataclass(frozen=True, slots=True)
class RunningOrder:
    """The stretches of a tape in their order, and why some files are not among them.

    Attributes:
        length: Of the session, in ms.
        chosen: The place of the file that is preferred where several overlap.
        broken: By the place of a file that cannot be played, why that is so.
        line: What follows from all that.
    """

    files: tuple[MediaFile, ...] = ()
    length: int = 0
    chosen: int | None = None
    broken: Mapping[int, str] = field(default_factory=dict)
    line: tuple[Stretch, ...] = field(init=False)

    def __post_init__(self) -> None:
        found = stretches(self.files, self.length, self.chosen, self.broken)
        object.__setattr__(self, "line", found)

    @property
    def is_lost(self) -> bool:
        """Whether none of the files can be played."""
        return len(self.broken) == len(self.files)

    def at(self, position: int) -> int:
        """Return the index of the stretch that holds a position (ms)."""
        return stretch_at(self.line, position)

    def following(self, index: int, *, skips_gaps: bool) -> int | None:
        """Return the index of what plays after a stretch, None after the last one.

        A gap at the end is never skipped: the session lasts as long as it lasts.
        """
        after = index + 1
        if skips_gaps:
            while after + 1 < len(self.line) and self.line[after].file is None:
                after += 1
        return after if after < len(self.line) else None

    def ends_by_itself(self, index: int) -> bool:
        """Say whether the file of a stretch ends where the stretch does."""
        stretch = self.line[index]
        if stretch.file is None:
            return False
        return end_of(self.files[stretch.file]) <= stretch.span.end

    def missing_at(self, position: int) -> str:
        """Say which file should play at a position (ms) and cannot; "" for none."""
        here = covering(self.files, position)
        return next((self.broken[n] for n in here if n in self.broken), "")

    def without(self, number: int, problem: str) -> RunningOrder:
        """Return the order without a file that cannot be played."""
        return replace(self, broken={**self.broken, number: problem})

    def shortened(self, number: int, length: int) -> RunningOrder:
        """Return the order with a file that ends sooner than was known (ms)."""
        files = list(self.files)
        files[number] = replace(files[number], length=length)
        return replace(self, files=tuple(files))

    def lasting(self, length: int) -> RunningOrder:
        """Return the order of a tape of one file that lasts `length` ms."""
        return replace(self.shortened(0, length), length=length)
