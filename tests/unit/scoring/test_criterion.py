"""A case reaches the pass mark on its last three rated tapes, each result by itself."""

from __future__ import annotations

from uuid import UUID

import pytest

from ipt_review.domain.phase import Phase
from ipt_review.domain.study import Session
from ipt_review.scoring.criterion import Reached, criterion
from ipt_review.scoring.progress import CaseProgress, TapeScores
from ipt_review.scoring.rated import Rated
from ipt_review.scoring.result import Mean, Scores
from ipt_review.scoring.verdict import judge
from tests.builders import SmallStudy, a_codebook

SMALL, BOOK = SmallStudy(), a_codebook()
NO_MEAN = Mean(None, 0, 3)


def tape(
    number: int, adherence: float | None, competence: float | None, peak: int = 1
) -> TapeScores:
    """Return a tape that a supervisor rated so; None for too little rated."""

    def mean(value: float | None) -> Mean:
        return NO_MEAN if value is None else Mean(value, 3, 3)

    overall = None if competence is None else round(competence)
    scores = Scores(
        {}, mean(adherence), 100.0, 3, mean(float(peak)), peak, mean(competence),
        overall, {},
    )  # fmt: skip
    session = Session(UUID(int=number), SMALL.case.id, number, Phase.MIDDLE)
    rated = Rated(UUID(int=50), BOOK.name, scores, None, judge(scores, (), BOOK))
    return TapeScores(session, UUID(int=90 + number), rated, None)


@pytest.mark.parametrize(
    ("tapes", "reached", "said"),
    [
        ([], Reached.NOT_KNOWN, "0 tapes: not enough"),
        ([tape(1, 2, 2), tape(2, 6, 6)], Reached.NOT_KNOWN, "2 tapes: not enough"),
        (
            [tape(1, 2, 2), *(tape(n, 5, 5) for n in (2, 3, 4))],
            Reached.YES,
            "last three tapes at the pass mark",
        ),
        (
            [tape(2, 5, 5), tape(3, 5, 3), tape(4, 3.5, 3)],
            Reached.NO,
            "session 3: competence; session 4: adherence and competence",
        ),
        (
            [tape(2, 5, 5), tape(3, 5, 5), tape(4, 5, 5, peak=7)],
            Reached.NO,
            "session 4: off-model",
        ),
        (
            [tape(2, 5, 5), tape(3, 5, None), tape(4, 5, 5)],
            Reached.NOT_KNOWN,
            "session 3: too little rated",
        ),
    ],
)
def test_a_case_is_judged_by_its_last_three_tapes_and_says_what_falls_short(
    tapes: list[TapeScores], reached: Reached, said: str
) -> None:
    unrated = TapeScores(
        Session(UUID(int=99), SMALL.case.id, 99, Phase.MIDDLE), UUID(int=98), None, None
    )

    (found,) = criterion([CaseProgress(SMALL.case, (), (*tapes, unrated))])

    assert (found.reached, found.said) == (reached, said)
    assert len(found.tapes) <= 3
