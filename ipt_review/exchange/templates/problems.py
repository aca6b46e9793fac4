"""What can be wrong with a template, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from pathlib import Path


class BadTemplate(ReviewError):
    """A template that cannot be filled; nothing was written."""

    @classmethod
    def unreadable(cls, path: Path, why: str) -> BadTemplate:
        """Return the problem of a file that is no template at all."""
        return cls(
            f"“{path.name}” cannot be filled: {why}.",
            "In Excel or LibreOffice, save it as an Excel workbook (.xlsx) without a "
            "password, and choose that.",
        )

    @classmethod
    def at(cls, sheet: str, cell: str, what: str, remedy: str) -> BadTemplate:
        """Return the problem of one cell."""
        return cls(f"Sheet “{sheet}”, cell {cell} of the template: {what}.", remedy)
