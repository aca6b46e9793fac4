"""What a problem-area determination still lacks before it can be submitted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from ipt_review.domain.determination import Presence
from ipt_review.domain.problems import ReviewError
from ipt_review.study.soft_checks import DEFICITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ipt_review.domain.codebook import Area
    from ipt_review.domain.determination import AreaJudgment, Determination


class Weight(Enum):
    """Whether a finding stands in the way of submitting."""

    MUST = "must"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about a determination that its rater should see.

    Attributes:
        area: Id of the area that it is about, empty for the focus.
    """

    weight: Weight
    sentence: str
    area: str = ""


class NotReady(ReviewError):
    """A determination was to be submitted that is not complete or consistent."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(
            "The determination cannot be submitted yet.",
            " ".join(each.sentence for each in findings),
        )


def findings(form: Determination, areas: Sequence[Area]) -> list[Finding]:
    """Return what a determination lacks, and what in it is worth a second look.

    Every area is judged for itself; the focus is one of those rated present, and a
    second one differs from it (one focus, two at most: article, line 44).
    """
    return [*_on_areas(form, areas), *_on_focus(form, areas), *_worth_a_look(form)]


def must_be_ready(form: Determination, areas: Sequence[Area]) -> None:
    """Refuse a determination that lacks something.

    Raises:
        NotReady: When it does.
    """
    lacking = [each for each in findings(form, areas) if each.weight is Weight.MUST]
    if lacking:
        raise NotReady(lacking)


def _on_areas(form: Determination, areas: Sequence[Area]) -> Iterator[Finding]:
    for area in areas:
        judgment = form.judgment(area.id)
        lacking = _lacking(judgment)
        if lacking:
            yield Finding(Weight.MUST, f"{area.label}: {lacking}.", area.id)


def _lacking(judgment: AreaJudgment) -> str:
    if judgment.presence is None:
        return "say whether it is present"
    if judgment.presence is not Presence.CANNOT_TELL and judgment.certainty is None:
        return "say how certain you are"
    if judgment.presence is Presence.YES and judgment.tied is None:
        return "say how far it is tied to this episode"
    return ""


def _on_focus(form: Determination, areas: Sequence[Area]) -> Iterator[Finding]:
    labels = {area.id: area.label for area in areas}
    if form.primary is None:
        yield Finding(Weight.MUST, "Choose the primary focus.")
    if form.primary is not None and form.certainty is None:
        yield Finding(Weight.MUST, "Say how certain you are of the focus.")
    if form.second is not None and form.second == form.primary:
        yield Finding(Weight.MUST, "The second focus has to differ from the primary.")
    for name, area in (("primary", form.primary), ("second", form.second)):
        presence = form.judgment(area or "").presence
        if area is not None and presence not in {None, Presence.YES}:
            yield Finding(
                Weight.MUST,
                f"The {name} focus, {labels.get(area, area)}, has to be rated present.",
                area,
            )


def _worth_a_look(form: Determination) -> Iterator[Finding]:
    present = {
        area
        for area, judgment in form.areas.items()
        if judgment.presence is Presence.YES
    }
    if form.primary == DEFICITS and present - {DEFICITS}:
        yield Finding(
            Weight.LOOK,
            "Deficits means an absence of life events that would support another "
            "area (article, line 54), and another area is rated present.",
            DEFICITS,
        )
    for area in sorted(present):
        if not form.judgment(area).basis.strip():
            yield Finding(
                Weight.LOOK, "An area is rated present without a basis.", area
            )
