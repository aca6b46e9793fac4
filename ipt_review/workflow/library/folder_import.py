"""Taking in a folder of recordings, each put where its name says it belongs."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from ipt_review.domain.people import Therapist
from ipt_review.domain.problems import ReviewError
from ipt_review.domain.roster import RosterEdit, RosterStep
from ipt_review.domain.splice import end_to_end
from ipt_review.domain.study import Case, Session
from ipt_review.domain.tape import Tape
from ipt_review.media.recording import NotARecording
from ipt_review.study.handles import BadHandle, check_handle
from ipt_review.study.phases import suggest_phase
from ipt_review.workflow.library.organising import captions_beside
from ipt_review.workflow.library.piecing import (
    in_natural_order,
    measured,
    session_length,
)
from ipt_review.workflow.library.rostering import MOST_SESSIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from uuid import UUID

    from ipt_review.domain.roster import Entry
    from ipt_review.domain.tape import MediaFile
    from ipt_review.study.naming import Named, NamePattern
    from ipt_review.workflow.desk import Desk, Holdings
    from ipt_review.workflow.library.rostering import Rostering

FILMS: Final = {".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".wmv", ".mpg", ".ts"}
SOUNDS: Final = {".mp3", ".m4a", ".wav", ".ogg", ".flac"}
OTHERWISE = "The name does not fit the pattern."
THERE = "In the study already."
OTHER_TAPE = "The session has a tape already; “Files of this tape…” adds files to it."
NOBODYS = "This case is new, and the name does not say whose it is; choose a therapist."
NO_SUCH = "There is no session {number}; sessions are 1 to {most}."
ANOTHERS = "Case {case} belongs to therapist {therapist}."
WITH_IT = "Another recording of the same session cannot be taken in."
TWICE = "“{name}” is the same recording."


@dataclass(frozen=True, slots=True)
class Incoming:
    """One recording of the folder.

    Attributes:
        named: What its name tells, None where it does not fit.
        problem: Why it is not taken in; nothing where it is.
        there: Whether it is in the study already.
    """

    path: Path
    named: Named | None
    problem: str = ""
    there: bool = False


@dataclass(frozen=True, slots=True)
class Arriving:
    """One session that comes in, with its recordings in their order."""

    therapist: str
    case: str
    session: int
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class FolderPlan:
    """What will be made of a folder, and what does not fit.

    Attributes:
        files: All of its recordings, in their order.
        sessions: What comes in.
    """

    files: tuple[Incoming, ...]
    sessions: tuple[Arriving, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of looking into recordings.

    Attributes:
        taken: Sessions with their files, put end to end.
        refused: Recordings that cannot be taken in, and why.
    """

    taken: tuple[tuple[Arriving, tuple[MediaFile, ...]], ...]
    refused: tuple[tuple[Path, str], ...]


def recordings_in(places: Iterable[Path]) -> list[Path]:
    """Return the recordings among files, and anywhere below folders, in order."""
    found: dict[Path, None] = {}
    for place in places:
        if not place.is_dir():
            below: Iterable[Path] = (place,)
        else:
            below = (
                Path(folder, name)
                for folder, _, names in os.walk(place)
                for name in names
            )
        for path in below:
            hidden = path.name.startswith(".")
            if path.suffix.lower() in FILMS | SOUNDS and not hidden:
                found[path.resolve()] = None
    return sorted(found, key=lambda path: [part.casefold() for part in path.parts])


def plan_import(
    paths: Sequence[Path], pattern: NamePattern, held: Holdings, therapist: str = ""
) -> FolderPlan:
    """Say what will be made of recordings by their names; nothing is looked into.

    Args:
        paths: The recordings.
        pattern: By which their names are read.
        held: What the study holds.
        therapist: Whose new cases are where names do not say.
    """
    shelf = _Shelf(held, therapist)
    files = [_incoming(path, pattern, shelf) for path in paths]
    grouped: defaultdict[tuple[str, int], list[Incoming]] = defaultdict(list)
    for each in files:
        if each.named is not None and not each.problem and not each.there:
            grouped[each.named.case.casefold(), each.named.session].append(each)
    sessions = tuple(_arriving(some, shelf) for some in grouped.values())
    return FolderPlan(tuple(files), sessions)


class _Shelf:
    """What the study has, as names ask for it; ids are compared without their case."""

    def __init__(self, held: Holdings, therapist: str) -> None:
        self.default = therapist
        handles = {each.id: each.handle for each in held.therapists}
        self.cases = {
            case.handle.casefold(): (case, handles[case.therapist])
            for case in held.cases
        }
        self.therapists = {each.handle.casefold(): each for each in held.therapists}
        taped = {tape.session for tape in held.tapes}
        self.taped = {(s.case, s.number) for s in held.sessions if s.id in taped}
        self.paths = {file.path for tape in held.tapes for file in tape.files}
        self.new: dict[str, str] = {}

    def therapist_of(self, named: Named) -> str:
        """Return whose case it is: as the study knows, the name says, or was chosen."""
        known = self.cases.get(named.case.casefold())
        if known is not None:
            return known[1]
        said = named.therapist or self.default
        return self.new.setdefault(named.case.casefold(), said)


def _incoming(path: Path, pattern: NamePattern, shelf: _Shelf) -> Incoming:
    named = pattern.read(path)
    if path in shelf.paths:
        return Incoming(path, named, there=True)
    if named is None:
        return Incoming(path, None, OTHERWISE)
    return Incoming(path, named, _problem(named, shelf))


def _problem(named: Named, shelf: _Shelf) -> str:
    """Say why a recording of this name cannot come in; nothing where it can."""
    try:
        check_handle(named.case, "case")
        if named.therapist:
            check_handle(named.therapist, "therapist")
    except BadHandle as problem:
        return str(problem)
    whose = shelf.therapist_of(named)
    known = shelf.cases.get(named.case.casefold())
    case = known[0].id if known is not None else None
    against = {
        NO_SUCH.format(number=named.session, most=MOST_SESSIONS): not (
            1 <= named.session <= MOST_SESSIONS
        ),
        NOBODYS: not whose,
        ANOTHERS.format(case=named.case, therapist=whose): bool(named.therapist)
        and named.therapist.casefold() != whose.casefold(),
        OTHER_TAPE: (case, named.session) in shelf.taped,
    }
    return next((words for words, so in against.items() if so), "")


def _arriving(files: Sequence[Incoming], shelf: _Shelf) -> Arriving:
    named = [(each.named.part if each.named else "", each.path) for each in files]
    places = {path: at for at, path in enumerate(in_natural_order(p for _, p in named))}
    in_parts = sorted(
        named, key=lambda each: (len(each[0]), each[0].casefold(), places[each[1]])
    )
    first = files[0].named
    assert first is not None  # noqa: S101 - only named files are grouped
    known = shelf.cases.get(first.case.casefold())
    return Arriving(
        shelf.therapist_of(first),
        known[0].handle if known else first.case,
        first.session,
        tuple(path for _, path in in_parts),
    )


def measure_all(
    plan: FolderPlan,
    held: Holdings,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> Measured:
    """Look into every recording that comes in; files are read and never copied.

    A session of which one recording cannot be taken in stays out whole.
    """
    look = _Look(held)
    count = sum(len(each.files) for each in plan.sessions)
    taken: list[tuple[Arriving, tuple[MediaFile, ...]]] = []
    for arriving in plan.sessions:
        files = []
        for path in arriving.files:
            if cancelled():
                return Measured((), ())
            files.append(look.into(path))
            progress(look.done / count)
        whole = [file for file in files if file is not None]
        if len(whole) == len(files):
            placed = zip(whole, end_to_end(whole), strict=True)
            tape = tuple(replace(file, offset=offset) for file, offset in placed)
            taken.append((arriving, tape))
        else:
            look.refused += [(file.path, WITH_IT) for file in whole]
    return Measured(tuple(taken), tuple(look.refused))


class _Look:
    """Looks into recordings, and knows those that the study or the folder has."""

    def __init__(self, held: Holdings) -> None:
        self.done = 0
        self.refused: list[tuple[Path, str]] = []
        self._known = {
            file.fingerprint: file.path
            for tape in held.tapes
            for file in tape.files
            if file.fingerprint
        }

    def into(self, path: Path) -> MediaFile | None:
        """Return what there is to know of a recording; None where it stays out."""
        self.done += 1
        try:
            file = measured(path)
        except NotARecording as problem:
            self.refused.append((path, str(problem)))
            return None
        twin = self._known.setdefault(file.fingerprint, file.path)
        if twin != file.path:
            self.refused.append((path, TWICE.format(name=twin.name)))
            return None
        return file


def take_in_all(rostering: Rostering, found: Measured) -> int:
    """Put measured recordings into the study in one step; return how many sessions.

    Raises:
        ReviewError: When it cannot be done; nothing has changed then.
    """
    making = _Making(rostering.desk)
    for arriving, files in found.taken:
        making.take(arriving, files)
    if making.entries:
        edits = tuple(RosterEdit(None, each) for each in making.entries)
        rostering.carry_out(RosterStep(edits))
    return len(found.taken)


class _Making:
    """Makes the entries that recordings need and the study lacks."""

    def __init__(self, desk: Desk) -> None:
        held = desk.holdings()
        self._frame = desk.codebook.frame
        self.entries: list[Entry] = []
        self._therapists = {e.handle.casefold(): e for e in held.therapists}
        self._cases = {case.handle.casefold(): case for case in held.cases}
        self._sessions = {(each.case, each.number): each for each in held.sessions}
        taped = {tape.session for tape in held.tapes}
        self._taped: set[UUID] = set(taped)

    def take(self, arriving: Arriving, files: tuple[MediaFile, ...]) -> None:
        """Make the tape of a session, and what it belongs to."""
        case = self._case(arriving)
        session = self._session(case, arriving.session)
        if session.id in self._taped:
            raise TapedMeanwhile(case.handle, session.number)
        captions = captions_beside(files[0].path)
        length = session_length(files)
        self.entries.append(Tape(uuid4(), session.id, length, files, captions))
        self._taped.add(session.id)

    def _therapist(self, handle: str) -> Therapist:
        known = self._therapists.get(handle.casefold())
        if known is None:
            known = Therapist(uuid4(), handle)
            self._therapists[handle.casefold()] = known
            self.entries.append(known)
        return known

    def _case(self, arriving: Arriving) -> Case:
        known = self._cases.get(arriving.case.casefold())
        if known is None:
            therapist = self._therapist(arriving.therapist)
            planned = self._frame.sessions_high
            known = Case(uuid4(), arriving.case, therapist.id, planned)
            self._cases[arriving.case.casefold()] = known
            self.entries.append(known)
        return known

    def _session(self, case: Case, number: int) -> Session:
        known = self._sessions.get((case.id, number))
        if known is None:
            phase = suggest_phase(case, number, self._frame)
            known = Session(uuid4(), case.id, number, phase)
            self._sessions[case.id, number] = known
            self.entries.append(known)
        return known


class TapedMeanwhile(ReviewError):
    """A session got a tape while recordings were looked into."""

    def __init__(self, case: str, session: int) -> None:
        super().__init__(
            f"Session {session} of case {case} has a tape by now.",
            "Nothing was taken in. Look at the list anew.",
        )
