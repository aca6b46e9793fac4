"""Two raters at two windows, each with a connection of their own, in one study."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QDialogButtonBox

from ipt_review.domain.coding import Status
from ipt_review.domain.people import Person, Role
from ipt_review.domain.secret import Passphrase
from ipt_review.store.database import Database
from ipt_review.store.study_file import key_for
from ipt_review.store.team.team_database import TeamDatabase
from ipt_review.ui.submitting import SubmitDialog
from ipt_review.ui.team.logins_sheet import LoginsSheet
from ipt_review.ui.team.place_dialog import PlaceDialog
from ipt_review.ui.team.taking import TakeAway
from ipt_review.ui.vault.locking import LOCKED_TEAM, LockedOut
from ipt_review.ui.vault.recovery_sheet import RecoverySheet
from tests.cluster import OWNER, PASSWORD, Cluster, programs
from tests.gui.rater import Rater, comes_to_front
from tests.team_study import a_team

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QDialog
    from pytestqt.qtbot import QtBot

    from ipt_review.domain.team import TeamPlace

pytestmark = pytest.mark.gui
OK = QDialogButtonBox.StandardButton.Ok
PATIENCE = 30_000
WORDS = "grauer tiger lacht dienstags"


@pytest.fixture(scope="module")
def frail() -> Iterator[Cluster]:
    """Yield a server that is taken away and comes back."""
    if programs() is None:
        pytest.skip("no PostgreSQL server is installed on this machine")
    made = Cluster(settings=())
    yield made
    made.remove()


def fill_in(rater: Rater, place: TeamPlace, problems: list[str]) -> None:
    """Have the form for a team study filled in, with a slip in the database first."""

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, PlaceDialog)
        dialog.host.setText(place.host)
        dialog.login.setText(place.login)
        dialog.password.setText(PASSWORD.text)
        assert not dialog.buttons.button(OK).isEnabled()
        dialog.database.setText("nothing_here")
        dialog.buttons.button(OK).click()
        asked_again = partial(dialog.password.isEnabled)
        rater.qtbot.waitUntil(asked_again, timeout=PATIENCE)
        problems.append(dialog.problem.text())
        dialog.database.setText(place.database)
        dialog.buttons.button(OK).click()

    rater.answer(act)


def sheet_of(lines: list[str]) -> Callable[[QDialog], object]:
    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, LoginsSheet)
        lines.extend(dialog.text.toPlainText().splitlines())
        dialog.reject()

    return act


def turn_to(rater: Rater) -> None:
    """Have this window hear the keys."""
    rater.qtbot.waitUntil(partial(comes_to_front, rater.window), timeout=PATIENCE)
    rater.window.review.setFocus()


def others_on_the_timeline(rater: Rater) -> int:
    return len(rater.window.review.timeline._others)


def with_two_raters(study: Path) -> None:
    """Add two raters who may know the focus."""
    database = Database.open(study)
    for handle in ("RA-1", "RA-2"):
        database.add_person(Person(uuid4(), handle, frozenset({Role.RATER})))
    database.set_study_setting("determined_first", "off", None, 0)
    database.close()


def submit(rater: Rater) -> None:
    """Submit what is open, and say yes."""

    def yes(dialog: QDialog) -> None:
        assert isinstance(dialog, SubmitDialog)
        dialog.submit.click()

    rater.answer(yes)
    rater.program.do("coding.submit")


def code(rater: Rater, *keys: str) -> None:
    """Press keys at this window, each at a moment of its own."""
    turn_to(rater)
    for key in keys:
        rater.go_to(rater.position + 2_000)
        rater.press(key)


def standing(rater: Rater) -> str:
    bar = rater.window.top_bar.standing
    return bar.text() if bar.isVisible() else ""


def put_on_server(rater: Rater, place: TeamPlace) -> dict[str, str]:
    """Put the study that is open on a server; return the logins by handle."""
    lines = list[str]()

    def put(dialog: QDialog) -> None:
        assert isinstance(dialog, PlaceDialog)
        dialog.fill(place)
        dialog.buttons.button(OK).click()

    rater.answer(put, sheet_of(lines))
    rater.program.do("study.team_put")
    return dict(line.split()[:2] for line in lines[2:])


def enter(rater: Rater, place: TeamPlace, handle: str) -> None:
    """Enter a team study through the form, and open the tape of session 5."""
    problems = list[str]()
    fill_in(rater, place, problems)
    rater.program.do("study.team")
    assert "no team study" in problems[0]
    assert rater.window.room == "library"
    assert rater.program.person is not None
    assert rater.program.person.handle == handle
    rater.program.review_tape(rater.tape(5))
    assert rater.banner == ""
    rater.wait_for_tape()


def lock_and_unlock(rater: Rater) -> None:
    """Lock the window; the password of the login lets go on, and nothing else does."""
    told: list[str] = []

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, LockedOut)
        told.append(dialog.told.text())
        for typed in ("a guess", PASSWORD.text):
            dialog.passphrase.setText(typed)
            dialog.buttons.button(OK).click()
            told.append(dialog.problem.text())

    rater.answer(act)
    rater.press("F12")
    assert told[0] == LOCKED_TEAM
    assert told[1].startswith("This is not the password")


def lose_and_find(frail: Cluster, first: Rater, second: Rater) -> None:
    """Have both code on while the server is away, and wait until it has it all."""
    frail.stop(how="immediate")
    code(first, "A", "C", "A")
    code(second, "A")
    wait_until(first, lambda at: "3 changes kept" in standing(at))
    wait_until(second, lambda at: "1 change kept" in standing(at))
    submit(second)
    assert "cannot be reached" in second.banner

    frail.start()
    for rater in (first, second):
        wait_until(rater, lambda at: not standing(at))


def wait_until(rater: Rater, holds: Callable[[Rater], bool]) -> None:
    rater.qtbot.waitUntil(lambda: holds(rater), timeout=PATIENCE)


def test_two_raters_code_one_study_see_each_other_in_time_and_lose_nothing(
    frail: Cluster, demo: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    name = frail.fresh_name()
    with_two_raters(demo)
    first = Rater(tmp_path / "first").arrive(qtbot)
    second = Rater(tmp_path / "second").arrive(qtbot)
    first.program.open_path(demo)
    logins = put_on_server(first, frail.place(name, OWNER))
    for rater, handle in ((first, "RA-1"), (second, "RA-2")):
        enter(rater, frail.place(name, logins[handle]), handle)
    assert PASSWORD.text not in (tmp_path / "first" / "settings.ini").read_text()
    code(first, "C", "A")
    code(second, "C")
    lock_and_unlock(second)

    lose_and_find(frail, first, second)

    submit(second)
    assert second.coding.head.status is Status.SUBMITTED
    reference_alone = others_on_the_timeline(second)
    assert others_on_the_timeline(first) == 0
    submit(first)
    wait_until(second, lambda at: others_on_the_timeline(at) > reference_alone)
    assert others_on_the_timeline(first) == others_on_the_timeline(second)
    owner = TeamDatabase.enter(frail.place(name), PASSWORD, tmp_path / "own" / "x")
    for rater, steps in ((first, 5), (second, 2)):
        assert owner.coding(rater.coding.head.id) == rater.coding
        assert len(owner.steps(rater.coding.head.id)) == steps
    owner.close()


def test_a_team_study_is_taken_into_an_encrypted_file(
    cluster: Cluster, rater: Rater, tmp_path: Path
) -> None:
    team = a_team(cluster, tmp_path)
    path, told = tmp_path / "away.iptstudy", list[str]()

    def name_it(dialog: QDialog) -> None:
        assert isinstance(dialog, TakeAway)
        dialog.file.setText(str(path))
        assert not dialog.buttons.button(OK).isEnabled()
        dialog.chosen.first.setText(WORDS)
        dialog.chosen.second.setText(WORDS)
        dialog.buttons.button(OK).click()

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, PlaceDialog)
        dialog.fill(team.place)
        dialog.buttons.button(OK).click()

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, RecoverySheet)
        told.append(dialog.key.text())
        dialog.reject()

    rater.answer(name_it, fill, read)
    rater.program.do("study.team_take")

    assert len(told[0].split()) == 13
    assert "were written" in rater.banner
    taken = Database.open(path, key_for(path, Passphrase(WORDS)))
    assert {each.handle for each in taken.people()} == {*team.people}
    taken.close()
