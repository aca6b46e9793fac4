"""The form on which a training program says what its portfolios need."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ipt_review.domain.portfolio import (
    BROKEN,
    HIGHEST,
    MOST,
    Grade,
    RatedBy,
    Requirement,
    RequirementKind,
    Statement,
    Template,
)
from ipt_review.domain.problems import ReviewError
from ipt_review.scoring.portfolio_words import PASSED_ON, TITLES
from ipt_review.ui.number_boxes import DecimalBox, NumberBox
from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SIZE = (820, 680)
OPEN = "open"
OURS = "Set by this program"
ATTESTED_LINES = 4
SAYS = (
    "A figure that is open is set by the program and not judged. What is saved here "
    "counts for everybody in this study; the templates that come with the program stay "
    "as they are."
)
SHORT = {
    RatedBy.SUPERVISOR: "a supervisor submitted ratings",
    RatedBy.BOTH: "supervisor and therapist submitted ratings",
    RatedBy.EITHER: "a supervisor, or else the therapist, submitted ratings",
}


class FigureRow:
    """One requirement on the form: whether it is asked for, how many, from where."""

    def __init__(self, kind: RequirementKind) -> None:
        self.kind = kind
        self.asked = QCheckBox(TITLES[kind])
        self.figure = DecimalBox()
        self.figure.setDecimals(1 if kind in BROKEN else 0)
        self.figure.setRange(0, HIGHEST.get(kind, MOST))
        self.figure.setSpecialValueText(OPEN)
        self.figure.setAccessibleName(f"{TITLES[kind]}: how many, 0 for open")
        self.source = QLineEdit()
        self.source.setPlaceholderText("Where the figure is from")
        self.source.setAccessibleName(f"{TITLES[kind]}: source")
        self._copied: Requirement | None = None
        self.asked.toggled.connect(self._allow)
        self.figure.valueChanged.connect(self._say_whose)

    def show(self, requirement: Requirement | None) -> None:
        """Show what is asked for, or that nothing of this kind is."""
        self._copied = requirement
        self.asked.setChecked(requirement is not None)
        figure = None if requirement is None else requirement.figure
        self.figure.setValue(figure or 0)
        self.source.setText("" if requirement is None else requirement.source)
        self.source.setCursorPosition(0)
        self._allow()

    def requirement(self) -> Requirement | None:
        """Return what is asked for; None for nothing of this kind."""
        if not self.asked.isChecked():
            return None
        figure = round(self.figure.value(), 1) or None
        return Requirement(self.kind, figure, self.source.text().strip())

    def _say_whose(self) -> None:
        """Have a figure that was changed no longer go by the source of another."""
        copied = self._copied
        source = "" if copied is None else copied.source
        figure = round(self.figure.value(), 1) or None
        if self.source.text() in {source, OURS, ""}:
            same = copied is not None and figure == copied.figure
            own = OURS if figure is not None else ""
            self.source.setText(source if same else own)
            self.source.setCursorPosition(0)

    def _allow(self) -> None:
        for each in (self.figure, self.source):
            each.setEnabled(self.asked.isChecked())


class TemplateForm(QDialog):
    """Asks what a portfolio needs, beginning with a copy of a template.

    Args:
        templates: What can be copied.
        begun: The one that is shown first.
        keep: Keeps it; raises a `ReviewError` when it cannot.
    """

    def __init__(
        self,
        templates: Sequence[Template],
        begun: Template,
        keep: Callable[[Template], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("What a portfolio needs in this program")
        self.resize(*SIZE)
        self._keep = keep
        self._templates = templates
        self._shown = begun
        self.copied = QComboBox()
        self.copied.setAccessibleName("Begin with a copy of")
        self.copied.addItems([each.title for each in templates])
        self.copied.setCurrentIndex(templates.index(begun))
        self.title = QLineEdit()
        self.title.setAccessibleName("Title")
        self.rated_by = QComboBox()
        self.rated_by.setAccessibleName("A tape counts once")
        for by, words in SHORT.items():
            self.rated_by.addItem(words, by)
        self.passed_on = QComboBox()
        self.passed_on.setAccessibleName("Pass mark is for")
        for passed, words in PASSED_ON.items():
            self.passed_on.addItem(words, passed)
        self.low, self.high = _end("Lowest rating"), _end("Highest rating")
        self.rows = {kind: FigureRow(kind) for kind in RequirementKind}
        self.attested = QPlainTextEdit()
        self.attested.setAccessibleName("What a supervisor attests, one on each line")
        self.attested.setTabChangesFocus(True)
        self.said = label("", "bad", wrap=True)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Save | kinds.Cancel)
        self._build()
        self._show(begun)

    def template(self) -> Template:
        """Return what was entered.

        Raises:
            ReviewError: When it cannot be so.
        """
        found = (row.requirement() for row in self.rows.values())
        whole = Template(
            self._shown.id,
            self.title.text().strip() or "Our program",
            self._shown.about if self._shown.title == self.title.text() else "",
            self.rated_by.currentData(),
            Grade(self.passed_on.currentData(), self.low.value(), self.high.value()),
            (),
            self._statements(),
        )
        return whole.with_requirements(each for each in found if each is not None)

    @override
    def accept(self) -> None:
        """Keep what was entered, and close; or say what is wrong with it."""
        try:
            self._keep(self.template())
        except ReviewError as problem:
            self.said.setText(str(problem))
            self.said.show()
            return
        super().accept()

    def _statements(self) -> tuple[Statement, ...]:
        """Return what is attested; what is worded as before keeps its id."""
        known = {s.text: s for each in self._templates for s in each.attested}
        known |= {each.text: each for each in self._shown.attested}
        lines = (line.strip() for line in self.attested.toPlainText().splitlines())
        return tuple(
            known.get(text) or Statement(f"s{uuid4().hex[:8]}", text)
            for text in dict.fromkeys(filter(None, lines))
        )

    def _show(self, template: Template) -> None:
        self._shown = template
        self.title.setText(template.title)
        self.rated_by.setCurrentIndex(self.rated_by.findData(template.rated_by))
        self.passed_on.setCurrentIndex(
            self.passed_on.findData(template.grade.passed_on)
        )
        self.low.setValue(template.grade.low)
        self.high.setValue(template.grade.high)
        for kind, row in self.rows.items():
            row.show(template.asked(kind))
        lines = (each.text for each in template.attested)
        self.attested.setPlainText("\n".join(lines))

    def _build(self) -> None:
        self.copied.activated.connect(lambda at: self._show(self._templates[at]))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.said.hide()
        inner = QWidget()
        form = QFormLayout(inner)
        form.setVerticalSpacing(8)
        form.addRow("Begin with a copy of", self.copied)
        form.addRow("Title", self.title)
        form.addRow("A tape counts once", self.rated_by)
        form.addRow("The pass mark is for", self._graded())
        form.addRow(self._figures())
        self.attested.setFixedHeight(
            ATTESTED_LINES * self.attested.fontMetrics().lineSpacing() + 16
        )
        form.addRow("A supervisor attests\n(one on each line)", self.attested)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        column = QVBoxLayout(self)
        column.addWidget(label(SAYS, "muted", wrap=True))
        column.addWidget(scroll, 1)
        column.addWidget(self.said)
        column.addWidget(self.buttons)

    def _graded(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.passed_on)
        for words, end in (("on a scale from", self.low), ("to", self.high)):
            row.addWidget(label(words))
            row.addWidget(end)
        row.addStretch(1)
        return made

    def _figures(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setColumnStretch(2, 1)
        for at, row in enumerate(self.rows.values()):
            for column, each in enumerate((row.asked, row.figure, row.source)):
                grid.addWidget(each, at, column)
        return made


def _end(name: str) -> NumberBox:
    made = NumberBox()
    made.setRange(0, 100)
    made.setAccessibleName(name)
    return made
