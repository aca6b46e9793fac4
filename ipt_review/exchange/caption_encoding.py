"""In which encoding a caption file is written, and its text."""

from __future__ import annotations

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes

ENCODINGS: Final = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16 (big-endian)",
    "cp1252": "Windows-1252 (Western)",
    "latin-1": "ISO 8859-1 (Latin-1)",
    "cp1250": "Windows-1250 (Central European)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1255": "Windows-1255 (Hebrew)",
    "cp1256": "Windows-1256 (Arabic)",
    "gb18030": "GB18030 (Chinese)",
    "big5": "Big5 (Chinese)",
    "shift_jis": "Shift JIS (Japanese)",
    "euc_kr": "EUC-KR (Korean)",
}
"""What can be asked for, by the name that Python knows, and what people call it."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LETTERLESS: Final = re.compile(rb"[\x00-\x40]+")
_ENOUGH: Final = 60_000
"""How many bytes of words are looked at to guess."""


def encoding_of(content: bytes) -> str:
    """Tell the encoding by byte order mark, zero bytes, or as UTF-8; else guess it.

    The guess is charset-normalizer's, made on the words without times and numbers.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    start = content[:200]
    if b"\0" in start:
        little = start[1::2].count(0) > start[::2].count(0)
        return "utf-16-le" if little else "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(content)
    return "utf-8"


def decoded(content: bytes, encoding: str) -> str:
    """Return the text, without its byte order mark.

    Raises:
        UnicodeDecodeError: When the bytes are not of this encoding.
    """
    return content.decode(encoding).removeprefix("\ufeff")


def _guess(content: bytes) -> str:
    words = _LETTERLESS.sub(b" ", content[:_ENOUGH])
    likely = [name for name in ENCODINGS if not name.startswith(("utf", "latin"))]
    found = from_bytes(words, cp_isolation=likely) or from_bytes(
        content[:_ENOUGH], cp_isolation=likely
    )
    best = found.best()
    if best is None:
        return "latin-1"  # which can read anything, if not rightly
    if "cp1252" in best.could_be_from_charset:
        return "cp1252"  # the same letters either way
    western = next((each for each in found if each.encoding == "cp1252"), best)
    return western.encoding if western.chaos <= best.chaos else best.encoding
