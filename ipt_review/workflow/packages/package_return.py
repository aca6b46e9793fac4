"""What a rater made comes back, and a study takes it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.package import (
    Arrived,
    PackageEvent,
    PackageEventKind,
    Way,
)
from ipt_review.domain.package_problems import (
    DamagedPackage,
    ForAnotherStudy,
    NoRaterStudy,
    OtherWay,
    UnknownSender,
)
from ipt_review.domain.reason import reason_given
from ipt_review.exchange.package_content import record_files, records_in
from ipt_review.exchange.package_file import packed, read_file, unpacked
from ipt_review.exchange.sealing import closed_to, opened_by, seal_for_keys
from ipt_review.exchange.whole_file import write_whole
from ipt_review.study.edits_told import between, told
from ipt_review.study.permissions import Act
from ipt_review.workflow.files.backups import back_up_before
from ipt_review.workflow.packages.package_sending import label_now, must_be_file

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from ipt_review.domain.package import Conflict
    from ipt_review.domain.people import Person
    from ipt_review.workflow.desk import Desk


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What taking in a package came to.

    Attributes:
        rater: Whose it is.
        came: What taking in each of its codings came to.
        again: Whether this very package was taken in before.
    """

    rater: UUID
    came: tuple[Arrived, ...]
    again: bool = False

    @property
    def to_settle(self) -> int:
        """How many codings went on otherwise here."""
        return self.came.count(Arrived.DIVERGED)


def return_work(desk: Desk, path: Path) -> int:
    """Write a package with everything that a rater made; return how many codings.

    It can be done at any time and as often as one likes: each holds all.

    Raises:
        NoRaterStudy: When the study did not come from a package.
        FileNotWritten: When the file cannot be written.
        NotSaved: When something that was entered is not on disk.
    """
    desk.must_be_saved()
    packages = desk.database.packages
    rater, keys, own = packages.owner(), packages.keys_of(None), packages.own_keys()
    if rater is None or not keys:
        raise NoRaterStudy
    heads = [head.id for head in desk.database.heads() if head.rater == rater]
    records = packages.records(heads)
    label = label_now(desk, Way.RETURN, rater)
    seal = seal_for_keys(keys[0])
    content = packed(
        label,
        record_files(records),
        own[0],
        seal,
        lambda cover, inner: closed_to(keys[0], cover, inner),
    )
    write_whole(path, content)
    kind, detail = PackageEventKind.RETURNED, f"{len(records)} codings"
    packages.note(PackageEvent(label.made, rater, kind, label, detail))
    return len(records)


def take_in(desk: Desk, by: Person, path: Path) -> TakenIn:
    """Take what a rater returned into the study, all of it or nothing.

    A pinned backup is made before. The same package twice, or an older one after a
    newer, changes nothing. Codings that went on otherwise here are kept beside each
    other (`conflicts`).

    Raises:
        NotAllowed: When `by` may not give out tapes.
        NotFromAServer: When the study is on a server.
        OtherWay: When it is a package for a rater.
        ForAnotherStudy: When it is of another study.
        ForAnotherKey: When this file has not the key for it.
        UnknownSender: When it is signed by nobody who got a package.
        NotTheirs: When it holds what is not its rater's.
        BrokenRecord: When the audit trail of a coding does not hold.
        DamagedPackage: When it was altered on its way.
    """
    desk.rights.must(Act.ASSIGN, person=by)
    must_be_file(desk)
    desk.must_be_saved()
    packages = desk.database.packages
    cover, sealed = read_file(path)
    if cover.way is not Way.RETURN:
        raise OtherWay(to_rater=True)
    if cover.study != desk.database.study().id:
        raise ForAnotherStudy
    package = unpacked(opened_by(cover.seal, packages.own_keys(), cover.lines, sealed))
    label = package.label
    if (label.way, label.study) != (cover.way, cover.study):
        raise DamagedPackage
    people = {each.id for each in desk.database.people()}
    if label.rater not in people or not package.is_from(packages.keys_of(label.rater)):
        raise UnknownSender
    records = records_in(package.files)
    if label.id in {each.label.id for each in packages.events()}:
        return TakenIn(label.rater, (Arrived.SAME,) * len(records), again=True)
    back_up_before(desk)
    event = PackageEvent(desk.now(), by.id, PackageEventKind.TAKEN_IN, label)
    came = packages.take_in(records, event, from_rater=True)
    return TakenIn(label.rater, tuple(came))


def conflicts(desk: Desk) -> list[Conflict]:
    """Return the codings of which versions stand against each other."""
    return desk.database.packages.conflicts()


def differences(desk: Desk, conflict: Conflict) -> list[str]:
    """Return in lines how the other versions differ from the one that is shown."""
    packages, uid = desk.database.packages, conflict.coding
    shown = packages.version(uid, conflict.shown)
    codebook = desk.codebooks[shown.head.codebook]
    lines = []
    for number, each in enumerate(conflict.versions[1:], start=2):
        edits = between(shown, packages.version(uid, each.head))
        lines.append(f"Shown now → version {number}:")
        lines += [f"  {told(edit, codebook).line}" for edit in edits]
        if not edits:
            lines.append("  Marks, ratings and comments are the same.")
    return lines


def settle(
    desk: Desk, by: Person, conflict: Conflict, taken: bytes, reason: str
) -> None:
    """Have one version count, with the reason; the others stay on record.

    Raises:
        NotAllowed: When `by` may not give out tapes.
        ReasonMissing: When no reason is given.
    """
    desk.rights.must(Act.ASSIGN, person=by)
    why = reason_given(reason)
    desk.database.packages.settle(conflict.coding, taken, by.id, desk.now(), why)
