"""Letting go of an engine, and listeners that fail."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.media.engine import Report
    from tests.contract.engine_desk import Desk


@pytest.fixture
def others() -> set[threading.Thread]:
    """Return the threads of engines elsewhere; ask for it before the desk."""
    return set(threading.enumerate())


def test_closing_while_playing_ends_every_report_and_may_be_done_twice(
    others: set[threading.Thread], desk: Desk, tapes: dict[str, Path]
) -> None:
    desk.loaded(tapes["mp4"]).engine.play()
    desk.until_past(200)
    desk.engine.close()
    heard = len(desk.reports)
    desk.engine.close()
    desk.engine.play()
    desk.engine.seek(0)
    assert len(desk.reports) == heard
    names = {thread.name for thread in set(threading.enumerate()) - others}
    assert not names & {f"{desk.engine.name} engine", "joined engine"}


def test_closing_right_after_loading_does_not_hang(
    desk: Desk, tapes: dict[str, Path]
) -> None:
    desk.engine.load(tapes["mp4"])
    desk.engine.close()


class Mishap(Exception):
    """What a listener with a mistake in it raises."""


def test_a_listener_with_a_mistake_in_it_is_reported_and_everybody_else_hears_on(
    desk: Desk, tapes: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    bugs: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda bug: bugs.append(bug.exc_type))

    def stumble(report: Report) -> None:
        raise Mishap(report.state)

    desk.engine.listen(stumble)
    later: list[Report] = []
    desk.engine.listen(later.append)
    desk.loaded(tapes["mp4"]).engine.play()
    desk.until_past(300)
    desk.engine.close()
    assert set(bugs) == {Mishap}
    assert len(later) == len(bugs)
