"""Which rules a changed entry of a codebook is held to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from ipt_review.domain.codebook import Part
from ipt_review.study import codebook_lists as lists
from ipt_review.study import codebook_rules as rules
from ipt_review.study.codebook_entries import Noun, Ref, entries
from ipt_review.study.codebook_rules import ChangeRefused
from ipt_review.study.codebook_words import in_words, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipt_review.domain.codebook import Code, Codebook, Frame, Item, Subscale

_MAY_BE_EMPTY = {"includes", "rule", "note", "purpose"}
_LISTED = {"when", "when_not"}
_LONGEST_SET_BACK = 600_000


def check_field(codebook: Codebook, ref: Ref, field: str) -> None:
    """Refuse what one field of an entry now holds, where it cannot stand.

    Raises:
        ChangeRefused: With the one reason.
    """
    value = entries(codebook)[ref][field]
    if field in ("label", "short"):
        _check_label(codebook, str(value))
    elif field in ("key", "silenced"):
        _check_key_of(codebook, ref)
    elif field == "color":
        rules.check_color(str(value))
    elif field == "anchors":
        scale = codebook.scale_of(ref.id) if ref.noun is Noun.ITEM else None
        scale = scale or next(s for s in codebook.scales if s.id == ref.id)
        rules.check_anchors(cast("Mapping[int, str]", value), scale)
    elif field in _LISTED:
        _check_listed(codebook, field, cast("tuple[str, ...]", value))
    elif isinstance(value, str):
        _check_text(codebook, ref, field, value)
    else:
        _check_number_or_set(codebook, ref, field)


def _check_label(codebook: Codebook, label: str) -> None:
    rules.check_label(label)
    rules.check_mentions(label, codebook)
    _check_shown_labels(codebook)


def _check_key_of(codebook: Codebook, ref: Ref) -> None:
    if ref.noun is Noun.ITEM:
        return
    if ref.noun is Noun.CODE:
        code = codebook.code(ref.id)
        if not code.silenced or not re.fullmatch(rules.LETTER_KEY, code.key):
            rules.check_key(codebook, code.id, code.key, rules.LETTER_KEY)
        return
    digits = codebook.track_of(ref.id) is codebook.focus
    pattern = rules.DIGIT_KEY if digits else rules.CTRL_KEY
    track = codebook.track_of(ref.id)
    if track is not None:
        rules.check_key(codebook, ref.id, track.state(ref.id).key, pattern)


def _check_listed(codebook: Codebook, field: str, texts: tuple[str, ...]) -> None:
    if field == "when" and not texts:
        raise ChangeRefused("Say in at least one line when to code it.")
    for text in texts:
        rules.check_text(text, codebook)


def _check_text(codebook: Codebook, ref: Ref, field: str, text: str) -> None:
    if field in _MAY_BE_EMPTY:
        rules.check_mentions(text, codebook)
    else:
        rules.check_text(text, codebook)
    if ref.noun is Noun.TERM:
        _check_shown_labels(codebook)


def _check_shown_labels(codebook: Codebook) -> None:
    """Refuse a word that makes a label too long where it is put into it."""
    for ref, held in entries(in_words(spoken(codebook))).items():
        label = str(held.get("label", ""))
        if len(label) > rules.LONGEST_LABEL and ref.noun is not Noun.TERM:
            raise ChangeRefused(
                f"With this the label “{label}” has {len(label)} characters; "
                f"{rules.LONGEST_LABEL} is the most."
            )


def _check_number_or_set(codebook: Codebook, ref: Ref, field: str) -> None:
    if ref.noun is Noun.THRESHOLDS:
        rules.check_thresholds(codebook.thresholds, codebook)
    elif ref.noun is Noun.FRAME:
        check_frame(codebook.frame)
    elif ref.noun is Noun.BOOK and not 0 <= codebook.set_back <= _LONGEST_SET_BACK:
        raise ChangeRefused("The set-back is from 0 to 600 seconds.")
    elif field in ("phases", "core_in") and ref.noun is Noun.CODE:
        _check_phases(codebook.code(ref.id))
    elif ref.noun is Noun.ITEM:
        check_item(codebook, codebook.item(ref.id))
    elif ref.noun is Noun.SEVERITY:
        lists.check_severity(codebook.severity_scale(ref.id))
    elif ref.noun is Noun.PROFILE:
        lists.check_profile(
            codebook, next(each for each in codebook.profiles if each.id == ref.id)
        )


def check_frame(frame: Frame) -> None:
    """Refuse limits of a treatment that contradict each other."""
    values = (
        frame.sessions_low,
        frame.sessions_high,
        frame.opening_sessions,
        frame.termination_sessions,
    )
    if min(values) < 1:
        raise ChangeRefused("Each of these is at least one session.")
    if frame.sessions_low > frame.sessions_high:
        raise ChangeRefused(
            f"The longest treatment ({frame.sessions_high}) is shorter than "
            f"the shortest ({frame.sessions_low})."
        )
    if frame.opening_sessions + frame.termination_sessions >= frame.sessions_low:
        raise ChangeRefused(
            "The shortest treatment leaves no session for the middle phase."
        )


def check_code(codebook: Codebook, code: Code) -> None:
    """Refuse a code that does not fit into the codebook that it is in.

    Raises:
        ChangeRefused: With the one reason.
    """
    _check_label(codebook, code.label)
    rules.check_known("group", [code.group], {each.id for each in codebook.groups})
    rules.check_known("item", code.items, {each.id for each in codebook.items})
    rules.check_known("problem area", code.areas, {each.id for each in codebook.areas})
    for item in code.items:
        if code.id not in codebook.item(item).evidence:
            raise ChangeRefused(
                f"The item “{codebook.item(item).label}” does not list “{code.id}” "
                "as evidence."
            )
    _check_key_of(codebook, Ref(Noun.CODE, code.id))
    for text in (code.definition, code.example):
        rules.check_text(text, codebook)
    _check_listed(codebook, "when", code.when)
    _check_listed(codebook, "when_not", code.when_not)
    _check_phases(code)


def _check_phases(code: Code) -> None:
    if not code.phases:
        raise ChangeRefused("A code occurs in at least one phase.")
    for phase in sorted(code.core_in - code.phases, key=lambda each: each.value):
        raise ChangeRefused(f"“{phase.value}” is not one of the phases of this code.")


def check_subscale(codebook: Codebook, subscale: Subscale) -> None:
    """Refuse a subscale with a malformed id or label."""
    if not re.fullmatch(rules.ID, subscale.id):
        rules.check_id(codebook, subscale.id)
    _check_label(codebook, subscale.label)


def check_item(codebook: Codebook, item: Item) -> None:
    """Refuse an item that does not fit into the codebook that it is in.

    Raises:
        ChangeRefused: With the one reason.
    """
    _check_label(codebook, item.label)
    rules.check_text(item.text, codebook)
    rules.check_mentions(item.applies.rule, codebook)
    scales = {each.id: each for each in codebook.scales}
    rules.check_known("rating scale", [item.scale], scales)
    rules.check_anchors(item.anchors, scales[item.scale])
    _check_part(codebook, item)
    known = {code.id for code in codebook.codes}
    known |= {state.id for track in codebook.tracks for state in track.states}
    rules.check_known("code or state", item.evidence, known)
    for code in codebook.codes:
        if item.id in code.items and code.id not in item.evidence:
            raise ChangeRefused(
                f"“{code.label}” speaks for this item by itself, so it stays evidence."
            )
    if not item.applies.phases | item.applies.optional_in:
        raise ChangeRefused("The item is asked in no phase.")
    lists.check_applies(codebook, item)


def _check_part(codebook: Codebook, item: Item) -> None:
    subscales = {each.id: each for each in codebook.subscales}
    if item.subscale:
        rules.check_known("subscale", [item.subscale], subscales)
    own = subscales.get(item.subscale)
    prescribed = own is not None and own.prescribed
    if prescribed and item.part is not Part.ADHERENCE:
        raise ChangeRefused("A subscale of adherence is for adherence items.")
    if item.part is Part.ADHERENCE and not prescribed:
        raise ChangeRefused("An adherence item needs a subscale of adherence.")
