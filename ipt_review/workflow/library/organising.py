"""Putting therapists, cases, sessions and recordings into a study."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from ipt_review.domain.people import Therapist
from ipt_review.domain.problems import ReviewError
from ipt_review.domain.study import AgreedFocus, Case, Session
from ipt_review.domain.tape import Tape
from ipt_review.media.fingerprint import Fingerprint, difference, fingerprint
from ipt_review.study.permissions import About, Act
from ipt_review.study.phases import suggest_phase
from ipt_review.workflow.library.consenting import must_be_playable
from ipt_review.workflow.library.piecing import (
    measured,
    must_fit_together,
    one_after_another,
    session_length,
)

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.workflow.desk import Desk

CAPTIONS = (".vtt", ".srt")


class AlreadyThere(ReviewError):
    """A session of this number has a tape already."""


class AnotherRecording(ReviewError):
    """A file is not the recording that belongs to a tape.

    Args:
        differs: What tells it from that recording, in one sentence.
    """

    def __init__(self, differs: str) -> None:
        super().__init__(
            differs,
            "Choose the recording that was coded; what was coded stands at its times.",
        )


@dataclass(frozen=True, slots=True)
class Arrival:
    """A recording that comes in, and what a person said about it.

    Attributes:
        files: One, or several that follow one another in this order.
        therapist: Handle; made when the study does not know it.
        case: Handle; made when the study does not know it.
        area: Id of the agreed problem area, or None while none is agreed.
        agreed_in: Number of the session in which it was agreed.
    """

    files: tuple[Path, ...]
    therapist: str
    case: str
    session: int
    planned_sessions: int
    area: str | None = None
    agreed_in: int = 1
    day: int | None = None


def take_in(desk: Desk, arrival: Arrival) -> Tape:
    """Put the recording of a session into the study and return its tape.

    Its files are measured, never copied, and put end to end. A caption file of the
    same name beside the first one is used.

    Raises:
        NotARecording: When nothing can be played from one of the files.
        SameFileTwice: When two files are the same recording.
        AlreadyThere: When the session has a tape already.
        NotAllowed: When whoever is at the desk may not add to this case.
    """
    desk.rights.must(Act.ADD_TAPE, _about(desk, arrival))
    files = one_after_another(arrival.files)
    therapist = _therapist(desk, arrival.therapist)
    case = _case(desk, arrival, therapist)
    session = _session(desk, arrival, case)
    captions = captions_beside(files[0].path)
    tape = Tape(uuid4(), session.id, session_length(files), files, captions)
    desk.database.add_tape(tape)
    return tape


def find_again(
    desk: Desk, tape: Tape, file: Path, *, another_too: bool = False
) -> Tape:
    """Note where a recording of a tape lies now, and return the tape.

    Of a tape of several files it is the one with this fingerprint, or else the first
    one that is missing; the others stay as they are.

    Args:
        desk: The study that the tape belongs to.
        tape: Its marks stay where they are in time.
        file: Measured, never copied.
        another_too: Take another recording as well, for example a converted one; its
            fingerprint is the tape's from then on.

    Raises:
        NotARecording: When nothing can be played from the file.
        AnotherRecording: When it is known that the tape has another one.
        SameFileTwice: When it is another file of the tape, which is in its place.
        Withheld: When consent keeps the recording from whoever is at the desk.
        Destroyed: When it was recorded as destroyed.
        NotAllowed: When whoever is at the desk may not do this.
    """
    desk.rights.must(Act.FIND_TAPE, desk.rights.about_tape(tape.id))
    must_be_playable(desk, tape.id)
    if not another_too:
        must_be_recording_of(tape, file)
    place = _place_of(tape, file)
    offset = tape.files[place].offset if tape.files else 0
    found = measured(file, offset)
    files = (*tape.files[:place], found, *tape.files[place + 1 :])
    must_fit_together(files)
    captions = tape.captions if is_there(tape.captions) else captions_beside(file)
    tape = replace(tape, files=files, captions=captions)
    desk.database.change_tape(tape)
    return tape


def _about(desk: Desk, arrival: Arrival) -> About:
    """Return whose recording comes in: the case's, or else the therapist's."""
    for case in desk.database.cases():
        if case.handle == arrival.case:
            return desk.rights.about_case(case.id)
    for each in desk.database.therapists():
        if each.handle == arrival.therapist:
            return About(each.person)
    return About()


def _therapist(desk: Desk, handle: str) -> Therapist:
    for therapist in desk.database.therapists():
        if therapist.handle == handle:
            return therapist
    therapist = Therapist(uuid4(), handle)
    desk.database.add_therapist(therapist)
    return therapist


def _case(desk: Desk, arrival: Arrival, therapist: Therapist) -> Case:
    for case in desk.database.cases():
        if case.handle == arrival.case:
            return case
    foci = (AgreedFocus(arrival.area, arrival.agreed_in),) if arrival.area else ()
    case = Case(uuid4(), arrival.case, therapist.id, arrival.planned_sessions, foci)
    desk.database.add_case(case)
    return case


def _session(desk: Desk, arrival: Arrival, case: Case) -> Session:
    for session in desk.database.sessions():
        if (session.case, session.number) == (case.id, arrival.session):
            if any(tape.session == session.id for tape in desk.database.tapes()):
                raise AlreadyThere(
                    f"Session {session.number} of case {case.handle} has a tape.",
                    "Choose another session number, or find its recording again in "
                    "the library.",
                )
            return session
    phase = suggest_phase(case, arrival.session, desk.codebook.frame)
    session = Session(uuid4(), case.id, arrival.session, phase, arrival.day)
    desk.database.add_session(session)
    return session


def must_be_recording_of(tape: Tape, file: Path) -> None:
    """Make sure that a file is one of the recordings of a tape.

    A tape whose fingerprint was never taken accepts any.

    Raises:
        NotARecording: When it is missing or cannot be read.
        AnotherRecording: When it is none of them; says what differs.
    """
    known = [
        Fingerprint.parse(each.fingerprint) for each in tape.files if each.fingerprint
    ]
    told = [difference(file, each) for each in known]
    if told and all(told):
        raise AnotherRecording(told[0])


def _place_of(tape: Tape, file: Path) -> int:
    """Return the place of the file that a found one stands for."""
    taken = str(fingerprint(file))
    prints = [each.fingerprint for each in tape.files]
    if taken in prints:
        return prints.index(taken)
    missing = (n for n, each in enumerate(tape.files) if not each.path.is_file())
    return next(missing, 0)


def captions_beside(file: Path) -> Path | None:
    """Return the caption file of the same name beside a recording, if there is one."""
    beside = (file.with_suffix(suffix) for suffix in CAPTIONS)
    return next((path.resolve() for path in beside if path.is_file()), None)


def is_there(file: Path | None) -> bool:
    """Say whether a file is known and where it was last seen."""
    return file is not None and file.is_file()
