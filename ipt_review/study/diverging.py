"""Versions of one coding that came about apart: which go on from which, and which show.

What holds here is what makes taking packages in free of order: the versions that
stand against each other follow from the set of those that are known alone, and so does
the one that shows until a person has settled it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.coding import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_FURTHER = (Status.DRAFT, Status.SUBMITTED, Status.LOCKED)


@dataclass(frozen=True, slots=True)
class Version:
    """A coding as it was somewhere, by the hashes of what had happened to it.

    Attributes:
        head: The last of the hashes, by which it is known.
        hashes: Of each entry of its history, in order.
        status: How far its rater was.
        at: When the last thing happened, in ms since 1970 UTC.
        after: Heads of versions that it goes on from besides, as when a person took
            one over and changed it then.
    """

    head: bytes
    hashes: tuple[bytes, ...]
    status: Status
    at: int
    after: frozenset[bytes] = frozenset()

    def goes_on_from(self, other: Version) -> bool:
        """Say whether this one holds everything that happened in the other."""
        length = len(other.hashes)
        return self.hashes[:length] == other.hashes


def standing(
    versions: Iterable[Version], dismissed: Collection[bytes]
) -> list[Version]:
    """Return the versions from which none goes on, and which nobody dismissed.

    The one that shows is the first: the furthest (locked, submitted, draft), then the
    latest, then by hash.
    """
    known = list({each.head: each for each in versions}.values())
    left = [
        each
        for each in known
        if each.head not in dismissed and not _is_passed(each, known)
    ]
    return sorted(left, key=_rank, reverse=True)


def _is_passed(version: Version, known: Iterable[Version]) -> bool:
    """Say whether some other version goes on from this one."""
    return any(
        each.head != version.head
        and (each.goes_on_from(version) or _took_over(each, version, known))
        for each in known
    )


def _took_over(later: Version, earlier: Version, known: Iterable[Version]) -> bool:
    """Say whether a version goes on from one that held everything of an earlier one."""
    between = [each for each in known if each.head in later.after]
    return any(
        each.head == earlier.head or each.goes_on_from(earlier) for each in between
    )


def _rank(version: Version) -> tuple[int, int, bytes]:
    return _FURTHER.index(version.status), version.at, version.head
