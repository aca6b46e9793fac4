"""What became of the prompts that a rater was shown: pure, from one moment to the next.

Prompts are logged, because they could influence ratings in a study (codebook notes,
section B8).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from ipt_review.domain.rating import Rating
    from ipt_review.scoring.evidence import CheckKind, SoftCheck


class Outcome(Enum):
    """What became of a prompt."""

    SHOWN = "shown"
    RATING_CHANGED = "rating_changed"
    MARKS_CHANGED = "marks_changed"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question to the rater about ratings and marks that do not fit.

    Attributes:
        items: Ids of the items that it is about, in the form's order.
        value: What they were rated when it was shown.
    """

    kind: CheckKind
    items: tuple[str, ...]
    value: int

    def is_same(self, other: Prompt) -> bool:
        """Say whether the other asks the same; a run of one value may grow."""
        alike = (self.kind, self.value) == (other.kind, other.value)
        return alike and not set(self.items).isdisjoint(other.items)


@dataclass(frozen=True, slots=True)
class PromptEvent:
    """One line in the log of prompts of a coding.

    Attributes:
        at: When, in ms since 1970 UTC.
        by: Who was shown the prompt.
    """

    prompt: Prompt
    outcome: Outcome
    at: int
    by: UUID


def standing(
    checks: Iterable[SoftCheck], ratings: Mapping[str, Rating]
) -> list[Prompt]:
    """Return the prompts that checks of these ratings give rise to."""
    return [prompt_of(check, ratings) for check in checks]


def prompt_of(check: SoftCheck, ratings: Mapping[str, Rating]) -> Prompt:
    """Return the prompt that one check of these ratings gives rise to."""
    return Prompt(check.kind, check.items, ratings[check.items[0]].value)


def unanswered(log: Iterable[PromptEvent]) -> list[Prompt]:
    """Return the prompts that were shown and of which nothing became so far."""
    shown: list[Prompt] = []
    for event in log:
        if event.outcome is Outcome.SHOWN:
            shown.append(event.prompt)
        else:
            shown = [each for each in shown if each != event.prompt]
    return shown


def kept(log: Iterable[PromptEvent]) -> list[Prompt]:
    """Return the prompts that the rater answered by keeping what they ask about.

    They are not asked again about the same value.
    """
    return [event.prompt for event in log if event.outcome is Outcome.KEPT]


def news(
    now: Sequence[Prompt], log: Iterable[PromptEvent], ratings: Mapping[str, Rating]
) -> list[tuple[Prompt, Outcome]]:
    """Return what happened to prompts since the log was last written.

    Prompts that no longer stand come first, then those that are new. A prompt that
    stands about another value than before counts as a new one, and one that was
    kept is not asked again.

    Args:
        now: The prompts that the rater is shown.
        log: Everything logged for this coding so far.
        ratings: By item id, as they stand.
    """
    log = list(log)
    before = unanswered(log)
    known = [*before, *kept(log)]
    gone = [each for each in before if not any(map(each.is_same, now))]
    new = [each for each in now if not any(map(each.is_same, known))]
    return [
        *((each, _answer(each, ratings)) for each in gone),
        *((each, Outcome.SHOWN) for each in new),
    ]


def _answer(prompt: Prompt, ratings: Mapping[str, Rating]) -> Outcome:
    """Say why a prompt no longer stands."""
    values = {ratings[i].value if i in ratings else None for i in prompt.items}
    same = values == {prompt.value}
    return Outcome.MARKS_CHANGED if same else Outcome.RATING_CHANGED
