"""Questions that stop a person: files to choose, and what cannot be undone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox

from ipt_review import __version__
from ipt_review.ui.library.add_recording import AddRecording
from ipt_review.ui.library.files_field import RECORDINGS
from ipt_review.workflow.files.opening import SUFFIX
from ipt_review.workflow.library.piecing import in_natural_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.people import Person
    from ipt_review.workflow.desk import Holdings
    from ipt_review.workflow.library.organising import Arrival

STUDIES = f"Studies (*{SUFFIX});;All files (*)"
ABOUT = (
    f"IPT Review {__version__}\n\n"
    "Plays taped sessions of Interpersonal Psychotherapy beside a timestamped coding "
    "panel, for supervision, self-review and fidelity studies.\n\n"
    "MIT license. Nothing leaves this computer, but to the server of a team study."
)


def ask_study(parent: QWidget, home: Path) -> Path | None:
    """Ask which study file to open."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "Open a study", str(home), STUDIES)
    return Path(chosen) if chosen else None


def ask_recording(parent: QWidget) -> Path | None:
    """Ask where a recording lies now."""
    chosen, _ = QFileDialog.getOpenFileName(
        parent, "Find the recording", "", RECORDINGS
    )
    return Path(chosen) if chosen else None


def ask_recordings(parent: QWidget) -> tuple[Path, ...]:
    """Ask for the recording of one session: one file, or several that are one."""
    chosen, _ = QFileDialog.getOpenFileNames(
        parent, "Review a recording now", "", RECORDINGS
    )
    return tuple(in_natural_order(map(Path, chosen)))


def ask_folder(parent: QWidget) -> Path | None:
    """Ask in which folder to look for recordings."""
    chosen = QFileDialog.getExistingDirectory(parent, "Find recordings in a folder")
    return Path(chosen) if chosen else None


def confirm_another(parent: QWidget, differs: str) -> bool:
    """Ask whether another recording is to stand for the one that was coded."""
    answer = QMessageBox.question(
        parent,
        "Another recording",
        f"{differs}\n\nUse it all the same? That is right for a converted copy of the "
        "same session. Marks keep their times.",
        QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
        QMessageBox.StandardButton.No,
    )
    return answer == QMessageBox.StandardButton.Yes


def ask_arrival(
    parent: QWidget,
    holdings: Holdings,
    codebook: Codebook,
    person: Person | None = None,
    files: Sequence[Path] = (),
) -> Arrival | None:
    """Ask a person for a recording (or these files) and whose session it is."""
    form = AddRecording(holdings, codebook, parent, person)
    if files:
        form.files.choose(files)
    accepted = form.exec() == QDialog.DialogCode.Accepted
    form.deleteLater()
    return form.arrival() if accepted else None


def show_about(parent: QWidget) -> None:
    """Say what the program is."""
    QMessageBox.about(parent, "About IPT Review", ABOUT)
