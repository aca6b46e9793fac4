"""The columns of the sheet Sessions that hold scores, focus and counts."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Final

from ipt_review.domain.codebook import Part
from ipt_review.exchange.sheets.table import Column, Field, Form, distinct

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ipt_review.domain.codebook import Code, Codebook, Subscale, TrackState
    from ipt_review.domain.coding import CodebookVersion
    from ipt_review.exchange.report import Report
    from ipt_review.scoring.result import Mean, Result

RESULTS: Final = ("Adherence", "Off-model", "Competence")
"""Names of means that no subscale can have."""


def score_fields(codebook: Codebook) -> list[Field[Result]]:
    """Make the columns for the three results, each with what it rests on."""
    names = _names(codebook.subscales)
    parts = [
        _subscale_fields(each, names[each.id])
        for each in codebook.subscales
        if each.prescribed
    ]
    own = [
        _subscale_fields(each, names[each.id])
        for each in codebook.subscales
        if not each.prescribed and not _is_off_model(each, codebook)
    ]
    pairs = [
        *_mean_fields(
            "Adherence", "all prescribed items", lambda result: result.scores.adherence
        ),
        *_essentials(),
        *_mean_fields(
            "Off-model", "the off-model items", lambda result: result.scores.off_model
        ),
        Field(
            Column("Off-model peak", Form.WHOLE, "Highest rating off the model."),
            lambda result: result.scores.off_model_peak,
        ),
        *_mean_fields(
            "Competence",
            "the competence items except the overall one",
            lambda result: result.scores.competence,
        ),
        Field(
            Column("Competence overall", Form.WHOLE, "Global competence rating."),
            lambda result: result.scores.overall,
        ),
    ]
    return [*chain.from_iterable(parts), *pairs, *chain.from_iterable(own)]


def _names(subscales: Sequence[Subscale]) -> dict[str, str]:
    """Return what each subscale is called, with its id where that is not enough."""
    counts = Counter(each.label.casefold() for each in subscales)
    counts.update(name.casefold() for name in RESULTS)
    return {
        each.id: each.label
        if counts[each.label.casefold()] == 1
        else f"{each.label} ({each.id})"
        for each in subscales
    }


def _is_off_model(subscale: Subscale, codebook: Codebook) -> bool:
    """Say whether its mean is the off-model mean, which has its column already."""
    apart = {each.id for each in codebook.subscales if each.apart}
    off = {
        item.id
        for item in codebook.items
        if item.part is Part.OFF_MODEL and item.subscale not in apart
    }
    return off == {item.id for item in codebook.items if item.subscale == subscale.id}


def _subscale_fields(subscale: Subscale, name: str) -> list[Field[Result]]:
    def mean(result: Result) -> Mean | None:
        return result.scores.subscales.get(subscale.id)

    over = f"the items of {subscale.label}"
    if subscale.apart:
        over += ", a form of the study's own that enters no other mean"
    return _mean_fields(name, over, mean)


def _mean_fields(
    label: str, over: str, find: Callable[[Result], Mean | None]
) -> list[Field[Result]]:
    def value(result: Result) -> float | None:
        mean = find(result)
        return mean.value if mean else None

    def basis(result: Result) -> str | None:
        mean = find(result)
        return f"{mean.rated} of {mean.applicable} items" if mean else None

    return [
        Field(Column(f"{label} mean", Form.DECIMAL, f"Mean over {over}."), value),
        Field(
            Column(
                f"{label} rests on",
                Form.TEXT,
                "Items with a score, out of those that could have had one.",
            ),
            basis,
        ),
    ]


def _essentials() -> list[Field[Result]]:
    def basis(result: Result) -> str:
        return f"{result.scores.essentials} items"

    return [
        Field(
            Column(
                "Essentials met %",
                Form.PERCENT,
                "Rated essential items at 4 or more.",
            ),
            lambda result: result.scores.essentials_met,
        ),
        Field(
            Column("Essentials rests on", Form.TEXT, "Essential items with a score."),
            basis,
        ),
    ]


def focus_fields(codebook: Codebook) -> list[Field[Result]]:
    """Make the columns for how the talk was spread over the focus states."""
    states = codebook.focus.states
    return [
        Field(
            Column(
                "On focus %",
                Form.PERCENT,
                "Time in the agreed areas, out of all areas and off focus. "
                "Empty in the opening and without an agreed focus.",
            ),
            lambda result: result.focus.on_focus,
        ),
        Field(
            Column("Focus switches", Form.WHOLE, "Changes between states that count."),
            lambda result: result.focus.switches,
        ),
        Field(
            Column("Longest off focus", Form.TIME, "Longest stretch off focus."),
            lambda result: result.focus.longest_off,
        ),
        *distinct(
            [_state_field(state) for state in states], [state.id for state in states]
        ),
    ]


def _state_field(state: TrackState) -> Field[Result]:
    return Field(
        Column(
            f"Time: {state.label}",
            Form.TIME,
            f"Tape in the focus state {state.id}; empty where the codebook of the "
            "coding is without it.",
        ),
        lambda result: result.focus.by_state.get(state.id),
    )


def code_fields(report: Report) -> list[Field[Result]]:
    """Make one column for each code: how often it was marked per ten minutes."""
    codes = report.words.codes
    offered = {
        name: frozenset(code.id for code in book.offered)
        for name, book in report.codebooks.items()
    }
    return distinct(
        [_code_field(code, offered) for code in codes], [code.id for code in codes]
    )


def _code_field(
    code: Code, offered: Mapping[CodebookVersion, frozenset[str]]
) -> Field[Result]:
    def rate(result: Result) -> float | None:
        coding, tally = result.review.coding, result.tallies.get(code.id)
        if not coding.marks or tally is None:
            return None
        never = code.id not in offered[coding.head.codebook]
        return None if never and not tally.count else tally.per_ten_minutes

    return Field(
        Column(
            f"{code.label} per 10 min",
            Form.DECIMAL,
            f"Marks with the code {code.id} per ten minutes; "
            "empty when the coding has no mark at all, or could not have this one.",
        ),
        rate,
    )
