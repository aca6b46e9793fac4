"""What can go wrong in the trade's own terms, and what to do about it."""

from __future__ import annotations

from typing import ClassVar


class ReviewError(Exception):
    """Something that a person can act on; anything else is a bug.

    Args:
        what: One sentence that says what is wrong, ending in a period.
        remedy: One sentence that says what to do about it, or nothing.

    Attributes:
        may_pass: Whether the very same may well be possible later, for example once
            there is room on the drive.
    """

    may_pass: ClassVar[bool] = False

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(f"{what} {remedy}".strip())
        self.what = what
        self.remedy = remedy


class BadSpan(ReviewError):
    """A span that ends before it starts, or starts before the tape."""

    def __init__(self, start: int, end: int) -> None:
        super().__init__(f"A span cannot run from {start} ms to {end} ms.")


class BadTimecode(ReviewError):
    """Text that is not a moment on a tape."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” is not a time on a tape.",
            "Write it as h:mm:ss, for example 0:26:17 or 0:26:17.240.",
        )


class BadAmount(ReviewError):
    """Text that does not say by how much something is moved."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” does not say by how much.",
            "Write seconds, for example −2.5, or a time, for example +1:30.",
        )


class BadRating(ReviewError):
    """A value that the item's scale does not have."""


class UnknownWord(ReviewError):
    """A code, track state, or item that the codebook does not have."""


class BadSpeaker(ReviewError):
    """A speaker who is not told by an id; the message never repeats the name."""

    def __init__(self) -> None:
        super().__init__(
            "A study keeps no names of speakers.",
            "Use therapist, patient, or other with a number.",
        )


class CodingClosed(ReviewError):
    """A submitted coding was about to be changed."""

    def __init__(self) -> None:
        super().__init__(
            "This coding was submitted and can no longer change.",
            "Ask for it to be opened again, with a reason.",
        )


class TooManyFoci(ReviewError):
    """A third agreed focus (one focus, two at most: article, line 44)."""

    def __init__(self) -> None:
        super().__init__(
            "A case can have two agreed focus areas at most.",
            "End one of them before a third is agreed.",
        )


class BadFocus(ReviewError):
    """An agreed focus that ends before it was agreed."""

    def __init__(self, agreed_in: int, ended_in: int | None) -> None:
        until = "" if ended_in is None else f" to session {ended_in}"
        super().__init__(
            f"A focus cannot hold from session {agreed_in}{until}.",
            "Give the session in which it was agreed, and one not before it for its "
            "end.",
        )
