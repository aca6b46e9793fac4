"""Agreement on any file of ratings or events, without a study."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.exchange.agreement_tables import RatedItem, numbers, read_table
from ipt_review.reliability.figure import undefined
from ipt_review.reliability.figures import (
    Timing,
    of_categories,
    of_events,
    of_numbers,
)
from ipt_review.reliability.icc import ONE_RATER, Icc
from ipt_review.reliability.timed import Timed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ipt_review.exchange.agreement_tables import CodedTape
    from ipt_review.reliability.figure import Figure

MOST_CATEGORIES = 30
MOST_WORDS = 5
NO_SCALE = (
    "No scale was declared, so the categories are those that occur: {scale}. Weighted "
    "coefficients, AC1 and Brennan-Prediger depend on it; declare it with --scale."
)
ALL_WORDS = "The ratings are words, so they are categories; ICC needs numbers."
NOT_NUMBERS = (
    "Some ratings are no numbers, and are read as categories: {words}. ICC and all "
    "that reckons with numbers is left out; name with --missing what stands for a "
    "missing rating."
)
MISSING = "{count} of {all} ratings are missing (empty, NA, NaN, or named so)."
FOR_TWO = (
    "There are {count} raters, so figures that are of two are left out: Cohen's "
    "kappa, Scott's pi, PABAK, correlations, Bland-Altman. For those give a file with "
    "the two; Light's kappa is the mean of all pairs."
)
BEYOND = (
    "The last event ends at {last:g} s, after the length that was given ({length:g} "
    "s); the later end stands for it."
)
BY_ONE = (
    "Codes that only one of them used: {codes}. If they coded with different versions "
    "of a codebook, leave out what only one of them could use."
)
TOO_MANY = (
    "More than {most} different ratings occur and no scale was declared; they are "
    "read as numbers only."
)
NO_LENGTH = (
    "The length of the tape was not given; the last event's end stands for it. "
    "Give it with --length."
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a file is to be compared; times in ms.

    Attributes:
        scale: Declared categories in their order; empty when none were declared.
        missing: Ratings that count as missing, besides empty cells and NA.
        length: Of the tape; 0 when it was not given.
        width: Of a time unit.
        tolerance: Between the onsets of matching events.
        overlap: From which share of the longer one two events count as linked.
    """

    scale: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    length: int = 0
    width: int = 1_000
    tolerance: int = 2_000
    overlap: float = 0.6


@dataclass(frozen=True)
class Agreement:
    """How well raters agree on one item, or on one tape.

    Attributes:
        title: What was compared.
        notes: What a reader must know of how the figures came about.
    """

    title: str
    figures: dict[str, Figure]
    notes: list[str] = field(default_factory=list)


class NobodyToCompare(ReviewError):
    """Fewer than two raters coded a tape."""

    def __init__(self, tape: str) -> None:
        of = f" of {tape}" if tape else ""
        super().__init__(
            f"Only one rater{of} is in the file; agreement needs two.",
            "Add the other rater's events, with the rater's name in its column.",
        )


def agreement_in(path: Path, comparison: Comparison) -> list[Agreement]:
    """Return the agreement on each item, or on each tape, of a CSV file.

    Raises:
        NotATable: When the file has no such columns.
        RatedTwice: When a rater rated one unit twice.
        NotOnTheScale: When a rating is none of the declared categories.
        NobodyToCompare: When only one rater coded a tape.
    """
    found: list[Agreement] = []
    for each in read_table(path, comparison.missing):
        if isinstance(each, RatedItem):
            found.append(_on_item(each, comparison))
        else:
            found += _on_tape(each, comparison)
    return found


def _on_item(item: RatedItem, comparison: Comparison) -> Agreement:
    raters = ", ".join(item.raters)
    title = f"{item.item or 'Ratings'}: {len(item.ratings)} units, raters {raters}"
    if len(item.raters) < 2:  # noqa: PLR2004
        return Agreement(title, dict.fromkeys(_names(), undefined(ONE_RATER)))
    found = Agreement(title, {})
    flat = numbers([cell for row in item.ratings for cell in row])
    found.figures.update(_of_scale(item, flat, comparison.scale, found.notes))
    found.notes.extend(_on_cells(item))
    if flat is not None:
        table = np.array(flat, dtype=np.float64).reshape(len(item.ratings), -1)
        found.figures.update(of_numbers(table))
    return found


def _on_cells(item: RatedItem) -> list[str]:
    """Return what a reader must know of the cells: missing, words, how many raters."""
    cells = [cell for row in item.ratings for cell in row]
    given = [cell for cell in cells if cell is not None]
    words = sorted({cell for cell in given if numbers([cell]) is None})
    notes = []
    if len(given) < len(cells):
        count = len(cells) - len(given)
        notes.append(MISSING.format(count=f"{count:,}", all=f"{len(cells):,}"))
    if words and len(words) == len({*given}):
        notes.append(ALL_WORDS)
    elif words:
        some = ", ".join(f"“{each}”" for each in words[:MOST_WORDS])
        more = ", …" if len(words) > MOST_WORDS else ""
        notes.append(NOT_NUMBERS.format(words=some + more))
    if len(item.raters) > 2:  # noqa: PLR2004
        notes.append(FOR_TWO.format(count=len(item.raters)))
    return notes


def _names() -> list[str]:
    return ["percent_agreement", "fleiss_kappa", "gwet_ac1", *(e.value for e in Icc)]


def _of_scale(
    item: RatedItem,
    flat: list[float | None] | None,
    scale: Sequence[str],
    notes: list[str],
) -> dict[str, Figure]:
    """Return the figures on categories; numbers are compared as numbers."""
    declared = numbers(scale)
    if flat is not None and declared is not None:
        width = len(item.raters)
        rows = [flat[i : i + width] for i in range(0, len(flat), width)]
        used = sorted({each for each in flat if each is not None})
        categories = [each for each in declared if each is not None] or used
        if not scale and len(used) > MOST_CATEGORIES:
            notes.append(TOO_MANY.format(most=MOST_CATEGORIES))
            return {}
        if not scale:
            notes.append(NO_SCALE.format(scale=", ".join(f"{each:g}" for each in used)))
        return of_categories(rows, categories)
    words = sorted({cell for row in item.ratings for cell in row if cell is not None})
    if not scale:
        notes.append(NO_SCALE.format(scale=", ".join(words)))
    return of_categories(item.ratings, scale or words)


def _on_tape(tape: CodedTape, comparison: Comparison) -> list[Agreement]:
    if len(tape.events) < 2:  # noqa: PLR2004
        raise NobodyToCompare(tape.tape)
    events = [each for coded in tape.events.values() for each in coded]
    codes = comparison.scale or tuple(sorted({code for _, _, code in events}))
    unknown = {code for _, _, code in events} - set(codes)
    if unknown:
        raise ReviewError(
            f"The code “{min(unknown)}” is not among the declared ones.",
            "Declare it with --scale, or correct the file.",
        )
    last = max(end for _, end, _ in events)
    notes = [] if comparison.length else [NO_LENGTH]
    if 0 < comparison.length < last:
        length = comparison.length / MS_PER_SECOND
        notes.append(BEYOND.format(last=last / MS_PER_SECOND, length=length))
    timing = Timing(
        length=max(comparison.length, last),
        width=comparison.width,
        tolerance=comparison.tolerance,
        overlap=comparison.overlap,
        exclusive=True,
    )
    ranks = {code: rank for rank, code in enumerate(codes)}
    timed = {
        who: Timed.of((start, end, ranks[code]) for start, end, code in coded)
        for who, coded in tape.events.items()
    }
    return [
        Agreement(
            f"{tape.tape or 'Events'}: {one} ({len(timed[one])} events) and {other} "
            f"({len(timed[other])} events)",
            of_events(timed[one], timed[other], codes, timing),
            [*notes, *_by_one(tape, one, other)],
        )
        for one, other in combinations(timed, 2)
    ]


def _by_one(tape: CodedTape, one: str, other: str) -> list[str]:
    """Return that only one of two used some codes, if it is so."""
    mine, theirs = ({code for *_, code in tape.events[who]} for who in (one, other))
    alone = [f"{code} ({one})" for code in sorted(mine - theirs)]
    alone += [f"{code} ({other})" for code in sorted(theirs - mine)]
    return [BY_ONE.format(codes=", ".join(alone))] if alone else []
