"""Backups are kept further apart the older they are, and the ones that matter stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ipt_review.domain.backup import Backup, Why, newest
from ipt_review.study.thinning import NEWEST, superfluous

NOW = datetime(2026, 11, 23, 15, 10).astimezone()


def ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def a_backup(age: timedelta, breaks: int = 0) -> Backup:
    taken = ms(NOW - age)
    path = Path(f"{taken}.iptstudy")
    return Backup(
        path,
        taken,
        1,
        Why.MEANWHILE,
        pinned=False,
        study=None,
        version=9,
        head=None,
        breaks=breaks,
        digest="",
    )


def kept(backups: list[Backup], now: datetime = NOW) -> list[Backup]:
    gone = superfluous(backups, ms(now))
    return [each for each in backups if each not in gone]


def hours_of_years() -> list[Backup]:
    """Return what a study leaves that somebody works in day and night."""
    found: list[Backup] = []
    at = NOW - timedelta(days=900)
    while at <= NOW:
        found.append(a_backup(NOW - at))
        found = kept(found, at)
        at += timedelta(hours=9, minutes=7)
    return found


def test_after_years_there_are_some_fifty_closer_together_the_newer_they_are() -> None:
    found = hours_of_years()
    ages = [NOW - datetime.fromtimestamp(each.taken / 1000, UTC) for each in found]
    days = timedelta(days=1)

    assert len(found) < 60
    assert sum(age <= 1 * days for age in ages) >= 2
    assert 13 <= sum(1 * days < age <= 15 * days for age in ages) <= 16
    assert 5 <= sum(15 * days < age <= 57 * days for age in ages) <= 8
    assert 20 <= sum(57 * days < age for age in ages) <= 24
    assert max(ages) <= 731 * days


def test_of_one_hour_the_last_one_stays_beside_the_newest_three() -> None:
    minutes = (0, 10, 20, 30, 40, 70, 100)
    backups = [a_backup(timedelta(minutes=each)) for each in minutes]

    assert kept(backups) == [*backups[:3], backups[6]]


def test_a_pinned_backup_stays_for_ever_and_makes_no_other_go() -> None:
    old = replace(a_backup(timedelta(days=3_000)), pinned=True)
    loose = a_backup(timedelta(days=3_000, minutes=1))
    newer = [a_backup(timedelta(days=each)) for each in (1, 2, 3)]

    assert kept([*newer, old, loose]) == [*newer, old]


def test_backups_of_a_broken_trail_do_not_push_out_the_last_good_one() -> None:
    good = a_backup(timedelta(days=2))
    bad = [a_backup(timedelta(minutes=each), breaks=2) for each in range(9)]

    assert good in kept([*bad, good])
    assert newest([*bad, good]) == good
    assert newest(bad) == bad[0]


@given(
    st.lists(st.integers(-10, 2_000_000), unique=True, max_size=40),
    st.integers(0, 500_000),
)
def test_thinning_twice_is_thinning_once_and_the_newest_always_stay(
    minutes: list[int], later: int
) -> None:
    now = NOW + timedelta(minutes=later)
    backups = [a_backup(timedelta(minutes=each)) for each in minutes]
    once = kept(backups, now)

    assert kept(once, now) == once
    by_age = sorted(backups, key=lambda each: -each.taken)
    assert set(by_age[:NEWEST]) <= set(once)
