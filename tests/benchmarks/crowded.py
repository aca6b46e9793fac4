"""A study with one crowded tape of an hour, for measuring what marks cost."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import numpy as np

from ipt_review.domain.codebook import Kind
from ipt_review.domain.coding import Coding, CodingHead
from ipt_review.domain.mark import Mark
from ipt_review.media.peaks import BIN_MS, Peaks
from ipt_review.ui.timeline.waveform import Heard
from ipt_review.workflow.desk import perspective_of
from ipt_review.workflow.files.opening import new_study

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.secret import Passphrase
    from ipt_review.workflow.desk import Desk
    from tests.builders import SmallStudy

HOUR = 3_600_000
LONGEST = 20_000
"""How long (ms) an interval of the crowd lasts at most."""


def crowd(codebook: Codebook, count: int, seed: int = 7) -> list[Mark]:
    """Return `count` marks on an hour: three of four points, one of twenty a state."""
    rng = random.Random(seed)  # noqa: S311 - the same crowd each time
    states = [state.id for state in codebook.focus.states]
    bouts = max(1, count // 20)
    edges = sorted(rng.sample(range(1, HOUR), bouts))
    ends = [*edges[1:], HOUR]
    marks = [
        Mark(number, states[number % len(states)], start, end)
        for number, (start, end) in enumerate(zip(edges, ends, strict=True), 1)
    ]
    for number in range(bouts + 1, count + 1):
        code = rng.choice(codebook.offered)
        start = rng.randrange(HOUR - LONGEST)
        lasts = rng.randrange(500, LONGEST) if code.kind is Kind.INTERVAL else 0
        marks.append(Mark(number, code.id, start, start + lasts))
    return marks


def crowded_study(
    path: Path, small: SmallStudy, count: int, passphrase: Passphrase | None = None
) -> tuple[Desk, UUID]:
    """Make a study with one tape of an hour that its supervisor gave `count` marks.

    It is encrypted when there is a passphrase.

    Returns:
        The study, open, and the id of the tape.
    """
    desk = new_study(path, "Crowded", "SV-1", passphrase)
    database, book = desk.database, desk.codebook
    tape = replace(small.tape, length=HOUR, files=(), captions=None)
    database.add_therapist(replace(small.therapist, person=None))
    database.add_case(small.case)
    database.add_session(small.session)
    database.add_tape(tape)
    rater = database.people()[0]
    head = CodingHead(uuid4(), tape.id, rater.id, perspective_of(rater), book.name)
    marks = {mark.number: mark for mark in crowd(book, count)}
    database.add_whole_coding(Coding(head, marks))
    return desk, tape.id


def an_hour_heard() -> Heard:
    """Return a waveform of an hour in two channels."""
    loud = np.random.default_rng(5).integers(0, 20_000, (2, HOUR // BIN_MS))
    bins = np.stack((-loud, loud), axis=1).astype(np.int16)
    return Heard.of(Peaks.of(bins, HOUR))
