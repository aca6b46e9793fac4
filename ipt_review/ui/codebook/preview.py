"""An entry as raters will meet it: with the study's words and current labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ipt_review.study.codebook_entries import Noun
from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.codebook import Codebook
    from ipt_review.ui.codebook.pages import Page

_WIDTH = 330


class Preview(QFrame):
    """A card beside the form."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setFixedWidth(_WIDTH)
        self._title = label("As raters see it", "title")
        self._body = QScrollArea()
        self._body.setWidgetResizable(True)
        self._body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 12, 15, 12)
        column.addWidget(self._title)
        column.addWidget(self._body, 1)
        self._shown: list[tuple[str, str]] = []
        self._has = self._narrow = False

    def show_page(self, page: Page, codebook: Codebook) -> None:
        """Show what a page edits, out of the codebook as raters meet it."""
        lines = [
            line
            for section in page.sections
            for line in _lines(section.ref.noun, section.ref.id, codebook)
        ]
        self._has = bool(lines)
        self.setVisible(self._has and not self._narrow)
        if lines == self._shown:
            return
        self._shown = lines
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 6, 0)
        column.setSpacing(6)
        for kind, text in lines:
            column.addWidget(label(text, kind, wrap=True))
        column.addStretch(1)
        self._body.setWidget(body)

    def narrow(self, narrow: bool) -> None:  # noqa: FBT001 - what the width says
        """Step aside where there is no room."""
        self._narrow = narrow
        self.setVisible(self._has and not narrow)

    def text(self) -> str:
        """Return what is shown, line by line."""
        return "\n".join(text for _, text in self._shown)


def _lines(noun: Noun, entry: str, codebook: Codebook) -> Iterable[tuple[str, str]]:
    """Yield kind and text of each line."""
    if noun is Noun.CODE:
        yield from _code(entry, codebook)
    elif noun is Noun.VARIANT:
        code, _, area = entry.partition(".")
        variant = codebook.code(code).variants[area]
        yield from (("title", variant.label), ("", variant.does))
        yield "muted", f"“{variant.example}”"
    elif noun is Noun.ITEM:
        yield from _item(entry, codebook)


def _code(entry: str, codebook: Codebook) -> Iterable[tuple[str, str]]:
    code = codebook.code(entry)
    if code.silenced:
        yield "bad", "Silenced: not on the panel; its key is free."
    yield "title", f"{code.key.replace('Shift+', '⇧')}   {code.label}"
    yield "", code.definition
    yield "small", "When"
    yield from (("", f"– {each}") for each in code.when)
    if code.when_not:
        yield "small", "When not"
        yield from (("", f"– {each}") for each in code.when_not)
    yield "muted", f"“{code.example}”"


def _item(entry: str, codebook: Codebook) -> Iterable[tuple[str, str]]:
    item, scale = codebook.item(entry), codebook.scale_of(entry)
    if item.silenced:
        yield "bad", "Silenced in this study: not asked, in no mean."
    yield "title", item.label
    yield "", item.text
    yield "small", scale.question
    for value in range(scale.low, scale.high + 1):
        if value in item.anchors:
            yield "", f"{value}  {item.anchors[value]}"
    if item.reverse:
        yield "small", f"Reverse: {scale.low} counts as {scale.high} in means."
    if item.applies.rule:
        yield "muted", item.applies.rule
