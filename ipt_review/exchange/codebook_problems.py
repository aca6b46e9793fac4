"""What can be wrong with a codebook file, told by line and field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_MOST_TOLD = 8


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in a file.

    Attributes:
        line: Counted from 1, as editors show it.
        field: The way to it, the ids of entries included.
        what: What is wrong there, in one sentence.
    """

    line: int
    field: str
    what: str

    @override
    def __str__(self) -> str:
        where = f"Line {self.line}, {self.field}" if self.field else f"Line {self.line}"
        return f"{where}: {self.what}"


class CodebookFaulty(ReviewError):
    """A codebook file that cannot be used as it is; `faults` has every reason."""

    def __init__(self, name: str, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        count = len(self.faults)
        told = [str(fault) for fault in self.faults[:_MOST_TOLD]]
        if count > _MOST_TOLD:
            told.append(f"And {count - _MOST_TOLD} more.")
        has = "1 error" if count == 1 else f"{count} errors"
        super().__init__(
            " ".join([f"The codebook “{name}” has {has}.", *told]),
            "Correct the file and open it again; nothing was changed.",
        )


class CodebookUnreadable(ReviewError):
    """A codebook file that is not there or may not be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The codebook “{path}” cannot be read: {reason}.",
            "Check that the file is there and that you may read it.",
        )
