"""Where self and supervisor differ most, each with moments to hear together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.timecode import show_seconds
from ipt_review.ui.progress.leading_list import PLACE, LeadingList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import CodebookVersion
    from ipt_review.scoring.differences import Moment
    from ipt_review.scoring.progress import FoundDifference

HEADS = (
    ("Item", "What was rated"),
    ("S", "Number of the session, after its case where there are several"),
    ("Self", "Self-rating"),
    ("Sup.", "Supervisor's rating"),
    ("Diff.", "Self-rating less supervisor's; which is nearer is not assumed"),
)
NO_MARK = "no mark by either"


class DifferenceList(LeadingList):
    """Lists items that both rated otherwise; under each, the moments that bear on it.

    Its rows lead to the supervisor's coding.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Largest differences, self and supervisor", HEADS, parent)

    def show_differences(
        self,
        found: Sequence[FoundDifference],
        codebooks: Mapping[CodebookVersion, Codebook],
        cases: Mapping[UUID, str] | None = None,
    ) -> None:
        """Show differences, the largest first.

        Args:
            found: What differs.
            codebooks: By version.
            cases: Handles by id, where tapes of several cases are among them.
        """
        self.clear()
        names = cases or {}
        for each in found:
            session = each.tape.session
            own, theirs = each.difference.own, each.difference.supervisor
            rated = each.tape.supervisor or each.tape.own
            if rated is None:
                continue
            coding, book = rated.coding, codebooks[rated.codebook]
            moments = each.difference.moments
            words = [
                each.difference.item.label,
                f"{names.get(session.case, '')} {session.number}".strip(),
                "" if own is None else str(own.value),
                "" if theirs is None else str(theirs.value),
                f"{each.difference.size:+d}".replace("-", "−"),
            ]
            row = self.add(words, (coding, moments[0].start if moments else 0))
            for moment in moments:
                self.add([_words(moment, book)], (coding, moment.start), row)
            if not moments:
                self.add([NO_MARK], (coding, 0), row)

    def picked_moment(self) -> tuple[str, int] | None:
        """Return the item that is picked, and where on its tape that is (ms)."""
        row = self.currentItem()
        place = row.data(0, PLACE) if row is not None else None
        if row is None or place is None:
            return None
        return (row.parent() or row).text(0), int(place[1])


def _words(moment: Moment, codebook: Codebook) -> str:
    known = codebook.knows(moment.code)
    name = codebook.label(moment.code) if known else moment.code
    by = "both" if moment.by_self and moment.by_supervisor else "supervisor only"
    by = "self only" if not moment.by_supervisor else by
    return f"▶ {show_seconds(moment.start)}  {name}, {by}"
