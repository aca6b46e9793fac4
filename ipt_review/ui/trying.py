"""How a part of the window tries something that a person may have to be told about."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def tried(doing: Callable[[], T], tell: Callable[[str], object]) -> T | None:
    """Do something and return what came of it.

    Args:
        doing: What to do.
        tell: Tells a person why it could not be done; None is returned then.
    """
    try:
        return doing()
    except ReviewError as problem:
        tell(str(problem))
        return None
