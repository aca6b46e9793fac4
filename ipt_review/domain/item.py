"""Rating items: what is rated once for a session, when, and on what scale."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from ipt_review.domain.problems import BadRating
from ipt_review.domain.rating import REASONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipt_review.domain.phase import Phase


class Part(Enum):
    """Which of the three results an item belongs to; they are never mixed."""

    ADHERENCE = "adherence"
    OFF_MODEL = "off_model"
    COMPETENCE = "competence"


@dataclass(frozen=True)
class Scale:
    """What the numbers of an item mean.

    Attributes:
        anchors: What single numbers mean in general.
        rules: How to rate with it.
    """

    id: str
    question: str
    low: int
    high: int
    anchors: Mapping[int, str]
    rules: tuple[str, ...] = ()

    def check(self, value: int) -> None:
        """Refuse a value that is neither on the scale nor 97, 98 or 99.

        Raises:
            BadRating: When it is not.
        """
        if value not in REASONS and not self.low <= value <= self.high:
            raise BadRating(
                f"{value} is not on the scale from {self.low} to {self.high}.",
                "Use a whole number on the scale, or 97, 98 or 99.",
            )


class Need(Enum):
    """What must be so for an item to apply, as the rater or the record knows it."""

    SCALE_DUE_OR_USED = "scale_due_or_used"
    OUTCOME_REPORTED = "outcome_reported"
    SITUATION_DISCUSSED = "situation_discussed"
    OPTION_EMERGED = "option_emerged"
    END_ON_TAPE = "end_on_tape"
    FOCUS_AGREED = "focus_agreed"
    FORMULATION_GIVEN = "formulation_given"
    IMPROVED = "improved"
    NOT_WELL = "not_well"


@dataclass(frozen=True, slots=True)
class Unless:
    """Another item's ratings under which an item is 97.

    Attributes:
        item: Id of the other item.
        rated: Values of it, 97 to 99 among them, that rule this item out.
    """

    item: str
    rated: frozenset[int]


@dataclass(frozen=True, slots=True)
class Applies:
    """When an item is asked, and when it is 97 (codebook notes, section B5).

    Attributes:
        phases: Phases in which it is asked.
        optional_in: Phases in which it is only offered, and 97 unless rated 2 or
            more; where `phases` has the phase too, it is asked all the same as soon
            as its needs are known to be met.
        areas: Problem areas one of which must be agreed; empty for no condition.
        from_session: First session number in which it is asked.
        once: An opening task that needs doing only once in the treatment.
        needs: Further conditions; one that is known not to hold rules it out.
        unless: What another item's rating says about those conditions.
        rule: The same in words, for the rater.
    """

    phases: frozenset[Phase]
    optional_in: frozenset[Phase] = frozenset()
    areas: frozenset[str] = frozenset()
    from_session: int = 1
    once: bool = False
    needs: frozenset[Need] = frozenset()
    unless: Unless | None = None
    rule: str = ""


@dataclass(frozen=True)
class Item:
    """Something that is rated once for the whole session.

    Attributes:
        subscale: Id of the subscale whose mean it enters; empty for none.
        scale: Id of its scale.
        essential: Counts toward the share of essentials met.
        critical: A high score asks for review at once.
        overall: The global judgment, rated last and never averaged.
        anchors: What single numbers mean for this item.
        evidence: Ids of the codes that bear on it, and of track states that back it.
        ref: Lines of the article that it rests on, for example L51.
        reverse: A high number is poor; means take low + high - score.
        silenced: Whether the study does without it: not asked, in no mean.
    """

    id: str
    label: str
    part: Part
    subscale: str
    scale: str
    text: str
    anchors: Mapping[int, str]
    applies: Applies
    essential: bool = False
    critical: bool = False
    short_form: bool = False
    overall: bool = False
    evidence: tuple[str, ...] = ()
    ref: tuple[str, ...] = ()
    beyond_article: bool = False
    reverse: bool = False
    silenced: bool = False


@dataclass(frozen=True, slots=True)
class Subscale:
    """Items whose mean is reported together.

    Attributes:
        prescribed: Whether its items are adherence.
        apart: A form of the study's own: its items enter its own mean and no other.
    """

    id: str
    label: str
    prescribed: bool
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Product defaults, not published standards; every one is a setting.

    Attributes:
        adherence: Mean adherence from which a session is adequate.
        essentials: Percent of essential items met from which it is adequate.
        competence: Mean competence, `overall` the global, from which it is adequate.
        amber: Off-model peak from which a session is flagged, `red` as grave.
        review_adherence: Mean adherence below which a supervisor is asked to look.
        review_overall: Global competence at or below which the same holds.
        met: Score from which a single item counts as met.
    """

    adherence: float
    essentials: float
    competence: float
    overall: int
    amber: int
    red: int
    review_adherence: float
    review_overall: int
    met: int = 4
