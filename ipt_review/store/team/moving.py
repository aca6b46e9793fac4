"""Putting a study file on a server, and a team study into a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.store import migrate, study_file
from ipt_review.store.problems import told_plainly as file_told_plainly
from ipt_review.store.team import copying, layout, server, setting_up
from ipt_review.store.team.problems import told_plainly

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from ipt_review.domain.team import Password, TeamPlace
    from ipt_review.store.database import Database
    from ipt_review.store.keys import StudyKey
    from ipt_review.store.team.copying import Digest
    from ipt_review.store.team.logins import Login


def upload(
    database: Database, place: TeamPlace, password: Password
) -> tuple[list[Login], dict[str, Digest]]:
    """Make a team study of one in a file; the file stays as it is.

    Returns:
        A login for everybody in the study, and what was copied, by table.

    Raises:
        ReviewError: When it cannot be made; then there is no study on the server.
    """
    copied: dict[str, Digest] = {}

    def fill(connection: Connection) -> None:
        with database._reads() as source:  # noqa: SLF001 - of this room
            copied.update(copying.to_server(source, connection))

    return setting_up.set_up(place, password, fill), copied


def download(
    place: TeamPlace, password: Password, path: Path, key: StudyKey | None = None
) -> dict[str, Digest]:
    """Make a study file of a team study, at a path where nothing may be yet.

    It is encrypted with the key, if there is one.

    Args:
        place: With the login of the owner, who alone sees all of it.
        password: Of that login.
        path: Where the file goes.
        key: What it is encrypted with.

    Raises:
        ReviewError: When it cannot be made; then there is no file.
    """
    team = server.engine_for(place, password)
    try:
        with told_plainly(place), server.reading(team).connect() as source:
            layout.check_revision(source, place)
            layout.check_owner(source, place)
            return _into_file(source, path, key)
    finally:
        team.dispose()


def _into_file(
    source: Connection, path: Path, key: StudyKey | None
) -> dict[str, Digest]:
    study_file.reserve(path)
    engine = study_file.engine_for(path, key)
    try:
        with file_told_plainly(path):
            with study_file.writing(engine).begin() as connection:
                migrate.lay_out(connection)
                copied = copying.to_file(source, connection)
            study_file.make_whole(engine)
    except BaseException:
        engine.dispose()
        study_file.remove(path)
        raise
    engine.dispose()
    return copied
