from __future__ import annotations

import errno
import inspect
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from ipt_review.domain.coding import CodebookVersion
from ipt_review.domain.problems import ReviewError
from ipt_review.store import problems
from ipt_review.store.problems import (
    CodebookChanged,
    DamagedStudy,
    DiskFull,
    NotPermitted,
    StaleEdit,
    StudyNotFound,
    Taken,
    UnsafeSqlite,
    told_plainly,
)

PATH = Path("folder") / "pilot.iptstudy"


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EROFS, NotPermitted),
        (errno.EACCES, NotPermitted),
        (errno.ENOENT, StudyNotFound),
    ],
)
def test_what_the_system_reports_is_told_plainly(
    number: int, kind: type[ReviewError]
) -> None:
    with pytest.raises(kind) as told, told_plainly(PATH):
        raise OSError(number, "in the words of the system")

    assert isinstance(told.value.__cause__, OSError)


def test_a_text_that_is_none_any_more_is_told_as_damage() -> None:
    with pytest.raises(DamagedStudy), told_plainly(PATH):
        b"n\xb3me".decode()


def test_a_mistake_in_the_program_is_not_dressed_up() -> None:
    engine = create_engine("sqlite://")

    with (
        pytest.raises(OperationalError, match="no such table"),
        told_plainly(PATH),
        engine.connect() as connection,
    ):
        connection.exec_driver_sql("SELECT * FROM nowhere")
    with pytest.raises(OSError, match="strange"), told_plainly(PATH):
        raise OSError(errno.ENOTTY, "strange")
    engine.dispose()


def test_what_a_person_can_act_on_passes_unchanged() -> None:
    with pytest.raises(StaleEdit), told_plainly(PATH):
        raise StaleEdit


def kinds_of_files() -> list[type[ReviewError]]:
    return [
        kind
        for _, kind in inspect.getmembers(problems, inspect.isclass)
        if issubclass(kind, ReviewError)
        and kind.__module__ == problems.__name__
        and "path" in inspect.signature(kind).parameters
    ]


def test_every_problem_says_what_is_wrong_and_what_to_do() -> None:
    told = [kind(PATH) for kind in kinds_of_files()]  # type: ignore[arg-type]
    told += [
        UnsafeSqlite("3.51.2"),
        StaleEdit(),
        Taken("a tape"),
        CodebookChanged(CodebookVersion("a", "1")),
    ]

    assert len(told) == 18
    for each in told:
        assert each.what.endswith(".")
        assert each.remedy.endswith(".")
        assert each.what.count(". ") == each.remedy.count(". ") == 0
