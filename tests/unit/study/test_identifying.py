"""What looks like a name or a date is remarked on; ordinary words are not."""

from __future__ import annotations

import pytest

from ipt_review.study.identifying import DATE, NAME, in_id, in_text


@pytest.mark.parametrize(
    ("handle", "looks"),
    [
        ("C-001", ""),
        ("T04", ""),
        ("REF", ""),
        ("IPT arm 2", ""),
        ("Anna", NAME),
        ("Smith-Jones", NAME),
        ("2024-01-05", DATE),
        ("05.01.24", DATE),
    ],
)
def test_an_id_of_letters_looks_like_a_name(handle: str, looks: str) -> None:
    assert in_id(handle) == looks


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        ("She links the quarrel to her mood in March.", ""),
        ("May I ask what happened? Two options.", ""),
        ("Options: 1 to 3, rated 4.5", ""),
        ("since 5 March she sleeps", DATE),
        ("on May 12 the mother died", DATE),
        ("seen on 2024-01-05", DATE),
        ("Mrs. Miller said so", NAME),
        ("her sister example called", NAME),
    ],
)
def test_a_note_is_remarked_on_for_dates_titles_and_known_names(
    text: str, looks: str
) -> None:
    assert in_text(text, ["Ann Example"]) == looks
