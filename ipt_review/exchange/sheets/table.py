"""A sheet before it is written: named columns, and rows of plain values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ipt_review.exchange.sheets.features import Feature
    from ipt_review.scoring.result import Result

Plain = str | int | float | None
"""What a cell shows; times are whole ms, None is an empty cell."""

NOT_THERE: Final = "#N/A"
"""What a formula yields where a chart is to leave a gap."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A value, and how a spreadsheet works it out anew.

    Attributes:
        text: In the words of a spreadsheet, without the leading equals sign.
        value: What it comes to now, for programs that do not calculate.
    """

    text: str
    value: Plain


Value = Plain | Formula
"""What a cell holds."""

Row = tuple[Value, ...]

Words = tuple[tuple[int | str, str], ...]
"""Values, each with what it is called."""

T = TypeVar("T")


def words_of(choices: type[Enum]) -> Words:
    """Return what the values of a choice are called: “trainee_self”, “Trainee self”."""
    values = [str(each.value) for each in choices]
    return tuple((each, each.replace("_", " ").capitalize()) for each in values)


class Form(Enum):
    """How the values of a column are shown; the value says it in words."""

    TOPIC = "text, bold"
    TEXT = "text"
    PROSE = "text over several lines"
    WHOLE = "whole number"
    RATING = "rating, or 97, 98 or 99 for the reason why there is none"
    DECIMAL = "number with two decimals"
    PERCENT = "percent, 0 to 100"
    TIME = "time as [h]:mm:ss"
    MOMENT = "time as [h]:mm:ss.000"

    @property
    def upright(self) -> bool:
        """Whether headers stand on end, since there are many columns of them."""
        return self is Form.RATING

    @property
    def is_text(self) -> bool:
        """Whether values are words and not numbers."""
        return self in {Form.TOPIC, Form.TEXT, Form.PROSE}


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        header: What stands in the first row, once in a sheet.
        what: What it holds, for the list of columns.
        width: Width in characters, or 0 to fit the content.
        words: What single values mean, for programs that label them.
    """

    header: str
    form: Form
    what: str
    width: int = 0
    words: Words = ()


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A column together with how its value is found."""

    column: Column
    value: Callable[[T], Value]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes:
        rows: Made while they are written, so that a long sheet needs no memory.
        frozen: How many columns at the left stay in view and on every page.
        filtered: Whether each header offers a filter.
        ruled: Whether a line stands under each row, for text to be read.
        named: Whether each column has a name for use in formulas (`name_of`).
        features: Shades, choices and charts.
        of_result: On a sheet about codings, the rows of one of them. Such sheets are
            written together, in one walk through the results.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    frozen: int = 0
    filtered: bool = True
    ruled: bool = False
    named: bool = False
    features: tuple[Feature, ...] = ()
    of_result: Callable[[Result], Iterable[Row]] | None = None


def distinct(fields: Sequence[Field[T]], names: Sequence[str]) -> list[Field[T]]:
    """Return the fields with headers made different by their names where they clash.

    Two codes may carry one label; `names` are their ids, in the same order.
    """
    seen = Counter(field.column.header for field in fields)
    return [
        field
        if seen[field.column.header] == 1
        else replace(
            field,
            column=replace(field.column, header=f"{field.column.header} ({name})"),
        )
        for field, name in zip(fields, names, strict=True)
    ]


def columns(fields: Iterable[Field[T]]) -> tuple[Column, ...]:
    """Return the columns of the fields."""
    return tuple(field.column for field in fields)


def one_row(fields: Sequence[Field[T]]) -> Callable[[T], Row]:
    """Return what makes the row of a thing."""
    finders = [field.value for field in fields]
    return lambda thing: tuple([find(thing) for find in finders])


def rows(fields: Sequence[Field[T]], things: Iterable[T]) -> Iterator[Row]:
    """Make one row for each thing."""
    return map(one_row(fields), things)
