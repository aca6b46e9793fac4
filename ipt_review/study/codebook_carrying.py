"""What a study changed, carried over to a newer codebook."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipt_review.study.codebook_difference import differences
from ipt_review.study.codebook_entries import Noun, entries, with_field

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook


def carry_over(old: Codebook, ours: Codebook, new: Codebook) -> Codebook:
    """Return `new` with what `ours` changed against `old`.

    Where both changed the same field, the study's value stays. What the study added
    is added; what is gone from `new` is not brought back. All three as written.
    """
    changed = _with_own_entries(ours, new)
    known = entries(changed)
    for each in differences(old, ours):
        if each.field and each.ref in known:
            changed = with_field(changed, each.ref, each.field, each.after)
        elif each.ref.noun is Noun.TERM and each.after is not None:
            changed = with_field(changed, each.ref, "word", ours.terms[each.ref.id])
    added = {each.ref.id for each in differences(old, ours) if each.before is None}
    return _without_strangers(changed, new, added)


def _with_own_entries(ours: Codebook, new: Codebook) -> Codebook:
    codes = {each.id for each in new.codes}
    items = {each.id for each in new.items}
    subscales = {each.id for each in new.subscales}
    severity = {each.id for each in new.severity_scales}
    profiles = {each.id for each in new.profiles}
    return replace(
        new,
        severity_scales=(
            *new.severity_scales,
            *(each for each in ours.severity_scales if each.id not in severity),
        ),
        profiles=(
            *new.profiles,
            *(each for each in ours.profiles if each.id not in profiles),
        ),
        codes=(*new.codes, *(each for each in ours.codes if each.id not in codes)),
        items=(*new.items, *(each for each in ours.items if each.id not in items)),
        subscales=(
            *new.subscales,
            *(each for each in ours.subscales if each.id not in subscales),
        ),
    )


def _without_strangers(book: Codebook, new: Codebook, added: set[str]) -> Codebook:
    """Leave out what neither the newer codebook has nor the study added."""
    codes = {each.id for each in new.codes} | added
    items = {each.id for each in new.items} | added
    subscales = {each.id for each in new.subscales} | added
    severity = {each.id for each in new.severity_scales} | added
    profiles = {each.id for each in new.profiles} | added
    return replace(
        book,
        codes=tuple(each for each in book.codes if each.id in codes),
        items=tuple(each for each in book.items if each.id in items),
        subscales=tuple(each for each in book.subscales if each.id in subscales),
        severity_scales=tuple(s for s in book.severity_scales if s.id in severity),
        profiles=tuple(each for each in book.profiles if each.id in profiles),
    )
