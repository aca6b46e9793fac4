"""Rater packages in a study: keys, what came and went, and conflicts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import insert, select

from ipt_review.domain.coding import Perspective
from ipt_review.domain.package import (
    Conflict,
    OwnKeys,
    PackageEvent,
    PackageEventKind,
    PackageLabel,
    PublicKeys,
    RivalVersion,
    Way,
    in_figures,
)
from ipt_review.domain.package_problems import NotTheirs
from ipt_review.store import trail
from ipt_review.store.kept import Kept
from ipt_review.store.merging import merge, show
from ipt_review.store.records import must_hold, record_of
from ipt_review.store.tables import coding, person, row_id, study
from ipt_review.store.tables_packages import (
    package_event,
    package_key,
    returned_version,
    settlement,
)
from ipt_review.store.versions_here import VersionsHere

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, Row

    from ipt_review.domain.coding import Coding
    from ipt_review.domain.package import (
        Arrived,
        CodingRecord,
    )
    from ipt_review.store.versions_here import Found

_WAYS = {
    PackageEventKind.SENT: Way.TO_RATER,
    PackageEventKind.OPENED: Way.TO_RATER,
    PackageEventKind.RETURNED: Way.RETURN,
    PackageEventKind.TAKEN_IN: Way.RETURN,
}


class KeptPackages(Kept):
    """The packages of a study; each change is one transaction."""

    def owner(self) -> UUID | None:
        """Return whose study this is, if it came out of a package for a rater."""
        with self._reads() as connection:
            found = connection.scalar(
                select(person.c.uid)
                .select_from(package_key)
                .join(person)
                .where(package_key.c.secret.is_not(None))
                .limit(1)
            )
        return UUID(bytes=found) if found else None

    def own_keys(self) -> list[OwnKeys]:
        """Return the keys whose secret half is here, the newest first."""
        with self._reads() as connection:
            rows = connection.execute(
                select(package_key)
                .where(package_key.c.secret.is_not(None))
                .order_by(package_key.c.id.desc())
            )
            return [OwnKeys(_public(row), bytes(row.secret)) for row in rows]

    def keys_of(self, whose: UUID | None) -> list[PublicKeys]:
        """Return the public keys of a rater, or of the study itself; newest first."""
        with self._reads() as connection:
            of_them = _is_of(connection, whose)
            rows = connection.execute(
                select(package_key).where(of_them).order_by(package_key.c.id.desc())
            )
            return [_public(row) for row in rows]

    def add_keys(
        self, whose: UUID | None, public: PublicKeys, secret: bytes | None = None
    ) -> None:
        """Keep keys of a rater, or of the study itself; twice is as good as once."""
        with self._writes() as connection:
            known = select(package_key).where(package_key.c.signs == public.signs)
            if connection.execute(known).one_or_none() is not None:
                return
            key = None if whose is None else row_id(connection, person, whose)
            connection.execute(
                insert(package_key).values(
                    person_id=key,
                    signs=public.signs,
                    opens=public.opens,
                    secret=secret,
                )
            )
            told = {"signs": public.signs, "opens": public.opens}
            about = "study" if whose is None else whose
            trail.note(connection, package_key.name, about, None, told)

    def records(self, codings: Iterable[UUID]) -> list[CodingRecord]:
        """Return the histories of codings that began with nothing; others are left."""
        with self._reads() as connection:
            found = (record_of(connection, each) for each in codings)
            return [each for each in found if each is not None]

    def note(self, event: PackageEvent) -> None:
        """Keep that a package was made or opened."""
        with self._writes() as connection:
            _log(connection, event)

    def events(self) -> list[PackageEvent]:
        """Return what was done with packages, in order."""
        by, about = person.alias("by_whom"), person.alias("about")
        with self._reads() as connection:
            whole = UUID(bytes=connection.scalar(select(study.c.uid)) or b"")
            rows = connection.execute(
                select(
                    package_event,
                    by.c.uid.label("by_uid"),
                    about.c.uid.label("about_uid"),
                )
                .outerjoin(by, package_event.c.person_id == by.c.id)
                .outerjoin(about, package_event.c.about_id == about.c.id)
                .order_by(package_event.c.seq)
            )
            return [_event(row, whole) for row in rows]

    def take_in(
        self,
        records: Iterable[CodingRecord],
        event: PackageEvent,
        *,
        from_rater: bool,
    ) -> list[Arrived]:
        """Take in the codings of a package, all of them or none; return what came.

        Args:
            records: In any order.
            event: The line that the study keeps of it; who takes in has to be known.
            from_rater: Whether what is new in them has to be the rater's own doing.

        Raises:
            BrokenRecord: When the trail of one does not hold.
            NotTheirs: When one is of somebody else, or of a tape that is not here.
            BegunTwice: When one is here under another codebook.
        """
        by = event.by or event.label.rater
        with self._writes() as connection:
            came = []
            for record in records:
                must_hold(record)
                if from_rater:
                    _must_be_theirs(connection, record, event.label.rater)
                elif _diverges(connection, record):
                    continue
                package = event.label.id
                try:
                    came.append(merge(connection, record, package, by, event.at))
                except KeyError as error:
                    raise NotTheirs from error
            detail = event.detail or in_figures(came)
            _log(connection, replace(event, detail=detail))
            trail.seal(connection)
            return came

    def conflicts(self) -> list[Conflict]:
        """Return the codings of which versions stand against each other."""
        with self._reads() as connection:
            came = connection.scalars(
                select(coding.c.uid)
                .join(returned_version, returned_version.c.coding_id == coding.c.id)
                .distinct()
                .order_by(coding.c.id)
            ).all()
            found = (_conflict(connection, UUID(bytes=each)) for each in came)
            return [each for each in found if each is not None]

    def settle(self, uid: UUID, taken: bytes, by: UUID, at: int, reason: str) -> None:
        """Have one version count; the others stay on record.

        Args:
            uid: The coding.
            taken: Head of the version that counts from now on.
            by: Who says so.
            at: When, in ms since 1970 UTC.
            reason: Why.

        Raises:
            KeyError: When no such version stands.
        """
        with self._writes() as connection:
            here = VersionsHere(connection, uid)
            heads = {each.version.head: each for each in here.standing()}
            wanted = heads.pop(taken)
            said = {
                "at_ms": at,
                "person_id": row_id(connection, person, by),
                "coding_id": here.key,
                "taken": taken,
                "dismissed": " ".join(sorted(each.hex() for each in heads)),
                "reason": reason,
            }
            trail.append(connection, settlement, None, said)
            if taken != here.head_shown:
                show(connection, here, wanted, by, at)
            trail.seal(connection)

    def version(self, uid: UUID, head: bytes) -> Coding:
        """Return what a version holds that stands against others.

        Raises:
            KeyError: When no such version stands.
        """
        with self._reads() as connection:
            here = VersionsHere(connection, uid)
            return {e.version.head: e.made for e in here.standing()}[head]


def _must_be_theirs(connection: Connection, record: CodingRecord, rater: UUID) -> None:
    """Make sure that what is new in a history is its rater's own doing.

    Raises:
        NotTheirs: When it is not.
    """
    theirs = (rater, Perspective.STUDY_RATER)
    if (record.head.rater, record.head.perspective) != theirs:
        raise NotTheirs
    try:
        here: Mapping[int, bytes] = dict(
            enumerate(VersionsHere(connection, record.head.id).here)
        )
    except KeyError:
        here = {}
    for place, entry in enumerate(record.entries):
        if here.get(place) == entry.hash:
            continue
        if entry.row.get("person_id", rater.hex) != rater.hex:
            raise NotTheirs


def _diverges(connection: Connection, record: CodingRecord) -> bool:
    """Say whether a coding went on here otherwise; a rater keeps their own then."""
    try:
        here = VersionsHere(connection, record.head.id).here
    except KeyError:
        return False
    shorter = min(len(here), len(record.hashes))
    return here[:shorter] != record.hashes[:shorter]


def _conflict(connection: Connection, uid: UUID) -> Conflict | None:
    here = VersionsHere(connection, uid)
    left = here.standing()
    if len(left) < 2:  # noqa: PLR2004 - it takes two
        return None
    rivals = sorted(left, key=lambda each: each.version.head != here.head_shown)
    return Conflict(uid, here.head_shown, tuple(map(_rival, rivals)))


def _rival(found: Found) -> RivalVersion:
    made, version = found.made, found.version
    return RivalVersion(
        version.head,
        len(version.hashes),
        version.at,
        found.came_in,
        made.head.status.value,
        len(made.marks),
        len(made.ratings),
        len(made.comments) + bool(made.session_comment),
    )


def _log(connection: Connection, event: PackageEvent) -> None:
    label = event.label
    by = None if event.by is None else row_id(connection, person, event.by)
    said = {
        "at_ms": event.at,
        "person_id": by,
        "kind": event.kind.value,
        "package": label.id.bytes,
        "about_id": row_id(connection, person, label.rater),
        "made_ms": label.made,
        "head": f"{label.entries} {label.head}",
        "detail": event.detail,
    }
    trail.append(connection, package_event, None, said)


def _event(row: Row[Any], whole: UUID) -> PackageEvent:
    kind = PackageEventKind(row.kind)
    entries, _, head = row.head.partition(" ")
    label = PackageLabel(
        UUID(bytes=row.package),
        _WAYS[kind],
        whole,
        UUID(bytes=row.about_uid),
        row.made_ms,
        head,
        int(entries),
    )
    by = UUID(bytes=row.by_uid) if row.by_uid else None
    return PackageEvent(row.at_ms, by, kind, label, row.detail)


def _public(row: Row[Any]) -> PublicKeys:
    return PublicKeys(bytes(row.signs), bytes(row.opens))


def _is_of(connection: Connection, whose: UUID | None) -> Any:
    if whose is None:
        return package_key.c.person_id.is_(None)
    return package_key.c.person_id == row_id(connection, person, whose)
