"""From the shape of a codebook file to the codebook of the domain."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from ipt_review.domain.codebook import (
    Applies,
    Area,
    Code,
    Codebook,
    Counts,
    Frame,
    Group,
    Item,
    Profile,
    Scale,
    SessionStep,
    SeverityScale,
    Subscale,
    Thresholds,
    Track,
    TrackState,
    Unless,
    Variant,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ipt_review.exchange.shapes import (
        AffectTrackShape,
        AppliesShape,
        CodebookShape,
        CodeShape,
        FocusTrackShape,
        ItemShape,
        ScaleShape,
    )

    Say = Callable[[str], str]

MENTION: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""A code or item that a text names by its id."""


def translate(shape: CodebookShape) -> Codebook:
    """Return the codebook that a checked file describes."""
    say = _speaker(shape)
    return Codebook(
        id=shape.id,
        version=shape.version,
        title=shape.title,
        notice=shape.notice,
        terms=MappingProxyType(dict(shape.terms)),
        frame=Frame(**shape.treatment_frame.model_dump()),
        areas=tuple(
            Area(a.id, a.label, a.short, a.color, a.ref) for a in shape.problem_areas
        ),
        groups=tuple(Group(g.id, g.label, g.color) for g in shape.groups),
        codes=tuple(_code(code, say) for code in shape.events),
        focus=_focus(shape.focus_track, say),
        affect=_affect(shape.affect_track, say) if shape.affect_track else None,
        scales=tuple(_scale(scale, say) for scale in shape.rating_scales),
        subscales=tuple(
            Subscale(s.id, s.label, s.prescribed, s.apart) for s in shape.subscales
        ),
        items=tuple(_item(item, say) for item in shape.items),
        thresholds=Thresholds(**shape.thresholds.model_dump()),
        checklist=shape.opening_checklist,
        profiles=tuple(
            Profile(p.id, p.label, p.codes, p.phase, p.purpose) for p in shape.profiles
        ),
        set_back=shape.point_set_back_ms,
        severity_scales=tuple(
            SeverityScale(s.id, s.label, s.low, s.high, s.remission_below)
            for s in shape.severity_scales
        ),
        sequence=tuple(SessionStep(s.code, s.label) for s in shape.sequence),
        coding_rules=_all(shape.coding_rules, say),
    )


def _speaker(shape: CodebookShape) -> Say:
    labels = {code.id: code.label for code in shape.events}
    labels |= {item.id: item.label for item in shape.items}

    def say(text: str) -> str:
        return MENTION.sub(lambda found: labels[found[1]], text)

    return say


def _all(texts: Iterable[str], say: Say) -> tuple[str, ...]:
    return tuple(say(text) for text in texts)


def _code(shape: CodeShape, say: Say) -> Code:
    variants = {
        area: Variant(each.label, each.does, each.example, each.ref)
        for area, each in shape.variants.items()
    }
    return Code(
        id=shape.id,
        label=shape.label,
        key=shape.key,
        group=shape.group,
        kind=shape.kind,
        valence=shape.valence,
        phases=shape.phases,
        core_in=shape.core_in,
        definition=say(shape.definition),
        when=_all(shape.when, say),
        when_not=_all(shape.when_not, say),
        example=shape.example,
        areas=shape.areas,
        variants=MappingProxyType(variants),
        items=shape.items,
        mnemonic=shape.mnemonic,
        note=say(shape.note),
        from_session=shape.from_session,
        aka=shape.aka,
        ref=shape.ref,
        beyond_article=shape.beyond_article,
        silenced=shape.silenced,
    )


def _focus(shape: FocusTrackShape, say: Say) -> Track:
    states = tuple(
        TrackState(s.id, s.label, s.key, s.color, s.counts, s.includes)
        for s in shape.states
    )
    return _track(shape, states, say)


def _affect(shape: AffectTrackShape, say: Say) -> Track:
    states = tuple(
        TrackState(s.id, s.label, s.key, s.color, Counts.EXCLUDED, s.includes)
        for s in shape.states
    )
    return _track(shape, states, say)


def _track(
    shape: FocusTrackShape | AffectTrackShape,
    states: tuple[TrackState, ...],
    say: Say,
) -> Track:
    return Track(
        id=shape.id,
        label=shape.label,
        what=shape.what,
        start_state=shape.start_state,
        shortest=shape.shortest_bout_ms,
        states=states,
        optional=shape.optional,
        rules=_all(shape.rules, say),
        beyond_article=shape.beyond_article,
    )


def _scale(shape: ScaleShape, say: Say) -> Scale:
    return Scale(
        id=shape.id,
        question=shape.question,
        low=shape.low,
        high=shape.high,
        anchors=MappingProxyType(dict(shape.anchors)),
        rules=_all(shape.rules, say),
    )


def _item(shape: ItemShape, say: Say) -> Item:
    return Item(
        id=shape.id,
        label=shape.label,
        part=shape.part,
        subscale=shape.subscale,
        scale=shape.scale,
        text=say(shape.text),
        anchors=MappingProxyType(dict(shape.anchors)),
        applies=_applies(shape.applies, say),
        essential=shape.essential,
        critical=shape.critical,
        short_form=shape.short_form,
        overall=shape.overall,
        evidence=shape.evidence,
        ref=shape.ref,
        beyond_article=shape.beyond_article,
        reverse=shape.reverse,
        silenced=shape.silenced,
    )


def _applies(shape: AppliesShape, say: Say) -> Applies:
    unless = shape.unless
    return Applies(
        phases=shape.phases,
        optional_in=shape.optional_in,
        areas=shape.areas,
        from_session=shape.from_session,
        once=shape.once,
        needs=shape.needs,
        unless=Unless(unless.item, unless.rated) if unless else None,
        rule=say(shape.rule),
    )
