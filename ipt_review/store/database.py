"""The database: one study in one file, and the questions it answers."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Self, TypeVar

from typing_extensions import override

from ipt_review.store import (
    cases,
    codings,
    journal,
    migrate,
    new_codings,
    people,
    prompts,
    study_file,
)
from ipt_review.store.answers import Answers
from ipt_review.store.arrival import arrive, begin, depart
from ipt_review.store.assignments import KeptAssignments
from ipt_review.store.backups.kept import KeptBackups
from ipt_review.store.case_record import CaseRecord
from ipt_review.store.closing import KeptClosings, is_frozen
from ipt_review.store.codebook_record import CodebookRecord
from ipt_review.store.consensuses import KeptConsensuses
from ipt_review.store.drives import Drive, drive_of
from ipt_review.store.kept_feedback import KeptFeedback
from ipt_review.store.kept_ledger import KeptLedgers
from ipt_review.store.kept_meetings import KeptMeetings
from ipt_review.store.kept_trail import KeptTrail
from ipt_review.store.leading import KeptLeaders
from ipt_review.store.moment import Moment
from ipt_review.store.names_and_pins import KeptPeople
from ipt_review.store.packages import KeptPackages
from ipt_review.store.problems import (
    StudyFrozen,
    StudyReadOnly,
    told_plainly,
)
from ipt_review.store.prompt_record import PromptRecord
from ipt_review.store.review_record import ReviewRecord
from ipt_review.store.roster import KeptRoster
from ipt_review.store.samples import KeptSamples
from ipt_review.store.transcripts import KeptTranscripts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path
    from uuid import UUID

    from sqlalchemy import Connection, Engine

    from ipt_review.domain.coding import Coding, CodingHead, Status
    from ipt_review.domain.edit import Step
    from ipt_review.domain.people import Person, Therapist
    from ipt_review.domain.secret import Secret
    from ipt_review.domain.study import Study
    from ipt_review.scoring.prompting import PromptEvent
    from ipt_review.store.arrival import Arrival
    from ipt_review.store.codings import CodeTotal
    from ipt_review.store.keys import StudyKey

_T = TypeVar("_T")
AT_A_TIME = 200
"""How many codings are read in one go."""


class Database(CaseRecord, CodebookRecord, PromptRecord, ReviewRecord):
    """One study in one file: everything people entered, and how it came about.

    Each method that adds or changes is one transaction: it is on disk when the
    method returns, or nothing of it is. May be used from several threads.

    Attributes:
        path: Where the file lies.
        read_only: Whether it could only be opened for reading.
        before_asking: Called before anything is read or written; where steps are saved
            beside the window, it waits for those on their way.
        key: What the file is encrypted with; None for a plain one.
        arrival: How the file was opened, and who else had it open then.
        transcripts: What is said on its tapes.
        samples: Which tapes were drawn, and the log of the study.
        assignments: Who was given which tape.
        consensuses: What was decided from several codings, and by whom.
        closings: How codings and the study were closed and opened again.
        roster: Who and what is in it, many at once.
        private: Names and PINs of its people.
        feedback: What supervisors said of tapes, and what was said to that.
        meetings: What is heard and talked about in supervision, and when.
        ledgers: What was entered for the certification of therapists.
        leaders: Whose its cases, sessions and tapes are.
        trail: Who did what when.
        backups: Checked copies of the file.
        packages: What raters without this file were sent and returned.

    Raises:
        ReviewError: By every method, when the file cannot be read or written, and
            `StudyReadOnly` by those that add or change in a read-only study.
        KeyError: When a value refers to something that the study does not have.
    """

    def __init__(
        self,
        path: Path,
        engine: Engine,
        *,
        read_only: bool,
        arrival: Arrival | None = None,
    ) -> None:
        self.path = path
        self.arrival = arrival
        self.key = arrival.key if arrival is not None else None
        self.read_only = read_only
        self._engine = engine
        self._writing = study_file.writing(engine)
        self._closed = False
        self._moment = Moment()
        self.before_asking: Callable[[], object] = lambda: None
        self._answers = Answers(self._reads)
        self.transcripts = KeptTranscripts(self._reads, self._writes)
        self.samples = KeptSamples(self._reads, self._writes)
        self.assignments = KeptAssignments(self._reads, self._writes)
        self.consensuses = KeptConsensuses(self._reads, self._writes)
        self.closings = KeptClosings(self._reads, self._writes, self._thaws)
        self.roster = KeptRoster(self._reads, self._writes)
        self.private = KeptPeople(self._reads, self._writes)
        self.feedback = KeptFeedback(self._reads, self._writes)
        self.meetings = KeptMeetings(self._reads, self._writes)
        self.ledgers = KeptLedgers(self._reads, self._writes)
        self.leaders = KeptLeaders(self._reads, self._writes)
        self.trail = KeptTrail(self._reads, self._thaws)
        self.backups = KeptBackups(path, self.key, engine, self.trail)
        self.packages = KeptPackages(self._reads, self._writes)

    @classmethod
    def create(cls, path: Path, study: Study, key: StudyKey | None = None) -> Self:
        """Make a new study file at `path`, where nothing may be yet.

        It is encrypted with the key, if there is one.

        Raises:
            StudyExists: When something is.
        """
        study_file.reserve(path)
        engine = study_file.engine_for(path, key)
        try:
            with told_plainly(path):
                with study_file.writing(engine).begin() as connection:
                    migrate.lay_out(connection)
                    cases.begin_study(connection, study)
                study_file.make_whole(engine)
        except BaseException:
            engine.dispose()
            study_file.remove(path)
            raise
        arrival = begin(path, key, engine)
        return cls(path, engine, read_only=False, arrival=arrival)

    @classmethod
    def open(
        cls, path: Path, key: StudyKey | None = None, *, only_read: bool = False
    ) -> Self:
        """Open the study at `path`, bringing an older one up to date first.

        If it shall only be read, nothing in the file or beside it changes.

        Raises:
            NotAStudy: When no version of this program wrote the file.
            PassphraseNeeded: When it is encrypted and there is no key.
            WrongSecret: When it is encrypted with another key.
            NewerStudy: When a newer version wrote it; it stays untouched.
            OlderStudy: When it should be brought up to date and cannot be written.
            DamagedStudy: When its pages do not hold together.
        """
        found = arrive(path, key, only_read=only_read)
        opened = cls(path, found.engine, read_only=found.read_only, arrival=found)
        if not opened.read_only:
            opened.trail.put_guards_back()
        return opened

    @property
    def has_secret(self) -> bool:
        """Whether there is something that only those know who may open the study."""
        return self.key is not None

    def is_opened_by(self, secret: Secret) -> bool:
        """Say whether a secret opens the study.

        Raises:
            MistypedRecoveryKey: When it cannot be a recovery key of any study.
        """
        return self.key is not None and self.key.is_opened_by(secret)

    @property
    def folder(self) -> Path:
        """Where files made of the study are proposed: beside it."""
        return self.path.parent

    def still_here(self) -> None:
        """Tell other computers that the study is still open; once a minute will do."""
        if self.arrival is not None and self.arrival.stay is not None:
            self.arrival.stay.renew()

    @property
    def is_writable(self) -> bool:
        """Whether anything can be changed: neither read-only nor frozen."""
        if self.read_only:
            return False
        with self._reads() as connection:
            return not is_frozen(connection)

    def settle(self) -> None:
        """Move everything into the one file, so that a plain copy of it is whole.

        Worth doing whenever nobody has typed for a moment.
        """
        if not self.read_only:
            with told_plainly(self.path):
                study_file.make_whole(self._engine)

    def close(self) -> None:
        """Leave one whole file and let go of it; closing again does nothing."""
        if self._closed:
            return
        self._closed = True
        self.trail.seal_at_the_end(read_only=self.read_only)
        if self.arrival is not None:
            depart(self.path, self.arrival)
        else:
            self._engine.dispose()

    def myself(self) -> UUID | None:
        """Return who alone works in it: by their login, or out of their package."""
        return self.packages.owner()

    def study(self) -> Study:
        """Return the study."""
        with self._reads() as connection:
            return cases.the_study(connection)

    def people(self) -> list[Person]:
        """Return everybody, by handle."""
        return self._ask(people.people)

    def add_person(self, person: Person) -> None:
        """Add a person."""
        with self._writes() as connection:
            people.add_person(connection, person)

    def therapists(self) -> list[Therapist]:
        """Return all therapists, by handle."""
        return self._ask(people.therapists)

    def add_therapist(self, therapist: Therapist) -> None:
        """Add a therapist."""
        with self._writes() as connection:
            people.add_therapist(connection, therapist)

    def add_coding(self, head: CodingHead) -> None:
        """Add a coding with nothing in it.

        Raises:
            UnknownWord: When the study does not hold its codebook.
        """
        with self._steps() as connection:
            new_codings.add_coding(connection, head)

    def add_whole_coding(self, coding: Coding) -> None:
        """Add a coding with everything in it, and no history.

        Raises:
            UnknownWord: When the study does not hold its codebook or its words.
        """
        with self._steps() as connection:
            new_codings.add_whole_coding(connection, coding)

    def heads(self) -> list[CodingHead]:
        """Return what each coding is, the one added last at the end; no practice."""
        with self._reads() as connection:
            return codings.heads(connection)

    def practice_heads(self) -> list[CodingHead]:
        """Return what each coding is that was made for practice, in their order."""
        with self._reads() as connection:
            return codings.practice_heads(connection)

    def coding(self, coding: UUID) -> Coding:
        """Return one coding with everything in it."""
        with self._reads() as connection:
            return codings.one_coding(connection, coding)

    def codings(self) -> Iterator[Coding]:
        """Yield all codings as they were added, reading some hundred at a time.

        Each is whole; between two of them somebody else may write.
        """
        with self._reads() as connection:
            stretches = codings.stretches(connection, AT_A_TIME)
        for first, last in stretches:
            with self._reads() as connection:
                some = codings.codings_between(connection, first, last)
            yield from codings.of_study(some)

    def code_totals(self) -> dict[UUID, dict[str, CodeTotal]]:
        """Return by coding and code how many closed marks there are, and their ms."""
        with self._reads() as connection:
            return codings.code_totals(connection)

    def record(self, coding: UUID, step: Step, by: UUID, at: int) -> None:
        """Write a step that `by` made at `at` (ms since 1970 UTC), with its history.

        Raises:
            CodingClosed: When the coding is not a draft.
            StaleEdit: When something is stored other than the step started from.
            UnknownWord: When the codebook lacks a code or item.
        """
        with self._steps() as connection:
            journal.record(connection, coding, step, by, at)

    def record_all(
        self, coding: UUID, steps: Sequence[Step], by: UUID, at: int
    ) -> None:
        """Write several steps as `record` does, all of them or none."""
        with self._steps() as connection:
            for step in steps:
                journal.record(connection, coding, step, by, at)

    def steps(self, coding: UUID) -> list[Step]:
        """Return all steps of a coding as they were made."""
        with self._reads() as connection:
            return journal.steps(connection, coding)

    def set_status(
        self,
        coding: UUID,
        status: Status,
        by: UUID,
        at: int,
        kept: Sequence[PromptEvent] = (),
    ) -> None:
        """Write how far the rater is, as `by` said at `at` (ms since 1970 UTC).

        What became of prompts with that goes into their log in the same transaction.
        """
        with self._steps() as connection:
            journal.set_status(connection, coding, status, by, at)
            prompts.log_prompts(connection, coding, kept)

    def as_of_now(self) -> AbstractContextManager[None]:
        """Have all that this thread asks in the block answered as of its beginning.

        Others write meanwhile, and are not kept waiting. On a network drive, where
        reading would keep them waiting, each question is answered as of its own time.
        """
        if drive_of(self.path) is not Drive.LOCAL:
            return nullcontext()
        return self._moment.held(self._reads)

    @override
    @contextmanager
    def _reads(self) -> Iterator[Connection]:
        self.before_asking()
        with told_plainly(self.path), self._moment.or_new(self._engine) as connection:
            yield connection

    @override
    def _ask(self, question: Callable[[Connection], list[_T]]) -> list[_T]:
        return self._answers.ask(question)

    @override
    @contextmanager
    def _writes(self) -> Iterator[Connection]:
        try:
            with self._steps() as connection:
                yield connection
        finally:
            self._answers.forget()

    @contextmanager
    def _steps(self) -> Iterator[Connection]:
        """Return a transaction for what changes nothing but a coding."""
        with self._thaws() as connection:
            if is_frozen(connection):
                raise StudyFrozen
            yield connection

    @contextmanager
    def _thaws(self) -> Iterator[Connection]:
        """Return a transaction that may write even while the study is frozen."""
        self.before_asking()
        if self.read_only:
            raise StudyReadOnly(self.path)
        writing = self._writing.execution_options(at_work=self.trail.at_work)
        with told_plainly(self.path), writing.begin() as connection:
            yield connection
