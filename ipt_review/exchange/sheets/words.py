"""The sheets Codebook and Rating items: what every id in the workbook means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.phase import Phase
from ipt_review.exchange.codebook_versions import standing
from ipt_review.exchange.sheets.table import Column, Form, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipt_review.domain.codebook import Codebook, Item, TrackState
    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Row

VERSIONS = Column(
    "Versions",
    Form.TEXT,
    "Versions of the codebook that have it, of those that codings here were made "
    "with. The newest is written out; “differs” marks one in which something "
    "about it is otherwise.",
)

CODE_COLUMNS = (
    Column("Code", Form.TEXT, "Id of the code or of the track state."),
    Column("Label", Form.TEXT, "What stands on the coding panel."),
    Column("Group", Form.TEXT, "Group of the code, or the track of the state."),
    Column("Key", Form.TEXT, "Key that sets it."),
    Column("Kind", Form.TEXT, "point, interval, or state of a track."),
    Column("Valence", Form.TEXT, "What it says about the treatment model."),
    Column("Definition", Form.PROSE, "What it is.", width=32),
    Column("When", Form.PROSE, "When to code it.", width=40),
    Column("When not", Form.PROSE, "When not to code it.", width=40),
    Column("Example", Form.PROSE, "An invented example.", width=34),
    VERSIONS,
)

ITEM_COLUMNS = (
    Column("Item", Form.TEXT, "Id of the item; names its column on Ratings."),
    Column("Label", Form.TEXT, "What stands on the rating form."),
    Column("Result", Form.TEXT, "Which of the three results it belongs to."),
    Column("Subscale", Form.TEXT, "Subscale whose mean it enters."),
    Column("Essential", Form.TEXT, "Whether it counts toward essentials met."),
    Column("Phases", Form.PROSE, "Phases in which it is asked.", width=20),
    Column("Text", Form.PROSE, "What is rated.", width=36),
    Column("Anchors", Form.PROSE, "What single numbers mean.", width=46),
    Column(
        "When it applies", Form.PROSE, "When it is asked, and when it is 97.", width=34
    ),
    VERSIONS,
)


def codebook_words(report: Report) -> Sheet:
    """Make the sheet Codebook: the codes, then the states of the tracks."""
    return Sheet("Codebook", CODE_COLUMNS, _code_rows(report), frozen=1, ruled=True)


def rating_items(report: Report) -> Sheet:
    """Make the sheet Rating items: the items, then the scales they are rated on."""
    return Sheet("Rating items", ITEM_COLUMNS, _item_rows(report), frozen=1, ruled=True)


def _code_rows(report: Report) -> Iterator[Row]:
    codebook, used = report.words, report.used
    groups = {group.id: group.label for group in codebook.groups}
    for code in codebook.codes:
        yield (
            code.id,
            code.label,
            groups.get(code.group, code.group),
            code.key,
            code.kind.value,
            code.valence.value,
            code.definition,
            _lines(code.when),
            _lines(code.when_not),
            code.example or None,
            standing(code, used, lambda book: book.codes),
        )
    for track in codebook.tracks:
        for state in track.states:
            yield (
                state.id,
                state.label,
                track.label,
                state.key,
                "state",
                None,
                state.includes or track.what,
                *(None, None, None),
                standing(state, used, _states),
            )


def _item_rows(report: Report) -> Iterator[Row]:
    codebook, used = report.words, report.used
    subscales = {subscale.id: subscale.label for subscale in codebook.subscales}
    for item in codebook.items:
        yield (
            item.id,
            item.label,
            item.part.value,
            subscales.get(item.subscale) or None,
            "yes" if item.essential else "no",
            _phases(item),
            item.text,
            _anchors(item.anchors),
            item.applies.rule or None,
            standing(item, used, lambda book: book.items),
        )
    for scale in codebook.scales:
        yield (
            scale.id,
            f"Scale from {scale.low} to {scale.high}",
            "scale",
            *(None, None, None),
            scale.question,
            _anchors(scale.anchors),
            _lines(scale.rules),
            standing(scale, used, lambda book: book.scales),
        )


def _states(codebook: Codebook) -> Iterator[TrackState]:
    for track in codebook.tracks:
        yield from track.states


def _phases(item: Item) -> str:
    offered, asked = item.applies.optional_in, item.applies.phases
    return "\n".join(
        f"{phase.value} (optional)" if phase in offered else phase.value
        for phase in Phase
        if phase in asked | offered
    )


def _anchors(anchors: Mapping[int, str]) -> str | None:
    return "\n".join(f"{value}  {anchors[value]}" for value in sorted(anchors)) or None


def _lines(sentences: tuple[str, ...]) -> str | None:
    return "\n".join(sentences) or None
