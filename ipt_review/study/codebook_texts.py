"""Every text of a codebook that raters read, in one walk."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ipt_review.domain.codebook import (
        Code,
        Codebook,
        Item,
        Profile,
        Scale,
        Track,
        Variant,
    )

    Say = Callable[[str], str]


def with_texts(codebook: Codebook, say: Say) -> Codebook:
    """Return the codebook with `say` applied to every label and text.

    Left out are ids, keys, colors, terms, and what the codebook says of itself: its
    title and notice.
    """
    affect = codebook.affect
    return replace(
        codebook,
        areas=tuple(
            replace(each, label=say(each.label), short=say(each.short))
            for each in codebook.areas
        ),
        groups=tuple(replace(g, label=say(g.label)) for g in codebook.groups),
        codes=tuple(_code(code, say) for code in codebook.codes),
        focus=_track(codebook.focus, say),
        affect=None if affect is None else _track(affect, say),
        scales=tuple(_scale(scale, say) for scale in codebook.scales),
        subscales=tuple(replace(s, label=say(s.label)) for s in codebook.subscales),
        items=tuple(_item(item, say) for item in codebook.items),
        profiles=tuple(_profile(each, say) for each in codebook.profiles),
        sequence=tuple(replace(s, label=say(s.label)) for s in codebook.sequence),
        coding_rules=_all(codebook.coding_rules, say),
    )


def _all(texts: Iterable[str], say: Say) -> tuple[str, ...]:
    return tuple(say(text) for text in texts)


def _values(texts: Mapping[int, str], say: Say) -> Mapping[int, str]:
    return MappingProxyType({key: say(text) for key, text in texts.items()})


def _code(code: Code, say: Say) -> Code:
    variants = {area: _variant(each, say) for area, each in code.variants.items()}
    return replace(
        code,
        label=say(code.label),
        definition=say(code.definition),
        when=_all(code.when, say),
        when_not=_all(code.when_not, say),
        example=say(code.example),
        note=say(code.note),
        variants=MappingProxyType(variants),
    )


def _variant(variant: Variant, say: Say) -> Variant:
    return replace(
        variant,
        label=say(variant.label),
        does=say(variant.does),
        example=say(variant.example),
    )


def _track(track: Track, say: Say) -> Track:
    return replace(
        track,
        label=say(track.label),
        what=say(track.what),
        rules=_all(track.rules, say),
        states=tuple(
            replace(state, label=say(state.label), includes=say(state.includes))
            for state in track.states
        ),
    )


def _scale(scale: Scale, say: Say) -> Scale:
    return replace(
        scale,
        question=say(scale.question),
        anchors=_values(scale.anchors, say),
        rules=_all(scale.rules, say),
    )


def _item(item: Item, say: Say) -> Item:
    return replace(
        item,
        label=say(item.label),
        text=say(item.text),
        anchors=_values(item.anchors, say),
        applies=replace(item.applies, rule=say(item.applies.rule)),
    )


def _profile(profile: Profile, say: Say) -> Profile:
    return replace(profile, label=say(profile.label), purpose=say(profile.purpose))
