"""The desk: an open study, and what a person does with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from ipt_review.domain.coding import CodingHead, Perspective, Status
from ipt_review.domain.people import Role
from ipt_review.domain.problems import ReviewError
from ipt_review.domain.review import Review
from ipt_review.store.problems import StudyReadOnly
from ipt_review.study.blindness import hides_focus
from ipt_review.study.permissions import Act
from ipt_review.workflow.access.blinding import determined_first
from ipt_review.workflow.access.given import must_be_given
from ipt_review.workflow.access.masking import NO_MASKS, masks_of
from ipt_review.workflow.access.others import others_seen
from ipt_review.workflow.access.package_study import leaves_out_focus
from ipt_review.workflow.access.rights import Rights
from ipt_review.workflow.access.withholding import playable
from ipt_review.workflow.at_a_stretch import at_a_stretch
from ipt_review.workflow.coding.coding_session import CodingSession
from ipt_review.workflow.coding.transcribing import transcribing_of
from ipt_review.workflow.prompting import prompts_kept
from ipt_review.workflow.writer import Unsaved, Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import CodebookVersion, Coding
    from ipt_review.domain.determination import Determination
    from ipt_review.domain.edit import Step
    from ipt_review.domain.people import Person, Therapist
    from ipt_review.domain.study import Case, Session, Study
    from ipt_review.domain.tape import Tape
    from ipt_review.domain.transcript import Cue
    from ipt_review.store.database import Database
    from ipt_review.workflow.access.masking import Masks
    from ipt_review.workflow.access.others import Other
    from ipt_review.workflow.coding.transcribing import Transcribing

PERSPECTIVE_OF = {
    Role.SUPERVISOR: Perspective.SUPERVISOR,
    Role.TRAINEE: Perspective.TRAINEE_SELF,
    Role.RATER: Perspective.STUDY_RATER,
}


class CannotCode(ReviewError):
    """A person whose role does not code was about to."""

    def __init__(self, person: Person) -> None:
        super().__init__(
            f"{person.handle} has no role that codes tapes.",
            "Choose a supervisor, a trainee or a rater at the top of the library.",
        )


class DecidedElsewhere(ReviewError):
    """Somebody was about to code in a consensus, which is decided and not coded."""

    def __init__(self) -> None:
        super().__init__(
            "This is a consensus: it is decided place by place, and not coded.",
            "Go on with it in the Compare room.",
        )


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the study holds, as the library shows it.

    Attributes:
        determined_first: Whether its raters judge the problem areas of a case before
            they see the agreed focus.
        focus_left_out: Whether agreed foci are not in it, for a rater with a package.
        masks: What else is kept from whom.
    """

    study: Study
    people: tuple[Person, ...]
    therapists: tuple[Therapist, ...]
    cases: tuple[Case, ...]
    sessions: tuple[Session, ...]
    tapes: tuple[Tape, ...]
    heads: tuple[CodingHead, ...]
    determinations: tuple[Determination, ...] = ()
    determined_first: bool = True
    masks: Masks = NO_MASKS
    focus_left_out: bool = False

    def tape_of(self, session: UUID) -> Tape | None:
        """Return the tape of a session, if there is one."""
        return next((tape for tape in self.tapes if tape.session == session), None)

    def heads_on(self, tape: UUID) -> list[CodingHead]:
        """Return what codings there are of a tape."""
        return [head for head in self.heads if head.tape == tape]

    def hides_focus(self, case: UUID, person: Person) -> bool:
        """Say whether a person must not see the agreed focus of a case yet."""
        codes = not person.roles.isdisjoint(PERSPECTIVE_OF)
        return self.focus_left_out or hides_focus(
            perspective_of(person) if codes else None,
            case,
            person.id,
            self.determinations,
            determined_first=self.determined_first,
        )

    def hidden_cases(self, person: Person) -> frozenset[UUID]:
        """Return the cases whose agreed focus a person must not see yet."""
        return frozenset(
            case.id for case in self.cases if self.hides_focus(case.id, person)
        )


@dataclass(frozen=True, slots=True)
class Seat:
    """Everything needed to code one tape: where one sits and what lies there.

    Attributes:
        others: Reads what others marked on the tape and this rater may see.
    """

    review: Review
    codebook: Codebook
    session: CodingSession
    transcribing: Transcribing
    others: Callable[[], tuple[Other, ...]] = tuple

    @property
    def cues(self) -> tuple[Cue, ...]:
        """What is said on the tape, as it is known now."""
        return self.transcribing.transcript.cues


class Desk:
    """An open study; the only thing the window asks.

    Args:
        database: The study on disk.
        codebooks: The codebooks that its codings were made with, the one that new
            codings use last.
        now: The time of day, in ms since 1970, for the journal.

    Attributes:
        rights: What whoever sits at it may do; every method asks.
        writer: Saves steps beside the window, if there is one; else each is on disk
            when it counts as made.
    """

    def __init__(
        self,
        database: Database,
        codebooks: dict[CodebookVersion, Codebook],
        now: Callable[[], int],
    ) -> None:
        self.database = database
        self.codebooks = codebooks
        self.now = now
        self.rights = Rights(database)
        self.writer: Writer | None = None
        self._sat: dict[UUID, Transcribing] = {}

    def write_beside(self, wake: Callable[[], object]) -> Writer:
        """Save steps beside the window from now on; return what does so.

        Whatever is asked of the study then waits for the steps that are on their way.

        Args:
            wake: As `Writer` says.
        """
        self.writer = Writer(self._write, wake)
        self.database.before_asking = self.writer.wait
        return self.writer

    @property
    def has_unsaved(self) -> bool:
        """Whether anything that was entered is not on disk yet."""
        return self.writer is not None and bool(self.writer.waiting)

    def must_be_saved(self) -> None:
        """Make sure that all that was entered is on disk.

        Raises:
            NotSaved: When it is not.
        """
        if self.writer is not None:
            self.writer.must_be_saved()

    @property
    def codebook(self) -> Codebook:
        """The codebook that new codings use."""
        return list(self.codebooks.values())[-1]

    @at_a_stretch()
    def holdings(self) -> Holdings:
        """Return what the study holds now."""
        database = self.database
        return Holdings(
            database.study(),
            tuple(database.people()),
            tuple(database.therapists()),
            tuple(database.cases()),
            tuple(database.sessions()),
            tuple(database.tapes()),
            tuple(database.heads()),
            tuple(database.determinations()),
            determined_first(database),
            masks_of(database),
            leaves_out_focus(database),
        )

    def begin(self, tape: UUID, person: Person) -> UUID:
        """Return the coding of this tape by this person, begun now if need be.

        Raises:
            CannotCode: When none of the person's roles codes tapes.
            NotAllowed: When they may not code this one.
        """
        perspective = perspective_of(person)
        must_be_given(self.database, person, tape)
        self.rights.must(Act.CODE, self.rights.about_tape(tape), person)
        for head in self.database.heads():
            mine = (head.tape, head.rater, head.perspective)
            if mine == (tape, person.id, perspective):
                return head.id
        head = CodingHead(uuid4(), tape, person.id, perspective, self.codebook.name)
        self.database.add_coding(head)
        return head.id

    def sit_down(self, coding: UUID) -> Seat:
        """Return everything needed to go on with a coding.

        Raises:
            NotAllowed: When it is somebody else's, and may not be seen.
        """
        review = self.review(self.database.coding(coding))
        self.rights.must_see(review.coding.head)
        codebook = self.codebooks[review.coding.head.codebook]

        def save(*steps: Step) -> None:
            if review.coding.head.perspective is Perspective.CONSENSUS:
                raise DecidedElsewhere
            self._save(Unsaved(coding, steps, review.rater.id, self.now()))

        session = CodingSession(
            review.coding,
            codebook,
            review.tape.length,
            self.database.steps(coding),
            save,
            lambda steps: save(*steps),
        )
        about_tape = self.rights.about_tape(review.tape.id)
        transcribing = transcribing_of(
            self.database,
            review,
            self.now,
            lambda: len(session.history.done),
            partial(self.rights.must, Act.TRANSCRIBE, about_tape),
        )
        if coding in self._sat:
            transcribing.go_on_from(self._sat[coding])
        self._sat[coding] = transcribing
        return Seat(
            review,
            codebook,
            session,
            transcribing,
            partial(others_seen, self.database, self.codebooks, review, self.rights),
        )

    def submit(self, coding: UUID) -> None:
        """Close a coding for good; whoever made it is done.

        Raises:
            NotAllowed: When somebody else made it.
            NotSaved: When something of it is not on disk.
        """
        self.must_be_saved()
        made = self.database.coding(coding)
        self.rights.must(Act.SUBMIT, self.rights.about_coding(made.head))
        at, by = self.now(), made.head.rater
        codebook = self.codebooks[made.head.codebook]
        kept = prompts_kept(self.database, codebook, made, at)
        self.database.set_status(coding, Status.SUBMITTED, by, at, kept)

    def review(self, coding: Coding) -> Review:
        """Return a coding with everything that it stands under."""
        held = self.holdings()
        tape = next(tape for tape in held.tapes if tape.id == coding.head.tape)
        session = next(each for each in held.sessions if each.id == tape.session)
        case = next(each for each in held.cases if each.id == session.case)
        rater = next(each for each in held.people if each.id == coding.head.rater)
        looking = self.rights.standing(self.rights.person or rater)
        tape, withheld = playable(self.database, tape, case, looking, self.now())
        return Review(
            held.study,
            next(each for each in held.therapists if each.id == case.therapist),
            case,
            session,
            tape,
            rater,
            coding,
            focus_hidden=held.hides_focus(case.id, rater),
            mask=held.masks.of(rater, tape.id, coding.head.pass_number),
            withheld=withheld,
        )

    def start_over(self, session: CodingSession) -> None:
        """Have a coding as it is stored, after the study refused a step of it."""
        coding = session.coding.head.id
        stored = self.database.coding(coding)
        session.start_over(stored, self.database.steps(coding))

    def close(self) -> None:
        """Save what still waits, as far as it can be, and let go of the study."""
        if self.writer is not None:
            self.writer.close()
        self.database.close()

    def _save(self, made: Unsaved) -> None:
        """Save steps now, or hand them over to be saved."""
        if self.database.read_only:
            raise StudyReadOnly(self.database.path)
        if self.writer is not None:
            self.writer.hand_over(made)
        else:
            self._write(made)

    def _write(self, made: Unsaved) -> None:
        self.database.record_all(made.coding, made.steps, made.by, made.at)


def perspective_of(person: Person) -> Perspective:
    """Return as what a person codes.

    Raises:
        CannotCode: When none of the person's roles codes tapes.
    """
    for role, perspective in PERSPECTIVE_OF.items():
        if role in person.roles:
            return perspective
    raise CannotCode(person)
