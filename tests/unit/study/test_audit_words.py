"""The audit trail of a coding as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from ipt_review.domain.people import Person, Role
from ipt_review.store.database import Database
from ipt_review.study.audit_words import About, history_lines
from tests.builders import SmallStudy
from tests.trail_builders import live_through

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def lived(tmp_path: Path) -> Iterator[Database]:
    small = SmallStudy()
    database = Database.create(tmp_path / "study.iptstudy", small.study)
    small.put_into(database)
    database.add_person(Person(UUID(int=40), "CO-1", frozenset({Role.COORDINATOR})))
    live_through(database, small)
    yield database
    database.close()


def test_each_change_has_a_line_with_what_it_was_what_it_is_and_why(
    lived: Database,
) -> None:
    small = SmallStudy()
    entries = lived.trail.entries_about(small.head.id)

    lines = list(history_lines(entries, small.codebook))

    said = {(each.what, each.before, each.after) for each in lines}
    assert {
        ("Begun", "", "draft"),
        ("Mark 1", "", "0:01:01.000 Link Mood, note ““näher””"),
        ("Undo: Mark 1", "0:01:01.000 Link Mood, note ““näher””", ""),
        ("Mark 2", "", "0:00:05.000 – Explore Options"),
        (
            "Mark 2",
            "0:00:05.000 – Explore Options",
            "0:00:05.000 – 0:00:09.000 Explore Options",
        ),
        ("Comment on the session", "", "“Warm.”"),
        ("Rating of Adh Link", "", "5, note “clear”"),
        ("Comment 1", "", "0:00:00.009 strength “Good.”"),
        ("State", "draft", "submitted"),
        ("State", "submitted", "draft"),
        ("Treatment guess", "", "IPT, certainty 3"),
    } <= said
    (opened,) = [each for each in lines if each.reason]
    assert (opened.about, opened.reason) == (About.STATE, "Wrong item.")
    assert [each.at for each in lines[1:]] == sorted(each.at or 0 for each in lines[1:])
    assert {each.by for each in lines if each.about is About.RATINGS} == {
        small.rater.id
    }
