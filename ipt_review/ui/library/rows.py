"""One row for each session of a case: pure, from what the study holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.coding import Perspective
from ipt_review.domain.timecode import show_seconds
from ipt_review.ui import wording

if TYPE_CHECKING:
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.people import Person
    from ipt_review.domain.study import Case, Session
    from ipt_review.domain.tape import Tape
    from ipt_review.workflow.desk import Holdings

HEADERS = (
    "Session",
    "Phase",
    "Agreed focus",
    "Severity",
    "Tape",
    "Supervisor",
    "Self-review",
    "Others",
)

NAMED = 3
"""How many files of a tape a sentence names."""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """What the library says of one session.

    Attributes:
        texts: One for each header.
        playable: Whether the recording is where it was last seen.
        sentence: The state of the recording in words.
    """

    tape: UUID | None
    texts: tuple[str, ...]
    playable: bool
    sentence: str


def rows_of(
    holdings: Holdings, case: Case, codebook: Codebook, person: Person | None = None
) -> list[SessionRow]:
    """Return the sessions of a case in their order, as this person may see them."""
    hidden = person is not None and holdings.hides_focus(case.id, person)
    sessions = [each for each in holdings.sessions if each.case == case.id]
    sessions.sort(key=lambda session: session.number)
    return [
        _row(
            holdings,
            case,
            session,
            codebook,
            wording.FOCUS_HIDDEN if hidden else _foci(case, session, codebook),
        )
        for session in sessions
    ]


def _row(
    holdings: Holdings, case: Case, session: Session, codebook: Codebook, focus: str
) -> SessionRow:
    tape = holdings.tape_of(session.id)
    labels = {scale.id: scale.label for scale in codebook.severity_scales}
    known, playable, sentence = _recording(tape)
    main = (Perspective.SUPERVISOR, Perspective.TRAINEE_SELF)
    others = tuple(each for each in Perspective if each not in main)
    texts = (
        wording.session_of(session, case),
        wording.PHASES[session.phase],
        focus,
        ", ".join(
            f"{labels.get(s.scale, s.scale)}: {s.total}" for s in session.severity
        )
        or "–",
        known,
        _codings(holdings, tape, (main[0],)),
        _codings(holdings, tape, (main[1],)),
        _codings(holdings, tape, others),
    )
    return SessionRow(tape.id if tape else None, texts, playable, sentence)


def _foci(case: Case, session: Session, codebook: Codebook) -> str:
    labels = {area.id: area.label for area in codebook.areas}
    return ", ".join(labels.get(a, a) for a in case.foci_in(session.number)) or "–"


def _recording(tape: Tape | None) -> tuple[str, bool, str]:
    if tape is None:
        return "–", False, "This session has no tape."
    length = show_seconds(tape.length)
    if not tape.files:
        return f"{length}, not kept", False, "The recording was not kept."
    return _files(tape, length)


def _files(tape: Tape, length: str) -> tuple[str, bool, str]:
    """Say which of the files of a tape are where they were."""
    gone = [file.path.name for file in tape.files if not file.path.is_file()]
    if len(gone) == len(tape.files):
        missing = "The recording is not where it was. Find it again to play it."
        return f"{length}, not found", False, missing
    count = wording.how_many(len(tape.files), "file")
    if gone:
        there = f"{len(tape.files) - len(gone)} of {count} found"
        names = ", ".join(f"“{name}”" for name in gone)
        missing = f"Not where they were: {names}. The rest plays."
        return f"{length}, {there}", True, missing
    names = ", ".join(file.path.name for file in tape.files[:NAMED])
    if len(tape.files) > NAMED:
        names += f" and {len(tape.files) - NAMED} more"
    several = f"{length}, {count}" if len(tape.files) > 1 else length
    return several, True, f"Recording: {names}, {length}."


def _codings(
    holdings: Holdings, tape: Tape | None, perspectives: tuple[Perspective, ...]
) -> str:
    if tape is None:
        return "–"
    raters = {person.id: person.handle for person in holdings.people}
    found = [
        f"{raters[head.rater]}: {wording.STATUSES[head.status]}"
        for head in holdings.heads_on(tape.id)
        if head.perspective in perspectives
    ]
    return ", ".join(found) or "–"
