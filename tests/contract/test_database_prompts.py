"""The log of prompts and the settings of the study, in the real file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import IntegrityError

from ipt_review.domain.coding import Status
from ipt_review.scoring.evidence import CheckKind
from ipt_review.scoring.prompting import Outcome, Prompt, PromptEvent
from tests.cluster import everywhere

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.store.database import Database
    from tests.builders import SmallStudy

pytestmark = everywhere

HIGH = Prompt(CheckKind.HIGH_WITHOUT_EVENT, ("adh_link",), 5)
SAME = Prompt(CheckKind.ALL_SAME, ("adh_link", "adh_options"), 4)


def events(small: SmallStudy) -> list[PromptEvent]:
    """Return a log in which one prompt was answered and one was not."""
    by = small.rater.id
    return [
        PromptEvent(HIGH, Outcome.SHOWN, 1, by),
        PromptEvent(SAME, Outcome.SHOWN, 2, by),
        PromptEvent(HIGH, Outcome.RATING_CHANGED, 3, by),
    ]


def test_the_log_of_prompts_comes_back_as_it_was_written(
    database: Database, small: SmallStudy, reopened: Callable[[Database], Database]
) -> None:
    first, *rest = events(small)
    database.log_prompts(small.head.id, [first])
    database.log_prompts(small.head.id, rest)
    database.close()

    again = reopened(database)

    assert again.prompt_log(small.head.id) == [first, *rest]


def test_prompts_that_were_kept_are_logged_with_the_submission(
    database: Database, small: SmallStudy
) -> None:
    kept = [PromptEvent(SAME, Outcome.KEPT, 9, small.rater.id)]

    database.set_status(small.head.id, Status.SUBMITTED, small.rater.id, 9, kept)

    assert database.prompt_log(small.head.id) == kept


def test_a_log_that_cannot_be_written_takes_the_submission_back(
    database: Database, small: SmallStudy
) -> None:
    nobody = [PromptEvent(SAME, Outcome.KEPT, 9, small.study.id)]

    with pytest.raises(KeyError):
        database.set_status(small.head.id, Status.SUBMITTED, small.rater.id, 9, nobody)

    assert database.heads()[0].status is Status.DRAFT


def test_what_a_study_is_set_to_is_what_was_set_last(
    database: Database, small: SmallStudy
) -> None:
    assert database.study_settings() == {}

    database.set_study_setting("soft_checks", "off", small.rater.id, 1)
    database.set_study_setting("soft_checks", "on", None, 2)

    assert database.study_settings() == {"soft_checks": "on"}


@pytest.mark.parametrize("table", ["prompt_event", "study_setting"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET at_ms = 0", "DELETE FROM {}"])
def test_the_logs_can_only_be_added_to(
    database: Database, small: SmallStudy, table: str, verb: str
) -> None:
    database.log_prompts(small.head.id, events(small))
    database.set_study_setting("soft_checks", "off", small.rater.id, 1)

    with (
        pytest.raises(IntegrityError, match="can only be added to"),
        database._writes() as connection,
    ):
        connection.exec_driver_sql(verb.format(table))
