"""What on the tape speaks for an item, and what to ask where the rating disagrees."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.timecode import MS_PER_MINUTE, MS_PER_SECOND, show_seconds
from ipt_review.scoring.evidence import CheckKind, evidence, soft_checks
from ipt_review.scoring.prompting import prompt_of
from ipt_review.workflow.coding.keying import state_at

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.item import Item
    from ipt_review.domain.mark import Mark
    from ipt_review.scoring.prompting import Prompt
    from ipt_review.scoring.result import FocusTime

SAME_AGAIN = "Many items in a row have the same rating. Is that what you heard?"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A mark on the tape that bears on an item.

    Attributes:
        number: Of the mark.
        time: Where it starts, as h:mm:ss.
        lasts: How long it lasts, for example "48 s"; empty for a point.
        color: Of the group that its code belongs to.
    """

    number: int
    time: str
    lasts: str
    label: str
    color: str
    note: str


@dataclass(frozen=True, slots=True)
class Prompts:
    """Questions to the rater; they change nothing (codebook notes, section B8).

    Attributes:
        by_item: What to ask about single items, by item id.
        overall: What to ask about the form as a whole.
    """

    by_item: Mapping[str, tuple[str, ...]]
    overall: tuple[str, ...]


NO_PROMPTS = Prompts({}, ())


def proof(
    item: Item, coding: Coding, codebook: Codebook, length: int
) -> tuple[Evidence, ...]:
    """Return what speaks for an item, in the order of the tape.

    Args:
        item: The item.
        coding: The rater's marks.
        codebook: What they were coded with.
        length: How long the tape is, in ms.
    """
    if not item.evidence:
        return ()
    colors = {group.id: group.color for group in codebook.groups}
    return tuple(
        Evidence(
            number=mark.number,
            time=show_seconds(mark.start),
            lasts=_lasts(mark, length),
            label=_label(mark, coding, codebook),
            color=colors[codebook.code(mark.code).group],
            note=" ".join(mark.note.split()),
        )
        for mark in evidence(item, coding.marks.values(), codebook)
    )


def time_in_states(item: Item, times: FocusTime, codebook: Codebook) -> str:
    """Return how long the talk was in the states of the focus track that bear on it.

    Args:
        item: The item.
        times: How the talk was spread over the states.
        codebook: Whose track it is.

    Returns:
        For example "Role dispute 41:10 min · on the agreed focus 82%", or nothing.
    """
    found = [
        f"{state.label} {_length(times.by_state.get(state.id, 0))}"
        for state in codebook.focus.states
        if state.id in item.evidence and times.by_state.get(state.id)
    ]
    areas = {area.id for area in codebook.areas}
    if found and times.on_focus is not None and not areas.isdisjoint(item.evidence):
        found.append(f"on the agreed focus {times.on_focus:.0f}%")
    return " · ".join(found)


def prompts(
    coding: Coding, codebook: Codebook, kept: Collection[Prompt] = ()
) -> Prompts:
    """Return what to ask the rater where ratings and marks do not fit together.

    Args:
        coding: The rater's ratings and marks.
        codebook: What they were made with.
        kept: What the rater was asked already, and kept; it is not asked again.
    """
    by_item: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    overall: tuple[str, ...] = ()
    for check in soft_checks(coding.ratings, coding.marks.values(), codebook):
        if any(map(prompt_of(check, coding.ratings).is_same, kept)):
            continue
        if check.kind is CheckKind.ALL_SAME:
            overall = (SAME_AGAIN,)
            continue
        if check.kind is CheckKind.HIGH_WITHOUT_EVENT:
            text = (
                f"You rated this {codebook.thresholds.met} or more but coded no such "
                "moment. Keep it, or look again?"
            )
        else:
            text = (
                f"You coded {_moments(len(check.marks))} but rated this absent. "
                "Keep it, or look again?"
            )
        for item in check.items:
            by_item[item] += (text,)
    return Prompts(by_item, overall)


def _label(mark: Mark, coding: Coding, codebook: Codebook) -> str:
    """Return what a code means in the area that is talked about."""
    code = codebook.code(mark.code)
    area = state_at(coding, codebook.focus, mark.start) if code.variants else None
    return code.label_in(area)


def _moments(count: int) -> str:
    return "such a moment" if count == 1 else f"{count} such moments"


def _lasts(mark: Mark, length: int) -> str:
    return "" if mark.is_point else _length(mark.span(until=length).length)


def _length(span: int) -> str:
    if span < MS_PER_MINUTE:
        return f"{round(span / MS_PER_SECOND)} s"
    minutes, rest = divmod(span, MS_PER_MINUTE)
    return f"{minutes}:{rest // MS_PER_SECOND:02} min"
