"""Writes study.yaml: YAML in its JSON form, one mark or comment on a line.

In this form a study of thirty sessions is read in some hundredths of a second. Lists of
numbers are wrapped, so that a change of one rating is a change of one line.
"""

from __future__ import annotations

import json
import textwrap
from typing import Any

_HEAD = """\
# Demo study of IPT Review, written by build_spec/demo/make_demo.py: do not edit.
# Everything here is invented: people, cases, courses, scores, codings and tape.
# All times are milliseconds: of marks and comments from the start of the recording,
# where a name ends in _at since 1970. A rating of 97 means not applicable, 98 not
# ratable, 99 not rated. Below stands YAML in its JSON form.
"""
_WIDTH = 140


def as_text(study: dict[str, Any]) -> str:
    """Write the study, short mappings on one line each."""
    return f"{_HEAD}{_written(study, 0)}\n"


def _written(value: Any, depth: int) -> str:
    if isinstance(value, dict) and not _is_simple(value):
        rows = [
            f"{json.dumps(key)}: {_written(part, depth + 1)}"
            for key, part in value.items()
        ]
        return _within("{", rows, "}", depth)
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        rows = [_written(each, depth + 1) for each in value]
        return _within("[", rows, "]", depth)
    text = json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict) and all(type(each) is int for each in value.values()):
        pad = " " * (depth + 1)
        return textwrap.fill(text, _WIDTH, subsequent_indent=pad)
    return text


def _is_simple(row: dict[str, Any]) -> bool:
    return not any(
        isinstance(part, dict)
        or (isinstance(part, list) and any(isinstance(each, dict) for each in part))
        for part in row.values()
    )


def _within(opens: str, rows: list[str], closes: str, depth: int) -> str:
    pad = "\n" + " " * (depth + 1)
    return opens + pad + f",{pad}".join(rows) + "\n" + " " * depth + closes
