"""A package goes to a rater in another window, is coded there, and comes back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QDialogButtonBox

from ipt_review.domain.coding import Status
from ipt_review.domain.masking import Fact
from ipt_review.ui.packages.opening_form import OpenPackage
from ipt_review.ui.packages.packaging import AGAIN, CodeSheet
from ipt_review.ui.queue.doors import QUEUE
from ipt_review.ui.study.settle_dialog import SettleDialog
from ipt_review.ui.submitting import SubmitDialog
from tests.gui.rater import comes_to_front
from tests.gui.test_blinding_of_raters import (
    BLIND,
    COORDINATOR,
    everything,
    give_out_by_hand,
    hide,
    set_up,
)
from tests.gui.test_studies_in_the_window import name_file
from tests.unit.workflow.test_packages import flip

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QDialog

    from ipt_review.ui.study.packages_page import PackagesPage
    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
OK = QDialogButtonBox.StandardButton.Ok


def before(rater: Rater) -> None:
    """Have the keyboard in the window of one of the two."""
    rater.qtbot.waitUntil(partial(comes_to_front, rater.window), timeout=15_000)


def prepare(visitor: Rater) -> None:
    """Have all tapes given to two raters."""
    before(visitor)
    set_up(visitor)
    give_out_by_hand(visitor)


def packages(visitor: Rater) -> PackagesPage:
    """Go to the page for packages."""
    visitor.program.person = COORDINATOR
    visitor.click(visitor.window.rail.buttons["study"])
    assert visitor.window.room == "study", visitor.banner
    page = visitor.window.study.packages
    visitor.window.study.tabs.setCurrentWidget(page)
    return page


def send(visitor: Rater, path: Path) -> str:
    """Have the coordinator make a package for the blind rater; return its code."""
    page, codes = packages(visitor), list[str]()
    page.table.selectRow([each.rater.id for each in page._rows].index(BLIND.id))

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, CodeSheet)
        codes.append(dialog.code.text())
        dialog.reject()

    visitor.answer(name_file(path), read)
    visitor.click(page.send)
    visitor.qtbot.waitUntil(lambda: bool(codes), timeout=15_000)
    return codes[0]


def open_with(code: str, path: Path) -> Callable[[QDialog], object]:
    """Return an act that opens a package into a plain study."""

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, OpenPackage)
        assert not dialog.buttons.button(OK).isEnabled()
        dialog.code.setText(code)
        dialog.file.setText(str(path))
        dialog.encrypt.setChecked(False)
        dialog.buttons.button(OK).click()

    return act


def take_in(visitor: Rater, path: Path) -> str:
    """Have the coordinator take a package in; return what they are told."""
    page = packages(visitor)
    visitor.window.banner.hide()
    visitor.answer(name_file(path))
    visitor.click(page.take)
    visitor.qtbot.waitUntil(lambda: bool(visitor.banner), timeout=15_000)
    return visitor.banner


def code_and_submit(rater: Rater) -> None:
    """Have the rater code the next tape of their queue and submit it."""
    before(rater)
    rater.click(rater.window.queue.begin)
    rater.wait_for_tape()
    rater.press("C", "V")

    def submit(dialog: QDialog) -> None:
        assert isinstance(dialog, SubmitDialog)
        rater.click(dialog.submit)

    rater.answer(submit)
    rater.click(rater.window.top_bar.submit)
    rater.qtbot.waitUntil(lambda: rater.stored().head.status is Status.SUBMITTED)


def give_back(rater: Rater, path: Path) -> None:
    rater.program.enter("library")
    assert rater.window.room == QUEUE
    rater.window.banner.hide()
    rater.answer(name_file(path))
    rater.click(rater.window.queue.give_back)
    rater.qtbot.waitUntil(lambda: path.name in rater.banner, timeout=15_000)


def test_a_rater_without_the_study_codes_a_package_in_another_window_and_returns_it(
    visitor: Rater, newcomer: Rater, tmp_path: Path
) -> None:
    there, back = tmp_path / "there.iptpackage", tmp_path / "back.iptpackage"
    prepare(visitor)
    hide(visitor, Fact.CASE, Fact.SESSION, Fact.THERAPIST)
    code = send(visitor, there)
    assert "There is nobody" not in everything(visitor)

    newcomer.answer(open_with("AAAAA", tmp_path / "mine.iptstudy"))
    newcomer.window.dropped.emit([there])
    assert "does not open with this code" in newcomer.banner
    newcomer.answer(open_with(code, tmp_path / "mine.iptstudy"))
    newcomer.window.dropped.emit([there])

    assert newcomer.window.room == QUEUE, newcomer.banner
    said = everything(newcomer)
    assert not [word for word in ("T-04", "C-012", "RX-2", "SV-1") if word in said]
    code_and_submit(newcomer)
    give_back(newcomer, back)

    assert "1 new" in take_in(visitor, back)
    page = visitor.window.study.packages
    (row,) = [each for each in page.table.cells() if each[0] == BLIND.handle]
    assert row[2] == "1"
    assert "–" not in row[3:6]
    assert take_in(visitor, back) == AGAIN
    assert "damaged or was altered" in take_in(visitor, flip(back, -60))
    made = newcomer.coding
    assert visitor.desk.database.coding(made.head.id) == newcomer.stored()


def make_two_versions(visitor: Rater, newcomer: Rater, folder: Path) -> None:
    """Have a rater go on with one tape in two copies of their study, and return both.

    One is submitted with two marks, the other a draft with one.
    """
    there, own, twin = (
        folder / name for name in ("there.iptpackage", "own.iptstudy", "twin.iptstudy")
    )
    code = send(visitor, there)
    newcomer.answer(open_with(code, own))
    newcomer.window.dropped.emit([there])
    assert newcomer.window.room == QUEUE, newcomer.banner
    newcomer.desk.database.settle()
    twin.write_bytes(own.read_bytes())
    code_and_submit(newcomer)
    give_back(newcomer, folder / "one.iptpackage")
    assert newcomer.program.open_path(twin)
    newcomer.click(newcomer.window.queue.begin)
    newcomer.wait_for_tape()
    before(newcomer)
    newcomer.press("C")
    give_back(newcomer, folder / "two.iptpackage")


def test_two_versions_of_a_coding_are_settled_in_a_dialog(
    visitor: Rater, newcomer: Rater, tmp_path: Path
) -> None:
    prepare(visitor)
    make_two_versions(visitor, newcomer, tmp_path)
    take_in(visitor, tmp_path / "one.iptpackage")

    assert "1 to be settled" in take_in(visitor, tmp_path / "two.iptpackage")

    page, lines = visitor.window.study.packages, list[str]()
    assert page.of_conflicts.isVisible()

    def settle(dialog: QDialog) -> None:
        assert isinstance(dialog, SettleDialog)
        lines.append(dialog.text.toPlainText())
        dialog.table.selectRow(1)
        assert not dialog.ok.isEnabled()
        dialog.reason.setText("the second computer")
        visitor.click(dialog.ok)

    visitor.answer(settle)
    visitor.click(page.settle)
    assert "Mark 2" in lines[0]
    assert not page.of_conflicts.isVisible()
    coding = newcomer.coding.head.id
    assert len(visitor.desk.database.coding(coding).marks) == 1
    check = visitor.desk.database.trail.check(lambda _: None, lambda: False)
    assert check.breaks == ()
