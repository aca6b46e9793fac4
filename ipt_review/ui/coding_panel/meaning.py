"""What a code means, as the tool tip over its button says it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Code, TrackState


def meaning_of(code: Code, area: str | None) -> str:
    """Return definition, when, when not and example of a code, as rich text."""
    variant = code.variants.get(area) if area else None
    lines = [f"<b>{escape(code.label_in(area))}</b> ({escape(code.kind.value)})"]
    lines.append(escape(variant.does if variant else code.definition))
    lines.append(_list("Code it when", code.when))
    lines.append(_list("Not when", code.when_not))
    example = variant.example if variant else code.example
    lines.append(f"<i>“{escape(example)}”</i>")
    if code.note:
        lines.append(escape(code.note))
    body = "".join(f"<p>{line}</p>" for line in lines if line)
    return f'<div style="width: 360px">{body}</div>'


def meaning_of_state(state: TrackState) -> str:
    """Return what talk counts as a state, as rich text."""
    body = f"<b>{escape(state.label)}</b>"
    return f"<p>{body}</p><p>{escape(state.includes)}</p>" if state.includes else body


def _list(head: str, entries: tuple[str, ...]) -> str:
    if not entries:
        return ""
    return f"<b>{head}</b><br>" + "<br>".join(f"• {escape(each)}" for each in entries)
