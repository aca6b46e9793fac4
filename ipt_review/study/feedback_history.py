"""What of a feedback can be undone and done again, read from its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.feedback import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.feedback import Content, FeedbackChange

_ENDS = frozenset({ChangeKind.DRAFTED, ChangeKind.HANDED_BACK, ChangeKind.TAKEN_BACK})


@dataclass(frozen=True, slots=True)
class Doings:
    """States of a page around the one that holds now.

    Attributes:
        before: What undo leads back through, the nearest last.
        after: What redo leads on through, the nearest last.
    """

    before: tuple[Content, ...] = ()
    after: tuple[Content, ...] = ()


def doings(changes: Iterable[FeedbackChange]) -> Doings:
    """Return what can be undone and redone; handing back cannot, it is taken back.

    So undo survives a restart, as that of codings does.
    """
    before: list[Content] = []
    after: list[Content] = []
    now: Content | None = None
    for change in changes:
        if change.kind in _ENDS or now is None:
            before, after = [], []
        elif change.kind is ChangeKind.UNDONE:
            before.pop()
            after.append(now)
        else:
            if change.kind is ChangeKind.EDITED:
                after = []
            else:
                after.pop()
            before.append(now)
        now = change.content
    return Doings(tuple(before), tuple(after))
