"""Planning supervision meetings, putting clips on their agendas, and logging them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from ipt_review.domain.meeting import (
    USUAL_MINUTES,
    Agenda,
    Clip,
    Meeting,
    MeetingChange,
    MeetingChangeKind,
    MeetingKind,
    Purpose,
)
from ipt_review.domain.problems import ReviewError
from ipt_review.study.consent import kept_from_meeting
from ipt_review.study.meeting_history import doings
from ipt_review.study.permissions import About, Act, Scope, may, scope_of
from ipt_review.study.standing import acting
from ipt_review.workflow.access.masking import BlindedHere, masks_of
from ipt_review.workflow.access.withholding import consent_rules, day_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

    from ipt_review.domain.people import Person
    from ipt_review.domain.study import Case
    from ipt_review.domain.timecode import Span
    from ipt_review.study.permissions import Verdict
    from ipt_review.study.states import Doings
    from ipt_review.workflow.desk import Desk


class NotInTheMeeting(ReviewError):
    """A clip was to be heard in a meeting for which its case has no consent."""

    def __init__(self, why: str) -> None:
        super().__init__(why, "Choose a clip of another case, or ask for the consent.")


class NoSuchMeeting(ReviewError):
    """A meeting was to be changed that is not there, or not for whoever asked."""

    def __init__(self) -> None:
        super().__init__(
            "This meeting is no longer there.", "Choose another one of the list."
        )


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of one tape that may be put on an agenda.

    Attributes:
        title: What is proposed as its title.
    """

    tape: UUID
    span: Span
    title: str
    purpose: Purpose = Purpose.QUESTION


class Meetings:
    """The supervision meetings of a study, as one person sees and changes them.

    Every change is on disk when a method returns, or it raises and nothing of it is.

    Args:
        desk: The open study.
        person: Who asks.

    Raises:
        NotAllowed: When none of the person's roles has to do with supervision.
        BlindedHere: When they rate blind, and agendas would tell them of cases.
    """

    def __init__(self, desk: Desk, person: Person) -> None:
        self._desk = desk
        self.person = person
        desk.rights.must(Act.SEE_MEETINGS, About(person.id), person)
        if masks_of(desk.database).in_general(person).hides_names:
            raise BlindedHere

    @property
    def can_write(self) -> bool:
        """Whether anything can be changed in this study now."""
        return self._desk.database.is_writable

    def all(self) -> list[Meeting]:
        """Return the meetings that concern the person, the newest first."""
        standing = self._desk.rights.standing(self.person)
        found = [
            each
            for each in reversed(self._desk.database.meetings.all())
            if not each.agenda.removed
            and may(standing, Act.SEE_MEETINGS, self._about(each)).allowed
        ]
        return sorted(found, key=lambda each: each.agenda.day, reverse=True)

    def one(self, meeting: UUID) -> Meeting:
        """Return a meeting as it is now.

        Raises:
            NoSuchMeeting: When the person may not see it, or nobody planned it.
        """
        found = self._desk.database.meetings.one(meeting)
        if found is None or not self._may(Act.SEE_MEETINGS, found).allowed:
            raise NoSuchMeeting
        return found

    def company(self) -> list[Person]:
        """Return who can take part: everybody active who learns or supervises."""
        people = self._desk.database.people()
        return [
            each
            for each in people
            if each.active
            and scope_of(acting(each, people), Act.SEE_MEETINGS) > Scope.NOBODY
        ]

    def may_keep(self, meeting: Meeting | None = None) -> Verdict:
        """Say whether the person may plan a meeting, or change all of this one."""
        if meeting is None:
            rights, about = self._desk.rights, About(self.person.id)
            return rights.may(Act.KEEP_MEETINGS, about, self.person)
        return self._may(Act.KEEP_MEETINGS, meeting)

    def may_change(self, meeting: Meeting, clip: Clip) -> bool:
        """Say whether the person may change a clip: it is theirs, or the meeting is."""
        return clip.brought_by == self.person.id or self.may_keep(meeting).allowed

    def plan(self, kind: MeetingKind = MeetingKind.INDIVIDUAL) -> Meeting:
        """Plan a meeting of today, with oneself, and return it.

        Raises:
            NotAllowed: When the person may plan none.
        """
        about = About(self.person.id)
        self._desk.rights.must(Act.KEEP_MEETINGS, about, self.person)
        now = self._desk.now()
        agenda = Agenda(day_of(now), kind, (self.person.id,), USUAL_MINUTES[kind])
        planned = MeetingChangeKind.PLANNED
        change = MeetingChange(planned, agenda, self.person.id, now)
        made = Meeting(uuid4(), (change,))
        self._desk.database.meetings.plan(made)
        return made

    def put(self, meeting: UUID, moment: Moment, talk: int) -> Clip:
        """Put a moment at the end of an agenda, to be talked about for `talk` minutes.

        Raises:
            NotAllowed: When the person may not bring moments of this tape.
            NotInTheMeeting: When the consent of the case does not cover it.
        """
        known = self.one(meeting)
        span = moment.span
        clip = Clip(
            known.next_number(),
            moment.tape,
            span.start,
            span.end,
            moment.title,
            moment.purpose,
            talk,
            self.person.id,
        )
        self.change(meeting, lambda agenda: agenda.with_clip(clip))
        return clip

    def change(self, meeting: UUID, how: Callable[[Agenda], Agenda]) -> Meeting:
        """Change a meeting as it is now, and return it; what changes nothing is none.

        Raises:
            NotAllowed: When the person may not change that of it.
            NotInTheMeeting: When a clip would come in that consent keeps out.
        """
        known = self.one(meeting)
        after = how(known.agenda)
        if after == known.agenda:
            return known
        self._must(known, after)
        return self._write(known, MeetingChangeKind.EDITED, after)

    def doings(self, meeting: UUID) -> Doings[Agenda]:
        """Return what the person can undo and redo of a meeting."""
        return doings(self.one(meeting).changes, self.person.id)

    def undo(self, meeting: UUID) -> Meeting:
        """Take back what the person changed last, unless others did something since."""
        known = self.one(meeting)
        before = doings(known.changes, self.person.id).before
        if not before:
            return known
        return self._write(known, MeetingChangeKind.UNDONE, before[-1])

    def redo(self, meeting: UUID) -> Meeting:
        """Do again what was taken back."""
        known = self.one(meeting)
        after = doings(known.changes, self.person.id).after
        if not after:
            return known
        return self._write(known, MeetingChangeKind.REDONE, after[-1])

    def used_last(self, known: Iterable[Meeting]) -> UUID | None:
        """Return the meeting of these that the person changed last, if any."""
        mine = [
            (change.at, each.id)
            for each in known
            for change in each.changes
            if change.by == self.person.id
        ]
        return max(mine)[1] if mine else None

    def must_be_heard(self, tape: UUID, kind: MeetingKind) -> None:
        """Make sure that a tape may be heard in a meeting of this kind.

        Raises:
            NotAllowed: When the person may not bring moments of it.
            NotInTheMeeting: When the consent of its case does not cover that.
        """
        rights = self._desk.rights
        rights.must(Act.BRING_CLIP, rights.about_tape(tape), self.person)
        why = self.why_not_heard(tape, kind)
        if why:
            raise NotInTheMeeting(why)

    def why_not_heard(self, tape: UUID, kind: MeetingKind) -> str:
        """Say why a tape may not be heard in a meeting of this kind, or nothing."""
        database = self._desk.database
        session_of = {each.id: each.session for each in database.tapes()}
        case_of = {each.id: each.case for each in database.sessions()}
        cases = {each.id: each for each in database.cases()}
        return self.why_case_not_heard(cases[case_of[session_of[tape]]], kind)

    def why_case_not_heard(self, case: Case, kind: MeetingKind) -> str:
        """Say why tapes of a case may not be heard in such a meeting, or nothing."""
        rules, today = consent_rules(self._desk.database), day_of(self._desk.now())
        return kept_from_meeting(case.consent, kind, rules, today)

    def _may(self, act: Act, meeting: Meeting) -> Verdict:
        return self._desk.rights.may(act, self._about(meeting), self.person)

    def _about(self, meeting: Meeting) -> About:
        """Return whose a meeting is: of each who planned it or takes part."""
        mine = meeting.concerns(self.person.id)
        return About(self.person.id if mine else meeting.planned_by)

    def _must(self, known: Meeting, after: Agenda) -> None:
        """Make sure that the person may bring a meeting into this state."""
        rights, mine = self._desk.rights, self.person.id
        before = known.agenda
        if _without_clips_of(mine, before) != _without_clips_of(mine, after):
            rights.must(Act.KEEP_MEETINGS, self._about(known), self.person)
        for clip in after.clips:
            known_one = before.clip(clip.number)
            if known_one is None or known_one.tape != clip.tape:
                self.must_be_heard(clip.tape, after.kind)

    def _write(self, known: Meeting, kind: MeetingChangeKind, after: Agenda) -> Meeting:
        change = MeetingChange(kind, after, self.person.id, self._desk.now())
        self._desk.database.meetings.change(known.id, change)
        return replace(known, changes=(*known.changes, change))


def _without_clips_of(person: UUID, agenda: Agenda) -> Agenda:
    others = (each for each in agenda.clips if each.brought_by != person)
    return replace(agenda, clips=tuple(others))
