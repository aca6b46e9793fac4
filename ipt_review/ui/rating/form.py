"""What the rating form shows, worked out without a widget.

A form is laid out anew after every change of a coding; the widgets compare it with
what they show and redraw only the difference.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipt_review.domain.coding import Status
from ipt_review.domain.item import Part
from ipt_review.domain.phase import Phase
from ipt_review.scoring.applicability import asked
from ipt_review.scoring.focus import focus_time
from ipt_review.study.codebook_words import worded
from ipt_review.ui.rating.item_state import Row, short_anchor
from ipt_review.ui.rating.proof import NO_PROMPTS, prompts, proof, time_in_states

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.item import Item, Scale
    from ipt_review.scoring.applicability import Asked, Setting
    from ipt_review.scoring.prompting import Prompt

COMPETENCE = "Competence"
OVERALL = "Overall"
NOTES = {
    "off": "Scored apart from adherence. Here 1 is the best: it did not happen.",
    COMPETENCE: "Skill, not amount. Never averaged with adherence.",
    OVERALL: "Rated last, from the whole session; not an average.",
}
PHASES = {
    Phase.OPENING: "in the opening phase",
    Phase.MIDDLE: "in the middle phase",
    Phase.TERMINATION: "in the termination phase",
}


@dataclass(frozen=True, slots=True)
class Section:
    """Items that stand together.

    Attributes:
        legend: Lowest, middle and highest number in a word each.
        rows: What can be rated; `set_aside` what does not apply, with reasons.
    """

    title: str
    note: str
    legend: str
    rows: tuple[Row, ...]
    set_aside: tuple[Row, ...]
    aside_title: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the items that are asked have an answer."""

    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class Form:
    """The whole form for one coding.

    Attributes:
        remarks: Questions about the form as a whole.
        is_closed: Whether the coding was submitted and can no longer change.
    """

    sections: tuple[Section, ...]
    progress: Mapping[Part, Progress]
    remarks: tuple[str, ...]
    comment: str
    is_closed: bool

    def rows(self) -> list[Row]:
        """Return what can be rated, from top to bottom."""
        return [row for section in self.sections for row in section.rows]

    def row(self, item: str | None) -> Row | None:
        """Return the row of this item if it can be rated."""
        return next((row for row in self.rows() if row.item.id == item), None)

    def first(self) -> str | None:
        """Return the item at the top that has no answer, or else the top one."""
        rows = self.rows()
        return self.next_unrated(None) or (rows[0].item.id if rows else None)

    def next_unrated(self, after: str | None) -> str | None:
        """Return the next item without an answer, going round at the end."""
        rows = self.rows()
        places = [row.item.id for row in rows]
        start = places.index(after) + 1 if after in places else 0
        for row in rows[start:] + rows[:start]:
            if row.is_expected and row.rating is None and row.item.id != after:
                return row.item.id
        return None

    def neighbor(self, item: str | None, step: int) -> str | None:
        """Return the item `step` places further down, stopping at either end."""
        places = [row.item.id for row in self.rows()]
        if not places:
            return None
        start = places.index(item) if item in places else 0
        return places[min(max(start + step, 0), len(places) - 1)]


def lay_out(
    codebook: Codebook,
    setting: Setting,
    coding: Coding,
    length: int,
    *,
    prompted: bool = True,
    kept: Collection[Prompt] = (),
) -> Form:
    """Return the form as it stands.

    Args:
        codebook: Whose items are rated.
        setting: What decides which of them apply in this session.
        coding: The rater's marks and ratings.
        length: How long the tape is, in ms.
        prompted: Whether to ask where ratings and marks do not fit.
        kept: What the rater was asked already, and kept.
    """
    asks = prompts(coding, codebook, kept) if prompted else NO_PROMPTS
    foci, say = () if setting.focus_hidden else setting.foci, worded(codebook)
    times = focus_time(coding, codebook, length, foci, setting.phase)
    phase = None if setting.place_hidden else setting.phase
    sections = []
    for title, note, items in _groups(codebook):
        rows = [
            Row(
                item=item,
                scale=codebook.scale_of(item.id),
                where=title,
                asked=_worded(asked(item, setting, coding.ratings), say),
                rating=coding.ratings.get(item.id),
                evidence=proof(item, coding, codebook, length),
                times=time_in_states(item, times, codebook),
                prompts=asks.by_item.get(item.id, ()),
            )
            for item in items
        ]
        sections.append(_section(title, note, rows, phase))
    shown = [row for section in sections for row in section.rows]
    return Form(
        sections=tuple(sections),
        progress={part: _progress(shown, part) for part in Part},
        remarks=asks.overall,
        comment=coding.session_comment,
        is_closed=coding.head.status is not Status.DRAFT,
    )


def _worded(found: Asked, say: Callable[[str], str]) -> Asked:
    """Return the same with its reason in the study's words."""
    return replace(found, reason=say(found.reason)) if found.reason else found


def _groups(codebook: Codebook) -> Iterable[tuple[str, str, list[Item]]]:
    """Yield title, note and items of each section: adherence, off-model, competence."""
    for subscale in sorted(codebook.subscales, key=lambda each: not each.prescribed):
        items = [item for item in codebook.items if item.subscale == subscale.id]
        off = any(item.part is Part.OFF_MODEL for item in items)
        yield subscale.label, NOTES["off"] if off else "", items
    rest = [item for item in codebook.items if not item.subscale]
    for title, overall in ((COMPETENCE, False), (OVERALL, True)):
        items = [item for item in rest if item.overall is overall]
        yield title, NOTES[title], items


def _section(title: str, note: str, rows: list[Row], phase: Phase | None) -> Section:
    shown = tuple(row for row in rows if row.applies)
    set_aside = tuple(row for row in rows if not row.applies)
    return Section(
        title=title,
        note=note,
        legend=_legend(shown[0].scale) if shown else "",
        rows=shown,
        set_aside=set_aside,
        aside_title=_aside_title(set_aside, phase),
    )


def _aside_title(rows: tuple[Row, ...], phase: Phase | None) -> str:
    does = "item does" if len(rows) == 1 else "items do"
    by_phase = all(phase not in _phases_of(row.item) for row in rows)
    when = PHASES[phase] if phase and by_phase else "in this session"
    return f"{len(rows)} {does} not apply {when}"


def _phases_of(item: Item) -> frozenset[Phase]:
    return item.applies.phases | item.applies.optional_in


def _legend(scale: Scale) -> str:
    middle = (scale.low + scale.high) // 2
    ends = (scale.low, middle, scale.high)
    return "   ".join(f"{value} {short_anchor(scale, value)}" for value in ends)


def _progress(rows: Iterable[Row], part: Part) -> Progress:
    counted = [row for row in rows if row.item.part is part and row.is_expected]
    answered = sum(row.rating is not None for row in counted)
    return Progress(answered, len(counted))
