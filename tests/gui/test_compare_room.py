"""Codings of one tape are laid beside each other, and gone through by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QMessageBox

from ipt_review.domain.analysis_plan import AnalysisPlan
from ipt_review.domain.coding import Perspective, Status
from ipt_review.study.comparable import STILL_CODING
from ipt_review.study.plan_text import plan_text
from ipt_review.ui.study.plan_dialog import PlanDialog
from ipt_review.workflow.agreement.planning import SETTING
from ipt_review.workflow.agreement.tape_agreement import figures_together

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QDialog

    from ipt_review.domain.coding import CodingHead
    from ipt_review.store.database import Database
    from ipt_review.ui.comparing import Comparing
    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
LONG = 15_000
YES = QMessageBox.StandardButton.Yes


def come(rater: Rater, who: str) -> Comparing:
    """Have somebody of the demo study enter the Compare room by key."""
    people = {each.handle: each for each in rater.desk.holdings().people}
    rater.program._sit_down(people[who])
    rater.press("Alt+7")
    assert rater.window.room == "compare"
    return rater.program.comparing


def rows(rater: Rater) -> list[list[str]]:
    """Return what the list of places says."""
    shown = rater.window.compare.list
    items = [shown.topLevelItem(n) for n in range(shown.topLevelItemCount())]
    return [
        [each.text(column) for column in range(shown.columnCount())]
        for each in items
        if each is not None
    ]


def test_disagreements_are_played_one_after_another_by_key(visitor: Rater) -> None:
    comparing = come(visitor, "AD-1")
    visitor.wait_for_tape()
    screen = visitor.window.compare
    assert screen.bar.first.currentText() == "R-1"
    assert screen.bar.second.currentText() == "R-2"
    places = [each.span.start for each in comparing.comparison.disagreements]  # type: ignore[union-attr]
    assert len(rows(visitor)) == len(places) > 5

    for place in places[:2]:
        visitor.press("N")
        visitor.qtbot.waitUntil(lambda: visitor.playing, timeout=15_000)
        assert visitor.position == max(0, place - 3_000)
    assert screen.place.heading.text() == f"Disagreement 2 of {len(places)}"
    visitor.press("P")
    assert screen.list.currentIndex().row() == 0
    visitor.press("Space")
    visitor.qtbot.waitUntil(lambda: not visitor.playing, timeout=15_000)


def test_a_cell_of_the_matrix_filters_the_list_and_lets_go_of_it(
    visitor: Rater,
) -> None:
    come(visitor, "AD-1")
    screen, everything = visitor.window.compare, rows(visitor)
    screen.matrix.setFocus()
    screen.matrix.setCurrentCell(1, screen.matrix.columnCount() - 1)

    visitor.press("Return")

    assert 0 < len(rows(visitor)) < len(everything)
    assert {row[2] for row in rows(visitor)} == {"\N{EM DASH}"}
    assert "R-2 as nothing" in screen.list_under.text()
    visitor.click(screen.all)
    assert rows(visitor) == everything


def test_ratings_stand_side_by_side_with_differences(visitor: Rater) -> None:
    comparing = come(visitor, "AD-1")
    screen = visitor.window.compare
    screen.tabs.setCurrentIndex(1)
    visitor.click(screen.only_differing)
    comparison = comparing.comparison
    assert comparison is not None

    differing = [each for each in comparison.items if not each.agrees]
    assert screen.ratings.topLevelItemCount() == len(differing) > 5
    row = screen.ratings.topLevelItem(0)
    assert row is not None
    assert row.text(0) == differing[0].item.label
    assert row.text(3) != "0"


def test_whoever_still_codes_the_tape_is_told_why_and_goes_back_to_it(
    rater: Rater,
) -> None:
    coding = rater.coding
    rater.go_to(100_000)

    rater.press("Alt+7")
    assert rater.window.compare.why.text() == STILL_CODING
    assert rater.window.rail.buttons["review"].isEnabled()
    rater.press("Alt+2")
    rater.wait_for_tape()

    assert rater.window.room == "review"
    assert rater.position == 100_000
    assert rater.coding == coding
    rater.press("C")
    assert rater.agree()


def test_another_tape_and_other_codings_are_chosen_above(visitor: Rater) -> None:
    comparing = come(visitor, "SV-1")
    bar = visitor.window.compare.bar
    titles = [each.title for each in comparing._tapes]
    place = titles.index("C-012 \N{MIDDLE DOT} session 8")
    bar.tape_chosen.emit(place)
    assert "Compare" in visitor.top()[0]
    assert titles[place] in visitor.top()[0]
    names = [bar.second.itemText(n) for n in range(bar.second.count())]

    bar.second.setCurrentIndex(names.index("T-04, self-review"))
    bar.second.activated.emit(bar.second.currentIndex())

    comparison = comparing.comparison
    assert comparison is not None
    assert [side.name for side in comparison.sides] == ["R-1", "T-04, self-review"]
    visitor.press("Alt+1")
    assert visitor.top() == ["Demo study"]


def decide(rater: Rater, key: str, reason: str = "") -> None:
    """Decide what is looked at by key, and say why."""
    rater.press(key)
    rater.type(reason)
    rater.press("Return")


def test_a_consensus_is_decided_by_key_with_reasons_undone_and_submitted(
    visitor: Rater,
) -> None:
    comparing = come(visitor, "AD-1")
    screen, database = visitor.window.compare, visitor.desk.database
    before = {head.id: database.coding(head.id) for head in database.heads()}
    visitor.press("Ctrl+D")
    deciding = comparing.adjudicating.deciding
    assert deciding is not None
    left = len(deciding.undecided)
    assert not screen.bar.first.isEnabled()

    visitor.press("N")
    decide(visitor, "1", "heard twice")
    decide(visitor, "0")
    assert [row[3][0] for row in rows(visitor)[:3]] == ["✓", "✓", "⇥"]
    visitor.press("2", "Esc")
    assert len(deciding.undecided) == left - 2
    visitor.press("Ctrl+Z")
    assert len(deciding.undecided) == left - 1
    visitor.press("Ctrl+Shift+Z")
    screen.bar.tape_chosen.emit(0)
    screen.bar.tape_chosen.emit(3)

    again = comparing.adjudicating.deciding
    assert again is not None
    assert len(again.undecided) == left - 2
    (first,) = (
        each.decision
        for each in database.consensuses.history(again.coding.head.id)
        if each.decision.reason
    )
    assert (first.reason, first.parent) == ("heard twice", 0)
    visitor.answer(lambda box: box.button(YES).click())  # type: ignore[attr-defined]
    visitor.click(screen.bar.submit)
    assert database.coding(again.coding.head.id).head.status is Status.SUBMITTED
    assert {head.id: database.coding(head.id) for head in before_heads(database)} == (
        before
    )
    names = [screen.bar.second.itemText(n) for n in range(screen.bar.second.count())]
    assert "AD-1, consensus" in names


def before_heads(database: Database) -> list[CodingHead]:
    """Return what each coding is that is no consensus."""
    heads = database.heads()
    return [head for head in heads if head.perspective is not Perspective.CONSENSUS]


def test_another_rating_is_chosen_for_an_item_and_a_trainee_begins_nothing(
    visitor: Rater,
) -> None:
    comparing = come(visitor, "T-04")
    visitor.press("Ctrl+D")
    assert comparing.adjudicating.deciding is None
    assert "may not decide a consensus" in visitor.banner
    visitor.press("Alt+1")

    comparing = come(visitor, "AD-1")
    visitor.press("Ctrl+D")
    deciding, screen = comparing.adjudicating.deciding, visitor.window.compare
    assert deciding is not None
    subject = next(each for each in deciding.undecided if each.startswith("item "))
    comparing.browsing.look_at_subject(subject)
    visitor.press("O")
    other = screen.decision.other
    other.hidePopup()
    other.setCurrentIndex(other.findData(98))
    other.activated.emit(other.currentIndex())
    visitor.type("cannot be heard")
    visitor.press("Return")

    found = deciding.decisions[subject]
    assert (found.value, found.reason) == (98, "cannot be heard")
    assert deciding.coding.ratings[subject.removeprefix("item ")].value == 98


def test_four_codings_are_decided_as_two_are_and_all_of_them_are_shown(
    visitor: Rater,
) -> None:
    comparing = come(visitor, "AD-1")
    screen = visitor.window.compare
    titles = [each.title for each in comparing._tapes]
    screen.bar.tape_chosen.emit(titles.index("C-012 \N{MIDDLE DOT} session 8"))
    for place in (0, 1):
        screen.bar._menu.actions()[place].setChecked(True)

    visitor.press("Ctrl+D")
    deciding = comparing.adjudicating.deciding
    assert deciding is not None
    names = [side.name for side in deciding.comparison.sides]
    assert names == ["R-1", "R-2", "SV-1, supervisor", "T-04, self-review"]
    assert not screen.timeline.grab().isNull()
    visitor.press("U")
    subject = comparing.browsing.subject
    decide(visitor, "4", "said so herself")

    assert deciding.decisions[subject].parent == 3
    assert len(rows(visitor)[0]) == 6
    visitor.press("Ctrl+D")
    assert comparing.adjudicating.deciding is None
    assert len(rows(visitor)[0]) == 6


def test_of_three_codings_one_chooses_a_pair_or_all_together(visitor: Rater) -> None:
    comparing = come(visitor, "AD-1")
    screen = visitor.window.compare
    titles = [each.title for each in comparing._tapes]
    screen.bar.tape_chosen.emit(titles.index("C-012 \N{MIDDLE DOT} session 8"))
    assert not screen.bar.compared.isVisible()
    screen.bar._menu.actions()[0].setChecked(True)

    offered = screen.bar.compared
    assert [offered.itemText(n) for n in range(offered.count())] == [
        "All 3 together",
        "R-1 and R-2",
        "R-1 and SV-1, supervisor",
        "R-2 and SV-1, supervisor",
    ]
    assert len(rows(visitor)[0]) == 5
    assert screen.matrix_under.text().startswith("All 3 pairs of R-1, R-2 and SV-1")
    tops = [screen.figures.topLevelItem(n) for n in range(3)]
    assert tops[0] is not None
    assert tops[0].text(0) == "All 3 codings: Focus, second by second"

    offered.setCurrentIndex(3)
    offered.activated.emit(3)
    assert screen.bar.first.currentText() == "R-2"
    assert len(rows(visitor)[0]) == 4
    assert "Rows R-2, columns SV-1, supervisor" in screen.matrix_under.text()
    assert screen.notes.text().endswith("are of R-2 and SV-1, supervisor.")
    offered.setCurrentIndex(0)
    offered.activated.emit(0)
    visitor.press("Ctrl+D")
    offered.setCurrentIndex(1)
    offered.activated.emit(1)
    assert len(rows(visitor)[0]) == 5
    assert "Rows R-2, columns SV-1" not in screen.matrix_under.text()
    assert "the list and ratings of all" in screen.notes.text()


def test_what_is_compared_is_saved_with_the_figures_of_the_screen(
    visitor: Rater, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    comparing = come(visitor, "SV-1")
    screen = visitor.window.compare
    path = tmp_path / "tape.xlsx"
    monkeypatch.setattr(
        "ipt_review.ui.compare.saving_tape.QFileDialog.getSaveFileName",
        lambda *_: (str(path), ""),
    )
    screen.bar.save.click()
    assert visitor.banner == "Saved as “tape.xlsx”."

    book = load_workbook(path)
    lines = list(book["Agreement"].iter_rows(min_row=2, values_only=True))
    together = comparing.together
    assert together is not None
    shown = figures_together(together, AnalysisPlan())
    assert [line[:3] for line in lines] == [
        (each.what, each.statistic, each.figure.value) for each in shown
    ]
    met = book["Who coded what"].iter_rows(min_row=2, values_only=True)
    assert sum(int(str(row[4])) for row in met) == len(together.whole.met)
    places = list(book["Disagreements"].iter_rows(min_row=2, values_only=True))
    assert len(places) == len(rows(visitor))
    path = tmp_path / "tape.csv"
    screen.bar.save.click()
    text = path.read_text("utf-8-sig")
    assert len(text.splitlines()) == 1 + len(shown)


def test_the_tolerance_is_that_of_the_plan_and_another_is_marked_as_tried_out(
    visitor: Rater,
) -> None:
    comparing = come(visitor, "AD-1")
    bar, notes = visitor.window.compare.bar, visitor.window.compare.notes
    assert bar.tolerance.value() * 1_000 == AnalysisPlan().tolerance
    assert bar.own.text() == "by the plan"

    bar.tolerance.setValue(7.0)
    assert bar.own.text().startswith("tried out")
    visitor.qtbot.waitUntil(lambda: "± 7 s is tried out" in notes.text(), timeout=LONG)
    visitor.press("Ctrl+D")
    deciding = comparing.adjudicating.deciding
    assert deciding is not None
    assert deciding.consensus.tolerance == AnalysisPlan().tolerance
    visitor.press("Ctrl+D")
    bar.own.click()
    visitor.qtbot.waitUntil(lambda: "tried out" not in notes.text(), timeout=LONG)

    visitor.desk.database.set_study_setting(
        SETTING, plan_text(AnalysisPlan(tolerance=3_000)), None, 0
    )
    visitor.press("Alt+1", "Alt+7")
    assert (bar.tolerance.value(), bar.own.text()) == (2.0, "of the consensus")
    visitor.press("Ctrl+D")
    assert bar.tolerance.value() == 3.0
    seen = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, PlanDialog)
        seen.append((dialog.tolerance.value(), dialog.tolerance.isEnabled()))
        dialog.reject()

    visitor.answer(look)
    bar.plan.click()
    assert seen == [(3.0, False)]
