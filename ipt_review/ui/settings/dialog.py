"""The settings of this computer on one page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.ui.number_boxes import DecimalBox
from ipt_review.ui.parts import label, rule
from ipt_review.ui.settings.schema import PAGES, PLAYING, SETTINGS, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipt_review.ui.settings.preferences import Preferences
    from ipt_review.ui.settings.schema import Setting

Field = DecimalBox | QCheckBox | QComboBox

SIZE = (720, 680)
STUDY = (
    "These hold for this computer. What can change a result, such as how far a point "
    "is set back, belongs to the study."
)


class SettingsDialog(QDialog):
    """Shows settings, and keeps each one as it is changed.

    Args:
        preferences: Where settings are read and kept.
        playing: Which engine plays tapes here, and why, in words.
        more: Further pages, by what they are called.
    """

    def __init__(
        self,
        preferences: Preferences,
        playing: str,
        more: Mapping[str, QWidget],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Settings")
        self.resize(*SIZE)
        self._preferences = preferences
        self.fields: dict[str, Field] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        self.playing = label(playing, wrap=True)
        self.playing.setAccessibleName("What plays tapes")
        self.pages = QTabWidget()
        for page in PAGES:
            self.pages.addTab(self._page(page), page)
        for page, widget in more.items():
            self.pages.addTab(widget, page)
        column.addWidget(self.pages)
        column.addWidget(rule())
        column.addWidget(label(STUDY, "muted", wrap=True))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.accept)
        column.addWidget(buttons)

    def turn_to(self, page: str) -> None:
        """Show the page that is called so, if there is one."""
        for place in range(self.pages.count()):
            if self.pages.tabText(place) == page:
                self.pages.setCurrentIndex(place)

    def _page(self, page: str) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(4, 14, 4, 4)
        column.setSpacing(12)
        if page == PLAYING:
            column.addWidget(self.playing)
        column.addLayout(self._form(page))
        column.addStretch(1)
        return made

    def _form(self, page: str) -> QGridLayout:
        form = QGridLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(2)
        form.setColumnStretch(0, 1)
        asked = [each for each in SETTINGS if each.page == page]
        for place, each in enumerate(asked):
            field = self._field(each)
            field.setAccessibleName(each.label)
            field.setAccessibleDescription(each.help)
            self.fields[each.id] = field
            named = label(each.label)
            named.setBuddy(field)
            form.addWidget(named, 3 * place, 0)
            form.addWidget(field, 3 * place, 1)
            form.addWidget(label(each.help, "muted", wrap=True), 3 * place + 1, 0)
            form.setRowMinimumHeight(3 * place + 2, 10)
        return form

    def _field(self, asked: Setting) -> Field:
        make = {
            Kind.SECONDS: self._seconds,
            Kind.YES_OR_NO: self._yes_or_no,
            Kind.CHOICE: self._choice,
        }
        return make[asked.kind](asked, self._preferences.value(asked.id))

    def _yes_or_no(self, asked: Setting, value: int) -> Field:
        box = QCheckBox()
        box.setChecked(value == 1)
        box.toggled.connect(lambda on: self._preferences.set_value(asked.id, int(on)))
        return box

    def _choice(self, asked: Setting, value: int) -> Field:
        box = QComboBox()
        box.addItems([said for _, said in asked.choices])
        box.setCurrentIndex(value)
        box.currentIndexChanged.connect(partial(self._preferences.set_value, asked.id))
        return box

    def _seconds(self, asked: Setting, value: int) -> Field:
        box = DecimalBox()
        box.setDecimals(1)
        box.setSingleStep(0.5)
        box.setRange(0.0, asked.most / MS_PER_SECOND)
        box.setSuffix(" s")
        box.setValue(value / MS_PER_SECOND)
        box.valueChanged.connect(partial(self._keep_seconds, asked.id))
        return box

    def _keep_seconds(self, name: str, seconds: float) -> None:
        self._preferences.set_value(name, round(seconds * MS_PER_SECOND))
