"""A small study in which something of every kind has happened."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]

from ipt_review.domain.assignment import Assignment, AssignmentKind
from ipt_review.domain.coding import Status
from ipt_review.domain.comment import Comment, CommentKind
from ipt_review.domain.course import CourseChange, PhaseSet, PlanSet, SeveritySet
from ipt_review.domain.determination import Determination
from ipt_review.domain.edit import (
    CommentEdit,
    MarkEdit,
    RatingEdit,
    SessionCommentEdit,
    Step,
)
from ipt_review.domain.guess import TreatmentGuess
from ipt_review.domain.mark import Mark
from ipt_review.domain.people import Person, Role
from ipt_review.domain.phase import Phase
from ipt_review.domain.rating import Rating
from ipt_review.domain.roster import RosterEdit, RosterStep
from ipt_review.domain.sampling import Amount, Draw, Drawn, EventKind, StudyEvent
from ipt_review.domain.study import Severity
from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import Cue, Transcript, TranscriptChange, What
from ipt_review.domain.version import Freeze, KeptVersion
from ipt_review.scoring.evidence import CheckKind
from ipt_review.scoring.prompting import Outcome, Prompt, PromptEvent
from tests.feedback_builders import a_feedback, an_answer, edited
from tests.ledger_builders import an_hour
from tests.meeting_builders import a_meeting, was_held

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ipt_review.store.database import Database
    from tests.builders import SmallStudy

ADDED = Mark(1, "link_mood", 61_000, 61_000, "“näher”")
OPEN = Mark(2, "explore_options", 5_000, None)
CLOSED = replace(OPEN, end=9_000)


def live_through(database: Database, small: SmallStudy) -> None:
    """Have something of every kind happen in a study that has the small one in it."""
    database.trail.at_work = small.rater.id
    _code(database, small)
    _follow_the_case(database, small)
    _change_the_roster(database, small)
    _assign(database, small)
    page = a_feedback(small.head)
    database.feedback.begin(page)
    database.feedback.change(page.id, edited(page))
    database.feedback.answer(page.id, an_answer(small.rater.id))
    meeting = a_meeting(small.rater.id, small.tape.id)
    database.meetings.plan(meeting)
    database.meetings.change(meeting.id, was_held(meeting))
    database.ledgers.change(an_hour(small.therapist.id, small.rater.id))
    database.set_study_setting("prompts", "off", small.rater.id, 8_000)
    said = Transcript((Cue(Span(0, 9), "patient", "Hm."),))
    change = TranscriptChange(Transcript(), said, What.IMPORTED)
    database.transcripts.change(small.tape.id, change, small.rater.id, 9_000)


def _code(database: Database, small: SmallStudy) -> None:
    uid, rater = small.head.id, small.rater.id
    first = Step((MarkEdit(1, None, ADDED),))
    comment = Comment(1, CommentKind.STRENGTH, 9, 9, "Good.")
    steps = (
        first,
        first.reversed(),
        Step((MarkEdit(2, None, OPEN), SessionCommentEdit("", "Warm."))),
        Step(
            (
                MarkEdit(2, OPEN, CLOSED),
                RatingEdit("adh_link", None, Rating(5, "clear")),
                CommentEdit(1, None, comment),
            )
        ),
    )
    for at, step in enumerate(steps, start=1):
        database.record(uid, step, rater, 1_000 * at)
    prompt = Prompt(next(iter(CheckKind)), ("adh_link",), 5)
    database.log_prompts(uid, [PromptEvent(prompt, next(iter(Outcome)), 4_500, rater)])
    database.set_status(uid, Status.SUBMITTED, rater, 5_000)
    database.add_coding(replace(small.head, id=UUID(int=8), pass_number=2))
    database.record(UUID(int=8), first, rater, 5_500)


def _follow_the_case(database: Database, small: SmallStudy) -> None:
    session, rater = small.session.id, small.rater.id
    edits = (
        PlanSet(12, 14),
        PhaseSet(session, Phase.MIDDLE, Phase.TERMINATION),
        SeveritySet(session, Severity("bdi2", 24), Severity("bdi2", 20)),
    )
    for edit in edits:
        change = CourseChange(small.case.id, edit, "Typing error.", rater, 6_000)
        database.change_course(change)
    form = Determination(UUID(int=90), small.case.id, rater)
    database.add_determination(form, 7_000)
    database.change_determination(form, replace(form, primary="grief"), 7_100)


def _assign(database: Database, small: SmallStudy) -> None:
    """Draw the tape, assign it, take that back, freeze and thaw the study."""
    by, tape = small.rater.id, small.tape.id
    drawn = StudyEvent(6_500, by, EventKind.DRAWN, detail="1 of 1")
    drawing = Draw(
        UUID(int=30), 1, "seed", (), Amount(tapes=1), 6_500, by, 1, (Drawn(tape, ()),)
    )
    database.samples.add(drawing, drawn)
    given = Assignment(UUID(int=31), tape, by, AssignmentKind.SINGLE, 1)
    anew = replace(given, id=UUID(int=32), sequence=2, pass_number=2)
    gone = StudyEvent(6_600, by, EventKind.WITHDRAWN, tape, by, "Ill.")
    database.assignments.add([given])
    database.assignments.withdraw([given.id], [anew], [gone])
    database.assignments.add_codes({(tape, 1): "K7"})
    database.closings.guess(TreatmentGuess(small.head.id, "IPT", 3, 6_700))
    version = KeptVersion(1, 6_800, by, "Wrong item.", "{}")
    again = StudyEvent(6_800, by, EventKind.REOPENED, tape, by, "Wrong item.")
    database.closings.reopen(small.head.id, version, again)
    for frozen, kind in ((True, EventKind.FROZEN), (False, EventKind.THAWED)):
        freeze = Freeze(6_900, by, "Data base lock.", frozen, "")
        database.closings.set_frozen(freeze, StudyEvent(6_900, by, kind))


def _change_the_roster(database: Database, small: SmallStudy) -> None:
    newcomer = Person(UUID(int=20), "R02", frozenset({Role.RATER}))
    leaves = Person(UUID(int=21), "R03", frozenset({Role.RATER}))
    session = database.sessions()[0]
    moved = replace(small.tape, length=3_100_000)
    for edits in (
        (RosterEdit(None, newcomer), RosterEdit(None, leaves)),
        (
            RosterEdit(leaves, None),
            RosterEdit(session, replace(session, day=23)),
            RosterEdit(small.tape, moved),
        ),
    ):
        database.roster.carry_out(RosterStep(edits))
    case = database.cases()[0]
    database.change_case(replace(case, arm="IPT"))
    database.change_tape(small.tape)


@contextmanager
def past_the_program(path: Path, *unguarded: str) -> Iterator[sqlcipher.Connection]:
    """Yield a connection of another program, on which these tables can be changed.

    What guarded them is put back at the end, as somebody would who knows of it.
    """
    connection = sqlcipher.connect(str(path))
    guards = [
        (name, sql)
        for table in unguarded
        for name, sql in connection.execute(
            "SELECT name, sql FROM sqlite_master "
            "WHERE type = 'trigger' AND tbl_name = ?",
            (table,),
        ).fetchall()
    ]
    try:
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _, sql in guards:
            connection.execute(sql)
        connection.commit()
    finally:
        connection.close()
