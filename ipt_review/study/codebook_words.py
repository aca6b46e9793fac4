"""A study's own words in its codebook, and texts as raters read them.

A codebook is written with the shipped words (“patient”, “depression”) and with ids in
braces where a text names another code. What raters read has the study's words and
the labels that hold now, so a changed word or label never goes stale.
"""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from ipt_review.study.codebook_texts import with_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ipt_review.domain.codebook import Codebook, Profile

    Say = Callable[[str], str]

MENTION: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""A code or item that a text names by its id."""

PERSON: Final = "person"
ILLNESS: Final = "illness"
DEFICITS: Final = "deficits"
WRITTEN: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        PERSON: ("patient",),
        ILLNESS: ("depression", "major depression"),
        DEFICITS: ("interpersonal deficits",),
    }
)
"""By term, how a codebook writes it; the first is the word itself."""

_PLURALS: Final = {
    "person": "people",
    "child": "children",
    "woman": "women",
    "man": "men",
}
_ENDINGS: Final = (
    (re.compile(r"(?<=[^aeiou])y$"), "ies"),
    (re.compile(r"(?<=[sxz])$|(?<=ch)$|(?<=sh)$"), "es"),
    (re.compile(r"$"), "s"),
)
_SOUNDS_LIKE_YOU: Final = ("us", "uni", "eu", "one")


def as_shown(codebook: Codebook) -> Codebook:
    """Return a codebook as written in the form in which raters meet it.

    Labels stand where texts name a code or item, the study's words where they say
    patient or depression, and what is silenced is no step of the session, no opening
    task and in no profile.
    """
    return _without_silenced(in_words(spoken(codebook)))


def spoken(codebook: Codebook) -> Codebook:
    """Return the codebook with labels where its texts name a code or item in braces."""
    labels = {code.id: code.label for code in codebook.codes}
    labels |= {item.id: item.label for item in codebook.items}

    def say(text: str) -> str:
        return MENTION.sub(lambda found: labels.get(found[1], found[0]), text)

    return with_texts(codebook, say)


def in_words(codebook: Codebook) -> Codebook:
    """Return the codebook with the study's terms in everything that is shown.

    Whole words only, plural and capital forms and the article before them included;
    doing it twice changes nothing more. Ids, title and notice stay.
    """
    changes = _changes(codebook.terms)
    return with_texts(codebook, worded(codebook)) if changes else codebook


def worded(codebook: Codebook) -> Say:
    """Return what puts the study's terms into a text that is not in the codebook."""
    changes = _changes(codebook.terms)

    def say(text: str) -> str:
        for change in changes:
            text = change(text)
        return text

    return say


def _changes(terms: Mapping[str, str]) -> list[Say]:
    return [
        _changer(written, terms[term], proper=term != DEFICITS)
        for term, written in WRITTEN.items()
        if terms.get(term, written[0]).casefold() != written[0]
    ]


def plural(word: str) -> str:
    """Return the plural of a term, by its last word."""
    start, last = word[: word.rfind(" ") + 1], word.rpartition(" ")[2]
    if last in _PLURALS:
        return start + _PLURALS[last]
    ending = next((old, new) for old, new in _ENDINGS if old.search(last))
    return start + ending[0].sub(ending[1], last, count=1)


def _changer(written: tuple[str, ...], term: str, *, proper: bool) -> Say:
    """Return what puts `term` where a text says one of `written`.

    A `proper` term is used as it is spelled in the middle of a sentence; another one
    loses its capital letter there.
    """
    one, many = term, plural(term)
    own = {one.casefold(), many.casefold()}
    forms = dict.fromkeys(written, one) | dict.fromkeys(map(plural, written), many)
    forms |= {one.casefold(): one, many.casefold(): many}
    longest = sorted(forms, key=len, reverse=True)
    pattern = re.compile(
        r"(?<![\w-])(?:(an?) )?(" + "|".join(map(re.escape, longest)) + r")(?!\w)"
        r"(['’](?!\w))?",
        re.IGNORECASE,
    )

    def put(found: re.Match[str]) -> str:
        article, said, end = found[1], found[2], found[3] or ""
        form = forms[said.casefold()]
        word = _cased(form, said, proper=proper)
        if end and form == many and said.casefold() not in own and word[-1] != "s":
            end += "s"
        lead = f"{_article(word, article)} " if article else ""
        return f"{lead}{word}{end}"

    return lambda text: pattern.sub(put, text)


def _cased(word: str, said: str, *, proper: bool) -> str:
    if said[0].isupper():
        return word[0].upper() + word[1:]
    if proper or word[1:2].isupper():
        return word
    return word[0].lower() + word[1:]


def _article(word: str, said: str) -> str:
    low = word.casefold()
    vowel = low[0] in "aeiou" and not low.startswith(_SOUNDS_LIKE_YOU)
    return said[0] + ("n" if vowel else "")


def _without_silenced(codebook: Codebook) -> Codebook:
    codes = {code.id for code in codebook.codes if code.silenced}
    items = {item.id for item in codebook.items if item.silenced}
    if not codes and not items:
        return codebook

    def thinned(profile: Profile) -> Profile:
        if profile.codes is None:
            return profile
        return replace(
            profile, codes=tuple(each for each in profile.codes if each not in codes)
        )

    return replace(
        codebook,
        sequence=tuple(step for step in codebook.sequence if step.code not in codes),
        checklist=tuple(item for item in codebook.checklist if item not in items),
        profiles=tuple(map(thinned, codebook.profiles)),
    )
