"""A few letters find the command that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings

from ipt_review.ui.actions import ACTIONS
from ipt_review.ui.commands.finding import Command, found
from ipt_review.ui.commands.recent import KEY, MOST, RecentCommands

if TYPE_CHECKING:
    from pathlib import Path

EVERY = [
    Command(f"action {each.id}", each.label, each.menu, " ".join(each.keys[:1]), "")
    for each in ACTIONS
]
CODES = [
    Command("code inc", "Incident explored in detail", "Session engine", "C", ""),
    Command("code role", "Role play", "Session engine", "R", ""),
]
ALL = [*EVERY, *CODES]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("undo", "Undo"),
        ("normal", "Normal speed"),
        ("speed norm", "Normal speed"),
        ("nomral speed", "Normal speed"),
        ("incdent", "Incident explored in detail"),
        ("ieid", "Incident explored in detail"),
        ("rp", "Role play"),
        ("ROLE  play", "Role play"),
        ("c", "Incident explored in detail"),
        ("ctrl+l", "Loop the mark, or A and B in turn"),
    ],
)
def test_what_is_meant_comes_first(typed: str, words: str) -> None:
    assert found(typed, ALL, [])[0].words == words


def test_what_is_like_nothing_finds_nothing() -> None:
    assert found("xyzzyx", ALL, []) == []


def test_where_nothing_is_typed_all_is_there_and_the_last_used_first() -> None:
    shown = found("", ALL, ["code role", "action tape.mute"])

    assert [each.id for each in shown[:2]] == ["code role", "action tape.mute"]
    assert sorted(shown) == sorted(ALL)


def test_of_equally_likely_ones_the_last_used_comes_first() -> None:
    plain = [each.id for each in found("loop", ALL, [])]

    assert plain[0] != "action tape.loop_to"
    assert found("loop", ALL, ["action tape.loop_to"])[0].id == "action tape.loop_to"


@given(st.text(max_size=30))
def test_whatever_is_typed_each_command_is_there_once_at_most(typed: str) -> None:
    shown = [each.id for each in found(typed, ALL, [])]

    assert len(shown) == len(set(shown))


def test_commands_used_last_are_kept(tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    recent = RecentCommands(settings)

    for number in range(MOST + 3):
        recent.remember(f"action {number}")
    recent.remember("action 5")

    assert recent.ids()[:2] == ["action 5", f"action {MOST + 2}"]
    assert len(recent.ids()) == MOST
    settings.setValue(KEY, "no list")
    assert recent.ids() == []
