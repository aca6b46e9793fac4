"""A supervisor gives feedback on a tape, and the trainee reads it in their turn."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.coding import Coding, CodingHead, Perspective
from ipt_review.domain.comment import CommentKind
from ipt_review.domain.feedback import AnswerKind, Content, Goal, PointKind
from ipt_review.exchange.feedback_html import feedback_html
from ipt_review.study.permissions import NotAllowed
from ipt_review.workflow.files.opening import make_demo, open_study
from ipt_review.workflow.supervision.feedback import (
    FeedbackGiver,
    HandedBack,
    NotHandedBack,
    NotSubmitted,
    NotYours,
    ReviewFirst,
    answer,
    feedback_for,
)
from ipt_review.workflow.supervision.feedback_reading import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ipt_review.domain.people import Person
    from ipt_review.domain.tape import Tape
    from ipt_review.workflow.desk import Desk


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the demo study; copy it, and leave it as it is."""
    path = tmp_path_factory.mktemp("demo") / "demo.iptstudy"
    make_demo(path)
    return path


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Iterator[Desk]:
    """Yield the demo study, open."""
    path = tmp_path / "demo.iptstudy"
    shutil.copy(made, path)
    desk = open_study(path)
    yield desk
    desk.close()


def somebody(desk: Desk, handle: str) -> Person:
    return next(each for each in desk.database.people() if each.handle == handle)


def tape_of(desk: Desk, session: int) -> Tape:
    cases = {each.id for each in desk.database.cases() if each.handle == "C-012"}
    ids = {
        each.id
        for each in desk.database.sessions()
        if each.number == session and each.case in cases
    }
    return next(tape for tape in desk.database.tapes() if tape.session in ids)


def giver_on(desk: Desk, session: int, who: str = "SV-1") -> FeedbackGiver:
    person = somebody(desk, who)
    coding = desk.begin(tape_of(desk, session).id, person)
    seat = desk.sit_down(coding)
    return FeedbackGiver(desk, seat.review, seat.codebook, person)


def handed_back(desk: Desk, session: int, goal: str = "") -> FeedbackGiver:
    giver = giver_on(desk, session)
    if goal:
        content = giver.content
        goals = (Goal(giver.feedback.next_number(), goal),)
        giver.change(Content(content.points, goals, content.followed, "Well."))
    desk.submit(giver.feedback.coding)
    giver.hand_back()
    return giver


def test_the_draft_says_what_the_comments_say_and_the_page_what_was_coded(
    desk: Desk,
) -> None:
    page = page_of(desk, giver_on(desk, 5).feedback)

    assert [point.kind for point in page.content.points] == [
        PointKind.STRENGTH, PointKind.TO_TRY, PointKind.TO_TRY,
    ]  # fmt: skip
    assert page.title == "Case C-012 · session 5 of 14"
    assert (page.therapist, page.supervisor) == ("T-04", "SV-1")
    assert page.severity == "HAM-D 17: 24 to 19 (session 5)"
    assert page.trend is not None
    assert page.trend.remission_below == 8
    assert [step.first_at is not None for step in page.steps].count(True) == 5
    assert "not a grade" in page.ribbon.said
    assert page.checks == ()
    assert page.file_name == "feedback-C-012-s05"


def test_an_opening_tape_has_its_checklist_and_no_share_on_focus(desk: Desk) -> None:
    page = page_of(desk, giver_on(desk, 1).feedback)

    assert page.checks_title == "Opening checklist"
    assert {check.state for check in page.checks} <= {"in session 1", "not yet"}
    assert "still to be agreed" in page.ribbon.said
    assert page.no_self == ""
    assert all(line.own for line in page.means)


def test_self_ratings_stay_hidden_until_both_codings_are_submitted(desk: Desk) -> None:
    giver = giver_on(desk, 5)
    before = page_of(desk, giver.feedback)
    desk.submit(giver.feedback.coding)
    after = page_of(desk, giver.feedback)
    alone = page_of(desk, giver_on(desk, 12).feedback)
    desk.begin(tape_of(desk, 12).id, somebody(desk, "T-04"))
    begun = page_of(desk, giver_on(desk, 12).feedback)

    assert before.no_self == "Self-ratings are shown once both codings are submitted."
    assert all(not line.own for line in (*before.means, *before.ratings))
    assert after.no_self == ""
    assert all(line.own for line in (*after.means, *after.ratings))
    assert alone.no_self == "The trainee has not reviewed this tape."
    assert begun.no_self.startswith("The self-review is not submitted")


def test_nothing_rated_is_said_and_lowers_nothing(desk: Desk) -> None:
    supervisor = somebody(desk, "SV-1")
    tape = tape_of(desk, 2)
    coding = desk.begin(tape.id, supervisor)
    seat = desk.sit_down(coding)
    giver = FeedbackGiver(desk, seat.review, seat.codebook, supervisor)

    page = page_of(desk, giver.feedback)

    assert page.content.is_empty
    assert all("too few rated (0 of" in line.supervisor for line in page.means)
    assert page.ribbon.said == "The focus track was not coded."
    assert page.ratings == ()


def test_a_page_is_handed_back_once_its_coding_is_submitted_and_then_stays(
    desk: Desk,
) -> None:
    giver = giver_on(desk, 5)
    with pytest.raises(NotSubmitted):
        giver.hand_back()
    desk.submit(giver.feedback.coding)
    giver.hand_back()

    with pytest.raises(HandedBack):
        giver.change(Content())
    back = giver.feedback.handed_back
    assert back is not None
    assert back.by == somebody(desk, "SV-1").id
    giver.take_back()
    giver.change(Content(summary="Again."))
    assert desk.database.feedback.on(giver.feedback.coding) == giver.feedback
    giver.undo()
    assert giver.content == back.content
    giver.redo()
    assert giver.content.summary == "Again."


def test_the_trainee_reads_it_once_their_own_review_is_submitted(desk: Desk) -> None:
    trainee, tape = somebody(desk, "T-04"), tape_of(desk, 12)
    giver = giver_on(desk, 12)
    giver.change(Content(summary="A full hour."))
    assert feedback_for(desk, trainee, tape.id) is None
    giver.hand_back()

    with pytest.raises(ReviewFirst):
        feedback_for(desk, trainee, tape.id)
    mine = desk.begin(tape.id, trainee)
    with pytest.raises(ReviewFirst):
        feedback_for(desk, trainee, tape.id)
    desk.submit(mine)

    assert feedback_for(desk, trainee, tape.id) == giver.feedback


def test_the_trainee_replies_and_says_which_goals_were_tried(desk: Desk) -> None:
    trainee, tape = somebody(desk, "T-04"), tape_of(desk, 5)
    draft = giver_on(desk, 5).feedback
    with pytest.raises(NotHandedBack):
        answer(desk, trainee, draft, AnswerKind.REPLY, 1, "Hm.")
    handed_back(desk, 5, "One incident, word by word.")
    found = feedback_for(desk, trainee, tape.id)
    assert found is not None
    (goal,) = found.content.goals

    answer(desk, trainee, found, AnswerKind.REPLY, 1, " It was hard to. ")
    answer(desk, trainee, found, AnswerKind.TRIED, goal.number)

    read = feedback_for(desk, trainee, tape.id)
    assert read is not None
    assert [each.text for each in read.replies(1)] == ["It was hard to."]
    assert read.tried(goal.number)
    with pytest.raises(NotAllowed):
        answer(desk, somebody(desk, "SV-1"), found, AnswerKind.REPLY, 1, "Me too.")


def test_goals_are_followed_up_on_the_next_tape_of_the_case(desk: Desk) -> None:
    assert giver_on(desk, 3).content.followed == ()
    first = giver_on(desk, 3)
    first.change(Content(goals=(Goal(9, "One incident, word by word."),)))
    first.hand_back()

    (follow_up,) = giver_on(desk, 5).content.followed

    assert (follow_up.text, follow_up.session, follow_up.outcome) == (
        "One incident, word by word.", 3, None,
    )  # fmt: skip
    assert follow_up.feedback == first.feedback.id


def test_only_a_supervisors_own_coding_gets_feedback(desk: Desk) -> None:
    with pytest.raises(NotYours):
        giver_on(desk, 5, "T-04")


def test_private_notes_are_in_no_page_and_no_file(desk: Desk) -> None:
    supervisor, tape = somebody(desk, "SV-1"), tape_of(desk, 2)
    shared = next(
        each
        for each in desk.database.codings()
        if each.head.perspective is Perspective.SUPERVISOR and each.comments
    )
    comments = {
        number: each.__class__(number, kind, 0, 0, f"<{kind.value}> & secret", "", None)
        for number, (kind, each) in enumerate(
            ((kind, next(iter(shared.comments.values()))) for kind in CommentKind), 1
        )
    }
    known = [head for head in desk.database.heads() if head.tape == tape.id]
    passes = 1 + sum(head.rater == supervisor.id for head in known)
    head = CodingHead(
        shared.head.id.__class__(int=77), tape.id, supervisor.id,
        Perspective.SUPERVISOR, shared.head.codebook, passes,
    )  # fmt: skip
    desk.database.add_whole_coding(Coding(head, comments=comments))
    seat = desk.sit_down(head.id)
    giver = FeedbackGiver(desk, seat.review, seat.codebook, supervisor)

    page = feedback_html(page_of(desk, giver.feedback))

    assert "&lt;strength&gt; &amp; secret" in page
    (point,) = giver.content.of(PointKind.STRENGTH)
    assert f'href="ipt-review://tape/{tape.id}?at={point.start}"' in page
    assert '<bdi dir="auto">' in page  # words that run from right to left stay in order
    assert "private_note" not in page
    assert "bookmark" not in page
