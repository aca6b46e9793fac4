"""What a person can do with the places of the Compare room, as data."""

from __future__ import annotations

from ipt_review.ui.action import Action

ROOM = "compare"
MENU = "Compare"
KEEPS = {1: "first", 2: "second", 3: "third", 4: "fourth"}
"""Which of the codings each digit keeps."""

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
    Action(
        "compare.consensus",
        "Start or leave a consensus",
        ("Ctrl+D",),
        MENU,
        room=ROOM,
    ),
    *(
        Action(
            f"compare.keep_{place}",
            f"Decide: keep the {word} coding",
            (str(place),),
            MENU,
            room=ROOM,
        )
        for place, word in KEEPS.items()
    ),
    Action("compare.other", "Decide: something else…", ("O",), MENU, room=ROOM),
    Action("compare.leave_out", "Decide: leave it out", ("0",), MENU, room=ROOM),
    Action("compare.next_open", "Next that is undecided", ("U",), MENU, room=ROOM),
    Action("compare.submit", "Submit the consensus…", (), MENU),
)
