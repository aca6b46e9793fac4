"""What a key already does, before it is given to something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.ui.actions import ACTIONS, action
from ipt_review.ui.keymap.code_keys import code_keys
from ipt_review.ui.keymap.naming import name_of
from ipt_review.ui.needs import Need, needs_of

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook
    from ipt_review.ui.keymap.key_map import KeyMap

REFUSED = ("Tab", "Shift+Tab", "Backtab", "Shift+Backtab", "Meta", "Menu")
"""Keys that lead through the window, so that no keyboard is ever caught."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A key that means something already.

    Attributes:
        sentence: What it means, for a person.
        takes: Whether another action would lose it; a code of the codebook keeps it
            in its own study, but would no longer hear it here.
    """

    sentence: str
    takes: bool


def clash(
    key: str, name: str, key_map: KeyMap, codebook: Codebook | None
) -> Clash | None:
    """Return what a key means that is to do the action `name`, if anything else."""
    room = action(name).room
    holder = key_map.holder(key, room)
    if holder is not None and holder.id != name:
        said = f"{name_of(key)} does “{holder.label}”."
        return Clash(f"{said} Taken over, it no longer does.", takes=True)
    if room:
        return _under(key, key_map)
    code = coded_by(codebook).get(key) if codebook is not None else None
    if code is None or codebook is None or holder is not None:
        return _over(key, key_map) if holder is None else None
    said = f"{name_of(key)} codes “{codebook.label(code)}” in this study."
    return Clash(f"{said} Taken over, that is set with the mouse only.", takes=False)


def _under(key: str, key_map: KeyMap) -> Clash | None:
    """Return what a key does everywhere that is to do something else in one room."""
    holder = key_map.holder(key)
    if holder is None or Need.REVIEW in needs_of(holder.id):
        return None
    said = f"{name_of(key)} does “{holder.label}”."
    return Clash(f"{said} Taken over, it no longer does in this room.", takes=False)


def _over(key: str, key_map: KeyMap) -> Clash | None:
    """Return what a key does in one room that is to do something else everywhere."""
    rooms = dict.fromkeys(each.room for each in ACTIONS if each.room)
    found = (key_map.holder(key, room) for room in rooms)
    holder = next((each for each in found if each is not None), None)
    if holder is None:
        return None
    said = f"{name_of(key)} does “{holder.label}” in the {holder.menu} room"
    return Clash(f"{said}, and goes on doing that there.", takes=False)


def coded_by(codebook: Codebook) -> dict[str, str]:
    """Return codes and states of a codebook by the keys that are pressed for them."""
    states = [state for track in codebook.tracks for state in track.states]
    keys = {code.key: code.id for code in codebook.offered}
    return code_keys(keys | {state.key: state.id for state in states})


def lost_codes(key_map: KeyMap, codebook: Codebook) -> list[str]:
    """Return a sentence for each code whose key a person gave to an action."""
    found = []
    for key, code in coded_by(codebook).items():
        holder = key_map.holder(key)
        if holder is not None:
            said = f"{name_of(key)} does “{holder.label}” and does not code"
            found.append(f"{said} “{codebook.label(code)}”.")
    return found
