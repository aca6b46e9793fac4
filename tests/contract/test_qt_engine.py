"""The promises of every engine, kept by Qt Multimedia.

They are the very tests of `test_engines`, taken over as they stand: a promise that is
added there is asked of this engine too. `NOT_KEPT` names those that it cannot keep,
and why; a promise that is kept after all fails here.
"""

from __future__ import annotations

from types import FunctionType
from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from ipt_review.ui.player.qt_start import start_qt
from tests.contract import test_engines
from tests.contract.test_engines import Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

NOT_KEPT: dict[str, str] = {}


class QtDesk(Desk):
    """A desk at which Qt's events are seen to while one waits."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        super().__init__(start_qt())

    @override
    def until(self, claim: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(claim, timeout=20_000)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = QtDesk(qtbot)
    yield desk
    desk.engine.close()


@pytest.fixture
def vlc_desk(desk: Desk) -> Desk:
    return desk


def _taken_over(promise: FunctionType) -> FunctionType:
    """Copy a test, without its mark that it needs libvlc."""
    copy = FunctionType(
        promise.__code__, promise.__globals__, promise.__name__, promise.__defaults__
    )
    copy.__annotations__ = promise.__annotations__
    marks = [mark for mark in vars(promise).get("pytestmark", []) if mark.name != "vlc"]
    if promise.__name__ in NOT_KEPT:
        reason = NOT_KEPT[promise.__name__]
        marks.append(pytest.mark.xfail(reason=reason, strict=True).mark)
    vars(copy)["pytestmark"] = marks
    return copy


def _take_over() -> None:
    """Put every promise, and the fixtures it needs, among the tests of this file."""
    ours = globals()
    fixture = type(ours["desk"])
    for name, each in vars(test_engines).items():
        if name.startswith("test_"):
            ours[name] = _taken_over(each)
        elif isinstance(each, fixture):
            ours.setdefault(name, each)


_take_over()
