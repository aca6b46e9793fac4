"""The course of a case in a real study file: kept, audited, and never overwritten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]

from ipt_review.domain.course import (
    CourseChange,
    FactsSet,
    FociSet,
    PhaseSet,
    PlanSet,
    SeveritySet,
)
from ipt_review.domain.determination import (
    AreaJudgment,
    Determination,
    DeterminationClosed,
    Presence,
)
from ipt_review.domain.phase import Phase
from ipt_review.domain.study import (
    AgreedFocus,
    CaseFacts,
    Ending,
    GivenBy,
    Severity,
)
from ipt_review.store.database import Database
from ipt_review.store.problems import StaleCourse, Taken
from tests.builders import SmallStudy
from tests.cluster import everywhere

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.course import CourseEdit

SMALL = SmallStudy()
CASE, SESSION, RATER = SMALL.case.id, SMALL.session.id, SMALL.rater.id


def a_change(edit: CourseEdit, reason: str = "", at: int = 1) -> CourseChange:
    return CourseChange(CASE, edit, reason, RATER, at)


def a_determination() -> Determination:
    return Determination(UUID(int=90), CASE, RATER)


@everywhere
def test_a_phase_is_changed_with_who_when_from_to_and_why(database: Database) -> None:
    change = a_change(
        PhaseSet(SESSION, Phase.MIDDLE, Phase.TERMINATION),
        "The patient moves away next month.",
        at=1_700_000_000_000,
    )
    database.change_course(change)

    assert database.sessions()[0].phase is Phase.TERMINATION
    assert database.course_changes(CASE) == [change]


def test_a_total_is_entered_corrected_and_removed_each_with_its_line(
    database: Database,
) -> None:
    first = Severity("phq9", 14, fed_back=None, given_by=GivenBy.SELF)
    right = replace(first, total=15, fed_back=True)
    edits = [
        SeveritySet(SESSION, None, first),
        SeveritySet(SESSION, first, right),
        SeveritySet(SESSION, right, None),
    ]
    seen = []
    for edit in edits:
        database.change_course(a_change(edit))
        seen.append(database.sessions()[0].severity_on("phq9"))

    assert seen == [first, right, None]
    assert [each.edit for each in database.course_changes(CASE)] == edits
    assert [each.scale for each in database.sessions()[0].severity] == [
        "hamd17",
        "bdi2",
    ]


@everywhere
def test_facts_plan_and_foci_survive_a_restart(
    database: Database, reopened: Callable[[Database], Database]
) -> None:
    facts = CaseFacts(death=False, recurrence_risk=True, ending=Ending.AGREED_EARLY)
    foci = (*SMALL.case.foci, AgreedFocus("role_transition", 6))
    for edit in (
        FactsSet(CaseFacts(), facts),
        PlanSet(12, 16),
        FociSet(SMALL.case.foci, foci),
    ):
        database.change_course(a_change(edit))
    database.close()

    again = reopened(database)
    case = again.cases()[0]
    told = [each.edit for each in again.course_changes(CASE)]
    assert case == replace(SMALL.case, facts=facts, planned_sessions=16, foci=foci)
    assert told == [
        FactsSet(CaseFacts(), facts),
        PlanSet(12, 16),
        FociSet(SMALL.case.foci, foci),
    ]


@pytest.mark.parametrize(
    "edit",
    [
        PhaseSet(SESSION, Phase.OPENING, Phase.TERMINATION),
        FociSet((), (AgreedFocus("grief", 1),)),
        SeveritySet(SESSION, None, Severity("hamd17", 3)),
        FactsSet(CaseFacts(death=True), CaseFacts()),
        PlanSet(13, 14),
    ],
    ids=["phase", "foci", "severity", "facts", "plan"],
)
@everywhere
def test_a_change_that_starts_from_something_else_is_refused_whole(
    database: Database, edit: CourseEdit
) -> None:
    before = (database.cases(), database.sessions())
    with pytest.raises(StaleCourse):
        database.change_course(a_change(edit))
    assert (database.cases(), database.sessions()) == before
    assert database.course_changes(CASE) == []


@everywhere
def test_a_change_for_an_unknown_session_or_person_leaves_nothing(
    database: Database,
) -> None:
    nobody = replace(a_change(PlanSet(12, 13)), by=UUID(int=99))
    nowhere = a_change(PhaseSet(UUID(int=99), Phase.MIDDLE, Phase.OPENING))
    for change in (nobody, nowhere, replace(nowhere, case=UUID(int=99))):
        with pytest.raises(KeyError):
            database.change_course(change)
    assert database.cases()[0].planned_sessions == 12
    assert database.course_changes(CASE) == []


def test_a_determination_is_saved_with_each_change_and_closed_once(
    database: Database,
) -> None:
    draft = a_determination()
    judged = draft.with_judgment(
        "grief", AreaJudgment(Presence.NO, 5, None, "Nobody died. S1 0:12:30")
    )
    done = replace(judged, primary="role_dispute", certainty=4, submitted=True)
    database.add_determination(draft, at=1)
    database.change_determination(draft, judged, at=2)
    database.change_determination(judged, done, at=3)

    assert database.determinations() == [done]
    with pytest.raises(DeterminationClosed):
        database.change_determination(done, replace(done, certainty=1), at=4)
    assert rows(database, "SELECT count(*) FROM determination_change") == 3


@everywhere
def test_two_windows_cannot_overwrite_a_determination(database: Database) -> None:
    draft = a_determination()
    database.add_determination(draft, at=1)
    database.change_determination(draft, replace(draft, primary="grief"), at=2)
    with pytest.raises(StaleCourse):
        database.change_determination(draft, replace(draft, certainty=2), at=3)
    assert database.determinations()[0].primary == "grief"


@everywhere
def test_a_rater_has_one_determination_for_a_case(database: Database) -> None:
    database.add_determination(a_determination(), at=1)
    with pytest.raises(Taken, match="determination of this case by this rater"):
        database.add_determination(replace(a_determination(), id=UUID(int=91)), at=2)


@pytest.mark.parametrize("table", ["course_change", "determination_change"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET at_ms = 0", "DELETE FROM {}"])
def test_the_history_of_a_course_can_only_be_added_to(
    database: Database, table: str, verb: str
) -> None:
    database.change_course(a_change(PlanSet(12, 13)))
    database.add_determination(a_determination(), at=1)
    with pytest.raises(sqlcipher.IntegrityError, match="can only be added to"):
        rows(database, verb.format(table))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE severity SET given_by = 7.5, fed_back = 2",
        "INSERT INTO case_facts VALUES (1, 2, NULL, NULL)",
        "INSERT INTO area_judgment VALUES (1, 'grief', 'no', 6, NULL, '')",
        "UPDATE determination SET certainty = 0",
    ],
)
def test_the_file_refuses_what_no_form_could_say(
    database: Database, statement: str
) -> None:
    database.add_determination(a_determination(), at=1)
    with pytest.raises(sqlcipher.IntegrityError):
        rows(database, statement)


AREAS = st.sampled_from(("grief", "role_dispute", "role_transition"))
TOTALS = st.builds(
    Severity,
    st.sampled_from(("hamd17", "bdi2", "phq9", "gad7")),
    st.integers(0, 60),
    st.none() | st.booleans(),
    st.none() | st.sampled_from(GivenBy),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.booleans(), TOTALS), max_size=8))
def test_whatever_totals_are_entered_the_history_leads_to_what_is_stored(
    totals: list[tuple[bool, Severity]],
) -> None:
    with TemporaryDirectory() as folder:
        database = Database.create(Path(folder) / "course.iptstudy", SMALL.study)
        SMALL.put_into(database)
        expected = {each.scale: each for each in SMALL.session.severity}
        for at, (keep, total) in enumerate(totals):
            before = expected.get(total.scale)
            after = total if keep else None
            database.change_course(a_change(SeveritySet(SESSION, before, after), at=at))
            expected.pop(total.scale, None)
            if after is not None:
                expected[total.scale] = after
        database.close()
        again = Database.open(Path(folder) / "course.iptstudy")
        stored = {each.scale: each for each in again.sessions()[0].severity}
        told = again.course_changes(CASE)
        again.close()
    assert stored == expected
    assert [each.at for each in told] == list(range(len(totals)))


def rows(database: Database, statement: str) -> object:
    """Run one statement from outside the program; return its first value."""
    connection = sqlcipher.connect(str(database.path))
    try:
        found = connection.execute(statement).fetchone()
        connection.commit()
    finally:
        connection.close()
    return found[0] if found else None
