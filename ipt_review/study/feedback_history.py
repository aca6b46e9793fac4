"""What of a feedback can be undone and done again, read from its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.feedback import ChangeKind
from ipt_review.study.states import Way, states_around

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.feedback import Content, FeedbackChange
    from ipt_review.study.states import Doings

_WAYS = {
    ChangeKind.EDITED: Way.EDITED,
    ChangeKind.UNDONE: Way.UNDONE,
    ChangeKind.REDONE: Way.REDONE,
}


def doings(changes: Iterable[FeedbackChange]) -> Doings[Content]:
    """Return what can be undone and redone; handing back cannot, it is taken back.

    So undo survives a restart, as that of codings does.
    """
    return states_around(
        (_WAYS.get(change.kind, Way.BEGUN), change.content) for change in changes
    )
