"""Saving a feedback page as a file, where a person says."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFileDialog

from ipt_review.domain.problems import ReviewError
from ipt_review.ui.feedback.page_painting import A4, LETTER, write_pdf
from ipt_review.workflow.supervision.feedback_files import write_printed, write_web_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPageSize
    from PySide6.QtWidgets import QWidget

    from ipt_review.scoring.feedback_page import FeedbackPage
    from ipt_review.ui.feedback.screen import FeedbackScreen

KINDS = {"pdf": "PDF (*.pdf)", "html": "Web page (*.html)"}


class Telling(Protocol):
    """A room that says what came of something."""

    def tell(self, words: str, *, good: bool = True) -> None:
        """Say it."""


def save_page(
    screen: FeedbackScreen, page: FeedbackPage, folder: Path, kind: str
) -> None:
    """Ask for a file, write the page to it, and say how that went.

    Args:
        screen: Where it is asked and said.
        page: What is written.
        folder: Where a file is proposed.
        kind: Ending of the file: pdf or html.
    """
    path = ask_page(screen, "Save the feedback", folder / page.file_name, kind)
    if path is not None:
        told_written(screen, path, partial(write_page, path, page))


def ask_page(asking: QWidget, title: str, proposed: Path, kind: str) -> Path | None:
    """Ask where a page should go; None when nowhere.

    Args:
        asking: In front of what it is asked.
        title: Of the dialog.
        proposed: Where it is proposed, without an ending.
        kind: Ending of the file: pdf or html.
    """
    named = str(proposed.with_name(f"{proposed.name}.{kind}"))
    chosen, _ = QFileDialog.getSaveFileName(asking, title, named, KINDS[kind])
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() != f".{kind}":
        path = path.with_name(f"{path.name}.{kind}")
    return path


def told_written(telling: Telling, path: Path, write: Callable[[], object]) -> None:
    """Write a page, and say in its room how that went."""
    try:
        write()
    except ReviewError as problem:
        telling.tell(str(problem), good=False)
    else:
        telling.tell(f"● Written: {path}")


def write_page(path: Path, page: FeedbackPage) -> None:
    """Write a page as its file's ending says; an older file is replaced.

    Raises:
        FileNotWritten: When that cannot be done; what stood there is whole.
    """
    if path.suffix.lower() == ".html":
        write_web_page(path, page)
        return
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "page.pdf"
        write_pdf(made, page, paper_here())
        write_printed(path, made.read_bytes())


def paper_here() -> QPageSize.PageSizeId:
    """Return the paper of this country: Letter where inches are measured, or A4."""
    inches = QLocale.MeasurementSystem.ImperialUSSystem
    return LETTER if QLocale.system().measurementSystem() is inches else A4
