"""Questions about the codebooks that a study keeps, and their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from ipt_review.domain.coding import CodebookVersion
from ipt_review.domain.problems import UnknownWord
from ipt_review.store import trail
from ipt_review.store.problems import CodebookChanged
from ipt_review.store.tables import code, codebook, item
from ipt_review.store.trail_words import digest

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement, Connection, Table

    from ipt_review.domain.codebook import Codebook


def keep_codebook(connection: Connection, new: Codebook, text: str) -> None:
    """Keep a codebook with the whole text it was read from, if it is not yet kept.

    Raises:
        CodebookChanged: When the study holds another text of this version.
    """
    kept = connection.scalar(select(codebook.c.text).where(*_is(new.name)))
    if kept is not None:
        if kept != text:
            raise CodebookChanged(new.name)
        return
    key = connection.scalar(
        insert(codebook)
        .values(key=new.id, version=new.version, title=new.title, text=text)
        .returning(codebook.c.id)
    )
    states = [state.id for track in new.tracks for state in track.states]
    words = dict.fromkeys([each.id for each in new.codes] + states)
    for table, ids in ((code, words), (item, [each.id for each in new.items])):
        rows = [{"codebook_id": key, "key": word} for word in ids]
        if rows:
            connection.execute(insert(table), rows)
    about = f"{new.id} {new.version}"
    trail.note(connection, codebook.name, about, None, told(new.title, text))


def told(title: str, text: str) -> dict[str, str]:
    """Return what the audit trail keeps of a codebook."""
    return {"title": title, "text": digest(text)}


def codebook_text(connection: Connection, name: CodebookVersion) -> str:
    """Return the text of a codebook as it was kept.

    Raises:
        UnknownWord: When the study has no such codebook.
    """
    text = connection.scalar(select(codebook.c.text).where(*_is(name)))
    if text is None:
        raise _no_codebook(name)
    return str(text)


def codebook_versions(connection: Connection) -> list[CodebookVersion]:
    """Return the codebooks of the study, the one kept last at the end."""
    rows = connection.execute(
        select(codebook.c.key, codebook.c.version).order_by(codebook.c.id)
    )
    return [CodebookVersion(row.key, row.version) for row in rows]


def codebook_id(connection: Connection, name: CodebookVersion) -> int:
    """Return the key of a codebook's row.

    Raises:
        UnknownWord: When the study has no such codebook.
    """
    found = connection.scalar(select(codebook.c.id).where(*_is(name)))
    if found is None:
        raise _no_codebook(name)
    return int(found)


def word_ids(
    connection: Connection, words: Table, book: int, wanted: Collection[str]
) -> dict[str, int]:
    """Return the row keys of the words wanted from `words`, the codes or the items.

    Raises:
        UnknownWord: When the codebook lacks one of them.
    """
    rows = connection.execute(
        select(words.c.key, words.c.id).where(
            words.c.codebook_id == book, words.c.key.in_(set(wanted))
        )
    )
    found = {row.key: row.id for row in rows}
    for word in wanted:
        if word not in found:
            raise UnknownWord(
                f"The codebook of this coding has no {words.name} “{word}”.",
                "Use the version of the codebook that it was made with.",
            )
    return found


def _is(name: CodebookVersion) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return codebook.c.key == name.id, codebook.c.version == name.version


def _no_codebook(name: CodebookVersion) -> UnknownWord:
    return UnknownWord(
        f"The study has no codebook {name.id} {name.version}.",
        "Add that version of the codebook to the study first.",
    )
