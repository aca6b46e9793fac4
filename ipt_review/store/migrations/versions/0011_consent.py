"""What patients agreed to, and for how long recordings are kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add a table with a row for each case of which something is on record."""
    op.create_table(
        "case_consent",
        sa.Column("patient_case_id", sa.Integer, nullable=False),
        sa.Column("uses", sa.Text, nullable=True),
        sa.Column("withdrawn", sa.Text, nullable=False),
        sa.Column("withdrawn_day", sa.Integer, nullable=True),
        sa.Column("withdrawn_on", sa.Text, nullable=True),
        sa.Column("keep_until", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("patient_case_id", name="pk_case_consent"),
        sa.ForeignKeyConstraint(
            ["patient_case_id"],
            ["patient_case.id"],
            name="fk_case_consent_patient_case_id_patient_case",
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
