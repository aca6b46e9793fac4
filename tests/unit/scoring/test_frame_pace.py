"""The frame says how many days lie between sessions, as far as they are on record."""

from __future__ import annotations

from uuid import UUID

import pytest

from ipt_review.domain.phase import Phase
from ipt_review.domain.study import Case, Session
from ipt_review.scoring.frame_line import Level, Treatment
from ipt_review.scoring.frame_pace import pace
from tests.builders import the_shipped_codebook

CASE = Case(UUID(int=1), "C01", UUID(int=2), 12)


@pytest.mark.parametrize(
    ("days", "level", "fact"),
    [
        ({1: 1, 2: 8, 3: 15, 4: 23}, Level.OK, "every 7 days, 4 in 4 weeks"),
        ({1: 1, 2: 8, 3: 29}, Level.NOTE, "every 14 days, 3 in 5 weeks"),
        ({1: 1, 5: 29, 6: 36}, Level.OK, "every 7 days, 3 in 6 weeks"),
        ({1: 1, 2: None, 3: 15}, Level.OK, "every 7 days, 3 in 3 weeks"),
        ({1: None, 2: None}, Level.OK, "days not on record"),
        ({1: 1}, Level.OK, "days not on record"),
        ({}, Level.OK, "days not on record"),
    ],
)
def test_long_gaps_are_noted_and_missing_days_are_not_made_up(
    days: dict[int, int | None], level: Level, fact: str
) -> None:
    sessions = tuple(
        Session(UUID(int=100 + number), CASE.id, number, Phase.MIDDLE, day)
        for number, day in days.items()
    )

    line = pace(Treatment(CASE, sessions, (), the_shipped_codebook()))

    assert (line.level, line.fact) == (level, fact)
    assert "article, line 55" in line.sentence
    assert ("before session 3" in line.sentence) is (level is Level.NOTE)
