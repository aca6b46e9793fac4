"""Several versions of a codebook read together: everything that stands in one of them.

A study that adopts a newer version keeps its older codings as they are. Their codes
and items need columns and explanations even where the newer version is without them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ipt_review.domain.codebook import Codebook, Track


class Entry(Protocol):
    """What stands in a codebook under an id."""

    @property
    def id(self) -> str:
        """Its id, which never changes."""
        ...


E = TypeVar("E", bound=Entry)

CHANGED = "differs"


def joined(books: Sequence[Codebook]) -> Codebook:
    """Return one codebook with everything of several, worded as in the newest.

    What only an older one has stands after what the newest has. It is no codebook to
    code with: two entries may have one key.

    Args:
        books: At least one, the newest last.
    """
    newest = books[-1]
    affects = [book.affect for book in books if book.affect is not None]
    return replace(
        newest,
        areas=_union(book.areas for book in books),
        groups=_union(book.groups for book in books),
        codes=_union(book.codes for book in books),
        focus=_track([book.focus for book in books]),
        affect=_track(affects) if affects else None,
        scales=_union(book.scales for book in books),
        subscales=_union(book.subscales for book in books),
        items=_union(book.items for book in books),
        severity_scales=_union(book.severity_scales for book in books),
    )


def standing(
    entry: Entry,
    books: Sequence[Codebook],
    of: Callable[[Codebook], Iterable[Entry]],
) -> str:
    """Say in which versions an entry stands, and where it differs from the newest.

    Args:
        entry: In its newest wording.
        books: The newest last; if they have one id, only their versions are named.
        of: Where in a codebook such entries stand.

    Returns:
        For example "1.0 (differs), 1.1".
    """
    one = len({book.id for book in books}) == 1
    found = []
    for book in books:
        for each in of(book):
            if each.id == entry.id:
                name = book.version if one else f"{book.id} {book.version}"
                found.append(name if each == entry else f"{name} ({CHANGED})")
    return ", ".join(found)


def _track(tracks: Sequence[Track]) -> Track:
    return replace(tracks[-1], states=_union(track.states for track in tracks))


def _union(shelves: Iterable[Iterable[E]]) -> tuple[E, ...]:
    found: dict[str, E] = {}
    for shelf in reversed([list(shelf) for shelf in shelves]):
        for entry in shelf:
            found.setdefault(entry.id, entry)
    return tuple(found.values())
