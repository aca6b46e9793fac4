"""The arm of a study that a case is in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add a table of arms; it stands apart, so that it can be kept from raters."""
    op.create_table(
        "case_arm",
        sa.Column("patient_case_id", sa.Integer, nullable=False),
        sa.Column("arm", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("patient_case_id", name="pk_case_arm"),
        sa.ForeignKeyConstraint(
            ["patient_case_id"],
            ["patient_case.id"],
            name="fk_case_arm_patient_case_id_patient_case",
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
