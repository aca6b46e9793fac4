"""Whether the numbers in a codebook file make sense: anchors, thresholds, limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.rating import REASONS
from ipt_review.exchange.codebook_checks import ids, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipt_review.exchange.codebook_checks import Entry
    from ipt_review.exchange.codebook_yaml import Place

    Wrong = tuple[Place, str]

MOST_PERCENT = 100


def check_anchors(book: Entry) -> Iterator[Wrong]:
    """Find anchors off their scale, and scales or items without the main three."""
    scales = ids(book.entries("rating_scales"))
    for scale in scales.values():
        yield from _rising(scale, "low", "high")
        yield from _anchored(scale, scale)
    for item in book.entries("items"):
        own = scales.get(item.text("scale"))
        if own is not None:
            yield from _anchored(item, own)


def _anchored(entry: Entry, scale: Entry) -> Iterator[Wrong]:
    low, high = scale.number("low"), scale.number("high")
    anchors = entry.inner("anchors")
    if low is None or high is None or not isinstance(entry.fields.get("anchors"), dict):
        return
    given = [value for value in map(number, anchors.fields) if value is not None]
    for value in anchors.fields:
        step = number(value)
        if step is not None and not low <= step <= high:
            what = f"{value} is not on the scale from {low:g} to {high:g}."
            yield (*anchors.place, value), what
    middle = (low + high) / 2
    wanted = {f"{low:g}": 0.0, f"{middle:g}": 0.5, f"{high:g}": 0.0}
    for name, slack in wanted.items():
        if not any(abs(value - float(name)) <= slack for value in given):
            yield anchors.place, f"there is no anchor for {name}."


def check_items(book: Entry) -> Iterator[Wrong]:
    """Find items whose part, subscale and marks of weight contradict each other."""
    subscales, scales = (
        ids(book.entries("subscales")),
        ids(book.entries("rating_scales")),
    )
    items = ids(book.entries("items"))
    overall = [item for item in items.values() if item.fields.get("overall") is True]
    for item in items.values():
        part = item.text("part")
        subscale = subscales.get(item.text("subscale"))
        prescribed = subscale is not None and subscale.fields.get("prescribed") is True
        if prescribed and part != "adherence":
            yield (*item.place, "subscale"), "a prescribed subscale is for adherence."
        if part == "adherence" and not prescribed:
            yield (*item.place, "subscale"), "adherence needs a prescribed subscale."
        if item in overall and (part != "competence" or item is not overall[0]):
            yield (
                (*item.place, "overall"),
                "one competence item can be the overall one.",
            )
        yield from _asked_somewhere(item)
        yield from _ruled_out(item, items, scales)


def _asked_somewhere(item: Entry) -> Iterator[Wrong]:
    applies = item.inner("applies")
    phases = (*applies.words("phases"), *applies.words("optional_in"))
    if isinstance(item.fields.get("applies"), dict) and not phases:
        yield applies.place, "the item is asked in no phase."


def _ruled_out(
    item: Entry, items: dict[str, Entry], scales: dict[str, Entry]
) -> Iterator[Wrong]:
    unless = item.inner("applies").inner("unless")
    other = items.get(unless.text("item"))
    scale = scales.get(other.text("scale")) if other else None
    low, high = (scale.number("low"), scale.number("high")) if scale else (None, None)
    rated = unless.fields.get("rated")
    if low is None or high is None or not isinstance(rated, list):
        return
    for at, each in enumerate(rated):
        value = number(each)
        if value is not None and value not in REASONS and not low <= value <= high:
            what = f"{each} is not on the scale from {low:g} to {high:g}."
            yield (*unless.place, "rated", at), what


def check_numbers(book: Entry) -> Iterator[Wrong]:
    """Find limits and thresholds that contradict each other."""
    yield from _rising(book.inner("treatment_frame"), "sessions_low", "sessions_high")
    yield from _frame(book.inner("treatment_frame"))
    lines = book.inner("thresholds")
    yield from _rising(lines, "review_adherence", "adherence")
    yield from _rising(lines, "review_overall", "overall")
    yield from _rising(lines, "amber", "red")
    yield from _on_some_scale(lines, book.entries("rating_scales"))
    for scale in book.entries("severity_scales"):
        yield from _rising(scale, "low", "high")
        yield from _rising(scale, "low", "remission_below")
        yield from _rising(scale, "remission_below", "high")
        percent = scale.number("response_percent")
        if percent is not None and not 0 < percent <= MOST_PERCENT:
            what = f"a response is a fall by 1 to {MOST_PERCENT} percent."
            yield (*scale.place, "response_percent"), what


def _frame(frame: Entry) -> Iterator[Wrong]:
    names = ("opening_sessions", "termination_sessions", "sessions_low")
    opening, ending, least = map(frame.number, names)
    if opening is None or ending is None or least is None:
        return
    if opening + ending >= least:
        what = "the shortest treatment leaves no session for the middle phase."
        yield (*frame.place, "sessions_low"), what


def _on_some_scale(lines: Entry, scales: list[Entry]) -> Iterator[Wrong]:
    lows = [low for scale in scales if (low := scale.number("low")) is not None]
    highs = [high for scale in scales if (high := scale.number("high")) is not None]
    if not lows or not highs:
        return
    for name in lines.fields:
        value = lines.number(str(name))
        on_scale = value is None or min(lows) <= value <= max(highs)
        if name != "essentials" and not on_scale:
            what = (
                f"{value:g} is not on the scale from {min(lows):g} to {max(highs):g}."
            )
            yield (*lines.place, name), what


def _rising(entry: Entry, lower: str, upper: str) -> Iterator[Wrong]:
    low, high = entry.number(lower), entry.number(upper)
    if low is not None and high is not None and low > high:
        yield (*entry.place, upper), f"{high:g} is less than {lower}, which is {low:g}."
