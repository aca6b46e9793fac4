"""What this study keeps from its raters, and what its tapes are called for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import SystemRandom
from typing import TYPE_CHECKING

from ipt_review.domain.masking import Fact
from ipt_review.domain.problems import ReviewError
from ipt_review.domain.reason import reason_given
from ipt_review.domain.sampling import EventKind, StudyEvent
from ipt_review.study.masking import mask_for, new_codes, stand_in_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from ipt_review.domain.masking import Mask
    from ipt_review.domain.people import Person
    from ipt_review.store.database import Database

ON, OFF = "on", "off"
GUESS = "asks_guess"


class BlindedHere(ReviewError):
    """A blinded rater was about to do what would tell them what they must not know."""

    def __init__(self) -> None:
        super().__init__(
            "You rate blind in this study, and this would tell what is kept from you.",
            "Ask whoever coordinates the study.",
        )


def kept_secret(database: Database) -> frozenset[Fact]:
    """Return what a study keeps from its raters; nothing unless it says so."""
    settings = database.study_settings()
    return frozenset(fact for fact in Fact if settings.get(_name(fact)) == ON)


def set_kept_secret(
    database: Database, by: UUID | None, at: int, facts: Iterable[Fact]
) -> None:
    """Keep these facts from raters from now on, as `by` said at `at` (ms since 1970).

    Nothing is written where that is so already.
    """
    before, after = kept_secret(database), frozenset(facts)
    for fact in Fact:
        if (fact in before) != (fact in after):
            wanted = ON if fact in after else OFF
            database.set_study_setting(_name(fact), wanted, by, at)


def asks_guess(database: Database) -> bool:
    """Say whether raters who are blind to the arm are asked for it at submission."""
    return database.study_settings().get(GUESS, ON) == ON


def set_asks_guess(
    database: Database, by: UUID | None, at: int, *, wanted: bool
) -> None:
    """Have raters asked or not, as `by` said at `at` (ms since 1970)."""
    if wanted != asks_guess(database):
        database.set_study_setting(GUESS, ON if wanted else OFF, by, at)


def _name(fact: Fact) -> str:
    return f"blind_{fact.value}"


@dataclass(frozen=True, slots=True)
class Masks:
    """What is kept from whom in one study, as it stands now.

    Attributes:
        facts: What the study keeps from its raters.
        codes: What tapes are called instead, by tape and pass.
        broken: For which person and tape the blind was broken.
    """

    facts: frozenset[Fact] = frozenset()
    codes: Mapping[tuple[UUID, int], str] = field(default_factory=dict)
    broken: frozenset[tuple[UUID, UUID]] = frozenset()

    def of(self, person: Person, tape: UUID, pass_number: int = 1) -> Mask:
        """Return what of a tape is kept from a person."""
        code = self.codes.get((tape, pass_number))
        return mask_for(
            person,
            self.facts,
            code or stand_in_code(tape, pass_number),
            broken=(person.id, tape) in self.broken,
        )

    def in_general(self, person: Person) -> Mask:
        """Return what is kept from a person of tapes for which no blind was broken."""
        return mask_for(person, self.facts, "")


NO_MASKS = Masks()
"""Nothing is kept from anybody."""


def masks_of(database: Database) -> Masks:
    """Return what is kept from whom; tapes that have no code get theirs now."""
    facts = kept_secret(database)
    if not facts:
        return NO_MASKS
    broken = frozenset(
        (event.about, event.tape)
        for event in database.samples.log()
        if event.kind is EventKind.UNBLINDED and event.about and event.tape
    )
    return Masks(facts, _codes(database), broken)


def _codes(database: Database) -> Mapping[tuple[UUID, int], str]:
    codes = database.assignments.codes()
    wanted = [(tape.id, 1) for tape in database.tapes()]
    wanted += [(each.tape, each.pass_number) for each in database.assignments.all()]
    lacking = [each for each in dict.fromkeys(wanted) if each not in codes]
    if lacking and database.is_writable:
        made = new_codes(len(lacking), set(codes.values()), SystemRandom())
        new = dict(zip(lacking, made, strict=True))
        database.assignments.add_codes(new)
        codes |= new
    return codes


def break_blind(
    database: Database, by: Person, about: Person, tape: UUID, reason: str, at: int
) -> None:
    """Let a rater know everything about one tape from now on, and note why.

    Raises:
        ReasonMissing: When no reason is given.
    """
    why = reason_given(reason)
    database.samples.note(
        [StudyEvent(at, by.id, EventKind.UNBLINDED, tape, about.id, why)]
    )
