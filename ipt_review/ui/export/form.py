"""In which form a study goes out: a workbook, a template that is filled, or values."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ipt_review.ui.parts import button

WORKBOOKS = "Excel workbook (*.xlsx)"
OWN = "The sheets of this program"
FILLED = "A template of yours: an .xlsx file with placeholders, which is filled"
VALUES = "Values for statistics programs: a folder with CSV files and SPSS syntax"
EXAMPLE = "example template.xlsx"


class FormChoice(QWidget):
    """Asks for the form, and which template is filled.

    Signals:
        example_wanted: An example template should be written to this file (Path).
    """

    example_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.own = QRadioButton(OWN)
        self.filled = QRadioButton(FILLED)
        self.values = QRadioButton(VALUES)
        self.own.setChecked(True)
        self.file = QLineEdit()
        self.file.setAccessibleName("Template to fill")
        self.file.setPlaceholderText("Template to fill")
        self.browse = button("Choose…", tip="Choose the template to fill")
        self.example = button(
            "Save an example template…", tip="To begin with; it lists all placeholders"
        )
        self._folder = Path()
        choices = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for choice in (self.own, self.filled):
            choices.addButton(choice)
            column.addWidget(choice)
        line = QHBoxLayout()
        line.addWidget(self.file, 1)
        line.addWidget(self.browse)
        line.addWidget(self.example)
        column.addLayout(line)
        choices.addButton(self.values)
        column.addWidget(self.values)
        self.filled.toggled.connect(self._offer)
        self.browse.clicked.connect(self._browse)
        self.example.clicked.connect(self._ask_example)
        self._offer(on=False)

    @property
    def template(self) -> Path | None:
        """The template to fill, if one is to be."""
        text = self.file.text().strip()
        return Path(text) if self.filled.isChecked() and text else None

    @property
    def lacks_template(self) -> bool:
        """Whether a template is to be filled and none is named."""
        return self.filled.isChecked() and self.template is None

    def begin(self, folder: Path) -> None:
        """Choose nothing yet; files are looked for in this folder."""
        self._folder = folder
        self.file.clear()
        self.own.setChecked(True)

    def take(self, template: Path) -> None:
        """Fill this template from now on."""
        self.file.setText(str(template))
        self.filled.setChecked(True)

    def _offer(self, on: bool) -> None:  # noqa: FBT001 - a signal of Qt
        for part in (self.file, self.browse):
            part.setEnabled(on)

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "Template to fill", str(self._folder), WORKBOOKS
        )
        if chosen:
            self.take(Path(chosen))

    def _ask_example(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Save an example template", str(self._folder / EXAMPLE), WORKBOOKS
        )
        if chosen:
            path = Path(chosen)
            if path.suffix.lower() != ".xlsx":
                path = path.with_name(f"{path.name}.xlsx")
            self.example_wanted.emit(path)
