"""Which engine plays tapes when there are several, and what is said about it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from ipt_review.media.choose import best_engine
from ipt_review.media.engine import EngineMissing
from ipt_review.ui.player.qt_start import start_qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ipt_review.ui.player.qt_engine import QtEngine


@pytest.fixture
def _no_vlc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vlc", None)


def chosen(wanted: str = "") -> tuple[str, str]:
    engine, reason = best_engine(start_qt, wanted)
    engine.close()
    return engine.name, reason


@pytest.mark.usefixtures("_no_vlc", "qapp")
def test_without_vlc_qt_multimedia_plays_and_says_what_it_cannot_do() -> None:
    name, reason = chosen()
    assert name == "qt"
    assert "nstall" in reason
    assert "Qt Multimedia 6" in reason
    assert "no louder than recorded" in reason


@pytest.mark.vlc
@pytest.mark.usefixtures("qapp")
def test_vlc_goes_before_qt_multimedia_unless_that_is_asked_for() -> None:
    assert chosen()[0] == "libvlc"
    name, reason = chosen("qt")
    assert name == "qt"
    assert reason.endswith("This was asked for.")


@pytest.mark.usefixtures("_no_vlc", "qapp")
def test_an_engine_that_was_asked_for_and_is_missing_leaves_the_next_best() -> None:
    name, reason = chosen("libvlc")
    assert name == "qt"
    assert "VLC" in reason
    assert "asked for" not in reason


@pytest.mark.usefixtures("qapp")
def test_the_silent_engine_can_be_asked_for() -> None:
    assert chosen("silent") == (
        "silent",
        "Tapes run without sound and picture. This was asked for.",
    )


@pytest.mark.usefixtures("_no_vlc", "qapp")
def test_an_unknown_name_is_told_and_changes_nothing() -> None:
    name, reason = chosen("mpv")
    assert name == "qt"
    assert reason.startswith("There is no engine “mpv”")


@pytest.mark.usefixtures("_no_vlc")
def test_where_qt_multimedia_cannot_be_loaded_coding_goes_on_in_silence(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    del qapp
    monkeypatch.setitem(sys.modules, "ipt_review.ui.player.qt_engine", None)
    with pytest.raises(EngineMissing, match="Qt Multimedia"):
        start_qt()
    name, reason = chosen()
    assert name == "silent"
    assert "VLC" in reason


def test_an_engine_that_is_not_handed_in_is_not_tried() -> None:
    def never() -> QtEngine:
        raise AssertionError

    engine, _ = best_engine(never, "silent")
    engine.close()
    assert engine.name == "silent"
