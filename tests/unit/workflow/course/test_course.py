"""Keeping a case in a real study: checked, written, told, and hidden where needed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from ipt_review.domain.coding import Perspective, Status
from ipt_review.domain.course import FociSet, PhaseSet
from ipt_review.domain.determination import (
    AreaJudgment,
    DeterminationClosed,
    Presence,
)
from ipt_review.domain.people import Person, Role
from ipt_review.domain.phase import Phase
from ipt_review.domain.problems import TooManyFoci
from ipt_review.domain.study import AgreedFocus, CaseFacts, GivenBy, Severity
from ipt_review.scoring.frame_line import Aspect
from ipt_review.study.determining import NotReady
from ipt_review.study.severity import BadTotal
from ipt_review.study.soft_checks import Doubt
from ipt_review.workflow.access.blinding import set_determined_first
from ipt_review.workflow.course.course import course_of
from ipt_review.workflow.course.course_keeping import (
    BadPlan,
    CourseKeeper,
    ReasonNeeded,
)
from ipt_review.workflow.files.opening import make_demo, open_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ipt_review.domain.determination import Determination
    from ipt_review.workflow.course.course import Course
    from ipt_review.workflow.desk import Desk


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.iptstudy"
    make_demo(path)
    return path


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "demo.iptstudy"
    shutil.copyfile(made, path)
    opened = open_study(path)
    yield opened
    opened.close()


def person(desk: Desk, role: Role) -> Person:
    return next(each for each in desk.database.people() if role in each.roles)


def keeper(desk: Desk, role: Role = Role.SUPERVISOR) -> CourseKeeper:
    return CourseKeeper(desk, desk.database.cases()[0].id, person(desk, role))


def seen(desk: Desk, role: Role = Role.SUPERVISOR) -> Course:
    return course_of(desk, desk.database.cases()[0].id, person(desk, role))


def filled_in(form: Determination, present: str = "role_dispute") -> Determination:
    for area in ("grief", "role_dispute", "role_transition", "interpersonal_deficits"):
        there = area == present
        judgment = AreaJudgment(
            Presence.YES if there else Presence.NO,
            4,
            5 if there else None,
            "S1 0:31:02",
        )
        form = form.with_judgment(area, judgment)
    return replace(form, primary=present, certainty=4)


def test_a_course_has_a_row_for_each_session_with_its_suggestion(desk: Desk) -> None:
    rows = seen(desk).rows
    numbers = [row.session.number for row in rows]
    assert numbers == sorted(set(numbers))
    assert {1, 2, 3, 5, 8, 12, 14} <= {*numbers}
    assert all(row.suggested.phase is row.session.phase for row in rows)
    assert all(row.confirmed is None for row in rows)


def test_a_phase_is_confirmed_without_a_word_and_changed_only_with_one(
    desk: Desk,
) -> None:
    session = seen(desk).rows[3].session
    keeper(desk).set_phase(session.id, Phase.MIDDLE)
    with pytest.raises(ReasonNeeded):
        keeper(desk).set_phase(session.id, Phase.TERMINATION, "  ")
    keeper(desk).set_phase(session.id, Phase.TERMINATION, " She moves away. ")

    row = seen(desk).rows[3]
    assert row.session.phase is Phase.TERMINATION
    assert row.confirmed is not None
    assert row.confirmed.reason == "She moves away."
    assert row.confirmed.by == person(desk, Role.SUPERVISOR).id
    assert [each.edit for each in seen(desk).changes] == [
        PhaseSet(session.id, Phase.MIDDLE, Phase.MIDDLE),
        PhaseSet(session.id, Phase.MIDDLE, Phase.TERMINATION),
    ]


def test_a_dispute_that_ends_becomes_a_transition_and_the_suggestions_stand(
    desk: Desk,
) -> None:
    keeper(desk).change_focus("role_dispute", "role_transition", 12, "She leaves him.")
    course = seen(desk)
    assert course.case.foci == (
        AgreedFocus("role_dispute", 3, 12),
        AgreedFocus("role_transition", 12),
    )
    assert course.changes[-1].reason == "She leaves him."
    assert course.rows[-1].suggested.phase is Phase.TERMINATION


def test_a_second_focus_is_taken_and_a_third_leaves_no_trace(desk: Desk) -> None:
    keeper(desk).agree_focus("grief", 4)
    with pytest.raises(TooManyFoci):
        keeper(desk).agree_focus("role_transition", 5)
    assert len(seen(desk).case.foci) == 2
    assert len(seen(desk).changes) == 1


def test_a_focus_is_ended_and_an_entry_corrected(desk: Desk) -> None:
    keeper(desk).end_focus("role_dispute", 8)
    old = seen(desk).case.foci[0]
    assert old == AgreedFocus("role_dispute", 3, 8)
    keeper(desk).correct_focus(old, AgreedFocus("role_dispute", 2))
    assert seen(desk).case.foci == (AgreedFocus("role_dispute", 2),)


def test_a_total_is_checked_written_corrected_and_removed(desk: Desk) -> None:
    session = seen(desk).rows[0].session.id
    phq = Severity("phq9", 19, fed_back=True, given_by=GivenBy.SELF)
    with pytest.raises(BadTotal, match="28 is not a total of the PHQ-9"):
        keeper(desk).put_severity(session, replace(phq, total=28))
    keeper(desk).put_severity(session, phq)
    keeper(desk).put_severity(session, phq)
    assert seen(desk).rows[0].session.severity_on("phq9") == phq
    keeper(desk).remove_severity(session, "phq9")
    keeper(desk).remove_severity(session, "phq9")
    assert seen(desk).rows[0].session.severity_on("phq9") is None
    assert len(seen(desk).changes) == 2


def test_facts_and_plan_are_kept_and_prompt(desk: Desk) -> None:
    keeper(desk).note_facts(CaseFacts(death=True))
    keeper(desk).note_facts(CaseFacts(death=True))
    keeper(desk).plan(16)
    with pytest.raises(BadPlan):
        keeper(desk).plan(0)
    course = seen(desk)
    assert [each.doubt for each in course.remarks] == [Doubt.DEATH_WITHOUT_GRIEF]
    assert course.case.planned_sessions == 16
    assert len(course.changes) == 2


def test_the_agreed_focus_is_hidden_until_the_determination_is_submitted(
    desk: Desk,
) -> None:
    keeper(desk).change_focus("role_dispute", "role_transition", 12)
    keeper(desk, Role.RATER).determine()

    hidden = seen(desk, Role.RATER)
    assert hidden.focus_hidden
    assert hidden.case.foci == ()
    assert not any(isinstance(each.edit, FociSet) for each in hidden.changes)
    lines = [line for some in hidden.frames.values() for line in some]
    assert Aspect.FOCI not in {line.aspect for line in lines}
    assert not any("dispute" in line.fact.lower() for line in lines)

    rating = keeper(desk, Role.RATER)
    rating.keep_determination(filled_in(rating.determine()))
    rating.submit_determination()
    shown = seen(desk, Role.RATER)
    assert not shown.focus_hidden
    assert len(shown.case.foci) == 2
    assert shown.mine is not None
    assert shown.mine.submitted


def test_a_study_rater_does_not_see_the_focus_before_judging(desk: Desk) -> None:
    assert seen(desk, Role.RATER).focus_hidden
    assert not seen(desk, Role.SUPERVISOR).focus_hidden
    assert not seen(desk, Role.TRAINEE).focus_hidden
    set_determined_first(desk.database, None, desk.now(), wanted=False)
    assert not seen(desk, Role.RATER).focus_hidden


def test_a_supervisor_who_judges_sees_the_focus_but_no_others_judgment(
    desk: Desk,
) -> None:
    rating = keeper(desk, Role.RATER)
    rating.keep_determination(filled_in(rating.determine()))
    rating.submit_determination()
    assert len(seen(desk).others) == 1
    keeper(desk).determine()
    judging = seen(desk)
    assert not judging.others
    assert not judging.remarks
    assert not judging.focus_hidden


def test_a_form_that_lacks_something_stays_a_draft(desk: Desk) -> None:
    form = keeper(desk).determine()
    with pytest.raises(NotReady):
        keeper(desk).submit_determination()
    assert keeper(desk).determine() == form


def test_a_submitted_form_is_closed_and_shown_to_who_submitted_too(desk: Desk) -> None:
    for role in (Role.SUPERVISOR, Role.RATER):
        form = keeper(desk, role).determine()
        keeper(desk, role).keep_determination(filled_in(form))
    keeper(desk, Role.SUPERVISOR).submit_determination()
    assert seen(desk, Role.RATER).others == ()
    keeper(desk, Role.RATER).submit_determination()
    (other,) = seen(desk, Role.RATER).others
    assert other.rater == person(desk, Role.SUPERVISOR).id
    with pytest.raises(DeterminationClosed):
        keeper(desk).keep_determination(replace(other, certainty=1))


def test_a_determination_against_the_agreed_focus_is_worth_a_look(desk: Desk) -> None:
    form = keeper(desk).determine()
    keeper(desk).keep_determination(filled_in(form, "role_transition"))
    keeper(desk).submit_determination()
    assert [each.doubt for each in seen(desk).remarks] == [Doubt.FOCUS_RATED_ABSENT]


def test_frames_stand_by_perspective_and_name_their_places(desk: Desk) -> None:
    frames = seen(desk).frames
    assert set(frames) == {
        Perspective.SUPERVISOR,
        Perspective.TRAINEE_SELF,
        Perspective.STUDY_RATER,
        Perspective.GOLD_STANDARD,
    }
    formulation = next(
        line
        for line in frames[Perspective.SUPERVISOR]
        if line.aspect is Aspect.FORMULATION
    )
    assert [place.session for place in formulation.places] == [3]
    assert formulation.places[0].at is not None


def test_who_is_still_coding_a_tape_does_not_see_what_others_coded_on_it(
    desk: Desk,
) -> None:
    trainee = person(desk, Role.TRAINEE)
    fourteen = seen(desk).rows[-1]
    tape = fourteen.tape
    assert tape is not None
    mine = next(head for head in fourteen.heads if head.rater == trainee.id)
    before = seen(desk, Role.TRAINEE).frames[Perspective.SUPERVISOR]
    desk.database.set_status(mine.id, Status.DRAFT, trainee.id, 1)
    after = seen(desk, Role.TRAINEE).frames[Perspective.SUPERVISOR]

    def in_fourteen(lines: tuple[object, ...]) -> bool:
        return "session=14" in repr(lines)

    assert in_fourteen(before)
    assert not in_fourteen(after)


def test_a_newcomer_who_rates_sees_no_codings_of_others(desk: Desk) -> None:
    newcomer = Person(uuid4(), "R-9", frozenset({Role.RATER}))
    desk.database.add_person(newcomer)
    course = course_of(desk, desk.database.cases()[0].id, newcomer)
    assert course.checklists == {}
    assert set(course.frames) == {Perspective.SUPERVISOR}


def test_an_unknown_case_is_a_mistake_of_the_program(desk: Desk) -> None:
    with pytest.raises(KeyError):
        course_of(desk, uuid4(), person(desk, Role.SUPERVISOR))
