"""Opening a study, making a new one, and making the demo study."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import uuid4

from ipt_review.domain.people import Person, Role
from ipt_review.domain.roster import RosterEdit, RosterStep
from ipt_review.domain.study import Study
from ipt_review.exchange.codebook_file import parse_codebook, read_codebook
from ipt_review.exchange.demo_study import read_demo
from ipt_review.shipped import resource
from ipt_review.store.database import Database
from ipt_review.store.header import is_encrypted
from ipt_review.store.keys import new_key
from ipt_review.store.study_file import key_for
from ipt_review.workflow.desk import Desk
from ipt_review.workflow.library.organising import AnotherRecording, find_again
from ipt_review.workflow.library.peopling import set_asks_who

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import CodebookVersion
    from ipt_review.domain.roster import Entry
    from ipt_review.domain.secret import Passphrase, Secret
    from ipt_review.exchange.demo_study import DemoStudy

CODEBOOK = "codebooks/ipt_core.yaml"
DEMO = "demo"
SUFFIX = ".iptstudy"


def now() -> int:
    """Return the time of day, in ms since 1970."""
    return time.time_ns() // 1_000_000


def opens_by_secret(path: Path) -> bool:
    """Say whether a study is encrypted, so that it opens by a secret only.

    Raises:
        ReviewError: When the file is missing or cannot be a study.
    """
    return is_encrypted(path)


def open_study(path: Path, secret: Secret | None = None) -> Desk:
    """Open a study file with the codebooks that are frozen in it.

    Args:
        path: The study file.
        secret: What opens it, if it is encrypted; not looked at otherwise.
    """
    return desk_on(Database.open(path, key_for(path, secret)))


def new_study(
    path: Path, title: str, supervisor: str, passphrase: Passphrase | None = None
) -> Desk:
    """Make a study file with the shipped codebook and one supervisor in it.

    It is encrypted when there is a passphrase.
    """
    key = new_key(passphrase) if passphrase is not None else None
    database = Database.create(path, Study(uuid4(), title, code_of(title)), key)
    _freeze_shipped(database)
    database.add_person(Person(uuid4(), supervisor, frozenset({Role.SUPERVISOR})))
    desk = Desk(database, _frozen(database), now)
    set_asks_who(desk, wanted=True)
    return desk


def open_demo(path: Path) -> Desk:
    """Open the demo study at `path`, made anew when it is not there.

    Its tape is looked for where the program was installed, wherever that is now.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        make_demo(path)
    desk = open_study(path)
    for tape in desk.database.tapes():
        known = tape
        for file in tape.files:
            if not file.path.is_file():
                shipped = resource(DEMO) / file.path.name
                with suppress(AnotherRecording):  # a later program ships another tape
                    known = find_again(desk, known, shipped)
    return desk


def make_demo(path: Path) -> None:
    """Make the study file of the demo, with its tape where it was shipped."""
    demo = read_demo(resource(DEMO), read_codebook(resource(CODEBOOK)))
    database = Database.create(path, demo.study)
    try:
        _freeze_shipped(database)
        _fill(database, demo)
    finally:
        database.close()


def _fill(database: Database, demo: DemoStudy) -> None:
    everything: tuple[Entry, ...] = (
        *demo.people,
        *demo.therapists,
        *demo.cases,
        *demo.sessions,
        *demo.tapes,
    )
    edits = tuple(RosterEdit(None, each) for each in everything)
    database.roster.carry_out(RosterStep(edits))
    database.bring_in(demo.codings, demo.submitted, demo.feedback)


def _freeze_shipped(database: Database) -> None:
    file = resource(CODEBOOK)
    database.keep_codebook(read_codebook(file), file.read_text("utf-8"))


def _frozen(database: Database) -> dict[CodebookVersion, Codebook]:
    return {
        version: parse_codebook(
            database.codebook_text(version), f"{version.id} {version.version}"
        )
        for version in database.codebook_versions()
    }


def desk_on(database: Database) -> Desk:
    """Return a desk on a study that is open, which is closed when that fails."""
    try:
        return Desk(database, _frozen(database), now)
    except BaseException:
        database.close()
        raise


def code_of(title: str) -> str:
    """Return a short code for a study: the first letters of its title."""
    letters = [word[0] for word in title.upper().split() if word[0].isalnum()]
    return "".join(letters) or "STUDY"
