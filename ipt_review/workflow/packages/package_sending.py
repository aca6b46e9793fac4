"""Making a package for a rater: their tapes, as the study lets them be known."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import uuid4

from ipt_review.domain.assignment import AssignmentKind
from ipt_review.domain.coding import Perspective
from ipt_review.domain.masking import Fact
from ipt_review.domain.package import (
    PackageEvent,
    PackageEventKind,
    PackageLabel,
    Tasks,
    Way,
)
from ipt_review.domain.package_problems import NotFromAServer, NothingToSend
from ipt_review.domain.people import Role
from ipt_review.exchange.package_content import task_files
from ipt_review.exchange.package_file import packed
from ipt_review.exchange.sealing import (
    closed_by_code,
    new_code,
    new_keys,
    seal_for_code,
)
from ipt_review.exchange.whole_file import FileNotWritten, write_whole
from ipt_review.study.masking import stand_in_code
from ipt_review.study.permissions import Act
from ipt_review.study.standing_in import Shown, stand_ins
from ipt_review.workflow.access.masking import asks_guess
from ipt_review.workflow.access.package_study import ARMS, FOCUS_LEFT_OUT, ON
from ipt_review.workflow.access.withholding import (
    COVERS_GROUPS,
    KEEPS_CODES,
    NEEDED,
    playable,
)
from ipt_review.workflow.files.vault import is_file

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from ipt_review.domain.assignment import Assignment
    from ipt_review.domain.coding import CodebookVersion
    from ipt_review.domain.package import (
        CodingRecord,
        OwnKeys,
        PackageCode,
    )
    from ipt_review.domain.people import Person
    from ipt_review.domain.transcript import Transcript
    from ipt_review.workflow.desk import Desk, Holdings


@dataclass(frozen=True, slots=True)
class Sent:
    """A package for a rater.

    Attributes:
        path: Where it lies.
        code: Opens it; shown once, and kept nowhere.
        tapes: How many tapes it names.
        copied: How many recordings were put beside it.
    """

    path: Path
    code: PackageCode
    tapes: int
    copied: int = 0


def send(
    desk: Desk, by: Person, rater: Person, path: Path, *, recordings: bool = False
) -> Sent:
    """Write a package with the tapes of a rater, and note it in the study.

    Args:
        desk: The study, in a file.
        by: Who does it.
        rater: Whose tapes.
        path: Where it goes; what lies there is replaced.
        recordings: Whether copies of the recordings are put beside it, named by the
            codes of their tapes.

    Raises:
        NotAllowed: When `by` may not give out tapes.
        NothingToSend: When the rater has no tape that they may have.
        NotFromAServer: When the study is on a server.
        FileNotWritten: When the file cannot be written.
        NotSaved: When something that was entered is not on disk.
    """
    desk.rights.must(Act.ASSIGN, person=by)
    must_be_file(desk)
    desk.must_be_saved()
    packages = desk.database.packages
    tasks = tasks_for(desk, by, rater)
    study_keys, rater_keys, code = own_keys(desk), new_keys(), new_code()
    packages.add_keys(rater.id, rater_keys.public)
    label = label_now(desk, Way.TO_RATER, rater.id)
    seal = seal_for_code(code)
    content = packed(
        label,
        task_files(tasks, study_keys.public, rater_keys),
        study_keys,
        seal,
        lambda cover, inner: closed_by_code(seal, code, cover, inner),
    )
    write_whole(path, content)
    copied = _put_beside(desk, tasks, path.parent) if recordings else 0
    detail = f"{len(tasks.tapes)} tapes"
    packages.note(PackageEvent(label.made, by.id, PackageEventKind.SENT, label, detail))
    return Sent(path, code, len(tasks.tapes), copied)


def must_be_file(desk: Desk) -> None:
    """Make sure that a study is kept in a file.

    Raises:
        NotFromAServer: When it is on a server.
    """
    if not is_file(desk):
        raise NotFromAServer


def own_keys(desk: Desk) -> OwnKeys:
    """Return the newest keys that are whole in this file, made if there are none."""
    packages = desk.database.packages
    known = packages.own_keys()
    if known:
        return known[0]
    made = new_keys()
    packages.add_keys(None, made.public, made.secret)
    return made


def label_now(desk: Desk, way: Way, rater: UUID) -> PackageLabel:
    """Return the label of a package that is made now, with the head of the trail."""
    head = desk.database.trail.seal()
    return PackageLabel(
        uuid4(),
        way,
        desk.database.study().id,
        rater,
        desk.now(),
        head.hash,
        head.entries,
    )


def tasks_for(desk: Desk, by: Person, rater: Person) -> Tasks:
    """Return what goes to a rater: nothing of others, and nothing kept from them.

    Raises:
        NothingToSend: When they have no tape.
    """
    held, database = desk.holdings(), desk.database
    own = [each for each in database.assignments.all() if each.rater == rater.id]
    allowed = _allowed(desk, held, rater)
    given = [each for each in own if not each.withdrawn and each.tape in allowed]
    if not given:
        raise NothingToSend(rater.handle)
    shown = stand_ins(
        _real(held, given),
        lambda tape: held.masks.of(rater, tape),
        lambda tape: _name(held, rater, tape),
        held.study.id,
        focus_left_out=held.determined_first,
    )
    records = _records(desk, held, rater, {each.tape for each in given})
    return Tasks(
        held.study,
        replace(rater, roles=frozenset({Role.RATER})),
        _people(held, by, rater, records),
        tuple({each.therapist.id: each.therapist for each in shown}.values()),
        tuple({each.case.id: each.case for each in shown}.values()),
        tuple(each.session for each in shown),
        tuple(each.tape for each in shown),
        tuple(map(_told, given)),
        MappingProxyType(_codes(held, given)),
        MappingProxyType(_settings(desk, held, rater)),
        MappingProxyType(_codebooks(desk, records)),
        MappingProxyType(_transcripts(desk, given)),
        tuple(records),
        tuple(each.id for each in own if each.withdrawn),
    )


def _allowed(desk: Desk, held: Holdings, rater: Person) -> set[UUID]:
    """Return the tapes that consent lets a rater have."""
    sessions = {each.id: each.case for each in held.sessions}
    cases = {each.id: each for each in held.cases}
    who, now = desk.rights.standing(rater), desk.now()
    return {
        tape.id
        for tape in held.tapes
        if not playable(desk.database, tape, cases[sessions[tape.session]], who, now)[1]
    }


def _real(held: Holdings, given: list[Assignment]) -> list[Shown]:
    """Return each tape once, in the order of the queue, as it is."""
    tapes = {each.id: each for each in held.tapes}
    sessions = {each.id: each for each in held.sessions}
    cases = {each.id: each for each in held.cases}
    therapists = {each.id: each for each in held.therapists}
    found = []
    for uid in dict.fromkeys(each.tape for each in given):
        session = sessions[tapes[uid].session]
        case = cases[session.case]
        found.append(Shown(therapists[case.therapist], case, session, tapes[uid]))
    return found


def _name(held: Holdings, rater: Person, tape: UUID) -> str:
    return held.masks.of(rater, tape).code or stand_in_code(tape, 1)


def _codes(held: Holdings, given: list[Assignment]) -> dict[tuple[UUID, int], str]:
    wanted = {(each.tape, each.pass_number) for each in given}
    return {at: code for at, code in held.masks.codes.items() if at in wanted}


def _told(given: Assignment) -> Assignment:
    """Return an assignment without why it was given."""
    if given.kind is AssignmentKind.CALIBRATION:
        return given
    return replace(given, kind=AssignmentKind.SINGLE)


def _records(
    desk: Desk, held: Holdings, rater: Person, tapes: set[UUID]
) -> list[CodingRecord]:
    own = [
        head.id
        for head in held.heads
        if head.rater == rater.id
        and head.tape in tapes
        and head.perspective is Perspective.STUDY_RATER
    ]
    return desk.database.packages.records(own)


def _people(
    held: Holdings, by: Person, rater: Person, records: list[CodingRecord]
) -> tuple[Person, ...]:
    """Return the rater, who sends it, and whom the histories name; nobody else."""
    named = {
        entry.row.get("person_id") for record in records for entry in record.entries
    }
    others = [
        replace(each, roles=frozenset(), supervises=frozenset())
        for each in held.people
        if each.id not in (rater.id, by.id) and each.id.hex in named
    ]
    sender = replace(by, roles=frozenset({Role.COORDINATOR}), supervises=frozenset())
    return (replace(rater, roles=frozenset({Role.RATER})), sender, *others)


def _settings(desk: Desk, held: Holdings, rater: Person) -> dict[str, str]:
    """Return the settings of the study, and what a rater is asked without knowing."""
    settings = {
        name: value
        for name, value in desk.database.study_settings().items()
        if name
        not in (
            NEEDED,
            KEEPS_CODES,
            COVERS_GROUPS,
        )  # consent is not told; it was asked here
    }
    if held.determined_first:
        settings[FOCUS_LEFT_OUT] = ON
    asked = held.masks.in_general(rater).hides(Fact.ARM) and asks_guess(desk.database)
    if asked:
        arms = sorted({case.arm for case in held.cases if case.arm})
        settings[ARMS] = json.dumps(arms, ensure_ascii=False)
    return settings


def _codebooks(desk: Desk, records: list[CodingRecord]) -> dict[CodebookVersion, str]:
    """Return the codebooks of what was begun, and the one for new codings last."""
    used = {each.head.codebook for each in records} | {desk.codebook.name}
    return {
        version: desk.database.codebook_text(version)
        for version in desk.codebooks
        if version in used
    }


def _transcripts(desk: Desk, given: list[Assignment]) -> dict[UUID, Transcript]:
    wanted = {each.tape for each in given}
    known = desk.database.transcripts.all()
    return {tape: known[tape] for tape in known if tape in wanted}


def _put_beside(desk: Desk, tasks: Tasks, folder: Path) -> int:
    """Copy the recordings beside a package; return how many.

    Raises:
        FileNotWritten: When one cannot be copied.
    """
    real = {tape.id: tape for tape in desk.database.tapes()}
    copied = 0
    for tape in tasks.tapes:
        for told, file in zip(tape.files, real[tape.id].files, strict=True):
            target = folder / told.path
            if not file.path.is_file() or target.exists():
                continue
            try:
                shutil.copyfile(file.path, target)
            except OSError as error:
                target.unlink(missing_ok=True)
                reason = error.strerror or type(error).__name__
                raise FileNotWritten(target, reason) from error
            copied += 1
    return copied
