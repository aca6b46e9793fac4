"""Which marks were asked for the last time, for each of the last codings."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ipt_review.domain.codebook import Valence
from ipt_review.domain.mark import Quality
from ipt_review.workflow.coding.mark_filter import MarkFilter

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtCore import QSettings

KEPT = "marks/filters"
MOST = 20
"""Of how many codings the filter is kept, those that were changed last."""


class FilterMemory:
    """Keeps filters by the id of the coding, without a word that was typed.

    Args:
        settings: Where they are kept.
    """

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def of(self, coding: UUID) -> MarkFilter:
        """Return the filter that a coding was left with, or one that asks for all."""
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            kept = self._read().get(str(coding))
            if kept is not None:
                return _filter(kept)
        return MarkFilter()

    def keep(self, coding: UUID, wanted: MarkFilter) -> None:
        """Remember the filter of a coding."""
        kept = self._read()
        before = kept.pop(str(coding), None)
        written = _written(wanted)
        if any(written.values()):
            kept[str(coding)] = written
        if before != kept.get(str(coding)):
            newest = dict(list(kept.items())[-MOST:])
            self._settings.setValue(KEPT, json.dumps(newest))

    def _read(self) -> dict[str, Any]:
        with suppress(ValueError):
            kept = json.loads(str(self._settings.value(KEPT, "{}")))
            if isinstance(kept, dict):
                return kept
        return {}


def _written(wanted: MarkFilter) -> dict[str, Any]:
    qualities = [each.value if each else None for each in wanted.qualities]
    return {
        "codes": sorted(wanted.codes),
        "groups": sorted(wanted.groups),
        "valences": sorted(each.value for each in wanted.valences),
        "qualities": sorted(qualities, key=str),
        "noted": [] if wanted.noted is None else [wanted.noted],
    }


def _filter(kept: dict[str, Any]) -> MarkFilter:
    qualities = [Quality(each) if each else None for each in kept["qualities"]]
    return MarkFilter(
        frozenset(map(str, kept["codes"])),
        frozenset(map(str, kept["groups"])),
        frozenset(map(Valence, kept["valences"])),
        frozenset(qualities),
        "",
        bool(kept["noted"][0]) if kept["noted"] else None,
    )
