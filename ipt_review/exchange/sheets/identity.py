"""The columns that say which coding a row belongs to, the same on every sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.coding import Perspective, Status
from ipt_review.domain.phase import Phase
from ipt_review.exchange.sheets.table import Column, Field, Form, words_of

if TYPE_CHECKING:
    from uuid import UUID

    from ipt_review.scoring.result import Result

SHORT_ID = 8
"""How many characters of an id are written; enough to tell the tapes of a study."""


def short(whole: UUID) -> str:
    """Write the beginning of an id."""
    return str(whole)[:SHORT_ID]


def _codebook(result: Result) -> str:
    version = result.review.coding.head.codebook
    return f"{version.id} {version.version}"


STUDY: Field[Result] = Field(
    Column("Study", Form.TEXT, "Code of the study."),
    lambda result: result.review.study.code,
)
CASE: Field[Result] = Field(
    Column("Case", Form.TEXT, "Handle of the case, never a name."),
    lambda result: result.review.case.handle,
)
THERAPIST: Field[Result] = Field(
    Column("Therapist", Form.TEXT, "Handle of the therapist on the tape."),
    lambda result: result.review.therapist.handle,
)
SESSION: Field[Result] = Field(
    Column("Session", Form.WHOLE, "Number of the session within the case."),
    lambda result: result.review.session.number,
)
PHASE: Field[Result] = Field(
    Column(
        "Phase", Form.TEXT, "opening, middle or termination.", words=words_of(Phase)
    ),
    lambda result: result.review.session.phase.value,
)
TAPE: Field[Result] = Field(
    Column("Tape", Form.TEXT, "First characters of the tape's id."),
    lambda result: short(result.review.tape.id),
)
RATER: Field[Result] = Field(
    Column("Rater", Form.TEXT, "Handle of the person who coded and rated."),
    lambda result: result.review.rater.handle,
)
PERSPECTIVE: Field[Result] = Field(
    Column(
        "Perspective",
        Form.TEXT,
        "As what the rater coded; never pool one perspective with another.",
        words=words_of(Perspective),
    ),
    lambda result: result.review.coding.head.perspective.value,
)
PASS: Field[Result] = Field(
    Column("Pass", Form.WHOLE, "1 for the first time this rater codes this tape."),
    lambda result: result.review.coding.head.pass_number,
)
STATUS: Field[Result] = Field(
    Column(
        "Status",
        Form.TEXT,
        "draft, submitted or locked; a draft may change.",
        words=words_of(Status),
    ),
    lambda result: result.review.coding.head.status.value,
)
CODEBOOK: Field[Result] = Field(
    Column("Codebook", Form.TEXT, "Codebook and version it was coded with."),
    _codebook,
)

KEY = (CASE, SESSION, RATER, PERSPECTIVE, PASS, THERAPIST, TAPE)
"""Leads every sheet with data and tells one coding from all others."""

FROZEN = 3
"""How many columns of the key stay in view: case, session, rater."""
