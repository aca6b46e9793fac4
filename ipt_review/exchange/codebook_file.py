"""Codebook files: read, checked, and told exactly where they are wrong."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pydantic import ValidationError

from ipt_review.exchange import codebook_checks as checks
from ipt_review.exchange import codebook_limits as limits
from ipt_review.exchange.codebook_checks import Entry
from ipt_review.exchange.codebook_problems import (
    CodebookFaulty,
    CodebookUnreadable,
    Fault,
)
from ipt_review.exchange.codebook_translation import translate
from ipt_review.exchange.codebook_wording import describe
from ipt_review.exchange.codebook_yaml import read_written
from ipt_review.exchange.shapes import SCHEMA, CodebookShape
from ipt_review.study.codebook_words import as_shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ipt_review.domain.codebook import Codebook
    from ipt_review.exchange.codebook_yaml import Written

_OF_A_KEY = "[key]"
"""What pydantic adds to the way to a field name that is wrong itself."""

_CHECKS = (
    checks.check_ids,
    checks.check_keys,
    checks.check_codes,
    checks.check_tracks,
    checks.check_items,
    checks.check_lists,
    checks.check_mentions,
    limits.check_anchors,
    limits.check_items,
    limits.check_numbers,
)


def read_codebook(path: Path) -> Codebook:
    """Return the codebook in a file, in the form in which raters meet it.

    Raises:
        CodebookUnreadable: When the file is not there or may not be read.
        CodebookFaulty: When its content cannot be used, with every reason.
    """
    return parse_codebook(read_text(path), path.name)


def read_text(path: Path) -> str:
    """Return the text of a codebook file.

    Raises:
        CodebookUnreadable: When the file is not there or may not be read.
        CodebookFaulty: When it is not UTF-8 text.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CodebookUnreadable(path, reason) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        fault = Fault(line, "", "This is not UTF-8 text.")
        raise CodebookFaulty(path.name, [fault]) from error


def parse_codebook(text: str, name: str) -> Codebook:
    """Return the codebook that `text` describes, in the form in which raters meet it.

    Args:
        text: What the file holds.
        name: What to call it.

    Raises:
        CodebookFaulty: When it cannot be used, with every reason.
    """
    return as_shown(parse_as_written(text, name))


def parse_as_written(text: str, name: str) -> Codebook:
    """Return the codebook that `text` describes, to be edited and written again.

    Its texts name other codes in braces and have the shipped words (“patient”), and
    what is silenced stands where it stood.

    Raises:
        CodebookFaulty: When it cannot be used, with every reason.
    """
    read = _read(text)
    if isinstance(read, tuple):
        raise CodebookFaulty(name, read)
    return read


@lru_cache(maxsize=16)
def _read(text: str) -> Codebook | tuple[Fault, ...]:
    """Read a text, the same one only once; a study is opened often."""
    written = read_written(text)
    faults = (*written.faults, *_misfits(written))
    return faults or translate(CodebookShape.model_validate(written.value))


def _misfits(written: Written) -> Iterator[Fault]:
    """Find what a codebook cannot have, in a file that is YAML."""
    if not isinstance(written.value, dict):
        if not written.faults:
            yield Fault(1, "", "This is not a codebook; it has no fields.")
        return
    if written.value.get("schema") != SCHEMA:
        what = f"this must be {SCHEMA}; no other kind of file can be read here."
        yield written.fault(("schema",), what)
        return
    try:
        CodebookShape.model_validate(written.value)
    except ValidationError as error:
        for each in error.errors():
            place = tuple(step for step in each["loc"] if step != _OF_A_KEY)
            yield written.fault(place, describe(each))
    book = Entry((), written.value)
    for check in _CHECKS:
        for place, what in check(book):
            yield written.fault(place, what)
