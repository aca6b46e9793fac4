"""Something that a person can do by key or menu, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person can do.

    Attributes:
        keys: As Qt writes them; the first is shown.
        menu: The menu that it stands in.
        while_typing: Works even while a text field has the focus.
        repeats: Is done again while the key is held.
        switches: Turns something on or off; its menu says which with a check mark.
        while_held: Lasts until the key is let go, as with a foot pedal.
        room: The only room in which its keys count; there they go before the same
            keys of actions that count everywhere.
    """

    id: str
    label: str
    keys: tuple[str, ...]
    menu: str
    while_typing: bool = False
    repeats: bool = False
    switches: bool = False
    while_held: bool = False
    room: str = ""
