"""The page on which a study is frozen, and held against its manifest later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ipt_review.ui import wording
from ipt_review.ui.parts import button, frame, label, restyle, rule
from ipt_review.ui.study.table import TextTable
from ipt_review.ui.study.words import moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.domain.version import Freeze
    from ipt_review.study.freezing import Difference

HEADERS = ("What", "Difference")
INTRO = (
    "A frozen study takes no change of any kind, so that its figures stay what they "
    "are. Its manifest holds a SHA-256 checksum for every coding, codebook and "
    "setting; kept elsewhere, it supports that nothing was changed afterwards."
)
OPEN = "This study is open: it can be changed."
SAME = "Nothing differs: all codings, codebooks and settings are as in the manifest."
MOST = 500


class FreezePage(QWidget):
    """Freezes a study, lifts the freeze, saves its manifest and verifies one.

    Signals:
        freeze_wanted, thaw_wanted, save_wanted, verify_wanted
    """

    freeze_wanted = Signal()
    thaw_wanted = Signal()
    save_wanted = Signal()
    verify_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = label("", "title")
        self.facts = label("", "muted", wrap=True)
        self.freeze = button("Freeze the study…", "primary")
        self.thaw = button("Lift the freeze…")
        self.save = button("Save the manifest…")
        self.verify = button("Verify a manifest…")
        self.outcome = label("", "muted", wrap=True)
        self.table = TextTable("What differs from the manifest", HEADERS)
        self.table.hide()
        self._build()
        self.freeze.clicked.connect(self.freeze_wanted)
        self.thaw.clicked.connect(self.thaw_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.verify.clicked.connect(self.verify_wanted)

    def show_state(self, freeze: Freeze | None, by: str, *, writable: bool) -> None:
        """Show whether the study is frozen, since when, by whom and why."""
        self.state.setText(OPEN if freeze is None else "This study is frozen.")
        self.facts.setText(
            ""
            if freeze is None
            else f"Since {moment(freeze.at)}, by {by}: {freeze.reason}"
        )
        self.freeze.setVisible(freeze is None)
        self.thaw.setVisible(freeze is not None)
        for made in (self.freeze, self.thaw):
            made.setEnabled(writable)

    def tell_saved(self, sentence: str) -> None:
        """Say where the manifest is."""
        restyle(self.outcome, "good")
        self.outcome.setText(sentence)

    def tell_differences(self, found: Sequence[Difference]) -> None:
        """Say what differs between a manifest and the study as it is now."""
        restyle(self.outcome, "bad" if found else "good")
        count = wording.how_many(len(found), "difference")
        self.outcome.setText(f"{count} from the manifest:" if found else SAME)
        self.table.show_rows([tuple(each) for each in found[:MOST]])
        self.table.setVisible(bool(found))

    def _build(self) -> None:
        card = frame("card")
        card.setMaximumWidth(760)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.state)
        column.addWidget(self.facts)
        column.addWidget(label(INTRO, "muted", wrap=True))
        line = QHBoxLayout()
        for made in (self.freeze, self.thaw, self.save, self.verify):
            line.addWidget(made)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(rule())
        column.addWidget(self.outcome)
        column.addWidget(self.table, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 12, 12, 12)
        outer.addWidget(card)
        outer.addStretch(1)
