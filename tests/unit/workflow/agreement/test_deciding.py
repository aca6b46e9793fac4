from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ipt_review.domain.coding import Perspective, Status
from ipt_review.domain.consensus import Choice, Decision
from ipt_review.domain.edit import Move
from ipt_review.domain.people import Person, Role
from ipt_review.domain.problems import CodingClosed
from ipt_review.store.database import Database
from ipt_review.study.permissions import NotAllowed
from ipt_review.workflow.agreement.comparing import compare
from ipt_review.workflow.agreement.consensus_content import content
from ipt_review.workflow.agreement.deciding import (
    Deciding,
    NotAChoice,
    ParentUnfit,
    begin_consensus,
    consensus_under_way,
)
from ipt_review.workflow.desk import DecidedElsewhere, Desk
from ipt_review.workflow.export.reporting import report
from tests.builders import SmallStudy
from tests.sides import LENGTH, a_side

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ipt_review.workflow.agreement.comparing import Comparison

SMALL = SmallStudy()
JUDGE = Person(UUID(int=61), "AD-1", frozenset({Role.ADJUDICATOR}))
CHIEF = Person(UUID(int=62), "CO-1", frozenset({Role.COORDINATOR}))
ONE = a_side(
    "R-1",
    [("grief", 0, 300_000), ("off_focus", 300_000, LENGTH), ("link_mood", 9, 9)],
    {"adh_link": 5, "adh_options": 97},
)
TWO = a_side(
    "R-2",
    [("grief", 0, LENGTH), ("link_mood", 11, 11), ("role_play", 50_000, 60_000)],
    {"adh_link": 5, "adh_options": 3},
)
OPEN = ["mark - 3", "focus 300000-600000", "item adh_options"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Yield the desk of an adjudicator, with two submitted codings of one tape."""
    database = Database.create(tmp_path / "trial.iptstudy", SMALL.study)
    SMALL.put_into(database)
    for person in (JUDGE, CHIEF, ONE.rater, TWO.rater):
        database.add_person(person)
    for side in (ONE, TWO):
        database.add_whole_coding(side.coding)
    opened = Desk(database, {SMALL.codebook.name: SMALL.codebook}, lambda: 1_000)
    opened.rights.person = JUDGE
    yield opened
    opened.close()


def both() -> Comparison:
    return compare((ONE, TWO), LENGTH, 5_000)


@pytest.fixture
def deciding(desk: Desk) -> Deciding:
    """Return a consensus that was just begun."""
    return Deciding(desk, begin_consensus(desk, JUDGE, both()), both())


def keep(subject: str, parent: int, reason: str = "") -> Decision:
    return Decision(subject, Choice.KEPT, parent=parent, reason=reason)


def stored(deciding: Deciding, desk: Desk) -> bool:
    """Say whether what is on disk is what the decisions say, and nothing else."""
    again = Deciding(desk, deciding.consensus, both())
    found = content(both(), deciding.decisions)
    return (
        again.coding == deciding.coding
        and again.decisions == deciding.decisions
        and (dict(again.coding.marks), dict(again.coding.ratings)) == found
        and (again.can_undo, again.can_redo) == (deciding.can_undo, deciding.can_redo)
    )


def test_a_consensus_begins_with_what_all_agree_on(
    deciding: Deciding, desk: Desk
) -> None:
    head = deciding.coding.head

    assert (head.perspective, head.rater) == (Perspective.CONSENSUS, JUDGE.id)
    assert deciding.undecided == OPEN
    assert not deciding.can_undo
    assert stored(deciding, desk)
    assert consensus_under_way(desk, JUDGE, head.tape) == deciding.consensus
    assert consensus_under_way(desk, CHIEF, head.tape) is None


def test_decisions_are_kept_with_their_reasons_and_originals_stay_as_they_were(
    deciding: Deciding, desk: Desk
) -> None:
    deciding.decide(keep(OPEN[0], 1, "heard again"))
    deciding.decide(Decision(OPEN[1], Choice.OTHER, code="unclear"))
    deciding.decide(Decision(OPEN[2], Choice.OTHER, value=98, reason="too faint"))
    deciding.submit()

    assert deciding.undecided == []
    assert stored(deciding, desk)
    history = desk.database.consensuses.history(deciding.coding.head.id)
    said = [(each.move, each.by, each.decision.reason) for each in history[-3:]]
    assert said == [
        (Move.DO, JUDGE.id, "heard again"),
        (Move.DO, JUDGE.id, ""),
        (Move.DO, JUDGE.id, "too faint"),
    ]
    for side in (ONE, TWO):
        assert desk.database.coding(side.coding.head.id) == side.coding
    assert desk.database.coding(deciding.coding.head.id).head.status is Status.SUBMITTED
    with pytest.raises(CodingClosed):
        deciding.decide(keep(OPEN[0], 0))
    assert desk.database.trail.check(lambda _: None, bool).breaks == ()


moves = st.lists(
    st.tuples(st.sampled_from(["undo", "redo", *OPEN]), st.integers(0, 2)),
    max_size=8,
)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(moves)
def test_any_row_of_decisions_and_undos_leaves_disk_and_window_alike(
    desk: Desk, made: list[tuple[str, int]]
) -> None:
    deciding = Deciding(desk, begin_consensus(desk, JUDGE, both()), both())
    states = [deciding.coding]
    for subject, choice in made:
        if subject == "undo":
            before = deciding.coding
            if deciding.undo():
                deciding.redo()
                assert deciding.coding == before
                deciding.undo()
        elif subject == "redo":
            deciding.redo()
        else:
            left_out = Decision(subject, Choice.LEFT_OUT)
            deciding.decide(left_out if choice > 1 else keep(subject, choice))
        states.append(deciding.coding)
    assert stored(deciding, desk)
    while deciding.undo():
        pass
    assert deciding.coding == states[0]
    assert stored(deciding, desk)


@pytest.mark.parametrize(
    "wrong",
    [
        keep(OPEN[0], 2),
        keep("mark 3 2", 0),
        Decision(OPEN[1], Choice.OTHER, code="role_play"),
        Decision(OPEN[2], Choice.OTHER, value=8),
        Decision(OPEN[2], Choice.OTHER, code="role_play"),
        Decision(OPEN[0], Choice.AGREED),
    ],
)
def test_what_a_place_does_not_offer_is_not_decided(
    deciding: Deciding, desk: Desk, wrong: Decision
) -> None:
    with pytest.raises(NotAChoice):
        deciding.decide(wrong)
    assert stored(deciding, desk)


def test_only_adjudicators_and_coordinators_begin_one(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="may not decide a consensus"):
        begin_consensus(desk, ONE.rater, both())

    assert begin_consensus(desk, CHIEF, both()).parents == tuple(
        side.coding.head.id for side in (ONE, TWO)
    )


def test_nobody_decides_in_the_consensus_of_somebody_else(
    deciding: Deciding, desk: Desk
) -> None:
    desk.rights.person = CHIEF
    with pytest.raises(NotAllowed):
        deciding.decide(keep(OPEN[0], 0))


def test_drafts_and_consensuses_are_no_parents(desk: Desk) -> None:
    def with_head(**change: object) -> Comparison:
        head = replace(TWO.coding.head, **change)  # type: ignore[arg-type]
        return compare(
            (ONE, replace(TWO, coding=replace(TWO.coding, head=head))), LENGTH, 5_000
        )

    for wrong in ({"status": Status.DRAFT}, {"perspective": Perspective.CONSENSUS}):
        with pytest.raises(ParentUnfit):
            begin_consensus(desk, JUDGE, with_head(**wrong))


def test_a_consensus_is_not_coded_in_the_review_room(
    deciding: Deciding, desk: Desk
) -> None:
    seat = desk.sit_down(deciding.coding.head.id)

    with pytest.raises(DecidedElsewhere):
        seat.session.press("link_mood", 5_000)


def test_the_workbook_tells_who_decided_what_from_which_coding(
    deciding: Deciding, desk: Desk, tmp_path: Path
) -> None:
    deciding.decide(keep(OPEN[0], 1, "heard again"))
    deciding.decide(Decision(OPEN[2], Choice.OTHER, value=98))
    deciding.submit()
    desk.rights.person = CHIEF
    for full in (True, False):
        report(desk, tmp_path / f"{full}.xlsx", full=full)

    def told(*, full: bool) -> tuple[list[object], list[tuple[object, ...]]]:
        heads, *lines = load_workbook(tmp_path / f"{full}.xlsx")["Consensus"].values
        place = heads.index("Decided from")
        return list(heads[place:]), [line[place:] for line in lines[-2:]]

    heads, lines = told(full=True)
    assert heads[-2:] == ["Reason", "At (UTC)"]
    assert [line[:-1] for line in lines] == [
        ("R-1, R-2", OPEN[0], "do", "kept", "R-2", None, "heard again"),
        ("R-1, R-2", OPEN[2], "do", "other", None, "98", None),
    ]
    assert "heard again" not in str(told(full=False))
