"""What a sheet with a rating form holds, and how its faults are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from typing_extensions import override

from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.domain.codebook import Item, Subscale

ITEMS: Final = "Items"
SUBSCALES: Final = "Subscales"
ANCHOR: Final = "anchor {value}"
COLUMNS: Final = (
    "id",
    "label",
    "part",
    "subscale",
    "scale",
    "essential",
    "reverse",
    "phases",
    "optional in",
    "from session",
    "once",
    "areas",
    "needs",
    "unless",
    "rule",
    "text",
)
OPTIONAL_COLUMNS: Final = (
    *("optional in", "from session", "once", "areas", "needs", "unless"),
    *("rule", "essential", "reverse"),
)
"""Columns that may be left out; every other one must be there."""
SUBSCALE_COLUMNS: Final = ("id", "label", "adherence", "apart")

_MOST_TOLD = 8


@dataclass(frozen=True, slots=True)
class Form:
    """The subscales and items of a sheet."""

    subscales: tuple[Subscale, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong in a sheet.

    Attributes:
        row: As Excel counts it, from 1; 0 for the sheet as a whole.
        column: What stands above it, or nothing for the whole row.
    """

    sheet: str
    row: int
    column: str
    what: str

    @override
    def __str__(self) -> str:
        place = f"Sheet {self.sheet}"
        if self.row:
            place += f", row {self.row}"
        if self.column:
            place += f", column “{self.column}”"
        return f"{place}: {self.what}"


class FormFaulty(ReviewError):
    """A form that cannot be used as it is; `faults` has every reason."""

    def __init__(self, name: str, faults: Sequence[Wrong]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        told = [str(fault) for fault in self.faults[:_MOST_TOLD]]
        if count > _MOST_TOLD:
            told.append(f"And {count - _MOST_TOLD} more.")
        has = "1 error" if count == 1 else f"{count} errors"
        super().__init__(
            " ".join([f"The form “{name}” has {has}.", *told]),
            "Correct the sheet and import it again; nothing was changed.",
        )
