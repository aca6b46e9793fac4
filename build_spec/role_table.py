"""Writes the table of docs/roles.md from the table in the code.

Run it as `python -m build_spec.role_table` after changing `study/permissions.py`; a
test fails until then.
"""

from __future__ import annotations

from pathlib import Path

from ipt_review.domain.people import Role
from ipt_review.study.permissions import TABLE, Scope

PAGE = Path(__file__).resolve().parent.parent / "docs" / "roles.md"
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"
WORDS = {
    Scope.NOBODY: "–",
    Scope.OWN: "own",
    Scope.ASSIGNED: "assigned",
    Scope.SUPERVISEES: "supervisees'",
    Scope.ALL: "all",
}


def table() -> str:
    """Return the table as Markdown: a row for each thing, a column for each role."""
    heads = ["may …", *(role.value for role in Role)]
    rows = [
        [act.value, *(WORDS[row.of(role)] for role in Role)]
        for act, row in TABLE.items()
    ]
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def written(page: str) -> str:
    """Return a page with the table in the place of the one in it."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
