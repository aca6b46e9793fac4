"""The audit trail of a coding, for those who may see the coding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ipt_review.exchange.audit_file import write_history
from ipt_review.study.audit_words import history_lines
from ipt_review.study.permissions import Act, NotAllowed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from uuid import UUID

    from ipt_review.domain.coding import CodingHead
    from ipt_review.study.audit_words import HistoryLine
    from ipt_review.workflow.desk import Desk


@dataclass(frozen=True, slots=True)
class AuditHistory:
    """What happened to a coding.

    Attributes:
        lines: Oldest first.
        people: Handles of those who are named in it.
    """

    head: CodingHead
    lines: tuple[HistoryLine, ...]
    people: dict[UUID, str]

    def who(self, line: HistoryLine) -> str:
        """Return who did it, a dash where nobody knows."""
        return self.people.get(line.by, "–") if line.by is not None else "–"


def histories_on(desk: Desk, tape: UUID) -> list[CodingHead]:
    """Return the codings of a tape whose history whoever is at the desk may see."""
    return [head for head in desk.database.heads() if _may_see(desk, head, tape)]


def history_of(desk: Desk, coding: UUID) -> AuditHistory:
    """Return the history of a coding.

    Raises:
        NotAllowed: When whoever is at the desk may not see what is in it.
        NotSaved: When something that was entered is not on disk.
    """
    desk.must_be_saved()
    head = desk.database.coding(coding).head
    desk.rights.must_see(head)
    entries = desk.database.trail.entries_about(coding)
    lines = tuple(history_lines(entries, desk.codebooks[head.codebook]))
    named = {line.by for line in lines}
    people = {e.id: e.handle for e in desk.database.people() if e.id in named}
    return AuditHistory(head, lines, people)


def save_history(
    desk: Desk, history: AuditHistory, lines: Iterable[HistoryLine], path: Path
) -> None:
    """Write lines of a history to a file: .csv, .xlsx, or text.

    Raises:
        NotAllowed: When whoever is at the desk may not export notes and comments of
            this tape.
        FileNotWritten: When it cannot be written.
    """
    desk.rights.must(Act.EXPORT_FULL, desk.rights.about_tape(history.head.tape))
    title = f"History of coding {history.head.id}"
    write_history(path, title, [texts(history, each) for each in lines])


def texts(history: AuditHistory, line: HistoryLine) -> Sequence[str]:
    """Return a line in words: when, who, about, what, before, after, reason."""
    return (
        moment(line.at),
        history.who(line),
        line.about.value,
        line.what,
        line.before,
        line.after,
        line.reason,
    )


def moment(at: int | None) -> str:
    """Return a moment (ms since 1970) to the second, in UTC; a dash for none."""
    if at is None:
        return "–"
    return datetime.fromtimestamp(at / 1_000, UTC).strftime("%Y-%m-%d %H:%M:%S")


def _may_see(desk: Desk, head: CodingHead, tape: UUID) -> bool:
    if head.tape != tape:
        return False
    try:
        desk.rights.must_see(head)
    except NotAllowed:
        return False
    return True
