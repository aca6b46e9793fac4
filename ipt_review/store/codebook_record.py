"""What the database answers about the codebooks of a study."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from ipt_review.store import codebooks

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import CodebookVersion


class CodebookRecord(ABC):
    """The part of a study file that keeps codebooks."""

    @abstractmethod
    def _reads(self) -> AbstractContextManager[Connection]:
        """Return a connection to ask on."""

    @abstractmethod
    def _writes(self) -> AbstractContextManager[Connection]:
        """Return a transaction."""

    def keep_codebook(self, codebook: Codebook, text: str) -> None:
        """Keep a codebook with the text it was read from; twice is as good as once.

        Raises:
            CodebookChanged: When the study holds another text of this version.
        """
        with self._writes() as connection:
            codebooks.keep_codebook(connection, codebook, text)

    def codebook_text(self, version: CodebookVersion) -> str:
        """Return the text of a codebook as it was kept.

        Raises:
            UnknownWord: When the study has no such codebook.
        """
        with self._reads() as connection:
            return codebooks.codebook_text(connection, version)

    def codebook_versions(self) -> list[CodebookVersion]:
        """Return the codebooks of the study, the one kept last at the end."""
        with self._reads() as connection:
            return codebooks.codebook_versions(connection)
