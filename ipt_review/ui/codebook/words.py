"""How entries, fields and values of a codebook are called on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from ipt_review.domain.codebook import Phase, Unless
from ipt_review.study.codebook_entries import Noun
from ipt_review.study.codebook_rules import THRESHOLDS

if TYPE_CHECKING:
    from ipt_review.study.codebook_difference import Difference

MS_PER_SECOND: Final = 1_000
_LONGEST: Final = 90


class Editor(Enum):
    """How a field is edited."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    IDS = "ids"
    YES = "yes"
    PHASES = "phases"
    ANCHORS = "anchors"
    WHOLE = "whole"
    DECIMAL = "decimal"
    SECONDS = "seconds"
    MAYBE = "maybe"
    AREAS = "areas"
    NEEDS = "needs"
    UNLESS = "unless"
    CODES = "codes"


@dataclass(frozen=True, slots=True)
class Look:
    """A field as a form shows it.

    Attributes:
        hint: What to know before changing it, in one sentence.
    """

    label: str
    editor: Editor
    hint: str = ""


_MENTIONS: Final = "One reason on a line; an id in braces is shown by its label."
LOOKS: Final = {
    "title": Look("Title", Editor.LINE),
    "set_back": Look(
        "Set-back of a point",
        Editor.SECONDS,
        "How far before the key a point is stamped while the tape plays.",
    ),
    "label": Look("Label", Editor.LINE),
    "short": Look("Short label", Editor.LINE),
    "color": Look("Color", Editor.LINE),
    "key": Look("Key", Editor.LINE),
    "word": Look("Word", Editor.LINE),
    "silenced": Look(
        "Silenced", Editor.YES, "Off the panel and the form, not deleted."
    ),
    "definition": Look("Definition", Editor.TEXT),
    "when": Look("When to code it", Editor.LINES, _MENTIONS),
    "when_not": Look("When not", Editor.LINES, _MENTIONS),
    "example": Look("Example", Editor.TEXT),
    "does": Look("What the therapist does", Editor.TEXT),
    "includes": Look("Includes", Editor.TEXT),
    "phases": Look("Phases", Editor.PHASES),
    "core_in": Look("On the panel in", Editor.PHASES, "Otherwise under “More”."),
    "optional_in": Look(
        "Only offered in", Editor.PHASES, "There it counts only if it occurred."
    ),
    "question": Look("Question", Editor.TEXT),
    "anchors": Look("Anchors", Editor.ANCHORS),
    "text": Look("What is rated", Editor.TEXT),
    "essential": Look("Essential", Editor.YES, "Counts toward essentials met."),
    "reverse": Look(
        "Reverse", Editor.YES, "A high number is poor; means turn it around."
    ),
    "rule": Look("When it applies", Editor.TEXT, "The rule for 97, for the rater."),
    "evidence": Look("Evidence", Editor.IDS, "Ids of codes and states, with commas."),
    "from_session": Look("From session", Editor.WHOLE, "Not applicable before it."),
    "once": Look(
        "Once", Editor.YES, "A task of the opening that needs doing only once."
    ),
    "areas": Look(
        "Only for", Editor.AREAS, "Areas one of which must be agreed; none for any."
    ),
    "needs": Look(
        "Needs", Editor.NEEDS, "97 where the record says that one does not hold."
    ),
    "unless": Look(
        "Ruled out by", Editor.UNLESS, "Another item, at these ratings of it."
    ),
    "low": Look("Lowest total", Editor.WHOLE),
    "high": Look("Highest total", Editor.WHOLE),
    "remission_below": Look(
        "Remission below", Editor.MAYBE, "Totals under it are in the normal range."
    ),
    "response_percent": Look(
        "Response: a fall by",
        Editor.MAYBE,
        "Percent of the first total. Half is a convention and not the article's.",
    ),
    "purpose": Look("What it is for", Editor.TEXT),
    "codes": Look("Codes on the panel", Editor.CODES, "Their keys work all the same."),
    "apart": Look(
        "Kept apart", Editor.YES, "Has its own mean and enters no other result."
    ),
    "sessions_low": Look("Shortest treatment", Editor.WHOLE, "Sessions."),
    "sessions_high": Look("Longest treatment", Editor.WHOLE, "Sessions."),
    "opening_sessions": Look("Opening, at most", Editor.WHOLE, "Sessions."),
    "termination_sessions": Look("Termination, the last", Editor.WHOLE, "Sessions."),
}

_DECIMALS: Final = {"adherence", "essentials", "competence", "review_adherence"}
_TERMS: Final = {
    "person": Look("“patient” is shown as", Editor.LINE, "In every text and label."),
    "illness": Look("“depression” is shown as", Editor.LINE, "The target diagnosis."),
    "deficits": Look("“interpersonal deficits” is shown as", Editor.LINE),
}


def look(noun: Noun, entry: str, field: str) -> Look:
    """Return how a field of an entry is shown and edited."""
    if noun is Noun.THRESHOLDS:
        editor = Editor.DECIMAL if field in _DECIMALS else Editor.WHOLE
        unit = "Percent." if field == "essentials" else ""
        return Look(THRESHOLDS[field], editor, unit)
    if noun is Noun.TERM:
        return _TERMS.get(entry, Look(entry, Editor.LINE))
    if noun is Noun.STEP:
        return Look("Name of the step", Editor.LINE)
    return LOOKS[field]


def shown(field: str, value: object) -> str:
    """Return a value on one line, for the list of changes."""
    if value is None or value in ("", (), frozenset()):
        text = "nothing"
    elif isinstance(value, bool):
        text = "yes" if value else "no"
    elif field == "set_back" and isinstance(value, int):
        text = f"{value / MS_PER_SECOND:g} s"
    elif isinstance(value, Mapping):
        text = "  ".join(f"{key} {value[key]}" for key in sorted(value))
    elif isinstance(value, Unless):
        rated = ", ".join(map(str, sorted(value.rated)))
        text = f"{value.item} rated {rated}"
    elif isinstance(value, frozenset):
        text = ", ".join(phase.value for phase in Phase if phase in value)
        names = (e.value if isinstance(e, Enum) else e for e in value)
        text = text or ", ".join(sorted(map(str, names)))
    elif isinstance(value, tuple):
        text = " / ".join(map(str, value))
    else:
        text = f"{value:g}" if isinstance(value, float) else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def change_of(difference: Difference) -> tuple[str, str, str, str]:
    """Return a difference as entry, field, before and after."""
    ref, field = difference.ref, difference.field
    name = f"{difference.name} ({ref.noun.value})"
    if not field:
        came = difference.before is None
        return name, "added" if came else "left out", "", ""
    known = field in LOOKS or ref.noun in (Noun.THRESHOLDS, Noun.TERM)
    label = look(ref.noun, ref.id, field).label if known else field.replace("_", " ")
    before, after = shown(field, difference.before), shown(field, difference.after)
    return name, label, before, after
