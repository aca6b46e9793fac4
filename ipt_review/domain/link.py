"""A link to a moment on a tape, as a cell of a workbook or a page can hold it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from typing_extensions import override

from ipt_review.domain.problems import ReviewError

SCHEME: Final = "ipt-review"
_FORM: Final = re.compile(
    rf"{SCHEME}:(?://)?tape/(?P<tape>[0-9a-f-]{{36}})/?\?at=(?P<at>\d{{1,9}})"
)


class BadLink(ReviewError):
    """Text that is no link to a moment on a tape."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text[:80]}” is not a link to a moment on a tape.",
            "Open one from a workbook or a feedback page of this program.",
        )


@dataclass(frozen=True, slots=True)
class MomentLink:
    """Where a link leads: it names nobody and says nothing but an id and a time.

    Attributes:
        at: On the tape, in ms.
    """

    tape: UUID
    at: int

    @override
    def __str__(self) -> str:
        return f"{SCHEME}://tape/{self.tape}?at={self.at}"


def is_link(text: str) -> bool:
    """Say whether text is meant as a link of this program."""
    return text.startswith(f"{SCHEME}:")


def link_of(text: str) -> MomentLink:
    """Read a link.

    Raises:
        BadLink: When the text is none.
    """
    found = _FORM.fullmatch(text.strip())
    if found is None:
        raise BadLink(text)
    return MomentLink(UUID(found["tape"]), int(found["at"]))
