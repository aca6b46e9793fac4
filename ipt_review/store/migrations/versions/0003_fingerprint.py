"""Which recording a file is, so that it is known again wherever it lies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add a column by copying, so that the table reads as if it had been made so.

    Fingerprints are taken when the recordings are next seen. Nothing refers to this
    table, and no trigger stands on it.
    """
    op.rename_table("media_file", "media_file_0002")
    op.create_table(
        "media_file",
        _number("tape_id"),
        _number("position"),
        _text("path"),
        _number("offset_ms"),
        _number("length_ms"),
        _number("size_bytes"),
        _text("fingerprint"),
        sa.PrimaryKeyConstraint("tape_id", "position", name="pk_media_file"),
        sa.ForeignKeyConstraint(
            ["tape_id"], ["tape.id"], name="fk_media_file_tape_id_tape"
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO media_file "
        "SELECT tape_id, position, path, offset_ms, length_ms, size_bytes, '' "
        "FROM media_file_0002"
    )
    op.drop_table("media_file_0002")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)
