"""The SPSS syntax that reads a list of values, with labels and missing values.

It keeps to what SPSS has done for long, and to lines that old versions can hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ipt_review.domain.rating import REASONS
from ipt_review.exchange.cell_text import clean
from ipt_review.exchange.sheets.table import Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ipt_review.exchange.values.variables import Variable

LONGEST_LABEL: Final = 120
"""Bytes of a label: what SPSS holds for a value. Quoted, it fits on a line."""

LONGEST_TEXT: Final = 32_767
"""Bytes of a text; SPSS cuts what is longer."""

NUMBER: Final = "F24.0"
"""Read so, every number is read in full, whether or not it has a decimal point."""

SHOWN: Final = {
    Form.WHOLE: "F11.0",
    Form.RATING: "F4.0",
    Form.DECIMAL: "F8.2",
    Form.PERCENT: "F6.1",
    Form.TIME: "F11.3",
    Form.MOMENT: "F11.3",
}
LEVELS: Final = {True: "NOMINAL", False: "SCALE"}

HEAD: Final = """\
* Encoding: UTF-8.
* {about}.
* Put the folder in which this file lies between the quotes, then run everything.
* SPSS 20 or older: before any data are open, run SET UNICODE=ON.
CD '.'.

PRESERVE.
SET DECIMAL=DOT.
GET DATA
  /TYPE=TXT
  /FILE='{stem}.csv'
  /ENCODING='UTF8'
  /ARRANGEMENT=DELIMITED
  /DELCASE=LINE
  /FIRSTCASE=2
  /DELIMITERS=','
  /QUALIFIER='"'
  /VARIABLES="""


def syntax(
    stem: str, about: str, found: Sequence[Variable], widths: Mapping[str, int]
) -> str:
    """Return the syntax for a list.

    Args:
        stem: What the files of the list are called, without the ending.
        about: What it is, in a few words.
        found: Its variables.
        widths: The bytes of the longest text of each.
    """
    lines = HEAD.format(about=_one_line(about), stem=stem).splitlines()
    lines += [f"  {each.name} {_read_as(each, widths)}" for each in found]
    lines[-1] += "."
    lines += ["EXECUTE.", "RESTORE.", f"DATASET NAME {stem}.", ""]
    lines += [*_shown(found), *_labels(found), *_words(found), *_rest(found)]
    return "\n".join([*lines, "EXECUTE.", ""])


def quoted(text: str) -> str:
    """Return a label in quotes, on one line and no longer than SPSS holds."""
    told = _one_line(text)
    if len(told.encode()) > LONGEST_LABEL:
        room = LONGEST_LABEL - len("…".encode())
        told = told.encode()[:room].decode(errors="ignore").rstrip() + "…"
    doubled = told.replace("'", "''")
    return f"'{doubled}'"


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _read_as(variable: Variable, widths: Mapping[str, int]) -> str:
    if not variable.is_text:
        return NUMBER
    known = [len(str(value).encode()) for value, _ in variable.words]
    return f"A{min(max(1, widths[variable.name], *known, 0), LONGEST_TEXT)}"


def _shown(found: Sequence[Variable]) -> Iterator[str]:
    numbers = [each for each in found if not each.is_text]
    yield from _command(
        "FORMATS", [f"{each.name} ({SHOWN[each.column.form]})" for each in numbers]
    )


def _labels(found: Sequence[Variable]) -> Iterator[str]:
    parts = [part for each in found for part in (each.name, f"  {quoted(each.label)}")]
    yield from _command("VARIABLE LABELS", parts)


def _words(found: Sequence[Variable]) -> Iterator[str]:
    parts: list[str] = []
    for each in found:
        if each.words:
            parts.append(f"/{each.name}" if parts else each.name)
            parts += [f"  {_value(value)} {quoted(told)}" for value, told in each.words]
    yield from _command("VALUE LABELS", parts)


def _value(value: int | str) -> str:
    return quoted(value) if isinstance(value, str) else str(value)


def _rest(found: Sequence[Variable]) -> Iterator[str]:
    reasons = ", ".join(map(str, REASONS))
    rated = [f"{each.name} ({reasons})" for each in found if each.is_rating]
    yield from _command("MISSING VALUES", rated)
    levels = [f"{each.name} ({_level(each)})" for each in found]
    yield from _command("VARIABLE LEVEL", levels)


def _level(variable: Variable) -> str:
    return "ORDINAL" if variable.is_rating else LEVELS[variable.is_text]


def _command(name: str, parts: Sequence[str]) -> Iterator[str]:
    """Yield a command with a part on each line; nothing where there is none."""
    if parts:
        yield name
        *others, last = parts
        yield from (f"  {part}" for part in others)
        yield f"  {last}."
