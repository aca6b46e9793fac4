"""Questions for files: a codebook or a form to take in, and where to give one out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

CODEBOOKS = "Codebook (*.yaml *.yml)"
FORMS = "Rating form for Excel (*.xlsx)"


def ask_file_to_read(parent: QWidget, home: Path) -> Path | None:
    """Ask which codebook or form to take in."""
    both = f"Codebook or form (*.yaml *.yml *.xlsx);;{CODEBOOKS};;{FORMS}"
    chosen, _ = QFileDialog.getOpenFileName(
        parent, "Import a codebook or a form", str(home), both
    )
    return Path(chosen) if chosen else None


def ask_file_to_write(parent: QWidget, proposed: Path) -> Path | None:
    """Ask where to write the codebook, or its rating form alone."""
    chosen, kind = QFileDialog.getSaveFileName(
        parent,
        "Export the codebook or its form",
        str(proposed),
        f"{CODEBOOKS};;{FORMS}",
    )
    if not chosen:
        return None
    path = Path(chosen)
    suffix = ".xlsx" if kind == FORMS else ".yaml"
    known = path.suffix.lower() in {".yaml", ".yml", ".xlsx"}
    return path if known and kind != FORMS else path.with_suffix(suffix)
