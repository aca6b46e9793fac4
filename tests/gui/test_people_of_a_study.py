"""Who is in a study, who is at the desk, and what becomes of those who leave."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from ipt_review.domain.people import Role
from ipt_review.workflow.files.opening import new_study
from tests.gui.rater import Rater, comes_to_front

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QDialog
    from pytestqt.qtbot import QtBot

    from ipt_review.ui.people.dialog import PeopleDialog
    from ipt_review.ui.people.person_form import PersonForm
    from ipt_review.ui.people.pin_dialog import PinDialog
    from ipt_review.ui.people.who import WhoDialog


def people(rater: Rater) -> list[tuple[str, bool]]:
    return [(each.handle, each.active) for each in rater.desk.database.people()]


def add_rater(form: QDialog) -> None:
    form = cast("PersonForm", form)
    form.handle.setText("sv-1")
    form.roles[Role.RATER].setChecked(True)
    form.accept()
    assert "There is a person SV-1 already." in form.said.text()
    form.handle.setText("R-9")
    form.name.setText("Ann Example")
    form.accept()


def supervise(form: QDialog) -> None:
    form = cast("PersonForm", form)
    rows = range(form.below.count())
    assert form.below.isEnabled()
    (row,) = (r for r in rows if form.below.item(r).text().startswith("R-9"))
    form.below.item(row).setCheckState(form.below.item(row).checkState().Checked)
    form.accept()


def pick(shown: PeopleDialog, handle: str) -> None:
    cells = [line[0] for line in shown.table.cells()]
    shown.table.selectRow(cells.index(handle))


def line(shown: PeopleDialog, handle: str) -> list[str]:
    (found,) = (each for each in shown.table.cells() if each[0] == handle)
    return found


def walk(visitor: Rater, dialog: QDialog) -> None:
    """Do everything that the dialog is for, and leave R-9 retired."""
    shown = cast("PeopleDialog", dialog)
    visitor.answer(add_rater)
    visitor.click(shown.buttons["add"])
    assert line(shown, "R-9") == ["R-9", "•••", "rater", "", "works in the study", ""]
    shown.names.click()
    assert line(shown, "R-9")[1] == "Ann Example"
    pick(shown, "SV-1")
    visitor.answer(supervise)
    visitor.click(shown.buttons["change"])
    assert line(shown, "SV-1")[3] == "R-9"
    visitor.click(shown.buttons["retire"])
    assert "You cannot retire or remove yourself." in shown.said.text()
    pick(shown, "R-9")
    visitor.click(shown.buttons["retire"])
    assert line(shown, "R-9")[4] == "retired"
    visitor.click(shown.buttons["remove"])
    assert "1 place under a supervisor would be lost" in shown.said.text()
    visitor.click(shown.buttons["undo"])
    assert line(shown, "R-9")[4] == "works in the study"
    visitor.click(shown.buttons["redo"])
    shown.reject()


def test_people_come_change_retire_and_are_taken_back(visitor: Rater) -> None:
    before = people(visitor)

    visitor.answer(partial(walk, visitor))
    visitor.program.do("study.people")

    assert people(visitor) == sorted([*before, ("R-9", False)])
    combo = visitor.window.library.people
    assert not [n for n in range(combo.count()) if "R-9" in combo.itemText(n)]
    visitor.qtbot.waitUntil(lambda: comes_to_front(visitor.window), timeout=15_000)
    visitor.window.library.table.setFocus()
    visitor.press(*["Ctrl+Z"] * 3)
    assert people(visitor) == before
    assert visitor.desk.database.private.names() == {}


def at_desk(rater: Rater) -> str:
    person = rater.program.person
    return person.handle if person is not None else ""


def test_whoever_opens_a_study_says_who_they_are_by_their_pin(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "own.iptstudy"
    new_study(path, "Own study", "SV-1").close()
    rater = Rater(tmp_path).arrive(qtbot)
    assert rater.program.open_path(path)  # nobody else is in it, so nobody is asked

    def add(dialog: QDialog) -> None:
        shown = cast("PeopleDialog", dialog)
        rater.answer(add_rater_without_name)
        rater.click(shown.buttons["add"])
        shown.reject()

    def choose(dialog: QDialog) -> None:
        pins = cast("PinDialog", dialog)
        for typed, told in (("12", "cannot be a PIN"), ("4711", "")):
            pins.first.setText(typed)
            pins.second.setText(typed)
            pins._try()
            assert told in pins.problem.text()

    rater.answer(add)
    rater.program.do("study.people")
    rater.answer(choose)
    rater.program.do("study.pin")
    assert len(rater.desk.database.private.pins()) == 1

    rater.answer(lambda dialog: dialog.reject())
    assert not rater.program.open_path(path)
    rater.answer(says("R-9", ""))
    assert rater.program.open_path(path)
    assert at_desk(rater) == "R-9"
    rater.answer(says("SV-1", "4711", wrong="4712"))
    rater.program.do("study.who")
    assert at_desk(rater) == "SV-1"
    rater.window.close()


def add_rater_without_name(dialog: QDialog) -> None:
    form = cast("PersonForm", dialog)
    form.handle.setText("R-9")
    form.roles[Role.RATER].setChecked(True)
    form.accept()


def says(handle: str, pin: str, wrong: str = "") -> Callable[[QDialog], None]:
    """Have somebody say who they are, with a wrong PIN first where there is one."""

    def act(dialog: QDialog) -> None:
        who = cast("WhoDialog", dialog)
        texts = [who.list.item(row).text() for row in range(who.list.count())]
        (row,) = (n for n, text in enumerate(texts) if text.startswith(handle))
        who.list.setCurrentRow(row)
        assert who.pin.isVisible() == bool(pin)
        if wrong:
            who.pin.setText(wrong)
            who._try()
            assert "This is not the PIN." in who.problem.text()
        who.pin.setText(pin)
        who._try()

    return act
