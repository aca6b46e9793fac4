from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from ipt_review.domain.determination import (
    AreaJudgment,
    Determination,
    DeterminationChange,
    Presence,
)
from ipt_review.study.determination_steps import Judged, steps

FORM = Determination(UUID(int=1), UUID(int=2), UUID(int=3))
GRIEF = FORM.with_judgment("grief", AreaJudgment(Presence.YES, 4, None, "S1 0:31:02"))
DONE = replace(GRIEF, primary="grief", certainty=5, submitted=True)


def history(*forms: Determination) -> list[DeterminationChange]:
    return [DeterminationChange(form, 10 * n, n) for n, form in enumerate(forms, 1)]


def test_each_change_of_a_form_is_told_field_by_field() -> None:
    told = [
        (step.number, step.what, step.area, step.before, step.after)
        for step in steps(history(FORM, GRIEF, DONE))
    ]
    assert told == [
        (1, Judged.BEGUN, None, None, None),
        (2, Judged.PRESENCE, "grief", None, "yes"),
        (2, Judged.CERTAINTY, "grief", None, 4),
        (2, Judged.BASIS, "grief", None, "S1 0:31:02"),
        (3, Judged.PRIMARY, None, None, "grief"),
        (3, Judged.FOCUS_CERTAINTY, None, None, 5),
        (3, Judged.SUBMITTED, None, None, None),
    ]


def test_another_form_begins_anew() -> None:
    other = replace(FORM, id=UUID(int=9))
    told = [
        (step.form.id, step.what)
        for step in steps([*history(FORM), *history(other, other)])
    ]
    assert told == [(FORM.id, Judged.BEGUN), (other.id, Judged.BEGUN)]
