from __future__ import annotations

import pytest

from ipt_review.workflow.files.passphrases import strength_of


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Too short: 8 more characters at least."),
        ("seven c", "Too short: 1 more character at least."),
        ("password1", "Weak."),
        ("Anna1985!", "Weak."),
    ],
)
def test_a_passphrase_that_can_be_guessed_is_called_so(typed: str, told: str) -> None:
    strength = strength_of(typed)

    assert strength.told.startswith(told)
    assert strength.is_weak


def test_unrelated_words_are_good() -> None:
    strength = strength_of("grauer tiger lacht dienstags")

    assert strength.told == (
        "Good. Somebody who has the file would need more than a thousand years to "
        "guess it."
    )
    assert (strength.share, strength.is_weak) == (1.0, False)


def test_the_title_of_the_study_is_what_somebody_tries_first() -> None:
    alone, known = (
        strength_of("Wolkenkuckuck", words) for words in ((), ("Wolkenkuckuck",))
    )

    assert known.is_weak
    assert known.share < alone.share


def test_a_very_long_passphrase_is_no_trouble() -> None:
    assert not strength_of("open sesame, said the man, " * 20).is_weak
