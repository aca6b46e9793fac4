"""Codebooks written as files: the same fields in the same order, whoever writes."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from ipt_review.exchange.shapes import SCHEMA
from ipt_review.exchange.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import Enum
    from pathlib import Path

    from ipt_review.domain.codebook import (
        Applies,
        Code,
        Codebook,
        Item,
        Profile,
        Scale,
        Thresholds,
        Track,
        Variant,
    )

_WIDEST: Final = 1 << 20
"""Lines are never folded; a text that was one line stays one line."""

_HEADS: Final = {
    "terms": "The study's own words",
    "treatment_frame": "The frame of the treatment",
    "point_set_back_ms": "Codes: what a therapist does, marked on the tape",
    "focus_track": "Tracks: states of which exactly one holds at any moment",
    "rating_scales": "Rating items: rated once for the whole session",
    "thresholds": "Thresholds: product defaults, not published standards",
    "profiles": "Profiles: which codes are on the panel",
}


def write_codebook(codebook: Codebook) -> str:
    """Return the text of a file that is read as this codebook.

    The order of fields and entries is that of the shipped file; what is as it is by
    default is left out. Read as written, the text gives an equal codebook.
    """
    book = _book(codebook)
    for field, head in _HEADS.items():
        if field in book:
            book.yaml_set_comment_before_after_key(field, before=f"\n{head}")
    yaml = YAML()
    yaml.width = _WIDEST
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    text = StringIO()
    yaml.dump(book, text)
    return text.getvalue()


def save_codebook(codebook: Codebook, path: Path) -> None:
    """Write a codebook file, whole or not at all.

    Raises:
        FileNotWritten: When it cannot be written there.
    """
    write_whole(path, write_codebook(codebook).encode())


def _book(codebook: Codebook) -> CommentedMap:
    parts = (_head(codebook), _coding(codebook), _rating(codebook))
    return CommentedMap({name: v for part in parts for name, v in part.items()})


def _head(codebook: Codebook) -> CommentedMap:
    frame = codebook.frame
    return _map(
        schema=SCHEMA,
        id=codebook.id,
        version=codebook.version,
        title=codebook.title,
        notice=codebook.notice,
        terms=_map(**codebook.terms),
        treatment_frame=_map(
            sessions_low=frame.sessions_low,
            sessions_high=frame.sessions_high,
            opening_sessions=frame.opening_sessions,
            termination_sessions=frame.termination_sessions,
            most_foci=frame.most_foci,
        ),
        problem_areas=CommentedSeq(
            _map(id=a.id, label=a.label, short=a.short, color=a.color, ref=_row(a.ref))
            for a in codebook.areas
        ),
    )


def _coding(codebook: Codebook) -> CommentedMap:
    return _map(
        point_set_back_ms=codebook.set_back,
        coding_rules=_list(codebook.coding_rules),
        groups=CommentedSeq(
            _map(id=g.id, label=g.label, color=g.color) for g in codebook.groups
        ),
        events=CommentedSeq(map(_code, codebook.codes)),
        focus_track=_track(codebook.focus, counts=True),
        affect_track=codebook.affect and _track(codebook.affect, counts=False),
        sequence=_list(_map(code=s.code, label=s.label) for s in codebook.sequence),
    )


def _rating(codebook: Codebook) -> CommentedMap:
    return _map(
        rating_scales=CommentedSeq(map(_scale, codebook.scales)),
        subscales=CommentedSeq(
            _map(
                id=s.id,
                label=s.label,
                prescribed=s.prescribed,
                apart=s.apart or None,
            )
            for s in codebook.subscales
        ),
        items=CommentedSeq(map(_item, codebook.items)),
        thresholds=_thresholds(codebook.thresholds),
        opening_checklist=_row(codebook.checklist),
        severity_scales=_list(
            _map(
                id=s.id,
                label=s.label,
                low=s.low,
                high=s.high,
                remission_below=s.remission_below,
                response_percent=s.response_percent,
            )
            for s in codebook.severity_scales
        ),
        profiles=_list(map(_profile, codebook.profiles)),
    )


def _thresholds(lines: Thresholds) -> CommentedMap:
    return _map(
        met=lines.met,
        adherence=lines.adherence,
        essentials=lines.essentials,
        competence=lines.competence,
        overall=lines.overall,
        amber=lines.amber,
        red=lines.red,
        review_adherence=lines.review_adherence,
        review_overall=lines.review_overall,
    )


def _code(code: Code) -> CommentedMap:
    return _map(
        id=code.id,
        label=code.label,
        silenced=code.silenced or None,
        aka=_row(code.aka),
        key=code.key,
        mnemonic=code.mnemonic or None,
        group=code.group,
        kind=code.kind.value,
        valence=code.valence.value,
        directed=code.directed or None,
        phases=_row(_ordered(code.phases)),
        core_in=_row(_ordered(code.core_in), empty=True),
        from_session=_unless(1, code.from_session),
        areas=_row(sorted(code.areas)),
        beyond_article=code.beyond_article or None,
        definition=code.definition,
        when=_list(code.when),
        when_not=_list(code.when_not),
        variants=_map(**{a: _variant(v) for a, v in code.variants.items()}) or None,
        example=code.example,
        note=code.note or None,
        ref=_row(code.ref),
        items=_row(code.items),
    )


def _variant(variant: Variant) -> CommentedMap:
    return _map(
        label=variant.label,
        does=variant.does,
        example=variant.example,
        ref=_row(variant.ref),
    )


def _track(track: Track, *, counts: bool) -> CommentedMap:
    return _map(
        id=track.id,
        label=track.label,
        optional=track.optional or None,
        beyond_article=track.beyond_article or None,
        what=track.what,
        start_state=track.start_state,
        shortest_bout_ms=track.shortest,
        rules=_list(track.rules),
        states=_list(
            _map(
                id=s.id,
                label=s.label,
                key=s.key,
                color=s.color,
                counts=s.counts.value if counts else None,
                includes=s.includes or None,
            )
            for s in track.states
        ),
    )


def _scale(scale: Scale) -> CommentedMap:
    return _map(
        id=scale.id,
        question=scale.question,
        low=scale.low,
        high=scale.high,
        anchors=_anchors(scale.anchors),
        rules=_list(scale.rules),
    )


def _item(item: Item) -> CommentedMap:
    return _map(
        id=item.id,
        label=item.label,
        silenced=item.silenced or None,
        part=item.part.value,
        subscale=item.subscale or None,
        scale=item.scale,
        essential=item.essential or None,
        critical=item.critical or None,
        short_form=item.short_form or None,
        overall=item.overall or None,
        reverse=item.reverse or None,
        beyond_article=item.beyond_article or None,
        applies=_applies(item.applies),
        text=item.text,
        anchors=_anchors(item.anchors),
        evidence=_row(item.evidence),
        ref=_row(item.ref),
    )


def _applies(applies: Applies) -> CommentedMap:
    unless = applies.unless
    return _map(
        phases=_row(_ordered(applies.phases), empty=True),
        optional_in=_row(_ordered(applies.optional_in)),
        areas=_row(sorted(applies.areas)),
        from_session=_unless(1, applies.from_session),
        once=applies.once or None,
        needs=_row(_ordered(applies.needs)),
        unless=unless and _map(item=unless.item, rated=_row(sorted(unless.rated))),
        rule=applies.rule or None,
    )


def _profile(profile: Profile) -> CommentedMap:
    codes = profile.codes
    return _map(
        id=profile.id,
        label=profile.label,
        purpose=profile.purpose or None,
        codes=None if codes is None else _row(codes, empty=True),
        phase=profile.phase and profile.phase.value,
    )


def _anchors(anchors: Mapping[int, str]) -> CommentedMap:
    return CommentedMap({value: anchors[value] for value in sorted(anchors)})


def _ordered(members: Iterable[Enum]) -> list[str]:
    """Return the values of members in the order in which their kind names them."""
    found = list(members)
    kinds = {type(each) for each in found}
    return [each.value for kind in kinds for each in kind if each in found]


def _unless(default: object, value: object) -> object:
    return None if value == default else value


def _map(**fields: object) -> CommentedMap:
    """Return fields in their order, without those that hold nothing."""
    return CommentedMap({name: v for name, v in fields.items() if v is not None})


def _list(entries: Iterable[object]) -> CommentedSeq | None:
    """Return entries one a line, or None where there are none."""
    return CommentedSeq(entries) or None


def _row(values: Iterable[object], *, empty: bool = False) -> Any:
    """Return values on one line, or None where there are none and none may stand."""
    row = CommentedSeq(values)
    row.fa.set_flow_style()
    return row if row or empty else None
