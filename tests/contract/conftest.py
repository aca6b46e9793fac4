from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from ipt_review.media.engine import EngineMissing
from ipt_review.media.joined_engine import JoinedEngine
from ipt_review.media.silent_engine import SilentEngine
from ipt_review.media.vlc_engine import VlcEngine
from ipt_review.store.database import Database
from tests.builders import SmallStudy
from tests.contract.engine_desk import TAPES, Desk, QtDesk
from tests.media_files import make, with_tracks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ipt_review.media.engine import Engine

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
def empty(study_path: Path, small: SmallStudy) -> Iterator[Database]:
    """Yield a study with nothing in it."""
    database = Database.create(study_path, small.study)
    yield database
    database.close()


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
