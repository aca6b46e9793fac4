"""The table of a study's reliability: every line, held against the plan's goals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

from ipt_review.reliability.doubles import Named
from ipt_review.reliability.figure import undefined
from ipt_review.reliability.study_line import Section
from ipt_review.reliability.study_ratings import rating_line
from ipt_review.reliability.study_times import (
    code_time_line,
    events_line,
    track_line,
    twos,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ipt_review.domain.analysis_plan import AnalysisPlan
    from ipt_review.reliability.doubles import Double, Questions, Voice
    from ipt_review.reliability.study_line import Line
    from ipt_review.reliability.study_times import Two

NEVER = "Never coded: not estimable."
RARE = "Coded {times}: not estimable, since the plan asks for {fewest} marks."
ALL_MARKS = Named("all_marks", "All codes by their onsets")
RATED = frozenset({Section.ITEM, Section.MEAN, Section.PAIR})
"""Sections whose numbers are on a rating scale, so that points mean something."""


@dataclass(frozen=True)
class StudyTable:
    """Everything that a study's reliability is told by.

    Attributes:
        lines: In the order of their sections, and of the codebook.
        tapes: How many double-coded tapes there are in all.
        raters: Handles of who coded them.
    """

    lines: tuple[Line, ...]
    tapes: int
    raters: tuple[str, ...]

    def of(self, section: Section) -> tuple[Line, ...]:
        """Return the lines of one section."""
        return tuple(each for each in self.lines if each.section is section)


def study_table(
    questions: Questions,
    doubles: Sequence[Double],
    plan: AnalysisPlan,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> StudyTable:
    """Return how well the raters of these tapes agree on everything.

    Args:
        questions: What they are compared on.
        doubles: Tapes that two or more raters coded.
        plan: By which figures and goals.
        progress: Hears how much is done, from 0 to 1.
        cancelled: Says whether to stop; what is returned then is incomplete.
    """
    jobs = [*_jobs(questions, doubles, plan)]
    lines = []
    for place, job in enumerate(jobs, 1):
        if cancelled():
            break
        lines.append(judged(job(), plan))
        progress(place / len(jobs))
    raters = sorted({rater for each in doubles for rater in each.raters})
    return StudyTable(tuple(lines), len(doubles), tuple(raters))


def judged(line: Line, plan: AnalysisPlan) -> Line:
    """Return a line with what it lacks of the plan's goals, in words."""
    goals, found = plan.goals, list[str]()
    if line.figure.value is None:
        return line
    if line.figure.value < line.goal:
        found.append(f"under the goal of {line.goal:.2f}")
    rated = line.section in RATED and line.mean is not None
    within, bias = line.within.value, line.bias.value
    if rated and within is not None and within < goals.within:
        found.append(
            f"within {plan.points} on only {within:.0%} of tapes, goal "
            f"{goals.within:.0%}"
        )
    if rated and bias is not None and abs(bias) > goals.bias:
        found.append(f"bias {bias:+.2f} beyond ±{goals.bias:g}")
    return replace(line, shortfalls=tuple(found))


def _jobs(
    questions: Questions, doubles: Sequence[Double], plan: AnalysisPlan
) -> Iterator[Callable[[], Line]]:
    """Yield what computes each line, in the order of the table."""
    for section, asked in (
        (Section.ITEM, questions.items),
        (Section.MEAN, questions.means),
    ):
        for each in asked:
            yield partial(_score_line, section, each, doubles, plan)
    marks, pairs = counted(doubles), twos(doubles, plan)
    for each in (*questions.points, *questions.intervals):
        found = partial(
            rating_line, Section.COUNT, each, doubles, count_of(each.name), plan
        )
        yield partial(_rare_or, found, marks.get(each.name, 0), plan)
    for each in questions.intervals:
        found = partial(code_time_line, each, pairs, plan)
        yield partial(_rare_or, found, marks.get(each.name, 0), plan)
    yield from _in_time(questions, pairs, plan)
    for raters in pairs_of_raters(doubles):
        yield from _of_pair(raters, questions, doubles, plan)


def _in_time(
    questions: Questions, pairs: Sequence[Two], plan: AnalysisPlan
) -> Iterator[Callable[[], Line]]:
    used = {code for two in pairs for code in (*two.one.marks, *two.other.marks)}
    for track in questions.tracks:
        if not track.optional or not used.isdisjoint(track.states):
            yield partial(track_line, track, pairs, plan)
    codes = [each.name for each in (*questions.points, *questions.intervals)]
    if codes:
        yield partial(events_line, ALL_MARKS, codes, pairs, plan)


def _of_pair(
    raters: tuple[str, str],
    questions: Questions,
    doubles: Sequence[Double],
    plan: AnalysisPlan,
) -> Iterator[Callable[[], Line]]:
    """Yield what computes the lines of two raters: their means, tracks and marks."""
    theirs = of_raters(doubles, raters)
    for each in questions.means:
        found = partial(_score_line, Section.MEAN, each, theirs, plan)
        yield partial(_of_raters, raters, found)
    for each_job in _in_time(questions, twos(theirs, plan), plan):
        yield partial(_of_raters, raters, each_job)


def _score_line(
    section: Section, asked: Named, doubles: Sequence[Double], plan: AnalysisPlan
) -> Line:
    return rating_line(section, asked, doubles, score_of(asked.name), plan)


def _rare_or(job: Callable[[], Line], marks: int, plan: AnalysisPlan) -> Line:
    """Return a line on a code; without its figure where the code is too rare."""
    line = job()
    if marks >= plan.goals.marks:
        return line
    times = "once" if marks == 1 else f"{marks} times"
    why = RARE.format(times=times, fewest=plan.goals.marks) if marks else NEVER
    return replace(line, figure=undefined(why))


def _of_raters(raters: tuple[str, str], job: Callable[[], Line]) -> Line:
    line = job()
    label = f"{' and '.join(raters)}: {line.label}"
    name = f"{'+'.join(raters)} {line.name}"
    return replace(line, section=Section.PAIR, name=name, label=label)


def pairs_of_raters(doubles: Sequence[Double]) -> list[tuple[str, str]]:
    """Return all pairs of raters who coded a tape in common, by handle."""
    return sorted(
        {
            (one, other)
            for each in doubles
            for one, other in combinations(sorted(each.raters), 2)
        }
    )


def of_raters(doubles: Sequence[Double], raters: tuple[str, ...]) -> list[Double]:
    """Return the tapes that all of these raters coded, with what they said only."""
    found = []
    for each in doubles:
        voices = tuple(voice for voice in each.voices if voice.rater in raters)
        if len(voices) == len(raters):
            found.append(replace(each, voices=voices))
    return found


def score_of(name: str) -> Callable[[Voice], float | None]:
    """Return what finds a rating or a mean in what a rater said."""
    return lambda voice: voice.scores.get(name)


def count_of(code: str) -> Callable[[Voice], float | None]:
    """Return what counts a code; None where a rater marked nothing on the tape."""
    return lambda voice: len(voice.marks.get(code, ())) if voice.marks else None


def counted(doubles: Sequence[Double]) -> dict[str, int]:
    """Return how often each code or state was marked, by all raters together."""
    found: dict[str, int] = {}
    for each in doubles:
        for voice in each.voices:
            for code, stretches in voice.marks.items():
                found[code] = found.get(code, 0) + len(stretches)
    return found
