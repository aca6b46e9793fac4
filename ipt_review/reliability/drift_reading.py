"""Drift in plain words: how a rater stands, what follows, and when to calibrate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.reliability.drift import Course
from ipt_review.reliability.study_reading import DASH, number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.analysis_plan import AnalysisPlan
    from ipt_review.reliability.drift import PassRule, RaterDrift
    from ipt_review.reliability.leniency import Leaning

STATES = {
    Course.FEW: DASH,
    Course.STEADY: "steady",
    Course.WARN: "warn",
    Course.STOP: "stop",
}
PASSES = {True: "passed", False: "not passed", None: DASH}
NEXT = {
    Course.FEW: "The line begins once {window} gold tapes are submitted.",
    Course.STEADY: "",
    Course.WARN: "Talk over the tapes below before the next ones are coded.",
    Course.STOP: "Train again, and code no more tapes until the rules are passed.",
}
NO_REMINDER = "No rater has to be calibrated again now."
DUE = "Due for calibration: {raters}. Why stands with each of them."


def in_words(one: RaterDrift, plan: AnalysisPlan) -> str:
    """Return how a rater stands, rule by rule, and what follows."""
    said = [f"{one.rater} is {one.course.value}."]
    said.append(NEXT[one.course].format(window=plan.drift.window))
    due = reminder(one, plan)
    said.append(f"Due for calibration: {due}" if due else "")
    said.append(f"Pass rules: {'; '.join(rule_words(each) for each in one.rules)}.")
    if one.worst:
        worst = ", ".join(f"{item.label} {bias:+.2f}" for item, bias in one.worst)
        said.append(f"Most off over the last tapes: {worst}.")
    return " ".join(each for each in said if each)


def rule_words(rule: PassRule) -> str:
    """Return one rule with its figure, its goal, and whether it is met."""
    if rule.met is None:
        return f"{rule.label} not estimable ({rule.figure.why.rstrip('.')})"
    word = "met" if rule.met else "not met"
    return f"{rule.label} {rule_value(rule)} (goal {rule.goal}): {word}"


def rule_value(rule: PassRule) -> str:
    """Return the figure of a rule as it is shown, a dash for none."""
    if rule.figure.value is None:
        return DASH
    share = "%" in rule.goal
    return f"{rule.figure.value:.0%}" if share else number(rule.figure.value)


def reminders(found: Iterable[RaterDrift], plan: AnalysisPlan) -> list[str]:
    """Return who has to be calibrated again, and why, most urgent first."""
    told = [(each, reminder(each, plan)) for each in found]
    order = [Course.STOP, Course.WARN, Course.STEADY, Course.FEW]
    told.sort(key=lambda each: (order.index(each[0].course), each[0].rater))
    return [words for _, words in told if words]


def outlook(found: Iterable[RaterDrift], plan: AnalysisPlan) -> str:
    """Return in a sentence or two who has to be calibrated again."""
    due = [each for each in found if reminder(each, plan)]
    if not due:
        return NO_REMINDER
    if len(due) == 1:
        return f"Due for calibration: {reminder(due[0], plan)}"
    return DUE.format(raters=", ".join(each.rater for each in due))


def reminder(one: RaterDrift, plan: AnalysisPlan) -> str:
    """Return why and how a rater should be calibrated again; empty where not."""
    said = []
    now = one.points[-1].rolling if one.points else None
    if now is not None and one.course in (Course.WARN, Course.STOP):
        where = "above" if now > 0 else "below"
        then = (
            "code no more tapes before training again"
            if one.course is Course.STOP
            else "talk over these tapes before the next ones"
        )
        said.append(
            f"rated {abs(now):.2f} points {where} the reference over the last "
            f"{plan.drift.window} gold tapes: {then}"
        )
    missed = [each.label for each in one.rules if each.met is False]
    if missed:
        said.append(f"does not pass {', '.join(missed)}")
    if one.since >= plan.drift.every:
        said.append(
            f"has submitted {one.since} tapes since the last gold tape, and the plan "
            f"asks for one after every {plan.drift.every}"
        )
    return f"{one.rater} {'; '.join(said)}." if said else ""


def leaning_word(leaning: Leaning, plan: AnalysisPlan) -> str:
    """Return whether a rater is lenient or severe beyond the bias of the plan.

    Only where the interval is on one side of 0: else it may be chance.
    """
    value, limits = leaning.bias.value, leaning.bias.interval
    if value is None or limits is None or limits.low is None or limits.high is None:
        return "one tape only"
    if abs(value) <= plan.goals.bias:
        return "within the plan"
    if limits.low <= 0 <= limits.high:
        return "may be chance"
    return "rates higher" if value > 0 else "rates lower"
