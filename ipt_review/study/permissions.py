"""What each role sees and may do: one table, and the question that is put to it.

Everything else asks `may`: menus to grey what is not allowed, the workflow to refuse
it. `docs/roles.md` is this table in words, and a test keeps the two equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import TYPE_CHECKING

from ipt_review.domain.people import Role
from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from ipt_review.domain.people import Person


class Scope(IntEnum):
    """Of whose things a role sees or does something; each includes those before it.

    OWN is what one made oneself, and the sessions that one led; ASSIGNED, what the
    study gave one to rate; SUPERVISEES, that of those whom one supervises.
    """

    NOBODY = 0
    OWN = 1
    ASSIGNED = 2
    SUPERVISEES = 3
    ALL = 4


class Act(Enum):
    """Something that a person sees or does; the value completes “may …”."""

    PLAY = "play a tape and read its transcript"
    CODE = "code and rate a tape"
    SUBMIT = "change and submit a coding that is a draft"
    PRACTICE = "practice on the demo tape"
    SEE_CODING = "see a coding of one's own"
    SEE_AFTER_OWN = "see others' submitted codings of a tape, having submitted one"
    SEE_SUBMITTED = "see submitted codings of a tape that one did not code"
    SEE_DRAFTS = "see others' drafts"
    SEE_PROGRESS = "see who coded what, and how far they are"
    ADJUDICATE = "decide a consensus of submitted codings"
    SEE_RELIABILITY = "see how well the raters of the study agree"
    UNLOCK = "open a submitted coding again, with a reason"

    GIVE_FEEDBACK = "give feedback on a tape that one coded"
    READ_FEEDBACK = "read feedback that was handed back"
    ANSWER_FEEDBACK = "reply to feedback, and say which goals one tried"

    SEE_MEETINGS = "see supervision meetings in which one takes part"
    KEEP_MEETINGS = "plan supervision meetings, and log their hours"
    BRING_CLIP = "put moments of a tape on the agenda of a meeting"
    SEE_PORTFOLIO = "see what a portfolio has and lacks"
    KEEP_HOURS = "enter hours of supervision"
    ATTEST = "attest what a portfolio needs and the program cannot see"

    SEE_CASE = "see a case and its sessions"
    CHANGE_COURSE = "change phase, focus, severity and plan of a case"
    KEEP_CONSENT = "record consent, withdrawal and destroyed recordings"
    DETERMINE = "judge the problem areas of a case"
    ADD_TAPE = "add recordings, with their cases and therapists"
    FIND_TAPE = "find recordings again and arrange the files of a tape"
    TRANSCRIBE = "import, correct and remove a transcript"

    EXPORT_RESEARCH = "export research data"
    EXPORT_FULL = "export full data, with notes and comments"

    CHANGE_ROSTER = "add, change and remove people"
    SEE_NAMES = "see and change the names of people"
    CHANGE_SETTINGS = "change the settings of the study"
    CHANGE_CODEBOOK = "adopt a changed codebook"
    DRAW_SAMPLE = "draw a sample of tapes and see its log"
    ASSIGN = "assign tapes to raters"
    BREAK_BLIND = "break the blind, with a reason"
    FREEZE = "freeze the study"
    CHECK_TRAIL = "check the audit trail"
    KEEP_STUDY = "change the passphrase, go back to backups, move the study to a server"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: how far each role may do one thing."""

    coordinator: Scope
    supervisor: Scope
    trainee: Scope
    rater: Scope
    adjudicator: Scope

    def of(self, role: Role) -> Scope:
        """Return how far a role may do it."""
        scope: Scope = getattr(self, role.value)
        return scope


_NO, _OWN, _GIVEN = Scope.NOBODY, Scope.OWN, Scope.ASSIGNED
_THEIRS, _ALL = Scope.SUPERVISEES, Scope.ALL
_COORDINATORS_ONLY = Row(_ALL, _NO, _NO, _NO, _NO)

TABLE: Mapping[Act, Row] = {
    #                     coordinator supervisor trainee rater  adjudicator
    Act.PLAY: Row(_ALL, _THEIRS, _OWN, _GIVEN, _ALL),
    Act.CODE: Row(_NO, _THEIRS, _OWN, _GIVEN, _NO),
    Act.SUBMIT: Row(_OWN, _OWN, _OWN, _OWN, _OWN),
    Act.PRACTICE: Row(_ALL, _ALL, _ALL, _ALL, _ALL),
    Act.SEE_CODING: Row(_OWN, _OWN, _OWN, _OWN, _OWN),
    Act.SEE_AFTER_OWN: Row(_ALL, _THEIRS, _OWN, _GIVEN, _ALL),
    Act.SEE_SUBMITTED: Row(_ALL, _THEIRS, _NO, _NO, _ALL),
    Act.SEE_DRAFTS: Row(_NO, _NO, _NO, _NO, _NO),
    Act.SEE_PROGRESS: Row(_ALL, _THEIRS, _OWN, _NO, _ALL),
    Act.ADJUDICATE: Row(_ALL, _NO, _NO, _NO, _ALL),
    Act.SEE_RELIABILITY: Row(_ALL, _NO, _NO, _NO, _ALL),
    Act.UNLOCK: _COORDINATORS_ONLY,
    Act.GIVE_FEEDBACK: Row(_NO, _THEIRS, _NO, _NO, _NO),
    Act.READ_FEEDBACK: Row(_ALL, _THEIRS, _OWN, _NO, _NO),
    Act.ANSWER_FEEDBACK: Row(_NO, _NO, _OWN, _NO, _NO),
    Act.SEE_MEETINGS: Row(_ALL, _OWN, _OWN, _NO, _NO),
    Act.KEEP_MEETINGS: Row(_ALL, _OWN, _NO, _NO, _NO),
    Act.BRING_CLIP: Row(_ALL, _THEIRS, _OWN, _NO, _NO),
    Act.SEE_PORTFOLIO: Row(_ALL, _THEIRS, _OWN, _NO, _NO),
    Act.KEEP_HOURS: Row(_ALL, _THEIRS, _OWN, _NO, _NO),
    Act.ATTEST: Row(_ALL, _THEIRS, _NO, _NO, _NO),
    Act.SEE_CASE: Row(_ALL, _THEIRS, _OWN, _GIVEN, _ALL),
    Act.CHANGE_COURSE: Row(_ALL, _THEIRS, _OWN, _NO, _NO),
    Act.KEEP_CONSENT: Row(_ALL, _THEIRS, _NO, _NO, _NO),
    Act.DETERMINE: Row(_NO, _THEIRS, _OWN, _GIVEN, _ALL),
    Act.ADD_TAPE: Row(_ALL, _THEIRS, _OWN, _NO, _NO),
    Act.FIND_TAPE: Row(_ALL, _THEIRS, _OWN, _GIVEN, _ALL),
    Act.TRANSCRIBE: Row(_ALL, _THEIRS, _OWN, _NO, _NO),
    Act.EXPORT_RESEARCH: Row(_ALL, _THEIRS, _OWN, _OWN, _ALL),
    Act.EXPORT_FULL: Row(_ALL, _THEIRS, _OWN, _NO, _NO),
    Act.CHANGE_ROSTER: _COORDINATORS_ONLY,
    Act.SEE_NAMES: _COORDINATORS_ONLY,
    Act.CHANGE_SETTINGS: _COORDINATORS_ONLY,
    Act.CHANGE_CODEBOOK: _COORDINATORS_ONLY,
    Act.DRAW_SAMPLE: _COORDINATORS_ONLY,
    Act.ASSIGN: _COORDINATORS_ONLY,
    Act.BREAK_BLIND: _COORDINATORS_ONLY,
    Act.FREEZE: _COORDINATORS_ONLY,
    Act.CHECK_TRAIL: _COORDINATORS_ONLY,
    Act.KEEP_STUDY: _COORDINATORS_ONLY,
}


@dataclass(frozen=True, slots=True)
class About:
    """Whose the thing is that something is done with.

    Attributes:
        owner: The person who made the coding, or who led the sessions of the tape or
            case; None where the study names nobody, and it is anybody's then.
        assigned: To whom the study gave it to rate; None where the study assigns
            nothing, and every rater may take it up then.
    """

    owner: UUID | None = None
    assigned: frozenset[UUID] | None = None


ANYBODYS = About()
"""What belongs to the study and to nobody in particular."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether somebody may do something; where not, `reason` says why in a sentence."""

    reason: str = ""
    remedy: str = ""

    @property
    def allowed(self) -> bool:
        """Whether it is allowed."""
        return not self.reason


class NotAllowed(ReviewError):
    """Somebody was about to do or to see what none of their roles allows."""


def scope_of(person: Person, act: Act) -> Scope:
    """Return how far a person may do something; the widest of their roles counts."""
    row = TABLE[act]
    return max((row.of(role) for role in person.roles), default=Scope.NOBODY)


def may(person: Person, act: Act, about: About = ANYBODYS) -> Verdict:
    """Say whether a person may do something with a thing, and if not, why.

    Roles add up. Somebody who is no longer active may do nothing. Whether a coding is
    submitted, or the coder blind, is not asked here: `seeing.py` and `blindness.py`
    narrow further what this allows.
    """
    if not person.active:
        return Verdict(
            f"{person.handle} is no longer active in this study.",
            "A coordinator can make them active again.",
        )
    if _reaches(person, act, about):
        return Verdict()
    if scope_of(person, act) is Scope.NOBODY:
        return Verdict(f"{person.handle} may not {act.value}.", _who_may(act))
    return Verdict(
        f"{person.handle} may not {act.value} here, since it is somebody else's.",
        _who_may(act),
    )


def must(person: Person, act: Act, about: About = ANYBODYS) -> None:
    """Make sure that a person may do something.

    Raises:
        NotAllowed: When they may not.
    """
    verdict = may(person, act, about)
    if not verdict.allowed:
        raise NotAllowed(verdict.reason, verdict.remedy)


def _reaches(person: Person, act: Act, about: About) -> bool:
    """Say whether one of the person's roles reaches as far as the thing lies."""
    return any(_covers(person, TABLE[act].of(role), about) for role in person.roles)


def _covers(person: Person, scope: Scope, about: About) -> bool:
    mine = about.owner in (None, person.id)
    if scope is Scope.OWN:
        return mine
    if scope is Scope.ASSIGNED:
        return about.assigned is None or person.id in about.assigned
    if scope is Scope.SUPERVISEES:
        return mine or not person.supervises or about.owner in person.supervises
    return scope is Scope.ALL


def _who_may(act: Act) -> str:
    """Name those who may do it everywhere, or else those who may at all."""
    row = TABLE[act]
    everywhere = [role for role in Role if row.of(role) is Scope.ALL]
    able = everywhere or [role for role in Role if row.of(role) > Scope.OWN]
    if not able:
        return "Nobody may."
    named = " or ".join(f"{_ARTICLES.get(role, 'a')} {role.value}" for role in able)
    return f"Ask {named}."


_ARTICLES = {Role.ADJUDICATOR: "an"}
