"""Which backups are no longer needed: old ones are kept further and further apart."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from ipt_review.domain.backup import Backup


class Level(NamedTuple):
    """How far apart backups are kept, and until which age.

    Attributes:
        span: Says in which hour, day, week or month a moment lies.
    """

    age: timedelta
    span: Callable[[datetime], Hashable]


NEWEST = 3
"""So many are kept, however close together they are."""

LEVELS = (
    Level(timedelta(days=1), lambda at: (at.date(), at.hour)),
    Level(timedelta(days=14), lambda at: at.date()),
    Level(timedelta(weeks=8), lambda at: at.isocalendar()[:2]),
    Level(timedelta(days=731), lambda at: (at.year, at.month)),
)
"""One an hour for a day, one a day for two weeks, one a week for eight, one a month
for two years; of each span the last one. That is some fifty, and those pinned."""


def superfluous(backups: Iterable[Backup], now: int) -> list[Backup]:
    """Return the backups that can go.

    Never one that is pinned, nor the newest three; those whose audit trail held and
    those where it broke are thinned apart, so that the last good ones are not pushed
    out by others. One that seems to come from the future stays.

    Args:
        backups: All that there are.
        now: In ms since 1970 UTC; days are those of this computer's time zone.
    """
    loose = [each for each in backups if not each.pinned]
    sorts = ([each for each in loose if each.holds is holds] for holds in (True, False))
    kept = {id(each) for some in sorts for each in _kept(some, now)}
    return [each for each in loose if id(each) not in kept]


def _kept(backups: Iterable[Backup], now: int) -> list[Backup]:
    alike = sorted(backups, key=lambda each: each.taken, reverse=True)
    found: list[Backup] = alike[:NEWEST]
    at = datetime.fromtimestamp(now / 1000).astimezone()
    for level in LEVELS:
        spans: dict[Hashable, Backup] = {}
        for each in alike:
            taken = datetime.fromtimestamp(each.taken / 1000).astimezone()
            if at - taken <= level.age:
                spans.setdefault(level.span(taken), each)
        found += spans.values()
    return found
