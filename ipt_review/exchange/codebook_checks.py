"""Whether what a codebook file says fits together: ids, keys, and references.

The checks read the file as it is written, whether or not every field has the right
shape, so that all faults are told at once. What has the wrong shape is passed over
here; the shape itself is checked elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.study.codebook_words import MENTION

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ipt_review.exchange.codebook_yaml import Place, Plain

    Wrong = tuple[Place, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list in the file: where it stands and what its fields hold."""

    place: Place
    fields: dict[str | int, Plain]

    @property
    def id(self) -> str:
        """Its id, or nothing where it has none."""
        return self.text("id")

    @property
    def name(self) -> str:
        """What to call it in a message."""
        return self.text("label") or self.id

    def text(self, field: str) -> str:
        """Return the text in a field, or nothing."""
        value = self.fields.get(field)
        return value if isinstance(value, str) else ""

    def number(self, field: str) -> float | None:
        """Return the number in a field, or None."""
        return number(self.fields.get(field))

    def inner(self, field: str) -> Entry:
        """Return a group of fields inside it, empty where there is none."""
        value = self.fields.get(field)
        fields = value if isinstance(value, dict) else {}
        return Entry((*self.place, field), fields)

    def words(self, field: str) -> Iterator[tuple[Place, str]]:
        """Go through the texts in a list, each with its place."""
        value = self.fields.get(field)
        for at, word in enumerate(value if isinstance(value, list) else ()):
            if isinstance(word, str):
                yield (*self.place, field, at), word

    def entries(self, field: str) -> list[Entry]:
        """Return the entries of a list in a field."""
        value = self.fields.get(field)
        listed = value if isinstance(value, list) else []
        return [
            Entry((*self.place, field, at), each)
            for at, each in enumerate(listed)
            if isinstance(each, dict)
        ]


def number(value: Plain) -> float | None:
    """Return a value that is a number, or None."""
    counts = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if counts and isinstance(value, int | float) else None


def ids(entries: Collection[Entry]) -> dict[str, Entry]:
    """Return entries by their id, the first where two share one."""
    return {entry.id: entry for entry in reversed(list(entries)) if entry.id}


def states(book: Entry) -> list[Entry]:
    """Return the states of both tracks."""
    tracks = (book.inner("focus_track"), book.inner("affect_track"))
    return [state for track in tracks for state in track.entries("states")]


def check_ids(book: Entry) -> Iterator[Wrong]:
    """Find ids given twice; codes, states and items share one set of them."""
    together = [*book.entries("events"), *states(book), *book.entries("items")]
    apart = ("problem_areas", "groups", "rating_scales", "subscales")
    lists = [together, *map(book.entries, (*apart, "severity_scales", "profiles"))]
    for entries in lists:
        yield from _twice(entries, "id")


def check_keys(book: Entry) -> Iterator[Wrong]:
    """Find keys that two codes or states share; a silenced code needs none."""
    codes = [c for c in book.entries("events") if c.fields.get("silenced") is not True]
    yield from _twice([*codes, *states(book)], "key")


def _twice(entries: list[Entry], field: str) -> Iterator[Wrong]:
    first: dict[str, Entry] = {}
    for entry in entries:
        word = entry.text(field)
        if word and word in first:
            what = f"“{word}” is already the {field} of “{first[word].name}”."
            yield (*entry.place, field), what
        first.setdefault(word, entry)


def check_codes(book: Entry) -> Iterator[Wrong]:
    """Find codes that refer to what is not there, or are not referred back to."""
    groups, areas = ids(book.entries("groups")), ids(book.entries("problem_areas"))
    items = ids(book.entries("items"))
    for code in book.entries("events"):
        yield from _known(code, "group", groups, "group")
        yield from _all_known(code, "areas", areas, "problem area")
        yield from _all_known(code, "items", items, "item")
        variants = code.inner("variants")
        for area in variants.fields:
            if area not in areas:
                yield (*variants.place, area), f"there is no problem area “{area}”."
        yield from _not_referred_back(code, items)
        phases = {phase for _, phase in code.words("phases")}
        for place, phase in code.words("core_in"):
            if phase not in phases:
                yield place, f"“{phase}” is not one of the phases of this code."


def _not_referred_back(code: Entry, items: dict[str, Entry]) -> Iterator[Wrong]:
    for place, item in code.words("items"):
        if item not in items:
            continue
        listed = {word for _, word in items[item].words("evidence")}
        if code.id not in listed:
            yield place, f"the item “{item}” does not list “{code.id}” as evidence."


def check_tracks(book: Entry) -> Iterator[Wrong]:
    """Find start states and areas that a track does not have."""
    focus, areas = book.inner("focus_track"), ids(book.entries("problem_areas"))
    for track in (focus, book.inner("affect_track")):
        known = ids(track.entries("states"))
        yield from _known(track, "start_state", known, "state")
    for state in focus.entries("states"):
        if state.text("counts") == "area" and state.id not in areas:
            yield (*state.place, "id"), f"there is no problem area “{state.id}”."
    talked = {s.id for s in focus.entries("states") if s.text("counts") == "area"}
    for area in areas.values():
        if area.id not in talked:
            what = "the focus track has no state with this id that counts as an area."
            yield (*area.place, "id"), what


def check_items(book: Entry) -> Iterator[Wrong]:
    """Find items that refer to what is not there."""
    items = ids(book.entries("items"))
    scales, subscales = (
        ids(book.entries("rating_scales")),
        ids(book.entries("subscales")),
    )
    areas, codes = ids(book.entries("problem_areas")), ids(book.entries("events"))
    held = ids(states(book))
    for item in book.entries("items"):
        yield from _known(item, "scale", scales, "rating scale")
        yield from _known(item, "subscale", subscales, "subscale")
        yield from _all_known(item, "evidence", codes | held, "code or state")
        applies = item.inner("applies")
        yield from _all_known(applies, "areas", areas, "problem area")
        yield from _known(applies.inner("unless"), "item", items, "item")
        if _leads_back(item, items):
            place = (*applies.place, "unless", "item")
            yield place, "these items depend on each other in a ring."


def check_lists(book: Entry) -> Iterator[Wrong]:
    """Find steps, tasks and profiles that refer to what is not there."""
    codes, items = ids(book.entries("events")), ids(book.entries("items"))
    for step in book.entries("sequence"):
        yield from _known(step, "code", codes, "code")
    yield from _all_known(book, "opening_checklist", items, "item")
    for profile in book.entries("profiles"):
        yield from _all_known(profile, "codes", codes, "code")
        if profile.fields.get("codes") is not None and profile.text("phase"):
            what = "a profile has either codes or a phase, not both."
            yield (*profile.place, "phase"), what


def check_mentions(book: Entry) -> Iterator[Wrong]:
    """Find texts that name a code or item in braces that is not there."""
    known = ids([*book.entries("events"), *book.entries("items")])
    for place, text in _texts(book.fields, ()):
        for found in MENTION.finditer(text):
            if found[1] not in known:
                yield place, f"there is no code or item “{found[1]}”."


def _texts(value: Plain, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from _texts(each, (*place, at))
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(each, (*place, key))


def _known(
    entry: Entry, field: str, known: Collection[str], noun: str
) -> Iterator[Wrong]:
    word = entry.text(field)
    if word and word not in known:
        yield (*entry.place, field), f"there is no {noun} “{word}”."


def _all_known(
    entry: Entry, field: str, known: Collection[str], noun: str
) -> Iterator[Wrong]:
    for place, word in entry.words(field):
        if word not in known:
            yield place, f"there is no {noun} “{word}”."


def _leads_back(item: Entry, items: dict[str, Entry]) -> bool:
    here, passed = item, set[str]()
    while here.id not in passed:
        passed.add(here.id)
        following = here.inner("applies").inner("unless").text("item")
        if following == item.id:
            return True
        if following not in items:
            return False
        here = items[following]
    return False
