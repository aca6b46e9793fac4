"""Questions for a severity scale and a profile of the study's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from ipt_review.domain.codebook import Profile, SeverityScale
from ipt_review.study.codebook_change import AddProfile, AddSeverity
from ipt_review.study.codebook_lists import MOST_PERCENT, MOST_TOTAL
from ipt_review.ui.codebook.asking import NewEntry
from ipt_review.ui.codebook.choosing import CodesField
from ipt_review.ui.number_boxes import NumberBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.codebook import Codebook
    from ipt_review.ui.theme import Theme

HALF = 50
USUAL_HIGH = 30


class NewSeverity(NewEntry):
    """Asks for a severity scale: its range, and the lines that are drawn on it."""

    def __init__(
        self, codebook: Codebook, theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__("New severity scale", codebook, theme, parent)
        self.low, self.high = _number(0, 0), _number(0, USUAL_HIGH)
        self.remission = _number(-1, -1)
        self.response = _number(-1, HALF, MOST_PERCENT)
        self.response.setSuffix(" %")
        for name, box in (
            ("Lowest total", self.low),
            ("Highest total", self.high),
            ("Remission below", self.remission),
            ("Response: a fall by", self.response),
        ):
            self.add(name, box)
            box.valueChanged.connect(self.check)
        self.id.textEdited.connect(self.check)
        self.check()

    @override
    def change(self) -> AddSeverity:
        """Return the scale; where a line says none there is none."""
        return AddSeverity(
            SeverityScale(
                self.id.text(),
                self.name.text(),
                self.low.value(),
                self.high.value(),
                _or_none(self.remission),
                _or_none(self.response),
            )
        )


class NewProfile(NewEntry):
    """Asks which codes are on the panel."""

    def __init__(
        self, codebook: Codebook, theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__("New profile", codebook, theme, parent)
        self.purpose = QLineEdit()
        self.codes = CodesField(codebook)
        self.codes.show_value(())
        self.add("What it is for", self.purpose)
        self.add("Codes on the panel", self.codes)
        self.codes.set_name("Codes on the panel")
        self.codes.edited.connect(lambda _codes: self.check())
        self.id.textEdited.connect(self.check)
        self.check()

    @override
    def change(self) -> AddProfile:
        """Return the profile."""
        codes, purpose = self.codes.value, self.purpose.text().strip()
        return AddProfile(
            Profile(self.id.text(), self.name.text(), codes, None, purpose)
        )


def _number(low: int, value: int, high: int = MOST_TOTAL) -> NumberBox:
    box = NumberBox()
    box.setRange(low, high)
    box.setValue(value)
    if low < 0:
        box.setSpecialValueText("none")
    return box


def _or_none(box: NumberBox) -> int | None:
    return None if box.value() < 0 else box.value()
