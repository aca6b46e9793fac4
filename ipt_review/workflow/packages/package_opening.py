"""A package for a rater becomes a study of their own, or goes on with the one it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipt_review.domain.package import (
    PackageEvent,
    PackageEventKind,
    Way,
)
from ipt_review.domain.package_problems import (
    DamagedPackage,
    ForAnotherStudy,
    OfAnotherRater,
    OtherWay,
)
from ipt_review.domain.roster import RosterEdit, RosterStep
from ipt_review.domain.transcript import TranscriptChange, What
from ipt_review.exchange.codebook_file import parse_codebook
from ipt_review.exchange.package_content import tasks_in
from ipt_review.exchange.package_file import read_file, unpacked
from ipt_review.exchange.sealing import opened_by_code
from ipt_review.store import study_file
from ipt_review.store.database import Database
from ipt_review.store.keys import new_key
from ipt_review.workflow.files.backups import back_up_before
from ipt_review.workflow.files.opening import desk_on, now

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from uuid import UUID

    from ipt_review.domain.package import (
        OwnKeys,
        PackageCode,
        PackageLabel,
        PublicKeys,
        Tasks,
    )
    from ipt_review.domain.roster import Entry
    from ipt_review.domain.secret import Passphrase
    from ipt_review.domain.tape import Tape
    from ipt_review.domain.transcript import Transcript
    from ipt_review.exchange.package_file import Package
    from ipt_review.workflow.desk import Desk

SECRETS_OF_STUDY = 64
"""Bytes of the secret half of a rater's keys."""


class _Opened:
    """A package for a rater, read and checked.

    Args:
        path: Where it lies; recordings are looked for beside it.
        code: Opens it.
    """

    def __init__(self, path: Path, code: PackageCode) -> None:
        cover, sealed = read_file(path)
        if cover.way is not Way.TO_RATER:
            raise OtherWay(to_rater=False)
        self.package: Package = unpacked(
            opened_by_code(cover.seal, code, cover.lines, sealed)
        )
        self.folder = path.parent.resolve()
        parts: tuple[Tasks, PublicKeys, OwnKeys] = tasks_in(self.package.files)
        self.tasks, self.study_keys, self.rater_keys = parts
        fits = (self.label.study, self.label.rater, self.label.way) == (
            self.tasks.study.id,
            self.tasks.rater.id,
            cover.way,
        )
        signed = self.package.is_from([self.study_keys])
        if not (fits and signed and len(self.rater_keys.secret) == SECRETS_OF_STUDY):
            raise DamagedPackage

    @property
    def label(self) -> PackageLabel:
        return self.package.label

    def tapes(self) -> Iterable[Tape]:
        """Yield the tapes, their recordings beside the package until they are found."""
        for tape in self.tasks.tapes:
            files = (
                replace(each, path=self.folder / each.path.name) for each in tape.files
            )
            yield replace(tape, files=tuple(files))


def open_package(
    package: Path, code: PackageCode, path: Path, passphrase: Passphrase | None
) -> Desk:
    """Make a study file of a package, for the rater whose it is; return it open.

    Args:
        package: The package.
        code: Opens it.
        path: Where the study goes; nothing may lie there.
        passphrase: What encrypts the study; None leaves it plain.

    Raises:
        ReviewError: When the package is damaged, the code is another one, or the study
            cannot be made; there is none then.
    """
    opened = _Opened(package, code)
    key = new_key(passphrase) if passphrase is not None else None
    database = Database.create(path, opened.tasks.study, key)
    try:
        _lay(database, opened)
    except BaseException:
        database.close()
        study_file.remove(path)
        raise
    return desk_on(database)


def take_further(desk: Desk, package: Path, code: PackageCode) -> int:
    """Take further tapes of the same rater into their study; return how many are new.

    What the rater did stays; what was opened again for them is a draft again.

    Raises:
        ForAnotherStudy: When it is of another study, or signed by another.
        OfAnotherRater: When it is for somebody else.
        ReviewError: As above.
    """
    opened = _Opened(package, code)
    packages = desk.database.packages
    if opened.label.study != desk.database.study().id:
        raise ForAnotherStudy
    if opened.label.rater != packages.owner():
        raise OfAnotherRater
    if not opened.package.is_from(packages.keys_of(None)):
        raise ForAnotherStudy
    back_up_before(desk)
    before = len(desk.database.assignments.all())
    _lay(desk.database, opened)
    return len(desk.database.assignments.all()) - before


def _lay(database: Database, opened: _Opened) -> None:
    """Put everything into a study that it has not yet."""
    tasks, at = opened.tasks, now()
    database.trail.at_work = tasks.rater.id
    for version, text in tasks.codebooks.items():
        name = f"{version.id} {version.version}"
        database.keep_codebook(parse_codebook(text, name), text)
    _lay_roster(database, opened)
    packages = database.packages
    packages.add_keys(None, opened.study_keys)
    packages.add_keys(
        tasks.rater.id, opened.rater_keys.public, opened.rater_keys.secret
    )
    known = database.study_settings()
    for setting, value in tasks.settings.items():
        if known.get(setting) != value:
            database.set_study_setting(setting, value, None, at)
    _lay_assignments(database, tasks)
    for tape, transcript in tasks.transcripts.items():
        _lay_transcript(database, tape, transcript, at)
    kind, told = PackageEventKind.OPENED, f"{len(tasks.tapes)} tapes"
    event = PackageEvent(at, tasks.rater.id, kind, opened.label, told)
    packages.take_in(tasks.records, event, from_rater=False)


def _lay_roster(database: Database, opened: _Opened) -> None:
    tasks = opened.tasks
    here: Sequence[Entry] = (
        *database.people(),
        *database.therapists(),
        *database.cases(),
        *database.sessions(),
        *database.tapes(),
    )
    known = {each.id for each in here}
    new: Sequence[Entry] = (
        *tasks.people,
        *tasks.therapists,
        *tasks.cases,
        *tasks.sessions,
        *opened.tapes(),
    )
    edits = tuple(RosterEdit(None, each) for each in new if each.id not in known)
    if edits:
        database.roster.carry_out(RosterStep(edits))


def _lay_assignments(database: Database, tasks: Tasks) -> None:
    known = {each.id: each for each in database.assignments.all()}
    gone = [uid for uid in tasks.withdrawn if uid in known and not known[uid].withdrawn]
    new = [each for each in tasks.assignments if each.id not in known]
    if gone or new:
        database.assignments.withdraw(gone, new, [])
    codes = database.assignments.codes()
    lacking = {at: code for at, code in tasks.codes.items() if at not in codes}
    if lacking:
        database.assignments.add_codes(lacking)


def _lay_transcript(
    database: Database, tape: UUID, transcript: Transcript, at: int
) -> None:
    before = database.transcripts.of(tape)
    if before != transcript:
        change = TranscriptChange(before, transcript, What.IMPORTED)
        database.transcripts.change(tape, change, None, at)
