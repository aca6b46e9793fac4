"""Which tapes of a study somebody can compare codings of, and how that begins."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.coding import Perspective
from ipt_review.domain.masking import Fact
from ipt_review.study.comparable import NO_OTHERS, Sight, comparable, why_nothing
from ipt_review.study.permissions import About, Act, may
from ipt_review.workflow.access.others import kept_back_from
from ipt_review.workflow.access.withholding import playable
from ipt_review.workflow.agreement.comparing import Side, compare

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from ipt_review.domain.coding import CodingHead
    from ipt_review.domain.people import Person
    from ipt_review.domain.study import Case
    from ipt_review.domain.tape import Tape
    from ipt_review.workflow.agreement.comparing import Comparison
    from ipt_review.workflow.desk import Desk, Holdings

FOCUS_HIDDEN = (
    "You judge the problem areas of this case before you see what others coded; "
    "submit your determination first."
)
_ORDER = (
    Perspective.STUDY_RATER,
    Perspective.SUPERVISOR,
    Perspective.TRAINEE_SELF,
    Perspective.GOLD_STANDARD,
    Perspective.CONSENSUS,
)
_WORDS = {
    Perspective.SUPERVISOR: "supervisor",
    Perspective.TRAINEE_SELF: "self-review",
    Perspective.GOLD_STANDARD: "gold standard",
    Perspective.CONSENSUS: "consensus",
}


@dataclass(frozen=True, slots=True)
class ComparableTape:
    """A tape with the codings that a person may lay beside each other.

    Attributes:
        title: What the tape is called for them; a code where its place is hidden.
        heads: Raters' own codings first.
        why: Why there is nothing to compare; empty when there is.
    """

    tape: Tape
    title: str
    heads: tuple[CodingHead, ...]
    why: str


def tapes_to_compare(desk: Desk, person: Person) -> list[ComparableTape]:
    """Return the coded tapes that concern a person, by case and session.

    Those are the tapes that they coded themselves, and those of which they may see
    others' codings without. Tapes whose place is hidden from them come last, by code.
    """
    held = desk.holdings()
    codings: defaultdict[UUID, list[CodingHead]] = defaultdict(list)
    for head in held.heads:
        codings[head.tape].append(head)
    cases = {case.id: case for case in held.cases}
    sessions = {session.id: session for session in held.sessions}
    sights = Sights(desk, held, person)
    found = []
    for tape in held.tapes:
        heads, session = codings[tape.id], sessions[tape.session]
        case = cases[session.case]
        sight = sights.of(tape, case)
        concerns = sight.of_all or any(head.rater == person.id for head in heads)
        if not heads or not concerns:
            continue
        mask = held.masks.of(person, tape.id)
        place = ("", 0) if mask.hides_place else (case.handle, session.number)
        title = f"{case.handle} · session {session.number}"
        if mask.hides_place:
            title = f"Tape {mask.code}"
        seen, why = _chosen(person, heads, sight)
        if case.id in sights.focus_hidden:
            seen, why = (), FOCUS_HIDDEN
        found.append((not place[0], *place, ComparableTape(tape, title, seen, why)))
    return [each for *_, each in sorted(found, key=lambda each: each[:3])]


def _chosen(
    person: Person, heads: Sequence[CodingHead], sight: Sight
) -> tuple[tuple[CodingHead, ...], str]:
    seen = sorted(comparable(person, heads, sight), key=_place)
    return tuple(seen), why_nothing(person, heads, sight)


class Sights:
    """Knows what one person may see of the tapes of a study.

    Attributes:
        focus_hidden: Cases of which they see nothing that others found.
    """

    def __init__(self, desk: Desk, held: Holdings, person: Person) -> None:
        self._acting = desk.rights.standing(person)  # asked once for all tapes
        self._held = held
        self._person = person
        self._leaders = {each.id: each.person for each in held.therapists}
        self._kept_back = kept_back_from(desk.database, person.id)
        self.focus_hidden = held.hidden_cases(person)

    def of(self, tape: Tape, case: Case) -> Sight:
        """Return what of a tape the person may see."""
        person, about = self._person, About(self._leaders[case.therapist])
        if tape.id in self._kept_back:
            return NO_OTHERS
        if self._held.masks.of(person, tape.id).hides(Fact.RATERS):
            return Sight()
        return Sight(
            of_all=may(self._acting, Act.SEE_SUBMITTED, about).allowed,
            through_own=may(self._acting, Act.SEE_AFTER_OWN, about).allowed,
        )


def recording_of(desk: Desk, person: Person, tape: Tape) -> tuple[Tape, str]:
    """Return a tape as a person may hear it, and why it is without files, if it is."""
    held = desk.holdings()
    session = next(each for each in held.sessions if each.id == tape.session)
    case = next(each for each in held.cases if each.id == session.case)
    acting = desk.rights.standing(person)
    return playable(desk.database, tape, case, acting, desk.now())


def names_of(heads: Sequence[CodingHead], people: Sequence[Person]) -> dict[UUID, str]:
    """Return what codings are called beside each other, by id.

    Study raters by their handles; others with what they coded as; a second pass as
    such.
    """
    handles = {person.id: person.handle for person in people}
    found = {}
    for head in heads:
        name = handles[head.rater]
        if head.perspective in _WORDS:
            name += f", {_WORDS[head.perspective]}"
        if head.pass_number > 1:
            name += f", pass {head.pass_number}"
        found[head.id] = name
    return found


def lay_beside(
    desk: Desk, codings: Sequence[UUID], length: int, tolerance: int
) -> Comparison:
    """Return these codings laid beside each other.

    Raises:
        OtherTape: When they are not of one tape.
        OtherCodebook: When they were not made with versions of one codebook.
    """
    people = desk.database.people()
    by_id = {person.id: person for person in people}
    read = [desk.database.coding(each) for each in codings]
    names = names_of([each.head for each in read], people)
    sides = [
        Side(
            names[coding.head.id],
            by_id[coding.head.rater],
            coding,
            desk.codebooks[coding.head.codebook],
        )
        for coding in read
    ]
    return compare(sides, length, tolerance)


def _place(head: CodingHead) -> tuple[int, int]:
    return _ORDER.index(head.perspective), head.pass_number
