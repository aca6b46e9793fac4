"""How large everything is, as Qt is told before it begins."""

from __future__ import annotations

import pytest

from ipt_review.ui.zooming import SCALE, enlarge


@pytest.mark.parametrize(("choice", "scale"), [(1, "1.1"), (2, "1.25"), (3, "1.5")])
def test_qt_is_told_how_large_everything_is(choice: int, scale: str) -> None:
    environment: dict[str, str] = {}

    enlarge(choice, environment)

    assert environment == {SCALE: scale}


def test_nothing_is_told_while_nothing_is_enlarged() -> None:
    environment: dict[str, str] = {}

    enlarge(0, environment)

    assert environment == {}


def test_who_starts_the_program_with_a_scale_has_that() -> None:
    environment = {SCALE: "2"}

    enlarge(3, environment)

    assert environment == {SCALE: "2"}
