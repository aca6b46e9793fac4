"""From the shape of a codebook file to the codebook of the domain."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

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
    from ipt_review.exchange.shapes import (
        AffectTrackShape,
        AppliesShape,
        CodebookShape,
        CodeShape,
        FocusTrackShape,
        ItemShape,
        ScaleShape,
    )


def translate(shape: CodebookShape) -> Codebook:
    """Return the codebook that a checked file describes, its texts as written."""
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
        codes=tuple(_code(code) for code in shape.events),
        focus=_focus(shape.focus_track),
        affect=_affect(shape.affect_track) if shape.affect_track else None,
        scales=tuple(_scale(scale) for scale in shape.rating_scales),
        subscales=tuple(
            Subscale(s.id, s.label, s.prescribed, s.apart) for s in shape.subscales
        ),
        items=tuple(_item(item) for item in shape.items),
        thresholds=Thresholds(**shape.thresholds.model_dump()),
        checklist=shape.opening_checklist,
        profiles=tuple(
            Profile(p.id, p.label, p.codes, p.phase, p.purpose) for p in shape.profiles
        ),
        set_back=shape.point_set_back_ms,
        severity_scales=tuple(
            SeverityScale(
                s.id, s.label, s.low, s.high, s.remission_below, s.response_percent
            )
            for s in shape.severity_scales
        ),
        sequence=tuple(SessionStep(s.code, s.label) for s in shape.sequence),
        coding_rules=shape.coding_rules,
    )


def _code(shape: CodeShape) -> Code:
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
        definition=shape.definition,
        when=shape.when,
        when_not=shape.when_not,
        example=shape.example,
        areas=shape.areas,
        variants=MappingProxyType(variants),
        items=shape.items,
        mnemonic=shape.mnemonic,
        note=shape.note,
        from_session=shape.from_session,
        aka=shape.aka,
        ref=shape.ref,
        beyond_article=shape.beyond_article,
        silenced=shape.silenced,
        directed=shape.directed,
    )


def _focus(shape: FocusTrackShape) -> Track:
    states = tuple(
        TrackState(s.id, s.label, s.key, s.color, s.counts, s.includes)
        for s in shape.states
    )
    return _track(shape, states)


def _affect(shape: AffectTrackShape) -> Track:
    states = tuple(
        TrackState(s.id, s.label, s.key, s.color, Counts.EXCLUDED, s.includes)
        for s in shape.states
    )
    return _track(shape, states)


def _track(
    shape: FocusTrackShape | AffectTrackShape,
    states: tuple[TrackState, ...],
) -> Track:
    return Track(
        id=shape.id,
        label=shape.label,
        what=shape.what,
        start_state=shape.start_state,
        shortest=shape.shortest_bout_ms,
        states=states,
        optional=shape.optional,
        rules=shape.rules,
        beyond_article=shape.beyond_article,
    )


def _scale(shape: ScaleShape) -> Scale:
    return Scale(
        id=shape.id,
        question=shape.question,
        low=shape.low,
        high=shape.high,
        anchors=MappingProxyType(dict(shape.anchors)),
        rules=shape.rules,
    )


def _item(shape: ItemShape) -> Item:
    return Item(
        id=shape.id,
        label=shape.label,
        part=shape.part,
        subscale=shape.subscale,
        scale=shape.scale,
        text=shape.text,
        anchors=MappingProxyType(dict(shape.anchors)),
        applies=_applies(shape.applies),
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


def _applies(shape: AppliesShape) -> Applies:
    unless = shape.unless
    return Applies(
        phases=shape.phases,
        optional_in=shape.optional_in,
        areas=shape.areas,
        from_session=shape.from_session,
        once=shape.once,
        needs=shape.needs,
        unless=Unless(unless.item, unless.rated) if unless else None,
        rule=shape.rule,
    )
