"""Keys for a foot pedal with three switches, ready to use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipt_review.ui.keymap.key_map import KeyMap

PEDAL = (
    ("tape.back_more", "F13"),
    ("tape.pedal", "F14"),
    ("tape.forward_more", "F15"),
)
SAID = (
    "Left, middle and right pedal send F13, F14 and F15: 5 seconds back, play while it "
    "is down, 5 seconds forward. A pedal that sends other keys: pick the action and "
    "press the pedal in the field."
)


def with_pedal(key_map: KeyMap) -> None:
    """Give the three pedals their keys, beside those that the actions have."""
    for name, key in PEDAL:
        if key not in key_map.keys(name):
            key_map.set_keys(name, (*key_map.keys(name), key))
