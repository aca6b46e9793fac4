"""What in the record of a case does not fit together; prompts, never refusals.

Each is a value with a sentence. A study can do without them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from ipt_review.domain.determination import Presence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ipt_review.domain.determination import Determination
    from ipt_review.domain.study import Case

GRIEF: Final = "grief"
DEFICITS: Final = "interpersonal_deficits"
"""Ids of two of the areas (article, lines 51 and 54); codebooks never change them."""


class Doubt(Enum):
    """In what way a record does not fit together."""

    GRIEF_WITHOUT_DEATH = "grief_without_death"
    DEATH_NOT_ON_RECORD = "death_not_on_record"
    DEATH_WITHOUT_GRIEF = "death_without_grief"
    DEFICITS_BESIDE_ANOTHER = "deficits_beside_another"
    FOCUS_RATED_ABSENT = "focus_rated_absent"


@dataclass(frozen=True, slots=True)
class Remark:
    """One prompt to whoever keeps the case.

    Attributes:
        doubt: In what way the record does not fit.
        sentence: The same in words, with the article's rule.
    """

    doubt: Doubt
    sentence: str


def case_remarks(case: Case, judged: Sequence[Determination] = ()) -> list[Remark]:
    """Return what does not fit in the formulation of a case.

    Args:
        case: With its facts and the history of its foci.
        judged: Determinations that were submitted for it.
    """
    areas = {focus.area for focus in case.foci}
    return [*_on_death(case, areas), *_on_presence(areas, judged)]


def _on_death(case: Case, areas: set[str]) -> Iterator[Remark]:
    death = case.facts.death
    if GRIEF in areas and death is False:
        yield Remark(
            Doubt.GRIEF_WITHOUT_DEATH,
            "Grief is the agreed focus, and no death is on record. Grief follows a "
            "death; other losses are role transitions (article, lines 41 and 53).",
        )
    if GRIEF in areas and death is None:
        yield Remark(
            Doubt.DEATH_NOT_ON_RECORD,
            "Grief is the agreed focus. Note on record whether somebody has died "
            "(article, lines 41 and 51).",
        )
    if areas and GRIEF not in areas and death is True:
        yield Remark(
            Doubt.DEATH_WITHOUT_GRIEF,
            "A death is on record, and grief is not the agreed focus. Where somebody "
            "has died, grief is considered first (article, line 41).",
        )


def _on_presence(areas: set[str], judged: Sequence[Determination]) -> Iterator[Remark]:
    present = {
        area
        for each in judged
        for area, judgment in each.areas.items()
        if judgment.presence is Presence.YES
    }
    if DEFICITS in areas and present - {DEFICITS}:
        yield Remark(
            Doubt.DEFICITS_BESIDE_ANOTHER,
            "Interpersonal deficits is the agreed focus while another area is rated "
            "present. It is meant for an absence of life events that would support "
            "one of the other three (article, lines 41 and 54).",
        )
    absent = [
        area
        for area in sorted(areas)
        if judged
        and all(each.judgment(area).presence is Presence.NO for each in judged)
    ]
    if absent:
        yield Remark(
            Doubt.FOCUS_RATED_ABSENT,
            "An agreed focus was rated absent in every problem-area determination.",
        )
