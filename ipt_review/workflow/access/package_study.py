"""What is special about a study that came to a rater in a package."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from ipt_review.store.database import Database

FOCUS_LEFT_OUT: Final = "package_focus_left_out"
ARMS: Final = "package_arms"
ON: Final = "on"


class NotInAPackage(ReviewError):
    """Problem areas were to be judged where the agreed ones are not known."""

    def __init__(self) -> None:
        super().__init__(
            "Problem areas of cases are not judged in a study from a package.",
            "Ask whoever coordinates the study.",
        )


def leaves_out_focus(database: Database) -> bool:
    """Say whether agreed foci did not come along, so that they stay hidden."""
    return database.study_settings().get(FOCUS_LEFT_OUT) == ON


def came_in_a_package(database: Database) -> bool:
    """Say whether this is the study of one rater, out of a package."""
    in_a_file = database.arrival is not None
    return in_a_file and database.packages.owner() is not None


def must_not_be_from_a_package(database: Database) -> None:
    """Make sure that this is the study itself.

    Raises:
        NotInAPackage: When it came in a package.
    """
    if came_in_a_package(database):
        raise NotInAPackage


def arms_told(database: Database) -> tuple[str, ...]:
    """Return the arms that a rater chooses from who is told of no case's arm."""
    text = database.study_settings().get(ARMS, "[]")
    return tuple(str(each) for each in json.loads(text))
