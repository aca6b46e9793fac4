"""What every study file promises about the nouns it keeps."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from ipt_review.domain.coding import (
    CodebookVersion,
    Coding,
    Perspective,
    Status,
)
from ipt_review.domain.comment import Comment, CommentKind
from ipt_review.domain.edit import (
    CommentEdit,
    MarkEdit,
    Move,
    RatingEdit,
    SessionCommentEdit,
    Step,
)
from ipt_review.domain.mark import Mark
from ipt_review.domain.people import Person, Role, Therapist
from ipt_review.domain.problems import CodingClosed, UnknownWord
from ipt_review.domain.rating import NOT_APPLICABLE, Rating
from ipt_review.domain.study import AgreedFocus, Case, Severity
from ipt_review.domain.tape import MediaFile
from ipt_review.store.codings import CodeTotal
from ipt_review.store.database import AT_A_TIME
from ipt_review.store.problems import CodebookChanged, StaleEdit, Taken
from tests.builders import a_codebook
from tests.cluster import everywhere

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.coding import CodingHead
    from ipt_review.store.database import Database
    from tests.builders import SmallStudy

pytestmark = everywhere

POINT = Mark(1, "link_mood", 61_000, 61_000, "“Since the quarrel you feel worse.”")
INTERVAL = Mark(2, "explore_options", 90_000, 150_000)
OPEN = Mark(3, "grief", 95_000, None)
AT = 1_790_000_000_000


@pytest.fixture
def elsewhere(database: Database, reopened: Callable[[Database], Database]) -> Database:
    """Return the same study in a second window."""
    return reopened(database)


def added(mark: Mark) -> Step:
    return Step((MarkEdit(mark.number, None, mark),))


def test_each_noun_comes_back_as_it_went_in(
    database: Database, small: SmallStudy, reopened: Callable[[Database], Database]
) -> None:
    database.close()

    again = reopened(database)

    assert again.study() == small.study
    assert again.people() == [small.rater]
    assert again.therapists() == [small.therapist]
    assert again.cases() == [small.case]
    assert again.sessions() == [small.session]
    assert again.tapes() == [small.tape]
    assert again.heads() == [small.head]
    assert again.coding(small.head.id) == Coding(small.head)


def test_changed_nouns_replace_what_was_there(
    database: Database, small: SmallStudy
) -> None:
    case = replace(small.case, handle="C-one", foci=(AgreedFocus("grief", 1),))
    session = replace(small.session, day=None, severity=(Severity("hamd17", 3),))
    found = MediaFile(Path("new place/tape.mp4"), -500, 3_000_000, 8, "8:0f")
    tape = replace(small.tape, files=(found,), captions=None)

    database.change_case(case)
    database.change_session(session)
    database.change_tape(tape)

    assert database.cases() == [case]
    assert database.sessions() == [session]
    assert database.tapes() == [tape]


def test_a_person_without_a_role_and_a_therapist_who_is_nobody_come_back(
    empty: Database,
) -> None:
    person = Person(uuid4(), "P", frozenset())
    therapist = Therapist(uuid4(), "T")
    empty.add_person(person)
    empty.add_therapist(therapist)

    assert empty.people() == [person]
    assert empty.therapists() == [therapist]


def test_a_handle_that_is_taken_is_refused_in_words(
    database: Database, small: SmallStudy
) -> None:
    twin = Person(uuid4(), small.rater.handle, frozenset({Role.RATER}))

    with pytest.raises(Taken, match="already has a person with this handle"):
        database.add_person(twin)

    assert database.people() == [small.rater]


def test_a_case_of_an_unknown_therapist_is_a_bug(database: Database) -> None:
    with pytest.raises(KeyError):
        database.add_case(Case(uuid4(), "C02", uuid4(), 12))


def test_a_codebook_is_kept_once_with_its_whole_text(
    database: Database, small: SmallStudy
) -> None:
    database.keep_codebook(small.codebook, small.codebook_text)

    assert database.codebook_versions() == [small.codebook.name]
    assert database.codebook_text(small.codebook.name) == small.codebook_text


def test_another_text_under_the_same_version_is_refused(
    database: Database, small: SmallStudy
) -> None:
    with pytest.raises(CodebookChanged):
        database.keep_codebook(small.codebook, "something else")

    assert database.codebook_text(small.codebook.name) == small.codebook_text


def test_the_codebook_kept_last_stands_last(database: Database) -> None:
    for version in ("3.0", "2.0"):
        database.keep_codebook(a_codebook(version), version)

    names = database.codebook_versions()

    assert [name.version for name in names] == ["1.0", "3.0", "2.0"]
    assert database.codebook_text(names[1]) == "3.0"


def test_a_codebook_that_the_study_does_not_hold_is_missed_in_words(
    database: Database, small: SmallStudy
) -> None:
    missing = CodebookVersion("small", "9.9")

    with pytest.raises(UnknownWord, match=r"no codebook small 9\.9"):
        database.codebook_text(missing)
    with pytest.raises(UnknownWord):
        database.add_coding(replace(small.head, id=uuid4(), codebook=missing))


def test_a_step_of_many_edits_is_stored_whole(
    database: Database, small: SmallStudy
) -> None:
    step = Step(
        (
            MarkEdit(1, None, POINT),
            MarkEdit(2, None, INTERVAL),
            MarkEdit(3, None, OPEN),
            RatingEdit("adh_link", None, Rating(5, "clear")),
            RatingEdit("adh_options", None, Rating(NOT_APPLICABLE)),
            SessionCommentEdit("", "Warm.\nA little hurried."),
        )
    )

    database.record(small.head.id, step, small.rater.id, AT)

    assert database.coding(small.head.id) == step.apply(Coding(small.head))
    assert database.steps(small.head.id) == [step]


def test_undo_and_redo_are_history_too(database: Database, small: SmallStudy) -> None:
    first = added(POINT)
    moves = [first, first.reversed(), first.again()]

    for step in moves:
        database.record(small.head.id, step, small.rater.id, AT)

    assert database.steps(small.head.id) == moves
    assert [step.move for step in moves] == [Move.DO, Move.UNDO, Move.REDO]
    assert dict(database.coding(small.head.id).marks) == {1: POINT}


def test_a_step_from_an_old_screen_is_refused_and_nothing_is_written(
    database: Database, elsewhere: Database, small: SmallStudy
) -> None:
    elsewhere.record(small.head.id, added(POINT), small.rater.id, AT)
    before = database.coding(small.head.id)
    longer = replace(INTERVAL, end=160_000)

    for edit in (
        MarkEdit(1, None, OPEN),
        MarkEdit(1, replace(POINT, note=""), None),
        MarkEdit(2, INTERVAL, longer),
        RatingEdit("adh_link", Rating(3), Rating(4)),
        SessionCommentEdit("Something", "Something else"),
    ):
        step = Step((RatingEdit("adh_options", None, Rating(2)), edit))
        with pytest.raises(StaleEdit):
            database.record(small.head.id, step, small.rater.id, AT)

    assert database.coding(small.head.id) == before
    assert database.steps(small.head.id) == [added(POINT)]


def test_several_steps_are_written_as_one_or_not_at_all(
    database: Database, small: SmallStudy
) -> None:
    strength = Comment(1, CommentKind.STRENGTH, 0, 9, "Warm.")
    steps = [added(POINT), Step((CommentEdit(1, None, strength),))]
    stale = Step((CommentEdit(1, None, replace(strength, text="Cool.")),))

    with pytest.raises(StaleEdit):
        database.record_all(small.head.id, [*steps, stale], small.rater.id, AT)
    assert database.coding(small.head.id).marks == {}
    assert database.steps(small.head.id) == []

    database.record_all(small.head.id, steps, small.rater.id, AT)
    assert database.coding(small.head.id).comments == {1: strength}
    assert database.steps(small.head.id) == steps


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.LOCKED])
def test_only_a_draft_takes_steps(
    database: Database, elsewhere: Database, small: SmallStudy, status: Status
) -> None:
    elsewhere.set_status(small.head.id, status, small.rater.id, AT)

    with pytest.raises(CodingClosed):
        database.record(small.head.id, added(POINT), small.rater.id, AT)

    assert database.coding(small.head.id).head.status is status
    assert database.steps(small.head.id) == []


def test_a_word_that_the_codebook_lacks_is_refused(
    database: Database, small: SmallStudy
) -> None:
    step = added(replace(POINT, code="invented"))

    with pytest.raises(UnknownWord, match="no code “invented”"):
        database.record(small.head.id, step, small.rater.id, AT)


def test_a_step_by_somebody_unknown_writes_nothing(
    database: Database, small: SmallStudy
) -> None:
    with pytest.raises(KeyError):
        database.record(small.head.id, added(POINT), uuid4(), AT)

    assert database.coding(small.head.id) == Coding(small.head)


def test_a_coding_that_is_not_there_is_a_bug(database: Database) -> None:
    for question in (database.coding, database.steps):
        with pytest.raises(KeyError):
            question(uuid4())


def test_the_same_coding_cannot_be_begun_twice(
    database: Database, small: SmallStudy
) -> None:
    with pytest.raises(Taken, match="pass number"):
        database.add_coding(replace(small.head, id=uuid4()))

    second_pass = replace(small.head, id=uuid4(), pass_number=2)
    database.add_coding(second_pass)

    assert database.heads() == [small.head, second_pass]


def a_whole_coding(head: CodingHead) -> Coding:
    return Coding(
        head,
        {1: POINT, 2: INTERVAL, 3: OPEN, 7: replace(INTERVAL, number=7)},
        {"adh_link": Rating(6, "again and again")},
        "Imported.",
    )


def test_a_whole_coding_comes_in_at_once_and_closed(
    database: Database, small: SmallStudy
) -> None:
    head = replace(small.head, id=uuid4(), pass_number=2, status=Status.LOCKED)

    database.add_whole_coding(a_whole_coding(head))

    assert database.coding(head.id) == a_whole_coding(head)
    assert database.code_totals()[head.id] == {
        "link_mood": CodeTotal(1, 0),
        "explore_options": CodeTotal(2, 120_000),
    }


def test_codings_read_in_stretches_are_each_whole(
    database: Database, small: SmallStudy
) -> None:
    expected = [Coding(small.head)]
    for number in range(2, AT_A_TIME + 5):
        head = replace(small.head, id=UUID(int=10_000 - number), pass_number=number)
        expected.append(a_whole_coding(head))
        database.add_whole_coding(expected[-1])

    assert list(database.codings()) == expected


def test_writing_goes_on_while_codings_are_read(
    database: Database, small: SmallStudy
) -> None:
    reading = database.codings()
    next(reading)

    database.record(small.head.id, added(POINT), small.rater.id, AT)

    assert list(reading) == []


def test_several_threads_may_use_one_study(
    database: Database, small: SmallStudy
) -> None:
    def rate(pass_number: int) -> None:
        head = replace(small.head, id=uuid4(), pass_number=pass_number)
        database.add_coding(head)
        for number in range(1, 11):
            step = added(replace(POINT, number=number))
            database.record(head.id, step, small.rater.id, AT)
        assert len(database.coding(head.id).marks) == 10

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(rate, range(2, 6)))

    assert [len(coding.marks) for coding in database.codings()] == [0, 10, 10, 10, 10]


def test_reviews_stand_in_the_order_in_which_people_look_for_them(
    database: Database, small: SmallStudy
) -> None:
    other = Person(uuid4(), "A00", frozenset({Role.SUPERVISOR}))
    case = Case(uuid4(), "B99", small.therapist.id, 16)
    session = replace(small.session, id=uuid4(), case=case.id, number=1)
    tape = replace(small.tape, id=uuid4(), session=session.id)
    database.add_person(other)
    database.add_case(case)
    database.add_session(session)
    database.add_tape(tape)
    heads = [
        replace(small.head, id=uuid4(), tape=tape.id),
        replace(
            small.head,
            id=uuid4(),
            rater=other.id,
            perspective=Perspective.SUPERVISOR,
        ),
        replace(small.head, id=uuid4(), rater=other.id),
        small.head,
        replace(small.head, id=uuid4(), pass_number=2),
    ]
    for head in (*heads[:3], heads[4]):
        database.add_coding(head)

    reviews = database.reviews()

    assert [review.coding.head for review in reviews] == heads
    assert reviews[0].case == case
    assert reviews[1].rater == other
    assert reviews[3].session == small.session
    assert reviews[3].foci == ("role_dispute", "grief")
    assert {review.study for review in reviews} == {small.study}
    assert {review.therapist for review in reviews} == {small.therapist}
    assert list(database.reviews_by_case()) == [
        [each for each in reviews if each.case.id == known]
        for known in dict.fromkeys(each.case.id for each in reviews)
    ]
    assert database.sessions_of({case.id}) == [session]
    assert [each.id for each in database.tapes_of({case.id})] == [tape.id]
    assert database.sessions_of(set()) == []


def test_some_cases_are_read_with_the_marks_of_some_codes_only(
    database: Database, small: SmallStudy
) -> None:
    ratings, marks = {"adh_link": Rating(4)}, {1: POINT, 2: INTERVAL, 3: OPEN}
    head = replace(small.head, id=uuid4(), pass_number=2)
    database.add_whole_coding(Coding(head, marks, ratings))

    by_id = {
        each.coding.head.id: each.coding
        for each in database.reviews_of({small.case.id}, {POINT.code, OPEN.code})
    }

    assert dict(by_id[head.id].marks) == {1: POINT, 3: OPEN}
    assert dict(by_id[head.id].ratings) == ratings
    whole = {each.head.id: each for each in database.codings_on({small.tape.id})}
    assert dict(whole[head.id].marks) == marks
    assert database.reviews_of(set(), {POINT.code}) == []
    assert database.codings_on(set()) == []


def test_what_a_thread_asks_can_be_answered_as_of_one_moment(
    database: Database, elsewhere: Database, small: SmallStudy
) -> None:
    coding = small.head.id
    step = Step((MarkEdit(1, None, POINT),))
    with ThreadPoolExecutor(1) as another:
        with database.as_of_now():
            elsewhere.record(coding, step, small.rater.id, AT)
            assert another.submit(database.coding, coding).result().marks
            assert not database.coding(coding).marks
            (asked,) = (some for some in database.reviews_by_case())
            assert not asked[0].coding.marks
        assert database.coding(coding).marks
