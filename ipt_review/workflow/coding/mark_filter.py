"""Which marks are asked for: a filter as a value, and the marks that pass it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.workflow.folding import fold, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.codebook import Code, Codebook, Valence
    from ipt_review.domain.mark import Mark, Quality


@dataclass(frozen=True, slots=True)
class MarkFilter:
    """What marks have to be like; whatever is left empty asks for nothing.

    Attributes:
        codes: Ids of codes or states, one of which it has to be.
        groups: Ids of code groups or tracks.
        valences: What its code says about the model; a state says nothing.
        qualities: How well it was done; None stands for not said.
        text: Words that its label or note have to have, each of them.
        noted: Whether it has to have a note (True) or none (False).
    """

    codes: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    valences: frozenset[Valence] = frozenset()
    qualities: frozenset[Quality | None] = frozenset()
    text: str = ""
    noted: bool | None = None

    @property
    def is_on(self) -> bool:
        """Whether it asks for anything."""
        return self != MarkFilter(text=self.text) or bool(words_of(self.text))


class Sieve:
    """Tells which marks pass a filter, by the words of one codebook."""

    def __init__(self, wanted: MarkFilter, codebook: Codebook) -> None:
        self._wanted = wanted
        self._words = words_of(wanted.text)
        self._labels = _labels(codebook)
        self._groups = _groups(codebook)
        self._valences = {code.id: code.valence for code in codebook.codes}
        self._known: dict[str, bool] = {}

    def passes(self, mark: Mark) -> bool:
        """Say whether a mark is asked for."""
        wanted = self._wanted
        if mark.code not in self._known:
            self._known[mark.code] = self._code_passes(mark.code)
        return (
            self._known[mark.code]
            and (wanted.noted is None or wanted.noted == bool(mark.note))
            and (not wanted.qualities or mark.quality in wanted.qualities)
            and (not self._words or self._says(mark))
        )

    def through(self, marks: Iterable[Mark]) -> list[Mark]:
        """Return the marks that pass, in the order in which they come."""
        return [mark for mark in marks if self.passes(mark)]

    def _code_passes(self, code: str) -> bool:
        wanted = self._wanted
        return (
            (not wanted.codes or code in wanted.codes)
            and (not wanted.groups or self._groups.get(code, "") in wanted.groups)
            and (not wanted.valences or self._valences.get(code) in wanted.valences)
        )

    def _says(self, mark: Mark) -> bool:
        label = self._labels.get(mark.code, mark.code)
        missing = [word for word in self._words if word not in label]
        if not missing:
            return True
        note = fold(mark.note) if mark.note else ""
        return all(word in note for word in missing)


def labels_of(code: Code) -> tuple[str, ...]:
    """Return all that a code is called: its label, other names, and area by area."""
    variants = (each.label for each in code.variants.values())
    return (code.label, *code.aka, *variants)


def _labels(codebook: Codebook) -> dict[str, str]:
    """Return the folded labels by code and state."""
    states = [state for track in codebook.tracks for state in track.states]
    return {code.id: fold("\n".join(labels_of(code))) for code in codebook.codes} | {
        state.id: fold(state.label) for state in states
    }


def _groups(codebook: Codebook) -> dict[str, str]:
    """Return the id of the group or track by code and state."""
    states = [(s.id, track.id) for track in codebook.tracks for s in track.states]
    return {code.id: code.group for code in codebook.codes} | dict(states)
