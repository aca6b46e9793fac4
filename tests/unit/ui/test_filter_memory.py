"""Filters of marks come back after a restart, each with its own coding."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings

from ipt_review.domain.codebook import Valence
from ipt_review.domain.mark import Quality
from ipt_review.ui.review.filter_memory import KEPT, MOST, FilterMemory
from ipt_review.workflow.coding.mark_filter import MarkFilter

if TYPE_CHECKING:
    from pathlib import Path

WANTED = MarkFilter(
    frozenset({"praise"}),
    frozenset({"engine"}),
    frozenset({Valence.OFF_MODEL}),
    frozenset({Quality.WEAK, None}),
    noted=False,
)


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


def test_a_filter_comes_back_with_its_coding_only(settings: QSettings) -> None:
    FilterMemory(settings).keep(UUID(int=1), WANTED)

    assert FilterMemory(settings).of(UUID(int=1)) == WANTED
    assert FilterMemory(settings).of(UUID(int=2)) == MarkFilter()
    FilterMemory(settings).keep(UUID(int=1), MarkFilter())
    assert FilterMemory(settings).of(UUID(int=1)) == MarkFilter()


def test_no_word_that_was_typed_is_written_down(settings: QSettings) -> None:
    FilterMemory(settings).keep(UUID(int=1), MarkFilter(text="Sarah", noted=True))

    assert "Sarah" not in str(settings.value(KEPT))
    assert FilterMemory(settings).of(UUID(int=1)) == MarkFilter(noted=True)


def test_only_the_last_codings_are_remembered(settings: QSettings) -> None:
    memory = FilterMemory(settings)
    for each in range(MOST + 1):
        memory.keep(UUID(int=each), WANTED)

    assert memory.of(UUID(int=0)) == MarkFilter()
    assert memory.of(UUID(int=MOST)) == WANTED


@pytest.mark.parametrize(
    "kept",
    ["", "[]", "7", '{"ID": 7}', '{"ID": {}}', '{"ID": {"codes": [], "groups": 1}}'],
)
def test_what_makes_no_sense_asks_for_nothing(settings: QSettings, kept: str) -> None:
    settings.setValue(KEPT, kept.replace("ID", str(UUID(int=1))))

    assert FilterMemory(settings).of(UUID(int=1)) == MarkFilter()
