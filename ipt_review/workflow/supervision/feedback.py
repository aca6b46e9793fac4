"""Giving feedback on a tape, and answering it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from ipt_review.domain.coding import Perspective, Status
from ipt_review.domain.feedback import (
    Answer,
    AnswerKind,
    ChangeKind,
    Feedback,
    FeedbackChange,
)
from ipt_review.domain.problems import ReviewError
from ipt_review.study.feedback_drafting import drafted, follow_ups
from ipt_review.study.feedback_history import doings
from ipt_review.study.permissions import Act

if TYPE_CHECKING:
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.feedback import Content, FollowUp
    from ipt_review.domain.people import Person
    from ipt_review.domain.review import Review
    from ipt_review.study.states import Doings
    from ipt_review.workflow.desk import Desk


class NotYours(ReviewError):
    """Feedback was to be given on somebody else's coding."""

    def __init__(self) -> None:
        super().__init__(
            "Feedback is drawn from a supervisor's own coding of the tape.",
            "Open the tape as the supervisor who coded it.",
        )


class HandedBack(ReviewError):
    """A page was to be changed that the trainee has."""

    def __init__(self) -> None:
        super().__init__(
            "This feedback was handed back; the trainee may have read it.",
            "Take it back to change it.",
        )


class NotSubmitted(ReviewError):
    """A page was to be handed back while its coding can still change."""

    def __init__(self) -> None:
        super().__init__(
            "Your coding of this tape is still a draft.",
            "Submit it first; then the figures on the page stay as they are.",
        )


class NothingSaid(ReviewError):
    """A page was to be handed back that says nothing."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing is on the page yet but figures.",
            "Put one thing on it that was done well, or a goal for the next tape.",
        )


class FeedbackGiver:
    """Changes the feedback on one tape on behalf of the supervisor who coded it.

    Every method writes one change with its line in the history, or raises and leaves
    everything as it was; what changes nothing writes nothing.

    Args:
        desk: The open study.
        review: The supervisor's coding.
        codebook: What it was made with.
        person: Who gives feedback.

    Raises:
        NotYours: When the coding is not that person's as a supervisor.
        NotAllowed: When the person may not give feedback here.
    """

    def __init__(
        self, desk: Desk, review: Review, codebook: Codebook, person: Person
    ) -> None:
        head = review.coding.head
        if (head.rater, head.perspective) != (person.id, Perspective.SUPERVISOR):
            raise NotYours
        about = desk.rights.about_tape(review.tape.id)
        desk.rights.must(Act.GIVE_FEEDBACK, about, person)
        self._desk = desk
        self._review = review
        self._codebook = codebook
        self._person = person
        self.feedback = self._begun()

    @property
    def content(self) -> Content:
        """What is on the page."""
        return self.feedback.content

    @property
    def doings(self) -> Doings[Content]:
        """What can be undone and redone."""
        return doings(self.feedback.changes)

    @property
    def is_open(self) -> bool:
        """Whether the page can be changed: it was not handed back."""
        return self.feedback.handed_back is None

    def change(self, content: Content) -> None:
        """Write the page as it was edited.

        Raises:
            HandedBack: When the trainee has it.
        """
        if content != self.content:
            self._must_be_open()
            self._write(ChangeKind.EDITED, content)

    def undo(self) -> None:
        """Take the last edit back, if there is one."""
        before = self.doings.before
        if before:
            self._must_be_open()
            self._write(ChangeKind.UNDONE, before[-1])

    def redo(self) -> None:
        """Make an edit again that was taken back, if there is one."""
        after = self.doings.after
        if after:
            self._must_be_open()
            self._write(ChangeKind.REDONE, after[-1])

    def hand_back(self) -> None:
        """Give the page to the trainee.

        Raises:
            NotSubmitted: When the coding is a draft.
            NothingSaid: When neither a point nor a goal nor a sentence is on it.
        """
        self._must_be_open()
        coding = self._desk.database.coding(self.feedback.coding)
        if coding.head.status is Status.DRAFT:
            raise NotSubmitted
        if self.content.is_empty:
            raise NothingSaid
        self._write(ChangeKind.HANDED_BACK, self.content)

    def take_back(self) -> None:
        """Take a page back that was handed back; nothing happens to another."""
        if not self.is_open:
            self._write(ChangeKind.TAKEN_BACK, self.content)

    def _begun(self) -> Feedback:
        """Return the feedback, drafted from the comments if there is none yet."""
        coding = self._review.coding
        known = self._desk.database.feedback.on(coding.head.id)
        if known is not None or not self._desk.database.is_writable:
            return known or self._draft()
        begun = self._draft()
        self._desk.database.feedback.begin(begun)
        return begun

    def _draft(self) -> Feedback:
        coding = self._review.coding
        followed = goals_before(self._desk, self._review)
        content = drafted(coding, followed, self._codebook.label)
        change = FeedbackChange(
            ChangeKind.DRAFTED, content, self._person.id, self._desk.now()
        )
        return Feedback(uuid4(), coding.head.id, (change,))

    def _must_be_open(self) -> None:
        if not self.is_open:
            raise HandedBack

    def _write(self, kind: ChangeKind, content: Content) -> None:
        database = self._desk.database
        change = FeedbackChange(kind, content, self._person.id, self._desk.now())
        database.feedback.change(self.feedback.id, change)
        self.feedback = database.feedback.on(self.feedback.coding) or self.feedback


def goals_before(desk: Desk, review: Review) -> tuple[FollowUp, ...]:
    """Return the goals of the last feedback that was handed back before this session.

    That of the same case if it has one, or else the newest on another case of the same
    therapist; so a goal is not lost when a treatment ends.
    """
    database = desk.database
    heads = {head.id: head for head in database.heads()}
    sessions = {each.id: each for each in database.sessions()}
    session_of = {tape.id: sessions[tape.session] for tape in database.tapes()}
    cases = {case.id: case for case in database.cases()}
    found: list[tuple[bool, int, Feedback, int]] = []
    for each in database.feedback.all():
        back = each.handed_back
        if back is None or each.coding not in heads:
            continue
        session = session_of[heads[each.coding].tape]
        same = session.case == review.case.id
        theirs = cases[session.case].therapist == review.therapist.id
        earlier = same and session.number < review.session.number
        if earlier or (theirs and not same):
            order = session.number if same else back.at
            found.append((same, order, each, session.number))
    last = max(found, key=lambda one: one[:2], default=None)
    return () if last is None else follow_ups(last[2], last[3])


def answer(
    desk: Desk,
    person: Person,
    feedback: Feedback,
    kind: AnswerKind,
    about: int,
    text: str = "",
) -> None:
    """Keep what a trainee says to feedback on a tape of theirs.

    Raises:
        NotAllowed: When it is about somebody else's tape.
        NotHandedBack: When it was not handed back, or was taken back since.
    """
    head = desk.database.coding(feedback.coding).head
    desk.rights.must(Act.ANSWER_FEEDBACK, desk.rights.about_tape(head.tape), person)
    stored = desk.database.feedback.on(feedback.coding)
    if stored is None or stored.handed_back is None:
        raise NotHandedBack
    said = Answer(kind, about, text.strip(), person.id, desk.now())
    if said.text or kind is not AnswerKind.REPLY:
        desk.database.feedback.answer(feedback.id, said)


class NotHandedBack(ReviewError):
    """Feedback that is still with the supervisor was to be read or answered."""

    def __init__(self) -> None:
        super().__init__(
            "This feedback is with the supervisor.",
            "It can be read and answered once it is handed back.",
        )


class ReviewFirst(ReviewError):
    """Feedback was to be read before one's own review of the tape was submitted."""

    def __init__(self) -> None:
        super().__init__(
            "Feedback on this tape is waiting for you.",
            "Submit your own review of it first; then both are shown side by side.",
        )


def feedback_for(desk: Desk, person: Person, tape: UUID) -> Feedback | None:
    """Return the feedback on a tape that a person may read, the newest one.

    Raises:
        NotAllowed: When they may read none there.
        ReviewFirst: When it waits until their own review is submitted.
    """
    about = desk.rights.about_tape(tape)
    heads = [head for head in desk.database.heads() if head.tape == tape]
    by_id = {head.id: head for head in heads}
    back = [
        each
        for each in desk.database.feedback.all()
        if each.coding in by_id and each.handed_back is not None
    ]
    if not back:
        return None
    desk.rights.must(Act.READ_FEEDBACK, about, person)
    own = [head for head in heads if head.rater == person.id]
    if any(head.status is Status.DRAFT for head in own):
        raise ReviewFirst
    free = desk.rights.may(Act.SEE_SUBMITTED, about, person).allowed
    if not own and not free:
        raise ReviewFirst
    return max(back, key=lambda each: each.handed_back.at if each.handed_back else 0)
