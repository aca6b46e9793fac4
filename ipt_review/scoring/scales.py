"""From ratings to means, each with the number of items that it rests on.

The rules stand in the codebook notes, section B5: 97 leaves numerator and
denominator, 98 and 99 are missing, and a mean needs two thirds of its items.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from ipt_review.domain.codebook import Part, Phase
from ipt_review.domain.rating import MISSING, NOT_APPLICABLE, NOT_RATABLE, Rating
from ipt_review.scoring.applicability import AskedKind, asked
from ipt_review.scoring.result import Mean, Scores

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ipt_review.domain.codebook import Codebook, Item
    from ipt_review.scoring.applicability import Asked, Setting

UNRATED: Final = Rating(MISSING)


def score_ratings(
    ratings: Mapping[str, Rating], codebook: Codebook, setting: Setting
) -> Scores:
    """Score one session's ratings.

    Args:
        ratings: As the rater gave them, by item id; what is left out is not rated.
        codebook: What they were rated with.
        setting: What is known of the session.

    Raises:
        UnknownWord: When an item is rated that the codebook does not have.
        BadRating: When a value is not on its item's scale.
    """
    for item_id, rating in ratings.items():
        codebook.scale_of(item_id).check(rating.value)
    counted = count_ratings(ratings, codebook, setting)
    taken = {
        item.id: replace(counted[item.id], value=points(item, counted, codebook))
        if item.reverse
        else counted[item.id]
        for item in codebook.items
    }
    apart = {each.id for each in codebook.subscales if each.apart}
    items = [item for item in codebook.items if item.subscale not in apart]
    prescribed = {each.id for each in codebook.subscales if each.prescribed}
    adherence = [item for item in items if item.subscale in prescribed]
    essential = _scores((item for item in adherence if item.essential), taken)
    off_model = [item for item in items if item.part is Part.OFF_MODEL]
    competence = [item for item in items if item.part is Part.COMPETENCE]
    return Scores(
        subscales={
            subscale.id: _mean(
                (item for item in codebook.items if item.subscale == subscale.id),
                taken,
            )
            for subscale in codebook.subscales
        },
        adherence=_mean(adherence, taken),
        essentials_met=_percent_met(essential, codebook.thresholds.met),
        essentials=len(essential),
        off_model=_mean(off_model, taken),
        off_model_peak=max(_scores(off_model, taken), default=None),
        competence=_mean((i for i in competence if not i.overall), taken),
        overall=next(iter(_scores((i for i in competence if i.overall), taken)), None),
        counted=MappingProxyType(counted),
    )


def points(item: Item, counted: Mapping[str, Rating], codebook: Codebook) -> int:
    """Return what an item's rating adds to a mean, or 97, 98 or 99.

    A reverse item adds low + high - score of its scale.
    """
    rating = counted[item.id]
    if rating.score is None or not item.reverse:
        return rating.value
    scale = codebook.scale_of(item.id)
    return scale.low + scale.high - rating.score


def count_ratings(
    ratings: Mapping[str, Rating], codebook: Codebook, setting: Setting
) -> dict[str, Rating]:
    """Return what each item counts as, every item of the codebook included.

    An item that another one depends on is settled before it; one that the study has
    silenced rules nothing out.
    """
    settled: dict[str, Rating] = {}
    silenced = frozenset(item.id for item in codebook.items if item.silenced)

    def settle(item: Item) -> None:
        if item.id in settled:
            return
        if item.applies.unless is not None:
            settle(codebook.item(item.applies.unless.item))
        absent = codebook.scale_of(item.id).low
        settled[item.id] = _counted(
            item,
            ratings.get(item.id, UNRATED),
            asked(item, setting, _without(settled, silenced)),
            setting,
            absent,
        )

    for item in codebook.items:
        settle(item)
    return {item.id: settled[item.id] for item in codebook.items}


def _without(
    settled: Mapping[str, Rating], silenced: frozenset[str]
) -> Mapping[str, Rating]:
    if not silenced:
        return settled
    return {item: each for item, each in settled.items() if item not in silenced}


def _counted(
    item: Item, rating: Rating, answer: Asked, setting: Setting, absent: int
) -> Rating:
    if answer.kind is AskedKind.NOT_RATABLE:
        return Rating(NOT_RATABLE, rating.note)
    if answer.kind is AskedKind.NOT_APPLICABLE:
        return Rating(NOT_APPLICABLE, rating.note)
    score = rating.score
    did_not_occur = score is None or score <= absent
    if (answer.kind is AskedKind.OPTIONAL and did_not_occur) or (
        score == absent and _is_not_due(item, setting)
    ):
        return Rating(NOT_APPLICABLE, rating.note)
    return rating


def _is_not_due(item: Item, setting: Setting) -> bool:
    """Say whether a once-only task may be left for, or was done in, another session."""
    if not item.applies.once or setting.phase is not Phase.OPENING:
        return False
    return not setting.last_opening or item.id in setting.achieved_earlier


def _scores(items: Iterable[Item], counted: Mapping[str, Rating]) -> list[int]:
    scores = (counted[item.id].score for item in items)
    return [score for score in scores if score is not None]


def _mean(items: Iterable[Item], counted: Mapping[str, Rating]) -> Mean:
    applicable = [item for item in items if counted[item.id].value != NOT_APPLICABLE]
    scores = _scores(applicable, counted)
    enough = bool(scores) and 3 * len(scores) >= 2 * len(applicable)
    value = sum(scores) / len(scores) if enough else None
    return Mean(value, rated=len(scores), applicable=len(applicable))


def _percent_met(scores: list[int], met: int) -> float | None:
    if not scores:
        return None
    return 100 * sum(score >= met for score in scores) / len(scores)
