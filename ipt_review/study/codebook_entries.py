"""The entries of a codebook: where each stands, and what can be changed about it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipt_review.domain.codebook import Codebook, Item, Track


class Noun(Enum):
    """What sort of entry; the value is its name for people."""

    BOOK = "codebook"
    TERM = "word"
    FRAME = "treatment frame"
    AREA = "problem area"
    GROUP = "group"
    CODE = "code"
    VARIANT = "meaning in an area"
    TRACK = "track"
    STATE = "state"
    STEP = "step of the session"
    SCALE = "rating scale"
    SUBSCALE = "subscale"
    ITEM = "item"
    THRESHOLDS = "thresholds"
    SEVERITY = "severity scale"
    PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class Ref:
    """Which entry: its id, `code.area` for a variant; empty where there is only one."""

    noun: Noun
    id: str = ""


Fields = dict[str, object]
"""What an entry holds, by field; what a code and an item hold inside is laid flat."""

CHANGEABLE: Final[Mapping[Noun, tuple[str, ...]]] = MappingProxyType(
    {
        Noun.BOOK: ("title", "set_back"),
        Noun.TERM: ("word",),
        Noun.FRAME: (
            "sessions_low",
            "sessions_high",
            "opening_sessions",
            "termination_sessions",
        ),
        Noun.AREA: ("label", "short", "color"),
        Noun.GROUP: ("label", "color"),
        Noun.CODE: (
            "label",
            "key",
            "silenced",
            "definition",
            "when",
            "when_not",
            "example",
            "phases",
            "core_in",
        ),
        Noun.VARIANT: ("label", "does", "example"),
        Noun.STATE: ("label", "key", "color", "includes"),
        Noun.STEP: ("label",),
        Noun.SCALE: ("question", "anchors"),
        Noun.SUBSCALE: ("label", "apart"),
        Noun.ITEM: (
            "label",
            "silenced",
            "text",
            "anchors",
            "essential",
            "reverse",
            "phases",
            "optional_in",
            "from_session",
            "once",
            "areas",
            "needs",
            "unless",
            "rule",
            "evidence",
        ),
        Noun.THRESHOLDS: (
            "adherence",
            "essentials",
            "competence",
            "overall",
            "met",
            "amber",
            "red",
            "review_adherence",
            "review_overall",
        ),
        Noun.SEVERITY: (
            "label",
            "low",
            "high",
            "remission_below",
            "response_percent",
        ),
        Noun.PROFILE: ("label", "purpose", "codes"),
    }
)
"""The fields that a study can change, in the order of the form; ids are not among
them, nor is what decides how old codings are read (kind, valence, scale)."""

_LISTS: Final = {
    Noun.AREA: "areas",
    Noun.GROUP: "groups",
    Noun.CODE: "codes",
    Noun.STEP: "sequence",
    Noun.SCALE: "scales",
    Noun.SUBSCALE: "subscales",
    Noun.ITEM: "items",
    Noun.SEVERITY: "severity_scales",
    Noun.PROFILE: "profiles",
}
_BOOK: Final = ("title", "notice", "set_back", "coding_rules", "checklist")


def entries(codebook: Codebook) -> dict[Ref, Fields]:
    """Return every entry of a codebook with its fields, in the order of the file."""
    return dict(_entries(codebook))


def _entries(codebook: Codebook) -> Iterator[tuple[Ref, Fields]]:
    yield Ref(Noun.BOOK), {name: getattr(codebook, name) for name in _BOOK}
    for term, word in codebook.terms.items():
        yield Ref(Noun.TERM, term), {"word": word}
    yield Ref(Noun.FRAME), _fields(codebook.frame)
    for noun, name in _LISTS.items():
        for entry in getattr(codebook, name):
            held = _fields(entry)
            variants = held.pop("variants", {})
            held |= _fields(held.pop("applies")) if noun is Noun.ITEM else {}
            own = _id_of(entry)
            yield Ref(noun, own), held
            for area, variant in variants.items():
                yield Ref(Noun.VARIANT, f"{own}.{area}"), _fields(variant)
    for track in codebook.tracks:
        held = _fields(track)
        del held["states"]
        yield Ref(Noun.TRACK, track.id), held
        for state in track.states:
            yield Ref(Noun.STATE, state.id), _fields(state)
    yield Ref(Noun.THRESHOLDS), _fields(codebook.thresholds)


def with_field(codebook: Codebook, ref: Ref, field: str, value: object) -> Codebook:
    """Return the codebook with one field of one entry as it is to be; unchecked."""
    change: dict[str, Any] = {field: value}
    if ref.noun is Noun.BOOK:
        return replace(codebook, **change)
    if ref.noun is Noun.TERM:
        terms = {**codebook.terms, ref.id: str(value)}
        return replace(codebook, terms=MappingProxyType(terms))
    if ref.noun in (Noun.FRAME, Noun.THRESHOLDS):
        name = ref.noun.name.lower()
        changed = replace(getattr(codebook, name), **change)
        return replace(codebook, **{name: changed})
    return _with_listed(codebook, ref, change)


def _with_listed(codebook: Codebook, ref: Ref, change: dict[str, Any]) -> Codebook:
    if ref.noun is Noun.TRACK:
        name = "focus" if codebook.focus.id == ref.id else "affect"
        track: dict[str, Any] = {name: replace(getattr(codebook, name), **change)}
        return replace(codebook, **track)
    if ref.noun is Noun.STATE:
        affect = codebook.affect
        return replace(
            codebook,
            focus=_with_state(codebook.focus, ref.id, change),
            affect=affect and _with_state(affect, ref.id, change),
        )
    if ref.noun is Noun.VARIANT:
        code, _, area = ref.id.partition(".")
        variants = dict(codebook.code(code).variants)
        variants[area] = replace(variants[area], **change)
        proxy = MappingProxyType(variants)
        return with_field(codebook, Ref(Noun.CODE, code), "variants", proxy)
    name = _LISTS[ref.noun]
    changed = tuple(
        _changed(each, ref.noun, change) if _id_of(each) == ref.id else each
        for each in getattr(codebook, name)
    )
    listed: dict[str, Any] = {name: changed}
    return replace(codebook, **listed)


def _changed(entry: Any, noun: Noun, change: dict[str, Any]) -> object:
    if noun is Noun.ITEM:
        item: Item = entry
        inner = {each.name for each in fields(item.applies)}
        if inner.issuperset(change):
            return replace(item, applies=replace(item.applies, **change))
    return replace(entry, **change)


def _with_state(track: Track, state: str, change: dict[str, Any]) -> Track:
    return replace(
        track,
        states=tuple(
            replace(each, **change) if each.id == state else each
            for each in track.states
        ),
    )


def _fields(entry: Any) -> dict[str, Any]:
    return {
        each.name: getattr(entry, each.name)
        for each in fields(entry)
        if each.name != "id"
    }


def _id_of(entry: Any) -> str:
    return str(entry.code if hasattr(entry, "code") else entry.id)
