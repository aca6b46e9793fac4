"""How the library was looked at the last time: columns, order, and filter."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QByteArray

from ipt_review.domain.phase import Phase
from ipt_review.workflow.library.library import LibraryFilter, Standing

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from ipt_review.ui.library.screen import LibraryScreen

COLUMNS, FILTER = "library/columns", "library/filter"


class LibraryMemory:
    """Keeps how the library is looked at; a filter comes back in its own study only.

    Args:
        settings: Where it is kept. A filter is kept by ids, without a word of text.
    """

    def __init__(self, screen: LibraryScreen, settings: QSettings) -> None:
        self._screen = screen
        self._settings = settings
        state = settings.value(COLUMNS)
        if isinstance(state, QByteArray):
            header = screen.table.horizontalHeader()
            header.restoreState(state)
            column, order = header.sortIndicatorSection(), header.sortIndicatorOrder()
            screen.table.sortByColumn(column, order)

    def keep(self, study: UUID) -> None:
        """Remember how the library of a study is looked at now."""
        header = self._screen.table.horizontalHeader()
        self._settings.setValue(COLUMNS, header.saveState())
        wanted = {"study": str(study), **_written(self._screen.filters.wanted())}
        self._settings.setValue(FILTER, json.dumps(wanted))

    def filter_of(self, study: UUID) -> LibraryFilter:
        """Return the filter that a study was left with, or one that asks for all."""
        with suppress(ValueError, TypeError, KeyError):
            kept = json.loads(str(self._settings.value(FILTER, "{}")))
            if kept.get("study") == str(study):
                return _read(kept)
        return LibraryFilter()


def _written(wanted: LibraryFilter) -> dict[str, list[str]]:
    return {
        "therapists": sorted(map(str, wanted.therapists)),
        "cases": sorted(map(str, wanted.cases)),
        "phases": sorted(each.value for each in wanted.phases),
        "standings": sorted(each.value for each in wanted.standings),
        "raters": sorted(map(str, wanted.raters)),
    }


def _read(kept: dict[str, list[str]]) -> LibraryFilter:
    return LibraryFilter(
        "",
        frozenset(map(UUID, kept["therapists"])),
        frozenset(map(UUID, kept["cases"])),
        frozenset(map(Phase, kept["phases"])),
        frozenset(map(Standing, kept["standings"])),
        frozenset(map(UUID, kept["raters"])),
    )
