"""Studies whose tapes several raters coded, for tests of reliability."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from ipt_review.domain.coding import Coding, CodingHead, Perspective, Status
from ipt_review.domain.mark import Mark
from ipt_review.domain.people import Person, Role
from ipt_review.domain.phase import Phase
from ipt_review.domain.rating import Rating
from ipt_review.domain.study import Session
from ipt_review.domain.tape import Tape
from ipt_review.store.database import Database
from ipt_review.workflow.desk import Desk
from tests.builders import SmallStudy, a_codebook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ipt_review.domain.codebook import Codebook

SMALL = SmallStudy()
MINUTE = 60_000
LENGTH = 10 * MINUTE
NONE: Mapping[str, int] = MappingProxyType({})


@dataclass
class DoubleStudy:
    """A study that is filled tape by tape.

    Attributes:
        database: Its file, with one case and no session.
        raters: As many as were asked for, called R-1 and so on.
    """

    database: Database
    raters: list[Person]
    codebook: Codebook = field(default_factory=a_codebook)
    tapes: list[UUID] = field(default_factory=list)

    @staticmethod
    def make(path: Path, raters: int = 2) -> DoubleStudy:
        """Make one with so many raters at `path`."""
        database = Database.create(path, SMALL.study)
        people = [
            Person(UUID(int=900 + n), f"R-{n}", frozenset({Role.RATER}))
            for n in range(1, raters + 1)
        ]
        for person in (SMALL.rater, *people):
            database.add_person(person)
        database.add_therapist(SMALL.therapist)
        database.add_case(replace(SMALL.case, planned_sessions=90))
        database.keep_codebook(SMALL.codebook, SMALL.codebook_text)
        return DoubleStudy(database, people)

    @property
    def desk(self) -> Desk:
        """The study, open."""
        books = {self.codebook.name: self.codebook}
        newer = a_codebook("2.0")
        return Desk(self.database, {**books, newer.name: newer}, lambda: 1_000)

    def add_tape(self, phase: Phase = Phase.MIDDLE) -> UUID:
        """Add a session with a tape of ten minutes."""
        number = len(self.tapes) + 1
        session = Session(UUID(int=2_000 + number), SMALL.case.id, number, phase)
        tape = Tape(UUID(int=3_000 + number), session.id, LENGTH)
        self.database.add_session(session)
        self.database.add_tape(tape)
        self.tapes.append(tape.id)
        return tape.id

    def code(
        self,
        tape: UUID,
        rater: int,
        ratings: Mapping[str, int] = NONE,
        marks: Sequence[tuple[str, int, int]] = (),
        **head: object,
    ) -> CodingHead:
        """Add what a rater (from 1) said about a tape; submitted unless said else."""
        made = CodingHead(
            UUID(int=hash((tape, rater, *head.items())) % 2**100),
            tape,
            self.raters[rater - 1].id,
            Perspective.STUDY_RATER,
            self.codebook.name,
            status=Status.SUBMITTED,
        )
        made = replace(made, **head)  # type: ignore[arg-type]
        numbered = {
            number: Mark(number, code, start, end)
            for number, (code, start, end) in enumerate(marks, 1)
        }
        said = {item: Rating(value) for item, value in ratings.items()}
        self.database.add_whole_coding(Coding(made, numbered, said))
        return made

    def rate_all(self, table: Sequence[Sequence[int]], item: str = "adh_link") -> None:
        """Add a tape for each row, rated by each rater with the number in a column."""
        for row in table:
            tape = self.add_tape()
            for rater, value in enumerate(row, 1):
                self.code(tape, rater, {item: value})
