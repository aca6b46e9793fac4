"""Prompts to raters: whether a study has them, and the log of what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.coding import Status
from ipt_review.scoring.evidence import CheckKind, soft_checks
from ipt_review.scoring.prompting import (
    Outcome,
    PromptEvent,
    news,
    standing,
    unanswered,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.scoring.prompting import Prompt
    from ipt_review.store.database import Database

SETTING = "soft_checks"
ON, OFF = "on", "off"


def has_prompts(database: Database) -> bool:
    """Say whether raters of this study are prompted; they are unless it says no."""
    return database.study_settings().get(SETTING, ON) == ON


def set_prompts(database: Database, by: UUID | None, at: int, *, wanted: bool) -> None:
    """Have raters of this study prompted or not, as `by` said at `at` (ms since 1970).

    Nothing is written when that is so already.
    """
    if wanted != has_prompts(database):
        database.set_study_setting(SETTING, ON if wanted else OFF, by, at)


def shown(
    codebook: Codebook, coding: Coding, log: Sequence[PromptEvent], at: int
) -> list[PromptEvent]:
    """Return what became of prompts, now that the rater is shown this coding's form.

    Nothing becomes of them where the coding is closed.

    Args:
        codebook: What the coding was made with.
        coding: As the form shows it.
        log: What became of them before.
        at: When, in ms since 1970 UTC.
    """
    if coding.head.status is not Status.DRAFT:
        return []
    now = _standing(coding, codebook)
    return [
        PromptEvent(prompt, outcome, at, coding.head.rater)
        for prompt, outcome in news(now, log, coding.ratings)
    ]


def log_shown(
    database: Database, coding: UUID, happened: Sequence[PromptEvent]
) -> None:
    """Log what became of prompts, where the study has them and can be written."""
    if happened and database.is_writable and has_prompts(database):
        database.log_prompts(coding, happened)


def keep(
    database: Database, codebook: Codebook, coding: Coding, item: str, at: int
) -> None:
    """Log that the rater looked again and keeps what is asked about an item.

    Args:
        database: The study.
        codebook: What the coding was made with.
        coding: As it stands, with the prompts that it gives rise to.
        item: Id of the item; empty for what is asked about the form as a whole.
        at: When, in ms since 1970 UTC.
    """
    by, log = coding.head.rater, database.prompt_log(coding.head.id)

    def concerns(prompt: Prompt) -> bool:
        whole = prompt.kind is CheckKind.ALL_SAME
        return not whole and item in prompt.items if item else whole

    now = [each for each in _standing(coding, codebook) if concerns(each)]
    asked = [each for each in unanswered(log) if any(map(each.is_same, now))]
    if asked:
        events = [PromptEvent(each, Outcome.KEPT, at, by) for each in asked]
        database.log_prompts(coding.head.id, events)


def prompts_kept(
    database: Database, codebook: Codebook, coding: Coding, at: int
) -> list[PromptEvent]:
    """Return what becomes of prompts when their coding is submitted at `at`.

    Those that were shown and still stand were kept; those that went away since the
    form was last shown were answered.
    """
    if not has_prompts(database):
        return []
    by = coding.head.rater
    log = database.prompt_log(coding.head.id)
    now = _standing(coding, codebook)
    answered = [
        PromptEvent(prompt, outcome, at, by)
        for prompt, outcome in news(now, log, coding.ratings)
        if outcome is not Outcome.SHOWN
    ]
    return [
        *answered,
        *(
            PromptEvent(prompt, Outcome.KEPT, at, by)
            for prompt in unanswered([*log, *answered])
        ),
    ]


def _standing(coding: Coding, codebook: Codebook) -> list[Prompt]:
    checks = soft_checks(coding.ratings, coding.marks.values(), codebook)
    return standing(checks, coding.ratings)
