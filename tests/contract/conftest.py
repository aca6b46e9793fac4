from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from ipt_review.media.engine import EngineMissing
from ipt_review.media.joined_engine import JoinedEngine
from ipt_review.media.silent_engine import SilentEngine
from ipt_review.media.vlc_engine import VlcEngine
from ipt_review.store.database import Database
from ipt_review.store.team.team_database import TeamDatabase
from tests.builders import SmallStudy
from tests.cluster import FILE, PASSWORD
from tests.contract.engine_desk import TAPES, Desk, QtDesk
from tests.media_files import make, with_tracks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ipt_review.media.engine import Engine
    from tests.cluster import Cluster
LIBVLC = pytest.param("libvlc", marks=pytest.mark.vlc)
JOINED_VLC = pytest.param("joined libvlc", marks=pytest.mark.vlc)
JOINED = ("joined silent", JOINED_VLC, "joined qt")
ENGINES = {"silent": SilentEngine, "libvlc": VlcEngine}


@pytest.fixture
def small() -> SmallStudy:
    """Return what the small study is made of."""
    return SmallStudy()


@pytest.fixture
def study_path(tmp_path: Path) -> Path:
    """Return a path whose name SQLite could misread as something else."""
    folder = tmp_path / "50% done? #2"
    folder.mkdir()
    return folder / "größe & co.iptstudy"


@pytest.fixture
def kept_in(request: pytest.FixtureRequest) -> str:
    """Return where the study of a test is kept; `everywhere` asks for both in turn."""
    return str(getattr(request, "param", FILE))


@pytest.fixture
def empty(
    kept_in: str, study_path: Path, small: SmallStudy, request: pytest.FixtureRequest
) -> Iterator[Database]:
    """Yield a study with nothing in it."""
    if kept_in == FILE:
        database = Database.create(study_path, small.study)
    else:
        cluster: Cluster = request.getfixturevalue("cluster")
        database = TeamDatabase.enter(
            cluster.fresh_study(small.study), PASSWORD, study_path
        )
    yield database
    database.close()


@pytest.fixture
def reopened() -> Iterator[Callable[[Database], Database]]:
    """Yield what opens the same study once more, as in a second window."""
    opened: list[Database] = []

    def reopen(database: Database) -> Database:
        if isinstance(database, TeamDatabase):
            second: Database = TeamDatabase.enter(
                database.place, PASSWORD, database.path
            )
        else:
            second = Database.open(database.path)
        opened.append(second)
        return second

    yield reopen
    for each in opened:
        each.close()


@pytest.fixture
def database(empty: Database, small: SmallStudy) -> Database:
    """Return a study with one of each noun and an empty draft."""
    small.put_into(empty)
    return empty


@pytest.fixture(scope="session")
def tapes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return a short recording of each kind."""
    folder = tmp_path_factory.mktemp("tapes")
    return {
        kind: make(folder / f"tape.{kind}", recipe) for kind, recipe in TAPES.items()
    }


@pytest.fixture(scope="session")
def rich_tape(tmp_path_factory: pytest.TempPathFactory, tapes: dict[str, Path]) -> Path:
    """Return a recording with two sound tracks and with subtitles."""
    return with_tracks(tmp_path_factory.mktemp("rich") / "rich.mkv", tapes["mp4"])


@pytest.fixture(params=["silent", LIBVLC, "qt", *JOINED])
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """Yield every engine in turn: whatever is asked of this one, all of them do."""
    yield from _at(request)


@pytest.fixture(params=[LIBVLC, "qt", JOINED_VLC, "joined qt"])
def film_desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """Yield every engine that shows and sounds something."""
    yield from _at(request)


@pytest.fixture(params=[LIBVLC])
def vlc_desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """Yield libvlc, for what it alone does or lets one see."""
    yield from _at(request)


@pytest.fixture
def qt_desk(qtbot: QtBot) -> Iterator[Desk]:
    """Yield Qt Multimedia, for what it alone does."""
    desk = QtDesk(qtbot)
    yield desk
    desk.engine.close()


def _at(request: pytest.FixtureRequest) -> Iterator[Desk]:
    if request.param == "qt":
        yield request.getfixturevalue("qt_desk")
        return
    if request.param == "joined qt":
        desk = QtDesk(request.getfixturevalue("qtbot"), joined=True)
        yield desk
        desk.engine.close()
        return
    *joined, kind = request.param.split()
    try:
        engine: Engine = ENGINES[kind]()
    except EngineMissing as missing:
        pytest.skip(str(missing))
    if joined:
        engine = JoinedEngine(engine, time.monotonic)
    yield Desk(engine)
    engine.close()
