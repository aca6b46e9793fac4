"""How far raters with packages are, and whether a package goes with a study."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.package import PackageEventKind, Way
from ipt_review.domain.problems import ReviewError
from ipt_review.exchange.package_file import SUFFIX, read_file
from ipt_review.workflow.files.vault import is_file
from ipt_review.workflow.studies.assigning import queue_rows

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from ipt_review.domain.package import PackageEvent
    from ipt_review.domain.people import Person
    from ipt_review.workflow.desk import Desk

__all__ = ["SUFFIX", "PackageRow", "can_have_packages", "goes_with", "package_rows"]


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A rater with tapes, and what went to them and came back.

    Attributes:
        given: How many tapes they have.
        done: How many of them are submitted here.
        sent: When a package was last made for them, in ms since 1970, if ever.
        taken_in: When one of theirs was last taken in, if ever.
        made: When that one was made by them.
        to_settle: How many of their codings have versions to be settled.
    """

    rater: Person
    given: int
    done: int
    sent: int | None
    taken_in: int | None
    made: int | None
    to_settle: int


def can_have_packages(desk: Desk) -> bool:
    """Say whether packages go out of this study: a file that is no rater's own."""
    return is_file(desk) and desk.database.packages.owner() is None


def package_rows(desk: Desk) -> list[PackageRow]:
    """Return everybody who has tapes to code, by handle."""
    packages, standing = desk.database.packages, queue_rows(desk)
    events = packages.events()
    raters = {head.id: head.rater for head in desk.database.heads()}
    open_ones = [raters.get(each.coding) for each in packages.conflicts()]
    rows = []
    for person in desk.database.people():
        own = [
            each
            for each in standing
            if each.assignment.rater == person.id and not each.assignment.withdrawn
        ]
        if not own:
            continue
        sent = _last(events, person.id, PackageEventKind.SENT)
        taken = _last(events, person.id, PackageEventKind.TAKEN_IN)
        rows.append(
            PackageRow(
                person,
                len(own),
                sum(each.is_done for each in own),
                sent.at if sent else None,
                taken.at if taken else None,
                taken.label.made if taken else None,
                open_ones.count(person.id),
            )
        )
    return rows


def goes_with(desk: Desk | None, package: Path) -> bool:
    """Say whether a package holds further tapes for the rater whose study is open."""
    if desk is None or desk.database.packages.owner() is None:
        return False
    try:
        cover, _ = read_file(package)
    except ReviewError:
        return False
    return cover.way is Way.TO_RATER and cover.study == desk.database.study().id


def _last(
    events: list[PackageEvent], rater: UUID, kind: PackageEventKind
) -> PackageEvent | None:
    found = [each for each in events if (each.kind, each.label.rater) == (kind, rater)]
    return found[-1] if found else None
