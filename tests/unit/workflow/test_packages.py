"""A package goes to a rater, is worked in, and comes back; bad ones change nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from ipt_review.domain.assignment import Assignment, AssignmentKind
from ipt_review.domain.coding import Perspective, Status
from ipt_review.domain.edit import MarkEdit, Step
from ipt_review.domain.mark import Mark
from ipt_review.domain.masking import Fact
from ipt_review.domain.package import Arrived, PackageCode, PackageEventKind
from ipt_review.domain.package_problems import (
    DamagedPackage,
    ForAnotherKey,
    ForAnotherStudy,
    NewerPackage,
    NoRaterStudy,
    NotAPackage,
    NothingToSend,
    NotTheirs,
    OfAnotherRater,
    OtherWay,
    UnknownSender,
    UnreadablePackage,
    WrongPackageCode,
)
from ipt_review.domain.people import Person, Role
from ipt_review.domain.problems import ReviewError
from ipt_review.domain.secret import Passphrase
from ipt_review.store.header import is_encrypted
from ipt_review.study.permissions import NotAllowed
from ipt_review.workflow.access.masking import set_kept_secret
from ipt_review.workflow.files.opening import make_demo, new_study, open_study
from ipt_review.workflow.packages.package_opening import open_package, take_further
from ipt_review.workflow.packages.package_return import (
    conflicts,
    return_work,
    settle,
    take_in,
)
from ipt_review.workflow.packages.package_sending import send
from ipt_review.workflow.rating.submitting import reopen
from ipt_review.workflow.studies.assigning import begin_assigned, queue_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ipt_review.domain.tape import Tape
    from ipt_review.workflow.desk import Desk

LEADER = Person(UUID(int=500), "CO-1", frozenset({Role.COORDINATOR}))
RATER = Person(UUID(int=501), "R01", frozenset({Role.RATER}))
OTHER = Person(UUID(int=502), "R02", frozenset({Role.RATER}))
WORDS = Passphrase("grauer tiger lacht dienstags")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a study with two raters who have two tapes each, one of them both."""
    path = tmp_path_factory.mktemp("study") / "study.iptstudy"
    make_demo(path)
    desk = open_study(path)
    for person in (LEADER, RATER, OTHER):
        desk.database.add_person(person)
    tapes = [each.id for each in in_order(desk)]
    set_kept_secret(
        desk.database, LEADER.id, 1, [Fact.CASE, Fact.SESSION, Fact.THERAPIST]
    )
    given = [
        Assignment(UUID(int=600 + n), tape, who.id, AssignmentKind.DOUBLE, place)
        for n, (who, place, tape) in enumerate(
            [(RATER, 1, tapes[0]), (RATER, 2, tapes[1]), (OTHER, 1, tapes[0])]
        )
    ]
    desk.database.assignments.add(given)
    desk.holdings()
    desk.close()
    return path


def in_order(desk: Desk) -> list[Tape]:
    """Return the tapes, those with a recording first."""
    return sorted(desk.database.tapes(), key=lambda each: not each.files)


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "study.iptstudy"
    path.write_bytes(made.read_bytes())
    desk = open_study(path)
    yield desk
    desk.close()


@pytest.fixture
def theirs(study: Desk, tmp_path: Path) -> Iterator[Desk]:
    """Yield what the rater made of the package that they were sent."""
    sent = send(study, LEADER, RATER, tmp_path / "to R01.iptpackage")
    desk = open_package(sent.path, sent.code, tmp_path / "R01.iptstudy", None)
    yield desk
    desk.close()


def code_a_tape(desk: Desk, marks: int = 2, *, row: int = 0) -> UUID:
    """Have the rater code a tape of their queue; return the coding."""
    assignment = queue_of(desk, RATER)[row].assignment
    coding = begin_assigned(desk, assignment)
    there = len(desk.database.coding(coding).marks)
    for number in range(there + 1, there + marks + 1):
        mark = Mark(number, "mood_event_link", number * 1_000, number * 1_000)
        step = Step((MarkEdit(number, None, mark),))
        desk.database.record(coding, step, RATER.id, desk.now())
    return coding


def returned(desk: Desk, name: str = "back") -> Path:
    path = desk.database.path.with_name(f"{name}.iptpackage")
    return_work(desk, path)
    return path


def test_a_package_makes_an_encrypted_study_of_the_raters_own_tapes_and_nothing_else(
    study: Desk, tmp_path: Path
) -> None:
    sent = send(study, LEADER, RATER, tmp_path / "to R01.iptpackage")
    assert sent.tapes == 2
    own = tmp_path / "R01.iptstudy"

    desk = open_package(sent.path, sent.code, own, WORDS)

    held = desk.holdings()
    assert is_encrypted(own)
    assert [each.handle for each in held.people] == ["CO-1", "R01"]
    assert held.heads == ()
    assert [each.assignment.kind for each in queue_of(desk, RATER)] == [
        AssignmentKind.SINGLE
    ] * 2
    codes = {each.handle for each in held.cases}
    real = study.holdings()
    assert codes == {real.masks.of(RATER, tape.id).code for tape in held.tapes}
    assert [each.handle for each in held.therapists] == ["–"]
    assert {each.number for each in held.sessions} == {1}
    assert desk.database.myself() == RATER.id
    assert desk.codebook.name == study.codebook.name
    (file,) = (file for tape in held.tapes for file in tape.files)
    known = in_order(study)[0].files[0]
    assert (file.fingerprint, file.size) == (known.fingerprint, known.size)
    assert file.path.stem in codes
    desk.close()


def test_what_is_kept_from_a_rater_is_nowhere_in_their_file(
    study: Desk, theirs: Desk
) -> None:
    held = study.holdings()
    names = {each.handle for each in held.cases}
    names |= {each.handle for each in held.therapists}
    known = {"R01", "CO-1", "REF"}  # SQL has a word that begins like the last
    names |= {each.handle for each in held.people} - known
    names |= {file.path.stem for tape in held.tapes for file in tape.files}
    theirs.database.settle()

    content = theirs.database.path.read_bytes()

    assert b"R01" in content
    assert [name for name in names if name.encode() in content] == []


def test_work_comes_back_submitted_with_its_audit_trail_and_only_once(
    study: Desk, theirs: Desk
) -> None:
    coding = code_a_tape(theirs)
    draft = returned(theirs, "draft")
    theirs.database.set_status(coding, Status.SUBMITTED, RATER.id, theirs.now())
    final = returned(theirs, "final")

    assert take_in(study, LEADER, final).came == (Arrived.NEW,)
    assert take_in(study, LEADER, draft).came == (Arrived.SAME,)
    again = take_in(study, LEADER, final)

    assert again.again
    assert study.database.coding(coding) == theirs.database.coding(coding)
    assert study.database.steps(coding) == theirs.database.steps(coding)
    here = [each.at for each in study.database.trail.entries_of(coding)]
    assert here == [each.at for each in theirs.database.trail.entries_of(coding)]
    for desk in (study, theirs):
        check = desk.database.trail.check(lambda _: None, lambda: False)
        assert check.breaks == ()
    (row,) = [each for each in queue_of(study, RATER) if each.is_done]
    assert row.head is not None
    assert row.head.id == coding


def test_both_sides_keep_the_head_of_the_others_audit_trail(
    study: Desk, theirs: Desk
) -> None:
    code_a_tape(theirs)
    take_in(study, LEADER, returned(theirs))

    sent, taken = study.database.packages.events()
    opened, back = theirs.database.packages.events()

    assert [each.kind for each in (sent, opened, back, taken)] == [*PackageEventKind]
    assert sent.label == opened.label
    assert back.label == taken.label
    assert taken.detail == "1 new"
    assert study.database.trail.holds(sent.label.head)
    assert theirs.database.trail.holds(taken.label.head)


def test_a_coding_that_is_opened_again_goes_back_to_its_rater_and_returns(
    study: Desk, theirs: Desk, tmp_path: Path
) -> None:
    coding = code_a_tape(theirs)
    theirs.database.set_status(coding, Status.SUBMITTED, RATER.id, theirs.now())
    take_in(study, LEADER, returned(theirs))

    reopen(study, LEADER, coding, "a slip")
    more = send(study, LEADER, RATER, tmp_path / "again.iptpackage")
    assert take_further(theirs, more.path, more.code) == 0
    assert theirs.database.coding(coding).head.status is Status.DRAFT
    code_a_tape(theirs, 1)
    theirs.database.set_status(coding, Status.SUBMITTED, RATER.id, theirs.now())
    outcome = take_in(study, LEADER, returned(theirs, "amended"))

    assert outcome.came == (Arrived.GREW,)
    assert len(study.database.coding(coding).marks) == 3
    assert conflicts(study) == []


def test_further_tapes_go_into_the_study_that_the_rater_has(
    study: Desk, theirs: Desk, tmp_path: Path
) -> None:
    tape = in_order(study)[2].id
    gone = next(e for e in study.database.assignments.all() if e.rater == RATER.id)
    new = Assignment(UUID(int=700), tape, RATER.id, AssignmentKind.SINGLE, 9)
    study.database.assignments.withdraw([gone.id], [new], [])

    more = send(study, LEADER, RATER, tmp_path / "more.iptpackage")

    assert take_further(theirs, more.path, more.code) == 1
    places = [each.assignment.sequence for each in queue_of(theirs, RATER)]
    assert places == [2, 9]
    other = send(study, LEADER, OTHER, tmp_path / "other.iptpackage")
    with pytest.raises(OfAnotherRater):
        take_further(theirs, other.path, other.code)


def test_two_copies_that_went_apart_are_both_kept_until_somebody_settles_it(
    study: Desk, theirs: Desk, tmp_path: Path
) -> None:
    coding = code_a_tape(theirs, 1)
    theirs.database.settle()
    copied = tmp_path / "copy.iptstudy"
    theirs.database.trail.seal()
    theirs.database.settle()
    copied.write_bytes(theirs.database.path.read_bytes())
    copy = open_study(copied)
    code_a_tape(theirs, 1)
    theirs.database.set_status(coding, Status.SUBMITTED, RATER.id, theirs.now())
    code_a_tape(copy, 3)
    take_in(study, LEADER, returned(copy, "copy"))

    outcome = take_in(study, LEADER, returned(theirs))

    assert outcome.to_settle == 1
    (conflict,) = conflicts(study)
    assert [each.marks for each in conflict.versions] == [2, 4]
    assert len(study.database.coding(coding).marks) == 2
    wanted = conflict.versions[1].head
    with pytest.raises(ReviewError, match="reason"):
        settle(study, LEADER, conflict, wanted, "  ")
    settle(study, LEADER, conflict, wanted, "the copy is what the rater meant")
    assert conflicts(study) == []
    assert len(study.database.coding(coding).marks) == 4
    code_a_tape(copy, 1)
    take_in(study, LEADER, returned(copy, "copy goes on"))
    assert conflicts(study) == []
    assert len(study.database.coding(coding).marks) == 5
    assert study.database.trail.check(lambda _: None, lambda: False).breaks == ()
    copy.close()


def test_recordings_are_put_beside_only_when_asked_and_under_their_codes(
    study: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    send(study, LEADER, RATER, folder / "to R01.iptpackage")
    assert [each.name for each in folder.iterdir()] == ["to R01.iptpackage"]

    sent = send(study, LEADER, RATER, folder / "to R01.iptpackage", recordings=True)

    tape = in_order(study)[0]
    code = study.holdings().masks.of(RATER, tape.id).code
    assert sent.copied == 1
    assert {each.name for each in folder.iterdir()} == {
        "to R01.iptpackage",
        f"{code}.mp4",
    }


# What is wrong with a package -----------------------------------------------------


def flip(path: Path, at: int) -> Path:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(bytes(content))
    return path


def cut(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:-40])
    return path


def newer(path: Path) -> Path:
    content = path.read_bytes()
    path.write_bytes(content.replace(b"PACKAGE 1\n", b"PACKAGE 2\n", 1))
    return path


def text(path: Path) -> Path:
    path.write_text("Dear all, …")
    return path


BAD: list[tuple[Callable[[Path], Path], type[ReviewError]]] = [
    (lambda path: flip(path, -60), DamagedPackage),
    (lambda path: flip(path, 30), DamagedPackage),
    (cut, DamagedPackage),
    (newer, NewerPackage),
    (text, NotAPackage),
    (lambda path: path.with_name("no such file.iptpackage"), UnreadablePackage),
]


def test_bad_packages_are_told_in_a_sentence_and_change_nothing(
    study: Desk, theirs: Desk
) -> None:
    code_a_tape(theirs)
    heads, events = study.database.heads(), study.database.packages.events()

    for spoil, problem in BAD:
        with pytest.raises(problem) as found:
            take_in(study, LEADER, spoil(returned(theirs)))
        assert found.value.what
        assert found.value.remedy

    assert (study.database.heads(), study.database.packages.events()) == (heads, events)


def test_the_wrong_code_or_an_altered_package_makes_no_study(
    study: Desk, tmp_path: Path
) -> None:
    sent = send(study, LEADER, RATER, tmp_path / "to R01.iptpackage")
    own = tmp_path / "R01.iptstudy"

    with pytest.raises(WrongPackageCode):
        open_package(sent.path, PackageCode("AAAAA-BBBBB-CCCCC-DDDDD"), own, None)
    typed = PackageCode(sent.code.text.lower().replace("-", " "))
    open_package(sent.path, typed, own, None).close()
    with pytest.raises(DamagedPackage):
        open_package(flip(sent.path, -9), sent.code, tmp_path / "no.iptstudy", None)

    assert not (tmp_path / "no.iptstudy").exists()


def test_packages_that_go_the_other_way_or_elsewhere_are_told_apart(
    study: Desk, theirs: Desk, tmp_path: Path
) -> None:
    sent = send(study, LEADER, RATER, tmp_path / "to R01.iptpackage")
    back = returned(theirs)
    with pytest.raises(OtherWay):
        take_in(study, LEADER, sent.path)
    with pytest.raises(OtherWay):
        open_package(back, sent.code, tmp_path / "no.iptstudy", None)
    with pytest.raises(NoRaterStudy):
        return_work(study, tmp_path / "no.iptpackage")
    with pytest.raises(NotAllowed):
        take_in(study, RATER, back)
    with pytest.raises(NothingToSend):
        send(study, LEADER, LEADER, tmp_path / "no.iptpackage")
    make_demo(tmp_path / "elsewhere.iptstudy")
    elsewhere = open_study(tmp_path / "elsewhere.iptstudy")
    with pytest.raises(ForAnotherKey):
        take_in(elsewhere, LEADER, back)
    elsewhere.close()
    new_study(tmp_path / "another.iptstudy", "Another", "SV-1").close()
    another = open_study(tmp_path / "another.iptstudy")
    with pytest.raises(ForAnotherStudy):
        take_in(another, another.database.people()[0], back)
    another.close()


def test_a_package_signed_by_a_stranger_or_with_others_work_is_refused(
    study: Desk, theirs: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    coding = code_a_tape(theirs)
    database = study.database
    (record,) = theirs.database.packages.records([coding])
    packages, head = theirs.database.packages, record.head
    for forged in (
        replace(head, rater=OTHER.id),
        replace(head, perspective=Perspective.GOLD_STANDARD),
    ):
        other = replace(record, head=forged)
        monkeypatch.setattr(packages, "records", lambda _heads, it=other: [it])
        with pytest.raises(NotTheirs):
            take_in(study, LEADER, returned(theirs))
    assert coding not in {head.id for head in database.heads()}
    monkeypatch.undo()
    stranger = replace(theirs.database.packages.own_keys()[0], secret=bytes(range(64)))
    monkeypatch.setattr(theirs.database.packages, "own_keys", lambda: [stranger])
    with pytest.raises(UnknownSender):
        take_in(study, LEADER, returned(theirs))
