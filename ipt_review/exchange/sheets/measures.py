"""The columns of the sheet Sessions that hold scores, focus and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.exchange.sheets.table import Column, Field, Form, distinct

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.codebook import Code, Codebook, Subscale, TrackState
    from ipt_review.scoring.result import Mean, Result


def score_fields(codebook: Codebook) -> list[Field[Result]]:
    """Make the columns for the three results, each with what it rests on."""
    parts = [_subscale_fields(each) for each in codebook.subscales if each.prescribed]
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
    return [*(field for pair in parts for field in pair), *pairs]


def _subscale_fields(subscale: Subscale) -> list[Field[Result]]:
    def mean(result: Result) -> Mean | None:
        return result.scores.subscales.get(subscale.id)

    return _mean_fields(subscale.label, f"the items of {subscale.label}", mean)


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
            f"Tape in the focus state {state.id}.",
        ),
        lambda result: result.focus.by_state.get(state.id, 0),
    )


def code_fields(codebook: Codebook) -> list[Field[Result]]:
    """Make one column for each code: how often it was marked per ten minutes."""
    return distinct(
        [_code_field(code) for code in codebook.codes],
        [code.id for code in codebook.codes],
    )


def _code_field(code: Code) -> Field[Result]:
    def rate(result: Result) -> float | None:
        if not result.review.coding.marks:
            return None
        tally = result.tallies.get(code.id)
        return tally.per_ten_minutes if tally else 0.0

    return Field(
        Column(
            f"{code.label} per 10 min",
            Form.DECIMAL,
            f"Marks with the code {code.id} per ten minutes; "
            "empty when the coding has no mark at all.",
        ),
        rate,
    )
