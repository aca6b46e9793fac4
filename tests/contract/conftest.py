from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipt_review.store.database import Database
from tests.builders import SmallStudy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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
