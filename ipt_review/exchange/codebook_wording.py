"""What is wrong with the shape of a codebook file, in words for its author."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from ipt_review.exchange import shapes

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_LONGEST_QUOTE = 40
_FIELDS: Final = sorted(
    {name for shape in shapes.Shape.__subclasses__() for name in shape.model_fields}
)
_PATTERNS: Final = {
    shapes.ID: "is not an id: small letters, digits and _, with a letter first.",
    shapes.OPTIONAL_ID: "is not an id: small letters, digits and _, a letter first.",
    shapes.LETTER_KEY: "is not a key for a code: a small letter, or Shift+ and a "
    "capital one.",
    shapes.DIGIT_KEY: "is not a key for a focus state: a digit, in quotes.",
    shapes.CTRL_KEY: "is not a key for an affect state: Ctrl+ and a digit.",
    shapes.COLOR: "is not a color: # and six digits of 0-9 and A-F, in quotes.",
    shapes.VERSION: "is not a version: three numbers with points, like 1.0.0.",
    shapes.REF: "is not a line of the article: L and a number, like L51.",
}
_KINDS: Final = {
    "string_type": "must be text",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "tuple_type": "must be a list",
    "frozen_set_type": "must be a list",
    "dict_type": "must have fields of its own",
    "model_type": "must have fields of its own",
}


_SENTENCES: Final = {
    "missing": "this is missing.",
    "enum": "{given} is not one of {expected}.",
    "string_too_long": "{given} has {size} characters; {max_length} is the most.",
    "string_too_short": "this must not be empty.",
    "too_short": "this needs {min_length} or more entries.",
    "greater_than_equal": "{given} is too small; {ge} is the least.",
    "less_than_equal": "{given} is too large; {le} is the most.",
}


def describe(error: ErrorDetails) -> str:
    """Say in one sentence what one fault in the shape of a file is."""
    kind, given = error["type"], error["input"]
    if kind == "extra_forbidden":
        return _unknown_field(str(error["loc"][-1]))
    if kind in _KINDS:
        return f"this {_KINDS[kind]}, and it is {_shown(given)}."
    context = {
        name: str(value).replace("'", "")
        for name, value in error.get("ctx", {}).items()
    }
    if kind == "string_pattern_mismatch":
        return f"{_shown(given)} {_PATTERNS[error['ctx']['pattern']]}"
    told = _SENTENCES.get(kind, "{message}.")
    return told.format(
        given=_shown(given), size=len(str(given)), message=error["msg"], **context
    )


def _unknown_field(name: str) -> str:
    near = get_close_matches(name, _FIELDS, n=1)
    hint = f" Did you mean “{near[0]}”?" if near else ""
    return f"there is no such field here.{hint}"


def _shown(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, list):
        return "a list"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    cut = text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
    return f"“{cut}”"
