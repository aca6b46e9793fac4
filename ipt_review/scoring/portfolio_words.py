"""What a portfolio needs and lacks, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ipt_review.domain.portfolio import PassedOn, RatedBy, RequirementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

OPEN: Final = "Set by the program: no figure is known here."
ALL_THERE: Final = "Everything that is asked for is there."
TITLES: Final = {
    RequirementKind.CASES: "Complete cases",
    RequirementKind.FOCI: "Different foci among them",
    RequirementKind.SESSIONS: "Sessions in each case",
    RequirementKind.RECORDED: "Sessions of each case that are recorded, percent",
    RequirementKind.TAPES: "Rated tapes of each case",
    RequirementKind.SEVERITY: "Severity scale in each case, every so many sessions",
    RequirementKind.CASE_HOURS: "Hours of supervision for each case",
    RequirementKind.OPENING_TAPES: "Rated tapes of the opening",
    RequirementKind.MIDDLE_TAPES: "Rated tapes of the middle",
    RequirementKind.ENDING_TAPES: "Rated tapes of the ending",
    RequirementKind.LATER_TAPES: "Rated tapes of the middle or the ending",
    RequirementKind.SELF_REVIEWS: "Self-reviews",
    RequirementKind.PASS_MARK: "Pass mark of a tape",
    RequirementKind.HOURS: "Hours of supervision in all",
}
"""What each requirement is called, where it is seen and where it is set."""

_LACKS: Final = {
    RequirementKind.CASES: ("complete case", "complete cases"),
    RequirementKind.FOCI: ("other focus", "other foci"),
    RequirementKind.SESSIONS: ("case with {} sessions", "cases with {} sessions"),
    RequirementKind.RECORDED: (
        "case with {}% of its sessions recorded",
        "cases with {}% of their sessions recorded",
    ),
    RequirementKind.TAPES: ("case with {} rated tapes", "cases with {} rated tapes"),
    RequirementKind.SEVERITY: (
        "case with a severity scale every {} sessions",
        "cases with a severity scale every {} sessions",
    ),
    RequirementKind.CASE_HOURS: (
        "case with {} hours of supervision",
        "cases with {} hours of supervision",
    ),
    RequirementKind.OPENING_TAPES: (
        "rated tape of the opening",
        "rated tapes of the opening",
    ),
    RequirementKind.MIDDLE_TAPES: (
        "rated tape of the middle",
        "rated tapes of the middle",
    ),
    RequirementKind.ENDING_TAPES: (
        "rated tape of the ending",
        "rated tapes of the ending",
    ),
    RequirementKind.LATER_TAPES: (
        "rated tape of the middle or the ending",
        "rated tapes of the middle or the ending",
    ),
    RequirementKind.SELF_REVIEWS: ("self-review", "self-reviews"),
    RequirementKind.PASS_MARK: ("tape that reaches {}", "tapes that reach {}"),
    RequirementKind.HOURS: ("hour of supervision", "hours of supervision"),
}
PASSED_ON: Final = {
    PassedOn.ADHERENCE: "adherence",
    PassedOn.COMPETENCE: "competence",
    PassedOn.OVERALL: "overall competence",
}
RATED_BY: Final = {
    RatedBy.SUPERVISOR: "A tape counts once a supervisor's ratings are submitted.",
    RatedBy.BOTH: "A tape counts once a supervisor's ratings and the self-review are "
    "submitted.",
    RatedBy.EITHER: "A tape counts once a supervisor's ratings, or else the "
    "self-review, are submitted.",
}
_NUMBERS: Final = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
)  # fmt: skip


def lacks(kind: RequirementKind, number: float, figure: float) -> str:
    """Say what is lacking: so many of these, of which each needs that figure."""
    one, several = _LACKS[kind]
    words = (one if number == 1 else several).format(f"{figure:g}")
    return f"{amount(number)} {words}"


def amount(number: float) -> str:
    """Write a number with one decimal at most, and none where it is whole."""
    return f"{number:.1f}".removesuffix(".0")


def in_words(number: float) -> str:
    """Return a small whole number as a word, another one in digits."""
    small = number == int(number) and number < len(_NUMBERS)
    return _NUMBERS[int(number)] if small else amount(number)


def of_cases(complete: int, cases: float | None, begun: Sequence[str]) -> str:
    """Say how many cases are complete, what the others have, and how many are to come.

    Args:
        complete: How many are complete.
        cases: How many are needed, where that is known.
        begun: What each case that is not complete has, in words.
    """
    have = in_words(complete).capitalize()
    verb = "is" if complete == 1 else "are"
    if cases is None:
        said = [f"{have} {'case' if complete == 1 else 'cases'} {verb} complete."]
    else:
        noun = "case" if cases == 1 else "cases"
        said = [f"{have} of {in_words(cases)} {noun} {verb} complete."]
    lacking = int(max((cases or 0) - complete, 0))
    said += [f"{each}." for each in begun[:lacking]]
    if lacking > len(begun):
        more = lacking - len(begun)
        noun = "case is" if more == 1 else "cases are"
        said.append(f"{in_words(more).capitalize()} more {noun} needed.")
    return " ".join(said)


def told(cases: str, missing: Sequence[str], unsettled: Sequence[str]) -> str:
    """Sum up a portfolio in plain sentences.

    Args:
        cases: What is said of cases.
        missing: What else is lacking, each in a few words.
        unsettled: What cannot be judged yet, by its title.
    """
    said = [cases]
    if missing:
        said.append(f"Missing: {'; '.join(missing)}.")
    if unsettled:
        listed = "; ".join(each[0].lower() + each[1:] for each in unsettled)
        said.append(f"Not yet judgeable: {listed}.")
    return " ".join(said)
