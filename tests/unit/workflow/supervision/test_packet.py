"""A packet is a whole folder or none, with ids only and no recordings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from openpyxl import load_workbook

from ipt_review.domain.coding import CodingHead, Perspective, Status
from ipt_review.domain.consent import Consent, Use, Withdrawal
from ipt_review.domain.edit import RatingEdit, Step
from ipt_review.domain.feedback import ChangeKind
from ipt_review.domain.people import Person, Role
from ipt_review.domain.rating import Rating
from ipt_review.store.database import Database
from ipt_review.study.permissions import NotAllowed
from ipt_review.workflow.desk import Desk
from ipt_review.workflow.supervision.ledger import LedgerKeeper, ledger_of
from ipt_review.workflow.supervision.packet import (
    NO_PAGE,
    TAKEN_BACK,
    Packet,
    PacketNotWritten,
)
from ipt_review.workflow.supervision.portfolio_templates import shipped_templates
from tests.builders import SmallStudy
from tests.feedback_builders import a_feedback, edited
from tests.ledger_builders import MEETING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ipt_review.domain.portfolio import Template
    from ipt_review.scoring.feedback_page import FeedbackPage

SMALL = SmallStudy()
OVER = Person(UUID(int=21), "SV-1", frozenset({Role.SUPERVISOR}))
OTHER = Person(UUID(int=22), "T-09", frozenset({Role.TRAINEE}))
HEAD = CodingHead(
    UUID(int=30), SMALL.tape.id, OVER.id, Perspective.SUPERVISOR, SMALL.codebook.name
)
ISIPT = shipped_templates()[1]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Yield a small study whose one tape a supervisor rated and gave feedback on."""
    made = Database.create(tmp_path / "small.iptstudy", SMALL.study)
    SMALL.put_into(made)
    for each in (OVER, OTHER):
        made.add_person(each)
    made.add_coding(HEAD)
    rated = Step(tuple(RatingEdit(i.id, None, Rating(5)) for i in SMALL.codebook.items))
    made.record(HEAD.id, rated, OVER.id, 1)
    made.set_status(HEAD.id, Status.SUBMITTED, OVER.id, 2)
    yield Desk(made, {SMALL.codebook.name: SMALL.codebook}, lambda: 1_790_000_000_000)
    made.close()


def give_feedback(desk: Desk) -> None:
    page = a_feedback(replace(HEAD, status=Status.SUBMITTED))
    desk.database.feedback.begin(page)
    back = replace(edited(page), kind=ChangeKind.HANDED_BACK, at=13_000)
    desk.database.feedback.change(page.id, back)


def printed(page: FeedbackPage) -> bytes:
    return page.file_name.encode()


def a_packet(
    desk: Desk, folder: Path, person: Person = OVER, template: Template = ISIPT
) -> Packet:
    folder.mkdir(exist_ok=True)
    ledger = ledger_of(desk, SMALL.therapist.id, OVER, template)
    return Packet(desk, ledger, person, folder, printed)


def left_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_packet_holds_a_workbook_and_the_pages_of_tapes_that_count(
    desk: Desk, tmp_path: Path
) -> None:
    give_feedback(desk)
    LedgerKeeper(desk, SMALL.therapist.id, OVER).put(MEETING)
    packet = a_packet(desk, tmp_path / "out")

    assert list(packet.steps()) == [1, packet.length] == [1, 2]

    assert left_in(tmp_path / "out") == [
        "portfolio-T01",
        "portfolio-T01/feedback",
        "portfolio-T01/feedback/feedback-C01-s04.pdf",
        "portfolio-T01/portfolio.xlsx",
    ]
    book = load_workbook(packet.path / "portfolio.xlsx")
    assert book.sheetnames == [
        "Portfolio", "Evidence", "Tapes", "Supervision", "Read me",
    ]  # fmt: skip
    rows = [[cell.value for cell in row] for row in book["Tapes"].rows]
    assert rows[1][:5] == ["C01", 4, "middle", 5, "feedback-C01-s04.pdf"]
    hours = [[cell.value for cell in row] for row in book["Supervision"].rows]
    assert hours[1][:3] == ["2026-03-02", 90, "group"]
    said = {row[0].value: row[1].value for row in book["Read me"].rows}
    assert said["Summary"] == packet._ledger.portfolio.summary
    everything = [c.value for sheet in book for row in sheet.rows for c in row]
    assert MEETING.note
    assert not any(MEETING.note in str(each) for each in everything)


def test_a_second_packet_stands_beside_the_first(desk: Desk, tmp_path: Path) -> None:
    list(a_packet(desk, tmp_path / "out").steps())
    again = a_packet(desk, tmp_path / "out")
    list(again.steps())

    assert again.path.name == "portfolio-T01-2"
    assert again.pages[0].why == NO_PAGE
    assert (tmp_path / "out" / "portfolio-T01" / "portfolio.xlsx").exists()


def test_a_packet_that_is_called_off_or_fails_leaves_nothing_behind(
    desk: Desk, tmp_path: Path
) -> None:
    give_feedback(desk)
    folder = tmp_path / "out"
    steps = a_packet(desk, folder).steps()
    next(steps)
    assert left_in(folder)
    steps.close()
    assert left_in(folder) == []

    missing = a_packet(desk, folder)
    folder.rmdir()
    folder.write_text("A file stands where the folder was.")
    with pytest.raises(PacketNotWritten, match="nothing was left there"):
        list(missing.steps())
    folder.unlink()

    late = a_packet(desk, folder)
    steps = late.steps()
    next(steps)
    (late.path / "mine").mkdir(parents=True)  # somebody is faster, and takes the name
    with pytest.raises(PacketNotWritten):
        next(steps)
    assert left_in(folder) == ["portfolio-T01", "portfolio-T01/mine"]


def test_pages_of_a_case_whose_patient_took_supervision_back_stay_here(
    desk: Desk, tmp_path: Path
) -> None:
    give_feedback(desk)
    (case,) = desk.database.cases()
    back = Withdrawal(frozenset({Use.SUPERVISION}), day=30)
    desk.database.change_case(replace(case, consent=Consent(frozenset(Use), back)))
    packet = a_packet(desk, tmp_path / "out")

    list(packet.steps())

    assert [(each.file, each.why) for each in packet.pages] == [("", TAKEN_BACK)]


def test_a_page_that_seems_to_hold_a_name_is_told(desk: Desk, tmp_path: Path) -> None:
    page = a_feedback(replace(HEAD, status=Status.SUBMITTED))
    desk.database.feedback.begin(page)
    named = replace(page.content, summary="She thinks of Mrs Example.")
    for kind in (ChangeKind.EDITED, ChangeKind.HANDED_BACK):
        change = replace(edited(page), kind=kind, content=named)
        desk.database.feedback.change(page.id, change)
    packet = a_packet(desk, tmp_path / "out")

    list(packet.steps())

    assert packet.doubtful == ["feedback-C01-s04.pdf"]


def test_a_packet_is_for_whoever_may_hand_it_on(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        a_packet(desk, tmp_path / "out", OTHER)

    a_packet(desk, tmp_path / "out", SMALL.rater)
    assert left_in(tmp_path / "out") == []
