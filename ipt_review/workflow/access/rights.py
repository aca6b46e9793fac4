"""What the person at the desk may do with what the study holds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ipt_review.domain.coding import Status
from ipt_review.study.permissions import (
    ANYBODYS,
    About,
    Act,
    NotAllowed,
    Verdict,
    may,
)
from ipt_review.study.standing import acting

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from ipt_review.domain.coding import CodingHead
    from ipt_review.domain.people import Person
    from ipt_review.store.database import Database


class Rights:
    """Puts the question of `study/permissions.py` for one open study.

    While `person` is None nobody has sat down, as when the command line works on a
    study: whoever has the file and its passphrase may do everything then. The window
    always names a person.

    Args:
        database: Whose people and cases are asked about.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.person: Person | None = None

    def standing(self, person: Person) -> Person:
        """Return a person with the roles in which they act in this study."""
        return acting(person, self._database.people())

    def may(
        self, act: Act, about: About = ANYBODYS, person: Person | None = None
    ) -> Verdict:
        """Say whether `person`, or else whoever is at the desk, may do something."""
        who = person or self.person
        if who is None:
            return Verdict()
        return may(self.standing(who), act, about)

    def judge(self) -> Callable[[Act, About], Verdict]:
        """Return the question for whoever is at the desk, for many acts at once."""
        who = self.person
        if who is None:
            return lambda _act, _about: Verdict()
        return partial(may, self.standing(who))

    def must(
        self, act: Act, about: About = ANYBODYS, person: Person | None = None
    ) -> None:
        """Make sure of that.

        Raises:
            NotAllowed: When they may not.
        """
        verdict = self.may(act, about, person)
        if not verdict.allowed:
            raise NotAllowed(verdict.reason, verdict.remedy)

    def must_see(self, head: CodingHead) -> None:
        """Make sure that whoever is at the desk may see what is in a coding.

        Raises:
            NotAllowed: When it is somebody else's draft, or not for them.
        """
        who = self.person
        if who is None or who.id == head.rater:
            self.must(Act.SEE_CODING, self.about_coding(head))
        elif head.status is Status.DRAFT:
            self.must(Act.SEE_DRAFTS, self.about_tape(head.tape))
        else:
            self.must(Act.SEE_SUBMITTED, self.about_tape(head.tape))

    def about_case(self, case: UUID) -> About:
        """Return whose a case is.

        Raises:
            KeyError: When the study has no such case.
        """
        return About(self._database.leaders.of_case(case))

    def about_tape(self, tape: UUID) -> About:
        """Return whose a tape is: of the person who led the session on it.

        Raises:
            KeyError: When the study has no such tape.
        """
        return About(self._database.leaders.of_tape(tape))

    def about_session(self, session: UUID) -> About:
        """Return whose a session is."""
        return About(self._database.leaders.of_session(session))

    @staticmethod
    def about_coding(head: CodingHead) -> About:
        """Return whose a coding is: of the person who made it."""
        return About(head.rater, frozenset({head.rater}))
