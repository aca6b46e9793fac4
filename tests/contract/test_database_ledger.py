"""What is entered into a ledger is kept with its history, in a file and on a server."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from ipt_review.domain.ledger import Attestation, LedgerChange, Move
from ipt_review.domain.roster import RosterEdit, RosterStep
from ipt_review.store.in_the_way import StillNeeded
from ipt_review.store.kept_ledger import StaleLedger
from tests.cluster import everywhere
from tests.ledger_builders import MEETING, an_hour

if TYPE_CHECKING:
    from ipt_review.store.database import Database
    from tests.builders import SmallStudy


@everywhere
def test_entries_are_read_back_with_their_history(
    database: Database, small: SmallStudy
) -> None:
    whose, by = small.therapist.id, small.rater.id
    seen = Attestation(UUID(int=701), "report", by, "Read it.")
    longer = replace(MEETING, minutes=120, led_by=by, case=small.case.id)
    changes = [
        an_hour(whose, by),
        an_hour(whose, by, seen),
        LedgerChange(whose, MEETING, longer, by, 8_000),
        LedgerChange(whose, longer, MEETING, by, 8_100, Move.UNDO),
        LedgerChange(whose, seen, None, by, 8_200),
    ]

    for change in changes:
        database.ledgers.change(change)

    assert database.ledgers.changes(whose) == changes
    assert database.ledgers.changes(UUID(int=9)) == []
    assert database.trail.check(lambda _: None, lambda: False).breaks == ()


def test_nobody_changes_what_somebody_else_has_changed_since(
    database: Database, small: SmallStudy
) -> None:
    whose, by = small.therapist.id, small.rater.id
    database.ledgers.change(an_hour(whose, by))
    longer = replace(MEETING, minutes=120)
    database.ledgers.change(LedgerChange(whose, MEETING, longer, by, 8_000))

    with pytest.raises(StaleLedger, match="Somebody else has changed this entry"):
        database.ledgers.change(LedgerChange(whose, MEETING, None, by, 8_100))

    assert len(database.ledgers.changes(whose)) == 2


def test_a_therapist_with_a_ledger_stays_in_the_study(
    database: Database, small: SmallStudy
) -> None:
    other = replace(small.therapist, id=UUID(int=60), handle="T77")
    database.add_therapist(other)
    database.ledgers.change(an_hour(other.id, small.rater.id))

    with pytest.raises(StillNeeded, match="1 kept change of its ledger"):
        database.roster.carry_out(RosterStep((RosterEdit(other, None),)))
