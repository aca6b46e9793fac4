"""Codebook files: read, checked, and told exactly where they are wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from ipt_review.exchange.codebook_problems import (
    CodebookFaulty,
    CodebookUnreadable,
    Fault,
)
from ipt_review.exchange.codebook_translation import translate
from ipt_review.exchange.codebook_yaml import read_written
from ipt_review.exchange.shapes import CodebookShape

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.domain.codebook import Codebook


def read_codebook(path: Path) -> Codebook:
    """Return the codebook in a file.

    Raises:
        CodebookUnreadable: When the file is not there or may not be read.
        CodebookFaulty: When its content cannot be used, with every reason.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CodebookUnreadable(path, reason) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        fault = Fault(line, "", "This is not UTF-8 text.")
        raise CodebookFaulty(path.name, [fault]) from error
    return parse_codebook(text, path.name)


def parse_codebook(text: str, name: str) -> Codebook:
    """Return the codebook that `text` describes; `name` is what to call it.

    Raises:
        CodebookFaulty: When it cannot be used, with every reason.
    """
    written = read_written(text)
    if written.faults:
        raise CodebookFaulty(name, written.faults)
    try:
        shape = CodebookShape.model_validate(written.value)
    except ValidationError as error:
        faults = [
            written.fault(tuple(each["loc"]), each["msg"]) for each in error.errors()
        ]
        raise CodebookFaulty(name, faults) from error
    return translate(shape)
