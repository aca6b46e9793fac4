"""Codings of one tape are laid beside each other, and gone through by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipt_review.study.comparable import STILL_CODING

if TYPE_CHECKING:
    from ipt_review.ui.comparing import Comparing
    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui


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

    rater.press("Alt+7")
    assert rater.window.compare.why.text() == STILL_CODING
    assert rater.window.rail.buttons["review"].isEnabled()
    rater.press("Alt+2")
    rater.wait_for_tape()

    assert rater.window.room == "review"
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
