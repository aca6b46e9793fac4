"""The frame of the treatments in view, and how their cases stand to the pass mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.timecode import show_seconds
from ipt_review.scoring.criterion import Reached, criterion, falls_short, tape_reached
from ipt_review.scoring.frame_line import Level
from ipt_review.ui.case.words import ASPECTS, LEVEL_NAMES, LEVELS
from ipt_review.ui.progress.leading_list import LeadingList

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from PySide6.QtWidgets import QTreeWidgetItem, QWidget

    from ipt_review.scoring.criterion import CaseCriterion
    from ipt_review.scoring.places import Place
    from ipt_review.scoring.progress import CaseProgress

FRAME_HEADS = (
    ("Treatment frame", "What the article asks of the frame"),
    ("", "What is so"),
)
PASS_HEADS = (
    ("Last three tapes rated", "The newest three that a supervisor rated"),
    ("Adh.", "Mean adherence"),
    ("Comp.", "Mean competence"),
    ("Off", "Highest off-model rating"),
)
SIGNS = {Reached.YES: "✓", Reached.NO: "✗", Reached.NOT_KNOWN: "–"}
IN_WORDS = {
    Reached.YES: "at the pass mark",
    Reached.NO: "not yet at the pass mark",
    Reached.NOT_KNOWN: "not known",
}


class FrameList(LeadingList):
    """Lists the lines of each treatment's frame; places open the supervisor's tape."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Treatment frame", FRAME_HEADS, parent)

    def show_cases(self, cases: Sequence[CaseProgress]) -> None:
        """Show the lines of one case, or of several under their handles."""
        self.clear()
        for case in cases:
            under = None
            if len(cases) > 1:
                asking = sum(line.level is not Level.OK for line in case.frame)
                more = f"{asking} worth a look" if asking else "in order"
                under = self.add([f"Case {case.case.handle}", more])
            self._add_lines(case, under)

    def _add_lines(self, case: CaseProgress, under: QTreeWidgetItem | None) -> None:
        codings = {
            tape.session.number: tape.supervisor.coding
            for tape in case.tapes
            if tape.supervisor is not None
        }
        for line in case.frame:
            name = f"{LEVELS[line.level]}  {ASPECTS[line.aspect]}"
            leads = [(at, _lead(at, codings)) for at in line.places]
            first = next((lead for _, lead in leads if lead is not None), None)
            tip = f"{LEVEL_NAMES[line.level].capitalize()}. {line.sentence}"
            row = self.add([name, line.fact], first, under, tip)
            for at, lead in leads:
                self.add([_said(at)], lead, row)


class CriterionList(LeadingList):
    """Lists each case with its last three tapes beside the codebook's pass mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Pass mark by case", PASS_HEADS, parent)

    def show_cases(self, cases: Sequence[CaseProgress]) -> None:
        """Show where each case stands; its tapes stand below it."""
        self.clear()
        for each in criterion(cases):
            words = f"{SIGNS[each.reached]}  Case {each.case.case.handle}"
            tip = f"{IN_WORDS[each.reached].capitalize()}: {each.said}"
            row = self.add([f"{words}: {IN_WORDS[each.reached]}"], tip=tip)
            row.setFirstColumnSpanned(True)
            self._add_tapes(each, row)
            row.setExpanded(True)

    def _add_tapes(self, case: CaseCriterion, under: QTreeWidgetItem) -> None:
        for tape in case.tapes:
            rated = tape.supervisor
            if rated is None:
                continue
            short = falls_short(rated)
            scores = rated.scores
            words = [
                f"{SIGNS[tape_reached(rated)]}  Session {tape.session.number}",
                _number(scores.adherence.value),
                _number(scores.competence.value),
                "–" if scores.off_model_peak is None else str(scores.off_model_peak),
            ]
            tip = f"Falls short: {', '.join(short)}." if short else ""
            self.add(words, (rated.coding, 0), under, tip)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _lead(at: Place, codings: dict[int, UUID]) -> tuple[UUID, int] | None:
    coding = codings.get(at.session)
    return None if coding is None else (coding, at.at or 0)


def _said(at: Place) -> str:
    where = "rated, no mark" if at.at is None else show_seconds(at.at)
    return f"▶ Session {at.session}, {where}"
