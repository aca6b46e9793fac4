"""A review: one coding with everything that it stands under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.masking import NO_MASK, UNTOLD
from ipt_review.domain.phase import Phase
from ipt_review.domain.study import Session

if TYPE_CHECKING:
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.masking import Mask
    from ipt_review.domain.people import Person, Therapist
    from ipt_review.domain.study import Case, Study
    from ipt_review.domain.tape import Tape


@dataclass(frozen=True, slots=True)
class Review:
    """Who coded which tape of which session of which case, and what came of it.

    Attributes:
        focus_hidden: Whether the rater must not be shown the agreed focus yet. It
            decides what their form offers, and changes nothing in what is scored.
        mask: What else of the tape the rater must not be shown, in the same way.
        withheld: Why consent keeps the recording from whoever looks; the tape is
            without its files then.
    """

    study: Study
    therapist: Therapist
    case: Case
    session: Session
    tape: Tape
    rater: Person
    coding: Coding
    focus_hidden: bool = False
    mask: Mask = NO_MASK
    withheld: str = ""

    @property
    def shown_session(self) -> Session:
        """The session as its rater may know it: the same for all where it is kept."""
        if not self.mask.hides_place:
            return self.session
        return Session(self.session.id, self.case.id, UNTOLD, Phase.MIDDLE)

    @property
    def foci(self) -> tuple[str, ...]:
        """The areas under agreement in this session."""
        return self.case.foci_in(self.session.number)
