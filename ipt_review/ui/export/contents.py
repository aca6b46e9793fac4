"""What a workbook holds, sheet by sheet, beside the questions of the Export room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from ipt_review.ui.parts import frame, label
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFrame

EDGE = 24
WIDTH = 440
SHEETS = (
    ("Read me", "what the file is, and what its numbers mean"),
    ("Summary, Session matrix, Items", "means by therapist, session and item"),
    ("Trend, Focus", "session by session, with charts that follow a choice"),
    ("Opening checklist, Ending checklist", "which tasks were done, and where"),
    ("Sessions, Ratings", "one row a coding: scores and counts; items"),
    ("Marks, Comments", "with times and links; comments in the full one only"),
    ("Focus time, Talk time", "by coding and focus state; by tape and speaker"),
    ("Problem areas, Judgment history", "determinations, and how each came about"),
    ("Consensus, Prompts", "what was decided; what raters were asked"),
    ("Sample flow, Samples, Assignments, Guesses", "for those who coordinate"),
    ("Reliability, Reliability methods", "how well raters agree; where one may see"),
    ("Drift, Pass rules, Leniency", "raters beside the reference and the others"),
    ("Codebook, Rating items, Columns", "what everything in the workbook means"),
)


def contents() -> QFrame:
    """Return a card that names all sheets and says what is on them."""
    card = frame("card")
    card.setMaximumWidth(WIDTH)
    column = QVBoxLayout(card)
    column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
    column.setSpacing(2)
    column.addWidget(label("The sheets of this program", "title"))
    for name, holds in SHEETS:
        column.addSpacing(6)
        head = label(name)
        head.setFont(sans(bold=True))
        column.addWidget(head)
        column.addWidget(label(holds, "muted"))
    return card
