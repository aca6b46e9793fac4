"""Every theme can be read: contrasts of WCAG 2.1 AA, measured on the real sheets."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from string import Template
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from ipt_review.shipped import resource
from ipt_review.ui.case import look as case_look
from ipt_review.ui.codebook import look as codebook_look
from ipt_review.ui.dressing import ALWAYS_DARK, ALWAYS_LIGHT, SYSTEM_S, theme_for
from ipt_review.ui.rating import look as rating_look
from ipt_review.ui.theme import (
    DARK,
    GLARING,
    LIGHT,
    READABLE,
    VISIBLE,
    contrast,
    ink_on,
    seen_on,
    state_on,
    style_sheet,
)
from tests.builders import the_shipped_codebook

if TYPE_CHECKING:
    from ipt_review.ui.theme import (
        Theme,
    )

both = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])

INKS = ("text", "muted", "accent", "good", "warn", "bad")
"""Colors of labels and paintings, which lie on any of the grounds."""
GROUNDS = ("window", "card", "soft", "picked")
PAIRS = (
    *((ink, ground) for ink in INKS for ground in GROUNDS),
    ("text", "banner"),
    ("text", "line"),
    ("accent_text", "accent"),
    ("accent_text", "accent_hover"),
    ("rail_text", "rail"),
    ("rail_text", "rail_picked"),
    ("rail_lit", "rail_picked"),
    ("card", "good"),
    ("card", "warn"),
    ("card", "muted"),
)
SEEN = (("playhead", "card"), ("accent", "card"), ("rail_focus", "rail"))


def rules() -> list[tuple[str, str, str]]:
    """Return selector, color and ground of each rule that sets both, in all sheets."""
    sheets = [resource("themes/base.qss").read_text("utf-8")]
    sheets += [each._SHEET.template for each in (case_look, codebook_look, rating_look)]
    found = []
    for selector, body in re.findall(r"([^{}]+)\{([^}]*)\}", "\n".join(sheets)):
        ink = re.search(r"(?<![\w-])color: \$(\w+)", body)
        ground = re.search(r"background: \$(\w+)", body)
        if ink and ground and ":disabled" not in selector:
            found.append((selector.strip(), ink[1], ground[1]))
    return found


def colors_of_the_codebook() -> set[str]:
    """Return the colors of all groups, areas and states."""
    book = the_shipped_codebook()
    states = {state.color for track in book.tracks for state in track.states}
    groups = {group.color for group in book.groups}
    return states | groups | {area.color for area in book.areas}


def colors_of_states() -> set[str]:
    """Return the colors of all states of all tracks."""
    tracks = the_shipped_codebook().tracks
    return {state.color for track in tracks for state in track.states}


@both
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_words_can_be_read_on_every_ground(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= READABLE


@both
@pytest.mark.parametrize(("ink", "ground"), SEEN)
def test_what_is_no_word_can_be_seen(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= VISIBLE


@both
@pytest.mark.parametrize(("selector", "ink", "ground"), rules())
def test_every_rule_of_a_style_sheet_can_be_read(
    theme: Theme, selector: str, ink: str, ground: str
) -> None:
    found = contrast(getattr(theme, ink), getattr(theme, ground))

    assert found >= READABLE, selector


def test_the_style_sheets_say_no_color_that_is_no_theme_s() -> None:
    sheets = [resource("themes/base.qss").read_text("utf-8")]
    sheets += [each._SHEET.template for each in (case_look, codebook_look, rating_look)]

    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", "".join(sheets)) == []
    assert all("$" not in style_sheet(theme) for theme in (LIGHT, DARK))


@both
@pytest.mark.parametrize("color", sorted(colors_of_the_codebook()))
def test_colors_of_the_codebook_stand_out_and_can_be_written_on(
    theme: Theme, color: str
) -> None:
    assert contrast(seen_on(color, theme.card), theme.card) >= VISIBLE
    assert contrast(seen_on(color, theme.card, READABLE), theme.card) >= READABLE
    assert contrast(ink_on(color), color) >= READABLE


@both
@pytest.mark.parametrize("color", sorted(colors_of_states()))
def test_states_stand_out_from_their_lane_without_glaring(
    theme: Theme, color: str
) -> None:
    shade = state_on(color, theme.card)

    assert VISIBLE <= contrast(shade, theme.card) <= GLARING
    assert contrast(ink_on(shade), shade) >= READABLE


def test_a_color_that_stands_out_already_stays_as_it_is() -> None:
    assert seen_on("#6f4fa0", LIGHT.card) == "#6f4fa0"


def test_a_theme_becomes_another_and_leaves_that_one_alone() -> None:
    worn = replace(LIGHT)

    worn.become(DARK)

    assert worn == DARK
    assert asdict(LIGHT) != asdict(DARK)
    assert Template("$card").substitute(asdict(worn)) == DARK.card


@pytest.mark.parametrize(
    ("choice", "scheme", "theme"),
    [
        (SYSTEM_S, Qt.ColorScheme.Dark, DARK),
        (SYSTEM_S, Qt.ColorScheme.Light, LIGHT),
        (SYSTEM_S, Qt.ColorScheme.Unknown, LIGHT),
        (ALWAYS_LIGHT, Qt.ColorScheme.Dark, LIGHT),
        (ALWAYS_DARK, Qt.ColorScheme.Light, DARK),
    ],
)
def test_the_system_s_theme_holds_unless_one_is_chosen(
    choice: int, scheme: Qt.ColorScheme, theme: Theme
) -> None:
    assert theme_for(choice, scheme) is theme
