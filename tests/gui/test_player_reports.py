"""What the player makes of an engine that is always a little behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipt_review.media.engine import State
from ipt_review.media.silent_engine import SilentEngine
from ipt_review.ui.player.player import Player
from tests.gui.rater import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui
LENGTH = 600_000


@pytest.fixture
def player(qtbot: QtBot, tmp_path: Path) -> Iterator[Player]:
    """Yield a player with a tape, which stands at 5:00."""
    clock = Clock()
    made = Player(SilentEngine(LENGTH, clock), clock)
    tape = tmp_path / "first.mp4"
    tape.write_bytes(b"tape")
    made.load(tape, LENGTH)
    qtbot.waitUntil(lambda: made.state is State.PAUSED)
    made.seek(300_000)
    qtbot.waitUntil(lambda: made._reading._sought_at is None)
    yield made
    made.close()
    made.deleteLater()


def test_what_was_said_of_the_last_tape_is_not_taken_for_the_next(
    player: Player, qtbot: QtBot, tmp_path: Path
) -> None:
    player.play()
    qtbot.waitUntil(lambda: player.playing)
    heard: list[int] = []
    player.moved.connect(heard.append)
    (tmp_path / "second.mp4").write_bytes(b"tape")

    player.load(tmp_path / "second.mp4", LENGTH)

    qtbot.waitUntil(lambda: player.state is State.PAUSED)
    assert {*heard} == {0}
    assert player.position == 0


def test_nothing_is_heard_while_no_tape_is_in(player: Player, qtbot: QtBot) -> None:
    player.play()
    qtbot.waitUntil(lambda: player.playing)

    player.unload()
    player._main.pause()
    with qtbot.assertNotEmitted(player.state_changed, wait=300):
        player._main.seek(10_000)

    assert player.state is State.EMPTY


def test_where_the_tape_was_sent_is_read_at_once(player: Player) -> None:
    player.seek(120_000)
    assert player.position == 120_000

    player.step(1_000)
    player.step(1_000)
    assert player.position == 122_000


def test_a_place_beyond_the_tape_is_its_end(player: Player) -> None:
    player.seek(LENGTH + 5_000)
    assert player.position == LENGTH

    player.seek(-5)
    assert player.position == 0
