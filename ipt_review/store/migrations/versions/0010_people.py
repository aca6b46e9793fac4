"""Who is retired, who supervises whom, names, and PINs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add four tables about people."""
    _about_people("person_retired")
    _about_people("supervision", "supervisee_id")
    _about_people("person_name", columns=[sa.Column("name", sa.Text, nullable=False)])
    _about_people(
        "person_pin",
        columns=[
            sa.Column("salt", sa.LargeBinary, nullable=False),
            sa.Column("hash", sa.LargeBinary, nullable=False),
        ],
    )


def _about_people(
    table: str, *others: str, columns: list[sa.Column[object]] | None = None
) -> None:
    people = ("person_id", *others)
    op.create_table(
        table,
        *(sa.Column(name, sa.Integer, nullable=False) for name in people),
        *(columns or []),
        sa.PrimaryKeyConstraint(*people, name=f"pk_{table}"),
        *(
            sa.ForeignKeyConstraint(
                [name], ["person.id"], name=f"fk_{table}_{name}_person"
            )
            for name in people
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
