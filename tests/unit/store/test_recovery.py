from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_review.store.recovery import ALPHABET, MistypedRecoveryKey, read, written

KEYS = st.binary(min_size=32, max_size=32)


@given(KEYS)
def test_a_recovery_key_is_read_back_as_it_was_written(raw: bytes) -> None:
    text = written(raw)

    assert read(text) == raw
    assert read(text.lower().replace("-", "  ")) == raw
    assert [len(group) for group in text.split("-")] == [5] * 13


@given(KEYS)
def test_letters_that_look_like_digits_are_taken_for_them(raw: bytes) -> None:
    text = written(raw)

    assert not {*"ILOU"} & {*text}
    assert read(text.replace("0", "O").replace("1", "l")) == raw


@given(KEYS, st.integers(0, 64), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_told_by_its_group(
    raw: bytes, place: int, letter: str
) -> None:
    letters = list(written(raw).replace("-", ""))
    if letters[place] == letter:
        return
    letters[place] = letter

    with pytest.raises(MistypedRecoveryKey, match=f"Group {place // 5 + 1} of"):
        read("".join(letters))


def test_groups_in_another_order_are_told() -> None:
    first, second, *others = written(bytes(range(32))).split("-")

    with pytest.raises(MistypedRecoveryKey, match="Group 1 of"):
        read(" ".join((second, first, *others)))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "these are 0"),
        (written(bytes(32))[:-1], "these are 64"),
        (written(bytes(32)) + "0", "these are 66"),
        ("é" * 65, "Group 1 of"),
    ],
)
def test_what_has_another_length_or_alphabet_is_no_recovery_key(
    typed: str, told: str
) -> None:
    with pytest.raises(MistypedRecoveryKey, match=told):
        read(typed)
