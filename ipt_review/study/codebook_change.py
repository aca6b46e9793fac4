"""Changes to a codebook, as values.

A study changes labels, texts, keys, thresholds and words, silences what it does
without, and adds codes, items and whole forms of its own. Ids never change. Nothing
here touches a study: a change makes a new codebook out of an old one, as written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from ipt_review.domain.codebook import Part
from ipt_review.study import codebook_checking as checking
from ipt_review.study import codebook_lists as lists
from ipt_review.study.codebook_entries import CHANGEABLE, Noun, entries, with_field
from ipt_review.study.codebook_rules import ChangeRefused, check_id, check_label

if TYPE_CHECKING:
    from ipt_review.domain.codebook import (
        Code,
        Codebook,
        Item,
        Profile,
        SeverityScale,
        Subscale,
    )
    from ipt_review.study.codebook_entries import Ref


@dataclass(frozen=True, slots=True)
class SetField:
    """One field of one entry gets another value.

    Attributes:
        value: As the domain holds it: text, number, a tuple of texts, a frozenset of
            phases, or anchors by number.
    """

    ref: Ref
    field: str
    value: object


@dataclass(frozen=True, slots=True)
class AddCode:
    """A code of the study's own."""

    code: Code


@dataclass(frozen=True, slots=True)
class AddItem:
    """A rating item of the study's own."""

    item: Item


@dataclass(frozen=True, slots=True)
class AddSeverity:
    """A severity scale of the study's own."""

    scale: SeverityScale


@dataclass(frozen=True, slots=True)
class AddProfile:
    """A profile of the study's own."""

    profile: Profile


@dataclass(frozen=True, slots=True)
class AddForm:
    """A form of the study's own: new subscales with their items."""

    subscales: tuple[Subscale, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class TakeForm:
    """A form from a sheet: what has a known id is changed, the rest is added."""

    subscales: tuple[Subscale, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class TakeBook:
    """A whole codebook, as written, in place of this one."""

    codebook: Codebook


Change: TypeAlias = (
    SetField
    | AddCode
    | AddItem
    | AddSeverity
    | AddProfile
    | AddForm
    | TakeForm
    | TakeBook
)


def apply(codebook: Codebook, change: Change) -> Codebook:
    """Return the codebook with the change made.

    Args:
        codebook: As written, with ids in braces and the shipped words.
        change: What is to be different.

    Raises:
        ChangeRefused: When the codebook cannot take it, with the one reason.
    """
    match change:
        case SetField():
            changed = _set(codebook, change)
        case AddCode(code):
            changed = _add_code(codebook, code)
        case AddItem(item):
            changed = _add_items(codebook, (item,))
        case AddSeverity(scale):
            changed = _add_severity(codebook, scale)
        case AddProfile(profile):
            changed = _add_profile(codebook, profile)
        case AddForm(subscales, items):
            changed = _add_items(_add_subscales(codebook, subscales), items)
        case TakeForm(subscales, items):
            changed = _take_form(codebook, subscales, items)
        case _:
            changed = change.codebook
    return changed


def _set(codebook: Codebook, change: SetField) -> Codebook:
    ref = change.ref
    if ref not in entries(codebook):
        raise ChangeRefused(f"There is no {ref.noun.value} “{ref.id}”.")
    if change.field not in CHANGEABLE.get(ref.noun, ()):
        noun = f"{'an' if ref.noun is Noun.ITEM else 'a'} {ref.noun.value}"
        raise ChangeRefused(f"The {change.field} of {noun} never changes.")
    value = change.value
    if isinstance(value, float):
        value = round(value, 2)
    changed = with_field(codebook, ref, change.field, value)
    checking.check_field(changed, ref, change.field)
    return changed


def _add_code(codebook: Codebook, code: Code) -> Codebook:
    check_id(codebook, code.id)
    changed = replace(codebook, codes=(*codebook.codes, code))
    checking.check_code(changed, code)
    return changed


def _add_severity(codebook: Codebook, scale: SeverityScale) -> Codebook:
    lists.check_new_id(scale.id, [each.id for each in codebook.severity_scales])
    check_label(scale.label)
    lists.check_severity(scale)
    return replace(codebook, severity_scales=(*codebook.severity_scales, scale))


def _add_profile(codebook: Codebook, profile: Profile) -> Codebook:
    lists.check_new_id(profile.id, [each.id for each in codebook.profiles])
    check_label(profile.label)
    lists.check_profile(codebook, profile)
    return replace(codebook, profiles=(*codebook.profiles, profile))


def _add_subscales(codebook: Codebook, new: tuple[Subscale, ...]) -> Codebook:
    for subscale in new:
        taken = {each.id: each.label for each in codebook.subscales}
        if subscale.id in taken:
            raise ChangeRefused(
                f"“{subscale.id}” is already the id of “{taken[subscale.id]}”."
            )
        checking.check_subscale(codebook, subscale)
        codebook = replace(codebook, subscales=(*codebook.subscales, subscale))
    return codebook


def _add_items(codebook: Codebook, new: tuple[Item, ...]) -> Codebook:
    for item in new:
        check_id(codebook, item.id)
        codebook = replace(codebook, items=(*codebook.items, item))
    for item in new:
        checking.check_item(codebook, item)
    return codebook


def _take_form(
    codebook: Codebook, subscales: tuple[Subscale, ...], items: tuple[Item, ...]
) -> Codebook:
    known = {each.id: each for each in codebook.items}
    kept = {each.id: each for each in codebook.subscales}
    for item in items:
        old = known.get(item.id)
        if old is not None and (old.part, old.scale) != (item.part, item.scale):
            raise ChangeRefused(
                f"The part and the scale of “{old.label}” never change; "
                "give the new item an id of its own."
            )
    changed = replace(
        codebook,
        subscales=tuple(({**kept, **{each.id: each for each in subscales}}).values()),
    )
    for subscale in subscales:
        checking.check_subscale(changed, subscale)
    for item in items:
        if item.id not in known:
            check_id(changed, item.id)
            changed = replace(changed, items=(*changed.items, item))
    taken = {item.id: item for item in items}
    changed = replace(
        changed, items=tuple(taken.get(each.id, each) for each in changed.items)
    )
    for item in items:
        checking.check_item(changed, item)
    return changed


def competence_for(item: Item, item_id: str, label: str, subscale: str) -> Item:
    """Return the competence item that goes with an adherence item of an own form.

    Raises:
        ChangeRefused: When the item is not one of adherence.
    """
    if item.part is not Part.ADHERENCE:
        raise ChangeRefused("Only an adherence item has a competence item beside it.")
    return replace(
        item,
        id=item_id,
        label=label,
        part=Part.COMPETENCE,
        subscale=subscale,
        essential=False,
    )
