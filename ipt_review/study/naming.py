"""What the names of recordings tell: whose session it is, by a pattern of names.

A pattern is a name with words in braces in it, as `{therapist}-{case}-s{session}`.
Ids are a run of letters and digits, or letters, a hyphen and digits, as `T-04`. Where
a pattern has slashes, the folders above a file are read too. `{part}` and what stands
before it may be missing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Final

from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import PurePath

_ID: Final = r"[^\W\d_]+[- ]?\d+[^\W\d_]?|[^\W_]+"
_FIELDS: Final = {
    "therapist": _ID,
    "case": _ID,
    "session": r"\d{1,3}",
    "part": r"\d{1,2}|[a-h]",
    "any": r".*?",
}
_TOKEN: Final = re.compile(r"\{([^{}]*)\}")
_ENOUGH: Final = 200
"""How many names are looked at when a pattern is guessed."""
FIELDS: Final = ", ".join(f"{{{name}}}" for name in _FIELDS)


class BadPattern(ReviewError):
    """A pattern by which no name can be read."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"This pattern cannot be used: {what}.",
            f"Write them with {FIELDS}, as in {{therapist}}-{{case}}-s{{session}}.",
        )


@dataclass(frozen=True, slots=True)
class Named:
    """What the name of a recording tells.

    Attributes:
        therapist: Id; nothing where the pattern does not say.
        part: Which of several recordings of the session; nothing where it is not told.
    """

    therapist: str
    case: str
    session: int
    part: str = ""


@dataclass(frozen=True)
class NamePattern:
    """How names of recordings are built.

    Raises:
        BadPattern: When nothing can be read by it.
    """

    text: str

    def __post_init__(self) -> None:
        fields = _TOKEN.findall(self.text)
        for each in fields:
            if each not in _FIELDS:
                raise BadPattern(f"“{{{each}}}” is unknown")
            if each != "any" and fields.count(each) > 1:
                raise BadPattern(f"“{{{each}}}” stands in it twice")
        for needed in ("case", "session"):
            if needed not in fields:
                raise BadPattern(f"“{{{needed}}}” is missing")

    @property
    def tells_therapist(self) -> bool:
        """Whether names say whose session it is."""
        return "{therapist}" in self.text

    @cached_property
    def _levels(self) -> int:
        return self.text.count("/") + 1

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        parts = _TOKEN.split(self.text)
        found = ""
        for literal, name in zip(parts[::2], [*parts[1::2], ""], strict=True):
            before, field = re.escape(literal), _FIELDS.get(name, "")
            match name:
                case "":
                    found += before
                case "any":
                    found += f"{before}(?:{field})"
                case "part":  # a session of one recording has none
                    found += f"(?:{before}(?P<part>{field}))?"
                case _:
                    found += f"{before}(?P<{name}>{field})"
        return re.compile(found, re.IGNORECASE)

    def read(self, path: PurePath) -> Named | None:
        """Return what the name of a file tells, None where it is built otherwise."""
        folders = path.parts[-self._levels : -1]
        found = self._expression.fullmatch("/".join((*folders, path.stem)))
        if found is None:
            return None
        told = found.groupdict()
        return Named(
            told.get("therapist") or "",
            told["case"],
            int(told["session"]),
            told.get("part") or "",
        )


def guess_pattern(
    paths: Sequence[PurePath], cases: Collection[str], therapists: Collection[str]
) -> NamePattern:
    """Return the pattern that most names fit; of several, the one that reads most.

    Args:
        paths: Of recordings.
        cases: Ids that the study knows; patterns that read them out of names win.
        therapists: Likewise.
    """
    some = paths[:: max(1, len(paths) // _ENOUGH)]
    known = {*cases, *therapists}

    def worth(pattern: NamePattern) -> tuple[int, int, int, int]:
        read = [named for path in some if (named := pattern.read(path)) is not None]
        ids = sum((n.case in known) + (n.therapist in known) for n in read)
        told = sum(bool(n.therapist) + bool(n.part) for n in read)
        return len(read), ids, told, -len(_TOKEN.findall(pattern.text))

    return max(_LIKELY, key=worth)


def _likely() -> Iterator[str]:
    """Yield patterns that people use, the plainest first."""
    yield "{therapist}-{case}-s{session}"
    for apart, told, session, part in product(
        ("-", "_", " ", "."),
        (("therapist", "case"), ("case",), ("any", "therapist", "case")),
        ("s{session}", "session{session}", "session {session}", "{session}"),
        ("", "{part}", "-{part}", "_{part}", " part{part}", "_part{part}", "-p{part}"),
    ):
        fields = [f"{{{name}}}" for name in told]
        yield apart.join((*fields, session)) + part
    for session, part in product(
        ("s{session}", "session{session}", "session {session}", "{session}"),
        ("", "_{part}", "-{part}"),
    ):
        yield f"{{therapist}}/{{case}}/{session}{part}"
        yield f"{{case}}/{session}{part}"
        yield f"{{therapist}}/{{case}}_{session}{part}"
        yield f"{{therapist}}/{{case}}-{session}{part}"


_LIKELY: Final = tuple(map(NamePattern, dict.fromkeys(_likely())))
