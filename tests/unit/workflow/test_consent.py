"""What follows from the consent of a case, from playing to the workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.coding import Perspective, Status
from ipt_review.domain.consent import Consent, Use, Withdrawal, WithdrawnTwice
from ipt_review.domain.people import Person, Role
from ipt_review.domain.reason import ReasonMissing
from ipt_review.domain.sampling import Amount, EventKind, Exclusion
from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import Cue, Transcript, TranscriptChange, What
from ipt_review.store.database import Database
from ipt_review.study.consent import ConsentRules, to_destroy, withheld
from ipt_review.workflow.desk import Desk
from ipt_review.workflow.export.reporting import report
from ipt_review.workflow.library.consenting import (
    Destroyed,
    NothingToDestroy,
    Withheld,
    custody_rows,
    must_be_playable,
    put_consent,
    record_destroyed,
    set_consent_rules,
)
from ipt_review.workflow.library.organising import find_again
from ipt_review.workflow.library.rostering import Rostering
from ipt_review.workflow.studies.assigning import unassigned
from ipt_review.workflow.studies.sampling import draw_sample, sample_state
from tests.builders import SmallStudy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SMALL = SmallStudy()
TODAY = date(2026, 11, 23)
NOW = 1_795_435_200_000
CHIEF = Person(SMALL.rater.id, "R01", frozenset({Role.COORDINATOR, Role.RATER}))
RESEARCH, SUPERVISION = frozenset({Use.RESEARCH}), frozenset({Use.SUPERVISION})
ALL_BACK = Withdrawal(frozenset(Use), day=30)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Yield the desk of a study of one session, whose coder coordinates it too."""
    database = Database.create(tmp_path / "trial.iptstudy", SMALL.study)
    SMALL.put_into(database)
    opened = Desk(database, {SMALL.codebook.name: SMALL.codebook}, lambda: NOW)
    opened.rights.person = SMALL.rater
    put = Rostering(opened)
    put.put(SMALL.rater, CHIEF)
    opened.rights.person = CHIEF
    yield opened
    opened.close()


def agree(desk: Desk, consent: Consent, reason: str = "as signed") -> None:
    put_consent(Rostering(desk), desk.database.cases()[0], consent, reason)


def excluded(desk: Desk) -> Exclusion | None:
    (candidate,) = sample_state(desk).candidates
    return candidate.excluded


@pytest.mark.parametrize(
    ("consent", "roles", "played"),
    [
        (Consent(), {Role.RATER}, True),
        (Consent(SUPERVISION), {Role.RATER}, False),
        (Consent(SUPERVISION), {Role.SUPERVISOR}, True),
        (Consent(SUPERVISION), {Role.SUPERVISOR, Role.RATER}, True),
        (Consent(RESEARCH), {Role.TRAINEE}, False),
        (Consent(RESEARCH), {Role.COORDINATOR}, True),
        (Consent(RESEARCH, Withdrawal(RESEARCH)), {Role.COORDINATOR}, False),
        (Consent(frozenset(Use), Withdrawal(RESEARCH)), {Role.RATER}, False),
        (Consent(frozenset(Use), Withdrawal(RESEARCH)), {Role.SUPERVISOR}, True),
        (Consent(None, ALL_BACK), {Role.COORDINATOR}, False),
        (Consent(keep_until=TODAY), {Role.SUPERVISOR}, True),
        (Consent(keep_until=date(2026, 11, 22)), {Role.SUPERVISOR}, False),
    ],
)
def test_a_recording_is_played_for_what_the_patient_agreed_to(
    consent: Consent,
    roles: set[Role],
    played: bool,  # noqa: FBT001 - a column of the table
) -> None:
    person = replace(CHIEF, roles=frozenset(roles))

    assert (withheld(consent, person, ConsentRules(), TODAY) == "") == played


def test_where_consent_is_needed_a_case_without_any_is_not_played() -> None:
    rater = replace(CHIEF, roles=frozenset({Role.RATER}))
    rules = ConsentRules(needed=True)

    assert withheld(Consent(), rater, rules, TODAY)
    assert not withheld(Consent(RESEARCH), rater, rules, TODAY)


def test_recordings_are_destroyed_when_all_is_taken_back_or_time_is_over() -> None:
    tape = SMALL.tape

    assert to_destroy(Consent(None, ALL_BACK), tape, TODAY)
    assert to_destroy(Consent(keep_until=date(2026, 1, 1)), tape, TODAY)
    assert not to_destroy(Consent(SUPERVISION, keep_until=TODAY), tape, TODAY)
    assert not to_destroy(Consent(None, ALL_BACK), replace(tape, files=()), TODAY)
    with pytest.raises(WithdrawnTwice):
        Withdrawal(RESEARCH, 4, TODAY)


def test_samples_are_drawn_from_those_who_agreed_to_research(desk: Desk) -> None:
    assert excluded(desk) is None
    agree(desk, Consent(SUPERVISION))
    assert excluded(desk) is Exclusion.NO_CONSENT
    agree(desk, Consent(RESEARCH))
    assert excluded(desk) is None
    agree(desk, Consent())
    set_consent_rules(desk, ConsentRules(needed=True), CHIEF)
    assert excluded(desk) is Exclusion.NO_CONSENT


def test_a_drawn_tape_is_given_to_nobody_once_its_consent_was_taken_back(
    desk: Desk,
) -> None:
    draw_sample(desk, CHIEF, [], Amount(tapes=1), "seed")
    assert unassigned(desk) == [SMALL.tape.id]

    agree(desk, Consent(None, ALL_BACK))

    assert unassigned(desk) == []


def test_what_is_taken_back_is_not_played_and_its_codes_stay_readable(
    desk: Desk,
) -> None:
    database, tape = desk.database, SMALL.tape.id
    words = Transcript((Cue(Span(0, 900), "patient", "Good morning."),))
    change = TranscriptChange(Transcript(), words, What.IMPORTED)
    database.transcripts.change(tape, change, None, 1)
    assert desk.sit_down(SMALL.head.id).review.tape.files

    agree(desk, Consent(None, ALL_BACK))

    seat = desk.sit_down(SMALL.head.id)
    assert (seat.review.tape.files, seat.cues) == ((), ())
    assert "took their consent back" in seat.review.withheld
    assert seat.session.coding.head == SMALL.head
    assert database.tapes() == [SMALL.tape], "where the files lie is still known"
    with pytest.raises(Withheld):
        must_be_playable(desk, tape)
    (row,) = custody_rows(desk)
    assert row.due == (SMALL.tape,)


def test_exports_leave_a_withdrawn_case_out_unless_the_study_keeps_its_codes(
    desk: Desk, tmp_path: Path
) -> None:
    desk.database.set_status(SMALL.head.id, Status.SUBMITTED, CHIEF.id, 1)

    def taken() -> tuple[int, int]:
        made = report(desk, tmp_path / "a.xlsx")
        return sum(1 for _ in made.results), made.withdrawn

    assert taken() == (1, 0)
    agree(desk, Consent(frozenset(Use), Withdrawal(RESEARCH, on=TODAY)))
    assert taken() == (0, 1)
    set_consent_rules(desk, ConsentRules(keeps_codes=True), CHIEF)
    assert taken() == (1, 0)


def test_changing_what_is_on_record_takes_a_reason_and_is_undone(desk: Desk) -> None:
    rostering = Rostering(desk)
    (case,) = desk.database.cases()
    put_consent(rostering, case, Consent(RESEARCH))
    (agreed,) = desk.database.cases()

    with pytest.raises(ReasonMissing):
        put_consent(rostering, agreed, Consent(SUPERVISION), " ")
    rostering.undo()

    assert desk.database.cases() == [case]


def test_a_destroyed_recording_is_not_taken_back_and_told_in_the_log(
    desk: Desk, tmp_path: Path
) -> None:
    tape = SMALL.tape
    with pytest.raises(ReasonMissing):
        record_destroyed(desk, tape.id, "")

    record_destroyed(desk, tape.id, "the month is over")

    (event,) = desk.database.samples.log()
    assert (event.kind, event.by, event.at) == (EventKind.DESTROYED, CHIEF.id, NOW)
    assert "part" not in event.detail, "no file name in the log"
    seat = desk.sit_down(SMALL.head.id)
    assert seat.review.coding.head.perspective is Perspective.STUDY_RATER
    assert seat.review.tape.length == tape.length
    assert excluded(desk) is Exclusion.DESTROYED
    with pytest.raises(Destroyed):
        find_again(desk, desk.database.tapes()[0], tmp_path / "a.mp4")
    with pytest.raises(NothingToDestroy):
        record_destroyed(desk, tape.id, "again")
