"""A study on a server, asked and changed in the same words as one in a file."""

from __future__ import annotations

import hmac
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, Self, TypeVar, cast
from uuid import UUID

from sqlalchemy import event, func, select
from typing_extensions import override

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.secret import Passphrase
from ipt_review.store import cases
from ipt_review.store.database import Database
from ipt_review.store.step_words import edits_text
from ipt_review.store.tables import coding as coding_table
from ipt_review.store.tables import person, step
from ipt_review.store.team import layout, server
from ipt_review.store.team.keeping import key_of_login
from ipt_review.store.team.kept_here import KeptHere
from ipt_review.store.team.live import Live
from ipt_review.store.team.problems import TeamUnreachable, told_plainly
from ipt_review.store.team.sending import Sending
from ipt_review.store.team.team_trail import TeamTrail
from ipt_review.study.permissions import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection, Engine

    from ipt_review.domain.coding import Coding, Status
    from ipt_review.domain.edit import Step
    from ipt_review.domain.secret import Secret
    from ipt_review.domain.tape import Tape
    from ipt_review.domain.team import Password, TeamPlace
    from ipt_review.scoring.prompting import PromptEvent
    from ipt_review.store.team.kept_here import Unsent

    P = ParamSpec("P")
T = TypeVar("T")


class Unfinished(ReviewError):
    """A coding was to be submitted of which the server lacks steps."""

    def __init__(self, steps: int) -> None:
        changes = "1 change" if steps == 1 else f"{steps} changes"
        super().__init__(
            f"{changes} of this coding are kept on this computer only as yet.",
            "Submit it once the server is reached again and has them.",
        )


def _remembered(asked: Callable[P, T]) -> Callable[P, T]:
    """Have a question answered as it was last, while the server does not answer."""

    @wraps(asked)
    def ask(*args: P.args, **how: P.kwargs) -> T:
        database = cast("TeamDatabase", args[0])
        key = (asked.__name__, *args[1:])
        try:
            answer = asked(*args, **how)
        except TeamUnreachable:
            if key not in database.last_answers:
                raise
            return cast("T", database.last_answers[key])
        database.last_answers[key] = answer
        return answer

    return ask


def _only_known_again(stored: Tape, seen: Tape) -> bool:
    """Say whether a tape has nothing new but what its recordings are known again by.

    Whoever may change the tape writes that down for all; the others do without.
    """
    files = (replace(now, fingerprint="") for now in seen.files)
    plain = (replace(was, fingerprint="") for was in stored.files)
    unknown = all(not each.fingerprint for each in stored.files)
    return unknown and replace(seen, files=tuple(files)) == replace(
        stored, files=tuple(plain)
    )


class TeamDatabase(Database):
    """One study in a PostgreSQL database.

    Each method that adds or changes is one transaction, as in a file; the server has
    it on disk when the method returns. What a login may not read is not there for it.
    While the server does not answer, steps are kept on this computer, and what was
    asked before is answered as it was then.

    Args:
        place: Where the study is, and as whom it was entered.
        path: Where files that belong to the study lie on this computer.
        engine: Of that server.
        password: Of the login.
        key: What the computers of the login encrypt with what they keep.

    Attributes:
        place: The same.
        sending: Steps on their way.
        live: Hears what others do, once it is told to.
        last_answers: What was last answered, by question.
    """

    def __init__(
        self,
        place: TeamPlace,
        path: Path,
        engine: Engine,
        password: Password,
        key: bytes,
    ) -> None:
        super().__init__(path, engine, read_only=False)
        self.place = place
        self.trail = TeamTrail(self._reads, self._thaws, place)
        self._password = password
        self._reading = server.reading(engine)
        self._writing = engine
        self._here = KeptHere(path.parent, key)
        self.last_answers: dict[tuple[Any, ...], object] = {}
        self.sending = Sending(self._here, self._deliver, self._is_there)
        own: set[int] = set()
        event.listen(engine, "connect", lambda made, _: own.add(made.info.backend_pid))
        self.live = Live(place, password, self.sending, own, engine.dispose)

    @property
    @override
    def has_secret(self) -> bool:
        return bool(self._password.text)

    @override
    def is_opened_by(self, secret: Secret) -> bool:
        known = self._password.text.encode()
        typed = secret.text.encode() if isinstance(secret, Passphrase) else b""
        return bool(typed) and hmac.compare_digest(typed, known)

    @classmethod
    def enter(cls, place: TeamPlace, password: Password, path: Path) -> Self:
        """Open the study at `place`, and send what was kept for it.

        Raises:
            TeamUnreachable: When the server does not answer.
            TeamUntrusted: When it is elsewhere and does not prove who it is.
            TeamNotAdmitted: When it does not take login and password.
            NoTeamStudy: When there is no study.
            OtherVersion: When it is kept for another version of this program.
            KeptForAnother: When this computer kept something that was never of it.
        """
        engine = server.engine_for(place, password)
        try:
            with told_plainly(place), server.reading(engine).connect() as connection:
                layout.check_revision(connection, place)
            with told_plainly(place):
                key = key_of_login(engine)
            entered = cls(place, path, engine, password, key)
            entered.sending.send()
        except BaseException:
            engine.dispose()
            raise
        return entered

    @override
    def myself(self) -> UUID | None:
        """Return the id of the person whose login this is; None for the owner."""
        with self._reads() as connection:
            uid = connection.scalar(
                select(person.c.uid)
                .join(layout.login, layout.login.c.person_id == person.c.id)
                .where(layout.login.c.name == func.session_user())
            )
            return None if uid is None else UUID(bytes=uid)

    study = _remembered(Database.study)
    people = _remembered(Database.people)
    therapists = _remembered(Database.therapists)
    cases = _remembered(Database.cases)
    sessions = _remembered(Database.sessions)
    heads = _remembered(Database.heads)
    determinations = _remembered(Database.determinations)
    study_settings = _remembered(Database.study_settings)

    @override
    def _ask(self, question: Callable[[Connection], list[T]]) -> list[T]:
        if question is cases.cases:  # what one sees of them hangs on more than them
            with self._reads() as connection:
                return question(connection)
        return super()._ask(question)

    @override
    def tapes(self) -> list[Tape]:
        """Return all tapes, their files where they lie on this computer."""
        known = self._here.whereabouts()
        return [
            replace(
                tape,
                files=tuple(
                    replace(file, path=Path(known.get((tape.id, row), file.path)))
                    for row, file in enumerate(tape.files)
                ),
            )
            for tape in self._tapes_there()
        ]

    @_remembered
    def _tapes_there(self) -> list[Tape]:
        return super().tapes()

    @override
    def change_tape(self, tape: Tape) -> None:
        """Write a tape anew; where its files lie is kept for this computer alone."""
        stored = next(each for each in self._tapes_there() if each.id == tape.id)
        if len(stored.files) == len(tape.files):
            paths = [str(each.path) for each in tape.files]
            files = tuple(
                replace(now, path=was.path)
                for now, was in zip(tape.files, stored.files, strict=True)
            )
            self._here.place(tape.id, paths)
            tape = replace(tape, files=files)
        if tape != stored:
            try:
                super().change_tape(tape)
            except NotAllowed:
                if not _only_known_again(stored, tape):
                    raise

    @override
    def coding(self, coding: UUID) -> Coding:
        """Return one coding with everything in it, what is kept here included."""
        found = self._coding_there(coding)
        for each in self._here.unsent(coding):
            found = each.step.apply(found)
        return found

    @override
    def steps(self, coding: UUID) -> list[Step]:
        """Return all steps of a coding, those that are kept here included."""
        self.before_asking()
        kept = [each.step for each in self._here.unsent(coding)]
        return [*self._steps_there(coding), *kept]

    @_remembered
    def _coding_there(self, coding: UUID) -> Coding:
        return super().coding(coding)

    @_remembered
    def _steps_there(self, coding: UUID) -> list[Step]:
        return super().steps(coding)

    @override
    def record(self, coding: UUID, step: Step, by: UUID, at: int) -> None:
        """Have a step on the server, or on this computer until it answers."""
        self.sending.save(coding, [step], by, at)

    @override
    def record_all(
        self, coding: UUID, steps: Sequence[Step], by: UUID, at: int
    ) -> None:
        """Have several steps there, all of them or none."""
        self.sending.save(coding, steps, by, at)

    @override
    def set_status(
        self,
        coding: UUID,
        status: Status,
        by: UUID,
        at: int,
        kept: Sequence[PromptEvent] = (),
    ) -> None:
        """Write how far the rater is, once the server has all that was made.

        Raises:
            Unfinished: When it lacks some of it.
        """
        waiting = self._here.unsent(coding)
        if waiting:
            raise Unfinished(len(waiting))
        super().set_status(coding, status, by, at, kept)

    @property
    @override
    def is_writable(self) -> bool:
        """Whether anything can be changed, as far as is known without the server."""
        known = ("is_writable",)
        with suppress(TeamUnreachable):
            self.last_answers[known] = super().is_writable
        return bool(self.last_answers.get(known, True))

    @property
    @override
    def folder(self) -> Path:
        """Where files made of the study are proposed, which lies on a server."""
        return self.path.parents[2]  # of `home / FOLDER / mark`

    @override
    def settle(self) -> None:
        """Do nothing: the server keeps its own files."""

    @override
    def close(self) -> None:
        """Let go of the server; closing again does nothing."""
        self.sending.unwatch()
        self.live.end()
        self._here.close()
        self._engine.dispose()

    def refused(self) -> list[Unsent]:
        """Return what was kept on this computer and the server did not take."""
        return self._here.refused()

    def _deliver(self, coding: UUID, steps: Sequence[Step], by: UUID, at: int) -> None:
        super().record_all(coding, steps, by, at)
        self._learn(coding, steps)

    def _learn(self, coding: UUID, steps: Sequence[Step]) -> None:
        """Answer as the coding is now, should the server not answer the next time."""
        known = self.last_answers
        asked, history = ("_coding_there", coding), ("_steps_there", coding)
        with suppress(KeyError):
            for each in steps:
                known[asked] = each.apply(cast("Coding", known[asked]))
            known[history] = [*cast("list[Step]", known[history]), *steps]

    def _is_there(self, kept: Unsent) -> bool:
        """Say whether a step is on the server whose receipt did not arrive."""
        with self._reads() as connection:
            found = connection.scalar(
                select(step.c.seq)
                .join(coding_table)
                .where(
                    coding_table.c.uid == kept.coding.bytes,
                    step.c.at_ms == kept.at,
                    step.c.move == kept.step.move.value,
                    step.c.edits == edits_text(kept.step),
                )
            )
        return found is not None

    @override
    def as_of_now(self) -> AbstractContextManager[None]:
        return self._moment.held(self._reads)

    @override
    @contextmanager
    def _reads(self) -> Iterator[Connection]:
        self.before_asking()
        with told_plainly(self.place), self._moment.or_new(self._reading) as asked:
            yield asked

    @override
    @contextmanager
    def _thaws(self) -> Iterator[Connection]:
        self.before_asking()
        writing = self._writing.execution_options(at_work=self.trail.at_work)
        with told_plainly(self.place), writing.begin() as connection:
            yield connection
