"""The columns of a list as variables: a name that every program takes, and a type.

Names follow SPSS, whose rules are the strictest that matter here: at most 64 bytes, a
letter first, no spaces, no two alike, none of its own words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ipt_review.domain.rating import REASONS
from ipt_review.exchange.sheets.opening import OPEN
from ipt_review.exchange.sheets.table import Form

if TYPE_CHECKING:
    from ipt_review.exchange.sheets.table import Column, Sheet, Words

LONGEST: Final = 64
TIMES: Final = frozenset({Form.TIME, Form.MOMENT})
MILLISECONDS: Final = "_ms"
RESERVED: Final = frozenset(
    ["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"],
)
"""Words that SPSS keeps for itself."""

COMMANDS: Final = frozenset({"comment", "document"})
"""Words that begin text in SPSS: as a name, they swallow all variables after them."""

FIRST: Final = "v_"
"""Stands before a name that cannot stand by itself."""

_SIGNS: Final = {"%": " pct ", "–": "-", "—": "-"}
_OTHER: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Variable:
    """One column of a list.

    Attributes:
        name: Its name in all programs, unique in its list.
        place: Where its value stands in a row of the sheet.
        column: The column of the sheet.
    """

    name: str
    place: int
    column: Column

    @property
    def is_text(self) -> bool:
        """Whether it holds words and not numbers."""
        return self.column.form.is_text

    @property
    def is_rating(self) -> bool:
        """Whether 97, 98 and 99 stand in it for the reason why there is no score."""
        return self.column.form is Form.RATING

    @property
    def is_time(self) -> bool:
        """Whether its values are ms that are written as seconds."""
        return self.column.form in TIMES

    @property
    def unit(self) -> str:
        """What its numbers count, "" where that is said elsewhere."""
        if self.is_time:
            return "s"
        if self.column.form is Form.PERCENT:
            return "%"
        return "ms" if self.column.header.endswith(MILLISECONDS) else ""

    @property
    def label(self) -> str:
        """The header; or what it holds, where the header says no more than the name."""
        header = self.column.header
        return self.column.what if header.casefold() == self.name else header

    @property
    def words(self) -> Words:
        """What single values mean, the reasons without a score at the end."""
        return (*self.column.words, *(REASONS.items() if self.is_rating else ()))


def variables(sheet: Sheet) -> tuple[Variable, ...]:
    """Return the columns of a sheet as variables, without links into the program."""
    found: list[Variable] = []
    taken: set[str] = set()
    for place, column in enumerate(sheet.columns):
        if column != OPEN:
            name = _free(plain_name(_said(column)), taken)
            taken.add(name)
            found.append(Variable(name, place, column))
    return tuple(found)


def plain_name(words: str) -> str:
    """Return words as a name: “On focus %” becomes “on_focus_pct”."""
    for sign, told in _SIGNS.items():
        words = words.replace(sign, told)
    letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    name = _OTHER.sub("_", letters.lower()).strip("_")[:LONGEST].strip("_")
    if name[:1].isalpha() and name not in RESERVED | COMMANDS:
        return name
    return f"{FIRST}{name}"[:LONGEST].strip("_")


def _said(column: Column) -> str:
    """Return the header, with the unit where its values are seconds."""
    return f"{column.header} s" if column.form in TIMES else column.header


def _free(name: str, taken: set[str]) -> str:
    """Return the name, with a number where it is taken."""
    found, number = name, 2
    while found in taken:
        end = f"_{number}"
        found = name[: LONGEST - len(end)].strip("_") + end
        number += 1
    return found
