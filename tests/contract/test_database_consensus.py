"""What a consensus was decided from stays on record, in a file and on a server."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from ipt_review.domain.coding import Perspective, Status
from ipt_review.domain.consensus import Choice, Consensus, Decided, Decision, standing
from ipt_review.domain.edit import MarkEdit, Move, Step
from ipt_review.domain.mark import Mark
from ipt_review.domain.timecode import Span
from ipt_review.store.problems import StaleEdit
from tests.cluster import everywhere

if TYPE_CHECKING:
    from ipt_review.store.database import Database
    from tests.builders import SmallStudy

RATER = UUID(int=2)
MARK = Mark(1, "link_mood", 1_000, 1_000)
AGREED = Decision("mark 1 1", Choice.AGREED)
OTHER = Decision(
    "mark 2 -", Choice.OTHER, None, "role_play", Span(5, 9), None, "heard again"
)
RATED = Decision("item adh_link", Choice.OTHER, value=98)
KEPT = Decision("mark 2 -", Choice.KEPT, parent=0)


@pytest.fixture
def begun(database: Database, small: SmallStudy) -> Consensus:
    """Return a consensus of two codings, with one mark in it."""
    database.set_status(small.head.id, Status.SUBMITTED, RATER, 500)
    second = replace(small.head, id=UUID(int=8), pass_number=2)
    database.add_coding(second)
    head = replace(small.head, id=UUID(int=9), perspective=Perspective.CONSENSUS)
    made = Consensus(head.id, (second.id, small.head.id), 5_000)
    agreed = Step((MarkEdit(1, None, MARK),))
    database.consensuses.begin(head, made, agreed, [AGREED], 1_000)
    return made


@everywhere
def test_parents_and_decisions_are_read_back_in_their_order(
    database: Database, begun: Consensus
) -> None:
    kept = database.consensuses
    another = Mark(2, "role_play", 5, 9)
    step = Step((MarkEdit(2, None, another),))
    kept.decide(begun.coding, step, [OTHER], RATER, 2_000)
    kept.decide(begun.coding, Step(()), [RATED], RATER, 3_000)
    kept.decide(begun.coding, Step((), Move.UNDO), [RATED], RATER, 4_000)

    assert kept.all() == [begun]
    assert database.coding(begun.coding).marks == {1: MARK, 2: another}
    history = kept.history(begun.coding)
    assert history == [
        Decided(1, Move.DO, AGREED, RATER, 1_000),
        Decided(2, Move.DO, OTHER, RATER, 2_000),
        Decided(3, Move.DO, RATED, RATER, 3_000),
        Decided(4, Move.UNDO, RATED, RATER, 4_000),
    ]
    assert standing(history) == {"mark 1 1": AGREED, "mark 2 -": OTHER}
    assert database.trail.check(lambda _: None, bool).breaks == ()


@everywhere
def test_a_decision_whose_step_does_not_fit_is_not_kept_either(
    database: Database, begun: Consensus
) -> None:
    stale = Step((MarkEdit(1, None, MARK),))

    with pytest.raises(StaleEdit):
        database.consensuses.decide(begun.coding, stale, [KEPT], RATER, 2_000)

    assert len(database.consensuses.history(begun.coding)) == 1
