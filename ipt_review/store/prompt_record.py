"""What a study file holds of prompts, and of what is set for the study."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from ipt_review.store import prompts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from uuid import UUID

    from sqlalchemy import Connection

    from ipt_review.scoring.prompting import PromptEvent


class PromptRecord(ABC):
    """The part of a study file that is about prompts and settings of the study."""

    @abstractmethod
    def _reads(self) -> AbstractContextManager[Connection]:
        """Return a connection to ask on."""

    @abstractmethod
    def _writes(self) -> AbstractContextManager[Connection]:
        """Return a transaction."""

    def log_prompts(self, coding: UUID, events: Sequence[PromptEvent]) -> None:
        """Add to the log what became of prompts that a rater was shown."""
        with self._writes() as connection:
            prompts.log_prompts(connection, coding, events)

    def prompt_logs(self) -> dict[UUID, list[PromptEvent]]:
        """Return what became of the prompts of every coding that has any."""
        with self._reads() as connection:
            return prompts.prompt_logs(connection)

    def prompt_log(self, coding: UUID) -> list[PromptEvent]:
        """Return what became of the prompts of a coding, in order."""
        with self._reads() as connection:
            return prompts.prompt_log(connection, coding)

    def study_settings(self) -> dict[str, str]:
        """Return what is set for the study, by name."""
        with self._reads() as connection:
            return prompts.study_settings(connection)

    def set_study_setting(
        self, name: str, value: str, by: UUID | None, at: int
    ) -> None:
        """Set something for the study, as `by` did at `at` (ms since 1970 UTC)."""
        with self._writes() as connection:
            prompts.set_study_setting(connection, name, value, by, at)
