"""What a person can do with the places of the Compare room, as data."""

from __future__ import annotations

from ipt_review.ui.action import Action

ROOM = "compare"
MENU = "Compare"

COMPARE_ACTIONS = (
    Action("compare.next", "Next disagreement", ("N",), MENU, repeats=True, room=ROOM),
    Action(
        "compare.previous",
        "Previous disagreement",
        ("P",),
        MENU,
        repeats=True,
        room=ROOM,
    ),
    Action("compare.again", "Play the place again", ("R",), MENU, room=ROOM),
    Action("compare.all", "Show all disagreements", ("A",), MENU, room=ROOM),
)
