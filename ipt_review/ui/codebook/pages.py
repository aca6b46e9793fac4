"""What the tree lists, and which entries one page of it edits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ipt_review.domain.codebook import Part
from ipt_review.study.codebook_entries import Noun, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.codebook import Code, Codebook, Item


@dataclass(frozen=True, slots=True)
class Section:
    """One entry on a page, under a title where the page has several."""

    ref: Ref
    title: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A line of the tree and what it opens.

    Attributes:
        about: What sort of thing it is and what it rests on, in a few words.
        note: Its key, or how many lines are below it.
        sections: What it edits; nothing for a line that only holds others.
    """

    title: str
    about: str = ""
    note: str = ""
    sections: tuple[Section, ...] = ()
    below: tuple[Page, ...] = ()
    silenced: bool = False

    @property
    def refs(self) -> frozenset[Ref]:
        """The entries that it edits."""
        return frozenset(section.ref for section in self.sections)

    def everything(self) -> Iterable[Page]:
        """Go through it and what is below it."""
        yield self
        for page in self.below:
            yield from page.everything()


COMPETENCE: Final = "Competence"


def pages(codebook: Codebook) -> tuple[Page, ...]:
    """Return the lines of the tree: words first, then codes, tracks and items."""
    return (
        *(_study(codebook), _severity(codebook), _codes(codebook), _profiles(codebook)),
        *(_tracks(codebook), _items(codebook)),
    )


def page_of(found: Iterable[Page], ref: Ref) -> Page | None:
    """Return the page that edits an entry."""
    lines = (line for page in found for line in page.everything())
    return next((line for line in lines if ref in line.refs), None)


def _study(codebook: Codebook) -> Page:
    terms = tuple(Section(Ref(Noun.TERM, term)) for term in codebook.terms)
    areas = tuple(Section(Ref(Noun.AREA, a.id), a.label) for a in codebook.areas)
    steps = tuple(Section(Ref(Noun.STEP, s.code), s.label) for s in codebook.sequence)
    return Page(
        "Study",
        below=(
            Page(
                "Words",
                "Put in wherever a text or label has the word on the left; "
                "what you edit elsewhere keeps it",
                sections=terms,
            ),
            Page(
                "Treatment frame",
                "The limits of a treatment",
                sections=(Section(Ref(Noun.FRAME)),),
            ),
            Page(
                "Thresholds",
                "Product defaults, not validated; every one is a setting",
                sections=(Section(Ref(Noun.THRESHOLDS)),),
            ),
            Page("Problem areas", "Shown on chips and in reports", sections=areas),
            Page("Steps of the session", "The strip under the tape", sections=steps),
            Page("Title and set-back", sections=(Section(Ref(Noun.BOOK)),)),
        ),
    )


def _severity(codebook: Codebook) -> Page:
    scales = tuple(
        Page(
            scale.label,
            f"Severity scale · totals only, its items are never stored · id {scale.id}",
            f"{scale.low}–{scale.high}",
            (Section(Ref(Noun.SEVERITY, scale.id)),),
        )
        for scale in codebook.severity_scales
    )
    return Page("Severity scales", note=str(len(scales)), below=scales)


def _profiles(codebook: Codebook) -> Page:
    profiles = tuple(
        Page(
            profile.label,
            f"Profile: which codes are on the panel · id {profile.id}",
            profile.phase.value
            if profile.phase
            else "all"
            if profile.codes is None
            else str(len(profile.codes)),
            (Section(Ref(Noun.PROFILE, profile.id)),),
        )
        for profile in codebook.profiles
    )
    return Page("Profiles", note=str(len(profiles)), below=profiles)


def _codes(codebook: Codebook) -> Page:
    groups = []
    for group in codebook.groups:
        codes = [code for code in codebook.codes if code.group == group.id]
        groups.append(
            Page(
                group.label,
                "A group of codes",
                str(len(codes)),
                (Section(Ref(Noun.GROUP, group.id)),),
                tuple(_code(code, codebook) for code in codes),
            )
        )
    return Page("Codes", note=str(len(codebook.codes)), below=tuple(groups))


def _code(code: Code, codebook: Codebook) -> Page:
    areas = {area.id: area.label for area in codebook.areas}
    variants = tuple(
        Section(Ref(Noun.VARIANT, f"{code.id}.{area}"), f"While on {areas[area]}")
        for area in code.variants
    )
    what = "Flag" if code.is_flag else "Code"
    about = f"{what} · {code.kind.value} · id {code.id}"
    return Page(
        code.label,
        about + _rests_on(code.ref, beyond=code.beyond_article),
        "silenced" if code.silenced else code.key.replace("Shift+", "⇧"),
        (Section(Ref(Noun.CODE, code.id)), *variants),
        silenced=code.silenced,
    )


def _tracks(codebook: Codebook) -> Page:
    tracks = tuple(
        Page(
            track.label,
            note=str(len(track.states)),
            below=tuple(
                Page(
                    state.label,
                    f"State of the track · id {state.id}",
                    state.key,
                    (Section(Ref(Noun.STATE, state.id)),),
                )
                for state in track.states
            ),
        )
        for track in codebook.tracks
    )
    return Page("Tracks", below=tracks)


def _items(codebook: Codebook) -> Page:
    forms = []
    for subscale in codebook.subscales:
        items = [item for item in codebook.items if item.subscale == subscale.id]
        forms.append(
            Page(
                subscale.label,
                "A subscale" + (", kept apart" if subscale.apart else ""),
                str(len(items)),
                (Section(Ref(Noun.SUBSCALE, subscale.id)),),
                tuple(map(_item, items)),
            )
        )
    rest = [item for item in codebook.items if not item.subscale]
    forms.append(Page(COMPETENCE, note=str(len(rest)), below=tuple(map(_item, rest))))
    scales = tuple(
        Page(
            f"Scale {scale.low} to {scale.high}: {scale.question}",
            f"Rating scale · id {scale.id}",
            sections=(Section(Ref(Noun.SCALE, scale.id)),),
        )
        for scale in codebook.scales
    )
    forms.append(Page("Rating scales", note=str(len(scales)), below=scales))
    return Page("Rating form", note=str(len(codebook.items)), below=tuple(forms))


def _item(item: Item) -> Page:
    parts = {
        Part.ADHERENCE: "Adherence",
        Part.OFF_MODEL: "Off-model",
        Part.COMPETENCE: "Competence",
    }
    about = f"{parts[item.part]} item · scale {item.scale} · id {item.id}"
    marks = {"reverse": item.reverse, "essential": item.essential}
    return Page(
        item.label,
        about + _rests_on(item.ref, beyond=item.beyond_article),
        "silenced"
        if item.silenced
        else ", ".join(mark for mark, so in marks.items() if so),
        (Section(Ref(Noun.ITEM, item.id)),),
        silenced=item.silenced,
    )


def _rests_on(ref: tuple[str, ...], *, beyond: bool) -> str:
    if beyond:
        return " · goes beyond the article"
    lines = ", ".join(line.removeprefix("L") for line in ref)
    return f" · article, line {lines}" if lines else ""
