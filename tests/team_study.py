"""A team study with somebody in each role, for tests at a server."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ipt_review.domain.coding import Coding, Perspective, Status
from ipt_review.domain.comment import Comment, CommentKind
from ipt_review.domain.edit import CommentEdit, MarkEdit, RatingEdit, Step
from ipt_review.domain.mark import Mark
from ipt_review.domain.people import Person, Role
from ipt_review.domain.rating import Rating
from ipt_review.store import cases
from ipt_review.store.team.setting_up import renew_logins, set_up
from ipt_review.store.team.team_database import TeamDatabase
from tests.builders import SmallStudy
from tests.cluster import OWNER, PASSWORD

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager
    from pathlib import Path
    from uuid import UUID

    import psycopg

    from ipt_review.domain.coding import CodingHead
    from ipt_review.domain.team import TeamPlace
    from tests.cluster import Cluster

AT = 1_790_000_000_000
WORK = Step(
    (
        MarkEdit(1, None, Mark(1, "link_mood", 61_000, 61_000, "“You feel worse.”")),
        RatingEdit("adh_link", None, Rating(5, "clear")),
        CommentEdit(1, None, Comment(1, CommentKind.STRENGTH, 0, 9, "Warm.")),
    )
)


@dataclass(frozen=True)
class TeamStudy:
    """A study on a server, with raters A and B, and one person for each other role."""

    cluster: Cluster
    place: TeamPlace
    folder: Path
    logins: dict[str, str]
    people: dict[str, Person]

    def enter(self, handle: str) -> TeamDatabase:
        """Enter as a person, as the program does."""
        place = replace(self.place, login=self.logins[handle])
        return TeamDatabase.enter(
            place, PASSWORD, self.folder / handle / "team.iptstudy"
        )

    def client(self, handle: str) -> AbstractContextManager[psycopg.Connection[Any]]:
        """Yield a plain SQL client of a person, or of the owner."""
        login = OWNER if handle == OWNER else self.logins[handle]
        return self.cluster.client(self.place.database, login)

    def head_of(self, handle: str, perspective: Perspective) -> CodingHead:
        """Return a new draft by a person."""
        small = SmallStudy()
        rater = self.people[handle].id
        return replace(small.head, id=uuid4(), rater=rater, perspective=perspective)

    def code(
        self, handle: str, perspective: Perspective = Perspective.STUDY_RATER
    ) -> UUID:
        """Have a person code the tape, as the program does; return the coding."""
        head = self.head_of(handle, perspective)
        with closing(self.enter(handle)) as database:
            database.add_coding(head)
            database.record(head.id, WORK, head.rater, AT)
            assert database.coding(head.id) == WORK.apply(Coding(head))
        return head.id

    def submit(self, handle: str, coding: UUID) -> None:
        """Have a person submit a coding."""
        with closing(self.enter(handle)) as database:
            database.set_status(coding, Status.SUBMITTED, self.people[handle].id, AT)


def someone(handle: str, *roles: Role) -> Person:
    return Person(uuid4(), handle, frozenset(roles))


def a_team(cluster: Cluster, folder: Path, extra: Iterable[Person] = ()) -> TeamStudy:
    """Set up a team study without blinding to the focus, as a coordinator would."""
    small = SmallStudy()
    place = cluster.place(cluster.fresh_name())
    people = [
        someone("A", Role.RATER),
        someone("B", Role.RATER),
        someone("COORD", Role.COORDINATOR),
        someone("SUPER", Role.SUPERVISOR),
        someone("JUDGE", Role.ADJUDICATOR),
        *extra,
    ]
    logins = set_up(
        place, PASSWORD, lambda connection: cases.begin_study(connection, small.study)
    )
    assert logins == []
    with closing(TeamDatabase.enter(place, PASSWORD, folder / "own")) as owner:
        small.put_into(owner)
        owner.set_study_setting("determined_first", "off", None, AT)
        for person in people:
            owner.add_person(person)
    made = {each.handle: each.name for each in renew_logins(place, PASSWORD)}
    known = {each.handle: each for each in (*people, small.rater)}
    return TeamStudy(cluster, place, folder, made, known)
