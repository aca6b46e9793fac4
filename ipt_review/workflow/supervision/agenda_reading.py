"""An agenda as somebody may see and hear it: each clip with its tape and its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.study.agenda_time import time_of
from ipt_review.study.permissions import Act
from ipt_review.workflow.access.withholding import playable
from ipt_review.workflow.coding.transcribing import words_of
from ipt_review.workflow.library.consenting import is_destroyed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from ipt_review.domain.meeting import Agenda, Clip, Meeting
    from ipt_review.domain.people import Person
    from ipt_review.domain.study import Case, Session
    from ipt_review.domain.tape import Tape
    from ipt_review.domain.transcript import Cue
    from ipt_review.study.agenda_time import AgendaTime
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.supervision.meetings import Meetings

DESTROYED = "The recording was destroyed; its words and codes are kept."
NEVER_THERE = "There is no recording of this session."
NOT_FOUND = (
    "The recording is not where it was; find it with “Find recordings in a folder…”."
)


@dataclass(frozen=True, slots=True)
class ClipRead:
    """A clip that somebody may see.

    Attributes:
        of: What its tape is called: case and session, never a name.
        short: The same where there is little room.
        tape: As whoever sees it may hear it.
        why_not: Why it is not played; empty where it is.
        cues: What is said in it, where there is a transcript.
    """

    clip: Clip
    of: str
    short: str
    tape: Tape
    why_not: str
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class AgendaRead:
    """An agenda as one person may see it.

    Attributes:
        people: Handles of those who take part.
        clips: Those of tapes that the person may hear, in the order of the agenda.
        left_out: How many clips of other tapes there are.
        time: What all clips take, those left out as well.
        planned_by: Handle of who planned it.
    """

    meeting: Meeting
    people: tuple[str, ...]
    clips: tuple[ClipRead, ...]
    left_out: int
    time: AgendaTime
    planned_by: str

    @property
    def agenda(self) -> Agenda:
        """The agenda itself."""
        return self.meeting.agenda

    def clip(self, number: int | None) -> ClipRead | None:
        """Return the clip with this number, if it is seen."""
        return next((each for each in self.clips if each.clip.number == number), None)


def read_agenda(desk: Desk, meetings: Meetings, meeting: Meeting) -> AgendaRead:
    """Return a meeting as the person may see it now."""
    agenda, person = meeting.agenda, meetings.person
    handles = {each.id: each.handle for each in desk.database.people()}
    shelf = _Shelf(desk, meetings, (clip.tape for clip in agenda.clips))
    allowed = [clip for clip in agenda.clips if shelf.may_hear(clip.tape, person)]
    return AgendaRead(
        meeting,
        tuple(handles[each] for each in agenda.people),
        tuple(shelf.read(clip, agenda) for clip in allowed),
        len(agenda.clips) - len(allowed),
        time_of(agenda.clips, agenda.minutes),
        handles[meeting.planned_by],
    )


class _Shelf:
    """The tapes of an agenda, each asked about once."""

    def __init__(self, desk: Desk, meetings: Meetings, tapes: Iterable[UUID]) -> None:
        self._desk = desk
        self._meetings = meetings
        wanted = {*tapes}
        database = desk.database
        self._tapes = {each.id: each for each in database.tapes() if each.id in wanted}
        self._sessions = {each.id: each for each in database.sessions()}
        self._cases = {each.id: each for each in database.cases()}
        self._acting = desk.rights.standing(meetings.person)
        self._heard: dict[UUID, tuple[Tape, str]] = {}

    def may_hear(self, tape: UUID, person: Person) -> bool:
        """Say whether a person may open a tape at all."""
        rights = self._desk.rights
        about = rights.about_tape(tape)
        return rights.may(Act.PLAY, about, person).allowed

    def read(self, clip: Clip, agenda: Agenda) -> ClipRead:
        """Return a clip with all that is shown of it."""
        session, case = self._place(clip.tape)
        if clip.tape not in self._heard:
            kept_out = self._meetings.why_case_not_heard(case, agenda.kind)
            self._heard[clip.tape] = self._recording(clip.tape, case, kept_out)
        tape, why = self._heard[clip.tape]
        of = f"{case.handle} · session {session.number}"
        hidden = why not in ("", DESTROYED, NEVER_THERE, NOT_FOUND)
        cues = () if hidden else self._words(clip, tape)
        short = f"{case.handle} · {session.number}"
        return ClipRead(clip, of, short, tape, why, cues)

    def _place(self, tape: UUID) -> tuple[Session, Case]:
        session = self._sessions[self._tapes[tape].session]
        return session, self._cases[session.case]

    def _recording(self, uid: UUID, case: Case, kept_out: str) -> tuple[Tape, str]:
        """Return a tape as it may be heard, and why it is not, if it is not."""
        desk, stored = self._desk, self._tapes[uid]
        tape, why = playable(desk.database, stored, case, self._acting, desk.now())
        if why or kept_out:
            return tape, why or kept_out
        if not tape.files:
            return tape, DESTROYED if is_destroyed(desk, uid) else NEVER_THERE
        there = any(file.path.exists() for file in tape.files)
        return tape, "" if there else NOT_FOUND

    def _words(self, clip: Clip, tape: Tape) -> tuple[Cue, ...]:
        said = words_of(self._desk.database, tape).cues
        return tuple(
            cue
            for cue in said
            if cue.span.start < clip.end and cue.span.end > clip.start
        )
