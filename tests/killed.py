"""A process that does one thing of the program after the other, to be killed at it.

Started once, it has everything loaded; each thing is done in a fork of it, so a round
costs some hundredths of a second. It reads one request a line (JSON: what, and its
arguments) and writes one event a line: the number of the fork, what was acknowledged,
and `ended` once the fork is gone.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from random import Random
from selectors import EVENT_READ, DefaultSelector
from tempfile import TemporaryDirectory
from threading import get_ident
from typing import TYPE_CHECKING, Any, NoReturn, Self
from uuid import UUID

from ipt_review.domain.backup import Why
from ipt_review.domain.team import TeamPlace
from ipt_review.store import keys
from ipt_review.store.backups.folder import backups_of
from ipt_review.store.backups.restoring import put_in_place
from ipt_review.store.database import Database
from ipt_review.store.resealing import reseal
from ipt_review.store.team.team_database import TeamDatabase
from ipt_review.workflow.desk import Desk
from tests.builders import SmallStudy, a_codebook
from tests.cluster import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.store.keys import StudyKey

ROOT = Path(__file__).parents[1]
AHEAD = 4
"""So many presses of a key may wait to be saved; more are not made meanwhile."""


def acknowledge(what: object) -> None:
    """Tell who waits on the other side of the pipe, at once and whole."""
    os.write(1, f"{what}\n".encode())


def written(key: StudyKey | None) -> str:
    """Return a key as it goes through a pipe."""
    return "" if key is None else (key.raw + key.salt).hex()


def read(text: str) -> StudyKey | None:
    """Return the key that was written so."""
    cut = 2 * keys.KEY_BYTES
    parts = bytes.fromhex(text[:cut]), bytes.fromhex(text[cut:])
    return keys.StudyKey(*parts) if text else None


def code_on(database: Database, coding: UUID) -> None:
    """Press keys without end; tell how many steps there are whenever one is on disk."""
    book = a_codebook()
    desk = Desk(database, {book.name: book}, lambda: 0)
    session = desk.sit_down(coding).session
    saved, owner = len(database.steps(coding)), get_ident()

    def hear() -> None:
        nonlocal saved
        if get_ident() != owner:  # something was saved; nothing fails here
            saved += 1
            acknowledge(saved)

    writer = desk.write_beside(hear)
    acknowledge(saved)
    for number in count(saved + 1):
        session.press("link_mood", number * 10)
        if len(writer.waiting) >= AHEAD:
            writer.wait()


def code(path: str, key: str) -> None:
    """Code in a study file."""
    code_on(Database.open(Path(path), read(key)), SmallStudy().head.id)


def code_in_team(place: list[Any], folder: str, coding: str) -> None:
    """Code in a study on a server."""
    database = TeamDatabase.enter(TeamPlace(*place), PASSWORD, Path(folder))
    code_on(database, UUID(coding))


def update(path: str) -> None:
    """Bring a study up to date, by opening it."""
    acknowledge("now")
    Database.open(Path(path)).close()
    acknowledge("done")


def change_key(path: str, old: str, new: str) -> None:
    """Give a study another key."""
    acknowledge("now")
    reseal(Path(path), read(old), read(new))
    acknowledge("done")


def back_up(path: str, key: str) -> None:
    """Make one backup after the other."""
    database = Database.open(Path(path), read(key))
    while True:
        acknowledge(database.backups.take(Why.ASKED).path)


def go_back(path: str) -> None:
    """Put the newest backup in the place of a study, again and again."""
    study = Path(path)
    (backup, *_) = backups_of(study)
    acknowledge("now")
    while True:
        put_in_place(study, replace(backup))


DOING: dict[str, Callable[..., None]] = {
    each.__name__: each
    for each in (code, code_in_team, update, change_key, back_up, go_back)
}


def do(what: str, arguments: list[Any]) -> NoReturn:
    """Do one thing, and end this process whatever comes of it."""
    try:
        acknowledge(f"child {os.getpid()}")
        DOING[what](*arguments)
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        os._exit(0)


def warm_up() -> None:
    """Do once what is done again and again, so that every fork knows its questions."""
    small, book = SmallStudy(), a_codebook()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "warm.iptstudy"
        database = Database.create(path, small.study)
        small.put_into(database)
        database.close()
        desk = Desk(Database.open(path), {book.name: book}, lambda: 0)
        session = desk.sit_down(small.head.id).session
        for number in range(3):
            session.press("link_mood", number)
        desk.database.backups.take(Why.ASKED)
        desk.close()


def main() -> None:
    """Do what is asked for until nobody asks any more."""
    warm_up()
    for line in sys.stdin:
        what, arguments = json.loads(line)
        child = os.fork()
        if child == 0:
            do(what, arguments)
        os.waitpid(child, 0)
        acknowledge("ended")


@dataclass
class Victims:
    """Starts things and kills them.

    Attributes:
        dice: Says when.
    """

    process: subprocess.Popen[bytes]
    dice: Random

    @classmethod
    def begin(cls, seed: int) -> Self:
        """Start the process that does them."""
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.killed"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        return cls(process, Random(seed))  # noqa: S311 - nothing here is secret

    def kill(
        self, what: str, *arguments: object, lines: int = 1, longest: float = 0.0
    ) -> list[str]:
        """Have something done and kill it; return what it acknowledged before.

        Args:
            what: Name of the function.
            arguments: As JSON can say them.
            lines: It is killed once it acknowledged so many things,
            longest: and up to so many seconds later.
        """
        told = self.process.stdin
        assert told is not None
        told.write(json.dumps([what, arguments]).encode() + b"\n")
        told.flush()
        child = int(self._line().removeprefix("child "))
        heard: list[str] = []
        while len(heard) < lines and "ended" not in heard:
            heard.append(self._line())
        if "ended" not in heard:
            self._wait(self.dice.uniform(0, longest))
            with suppress(ProcessLookupError):  # it was done before
                os.kill(child, signal.SIGKILL)
            while heard[-1] != "ended":
                heard.append(self._line())
        return heard[:-1]

    def _line(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline().decode()
        assert line, "the process that does things is gone"
        return line.removesuffix("\n")

    def _wait(self, seconds: float) -> None:
        """Wait for a moment at random; nothing else would be one."""
        with DefaultSelector() as selector:
            read_end, write_end = os.pipe()
            selector.register(read_end, EVENT_READ)
            selector.select(seconds)
            os.close(read_end)
            os.close(write_end)

    def end(self) -> None:
        """Let go of the process."""
        self.process.communicate()


if __name__ == "__main__":
    main()
