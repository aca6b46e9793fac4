"""What the Compare room says about places, ratings and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.consensus import Choice
from ipt_review.domain.rating import REASONS
from ipt_review.domain.timecode import MS_PER_SECOND, show_seconds
from ipt_review.reliability.bands import LANDIS_KOCH
from ipt_review.ui.wording import how_many
from ipt_review.workflow.agreement.laying_together import Outcome

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook, Track
    from ipt_review.domain.consensus import Decision
    from ipt_review.reliability.figure import Figure
    from ipt_review.workflow.agreement.comparing import Comparison, RatedBeside
    from ipt_review.workflow.agreement.laying_together import Meeting
    from ipt_review.workflow.agreement.tape_agreement import TapeFigure
    from ipt_review.workflow.agreement.tape_pairs import Together

NOTHING = "—"
WITHOUT_CHOICE = {Choice.LEFT_OUT: "left out", Choice.AGREED: "agreed"}
PAIR = 2
TRIED = (
    "Tolerance ± {tried:g} s is tried out here only: the analysis plan of the study "
    "has ± {planned:g} s; the study table, a consensus and the workbook go by that."
)
OF_PAIR = "Codes, figures and ribbon are of {names}; the list and ratings of all."


def side_words(meeting: Meeting, comparison: Comparison, side: int) -> str:
    """Return what one coding has at a place, "—" where it has nothing."""
    code = meeting.codes[side]
    if code is None:
        return NOTHING
    book = comparison.codebook
    if meeting.track:
        return _state_words(meeting, comparison, side)
    words = book.label(code, _area(meeting, comparison))
    mark = meeting.marks[side]
    if meeting.outcome is Outcome.END and mark is not None:
        return f"{words}, ends {show_seconds(mark.span(comparison.length).end)}"
    return words


def _state_words(meeting: Meeting, comparison: Comparison, side: int) -> str:
    """Return which state a coding has there, or how much of a track it alone has."""
    book = comparison.codebook
    track = next(each for each in book.tracks if each.id == meeting.track)
    if meeting.whole:
        held = comparison.held[track.id]
        count = sum(part.codes[side] is not None for part in held)
        words = f"whole track, {how_many(count, 'stretch', 'stretches')}"
    else:
        words = book.label(meeting.codes[side] or "", _area(meeting, comparison))
    return f"{track_name(book, track)}: {words}"


def track_name(codebook: Codebook, track: Track) -> str:
    """Return what a track is called where there is little room."""
    return "Focus" if track is codebook.focus else track.label


def told(meeting: Meeting, comparison: Comparison) -> str:
    """Return a place in one sentence, as for a tip or a screen reader."""
    sides = ", ".join(
        f"{side.name}: {side_words(meeting, comparison, place)}"
        for place, side in enumerate(comparison.sides)
    )
    return f"{time_of(meeting)} · {meeting.outcome.value} · {sides}"


def time_of(meeting: Meeting) -> str:
    """Return "0:09:15", or "0:09:15 – 0:10:02" for what lasts."""
    start = show_seconds(meeting.span.start)
    if meeting.span.length < MS_PER_SECOND:
        return start
    return f"{start} – {show_seconds(meeting.span.end)}"


def value_words(value: int | None) -> str:
    """Return a score, a reason in words with its number, or that there is neither."""
    if value is None:
        return "no rating"
    if value in REASONS:
        return f"{REASONS[value].lower()} ({value})"
    return str(value)


def value_sign(value: int | None) -> str:
    """Return a score or the number of a reason, as short as a table has it."""
    return NOTHING if value is None else str(value)


def difference_words(rated: RatedBeside) -> str:
    """Return by how much scores differ, or that they cannot be subtracted."""
    if rated.difference is None:
        return "same" if rated.agrees else "differs"
    if len(rated.scores) > PAIR:
        return str(rated.difference)
    return "0" if not rated.difference else f"{rated.difference:+d}".replace("-", "−")


def figure_words(figure: Figure) -> str:
    """Return a figure with two decimals, or that there is none."""
    if figure.value is None:
        return "none"
    return f"{figure.value:.2f}".replace("-", "−")


def _area(meeting: Meeting, comparison: Comparison) -> str | None:
    """Return the problem area that the first coding is in where a place begins."""
    at = meeting.span.start
    for part in comparison.held[comparison.codebook.focus.id]:
        if part.span.start <= at < part.span.end:
            return part.codes[0]
    return None


def decided_words(decision: Decision, comparison: Comparison) -> str:
    """Return what was decided in a few words, as lists and cards say it."""
    if decision.choice is Choice.KEPT and decision.parent is not None:
        return comparison.sides[decision.parent].name
    if decision.choice is not Choice.OTHER:
        return WITHOUT_CHOICE[decision.choice]
    code = decision.code
    return comparison.codebook.label(code) if code else value_words(decision.value)


def rests_on_words(each: TapeFigure) -> str:
    """Return what a figure rests on and what it is called by whom, or why it is not."""
    if each.figure.value is None:
        return each.figure.why
    band = LANDIS_KOCH.reading(each.figure) if "κ" in each.statistic else ""
    return " · ".join(filter(None, (each.rests_on, band)))


def notes_on(together: Together, planned: int, *, others: bool) -> str:
    """Return what a reader must know of what is compared.

    Args:
        together: The codings, and which of them are looked at.
        planned: The tolerance (ms) by which they ought to be laid together.
        others: Whether more codings are shown that are not compared.
    """
    held = together.whole
    notes = [*held.notes]
    if held.tolerance != planned:
        tried, own = held.tolerance / MS_PER_SECOND, planned / MS_PER_SECOND
        notes.append(TRIED.format(tried=tried, planned=own))
    if others:
        names = together.names()
        notes.append(f"List, ratings, codes and figures are of {names}.")
    elif together.is_one_pair and len(held.sides) > PAIR:
        notes.append(OF_PAIR.format(names=together.names()))
    return " ".join(notes)
