"""What a person can do with supervision meetings and their clips, as data."""

from __future__ import annotations

from ipt_review.ui.action import Action

ROOM = "meetings"
MENU = "Meeting"
PUT = "agenda.put"

MEETING_ACTIONS = (
    Action(PUT, "Put on the agenda…", ("Ctrl+Shift+A",), MENU, while_typing=True),
    Action("agenda.play", "Play the clip", ("Return", "Enter"), MENU, room=ROOM),
    Action("agenda.next", "Next clip", ("N",), MENU, repeats=True, room=ROOM),
    Action("agenda.previous", "Previous clip", ("P",), MENU, repeats=True, room=ROOM),
    Action("agenda.again", "Play the clip again", ("R",), MENU, room=ROOM),
    Action("agenda.talk", "Pause to talk, or play on", ("T",), MENU, room=ROOM),
    Action(
        "agenda.earlier", "Clip earlier", ("Alt+Up",), MENU, repeats=True, room=ROOM
    ),
    Action("agenda.later", "Clip later", ("Alt+Down",), MENU, repeats=True, room=ROOM),
    Action("agenda.change", "Change the clip", ("F2",), MENU, room=ROOM),
    Action("agenda.remove", "Take the clip off the agenda", ("Del",), MENU, room=ROOM),
    Action("agenda.open", "Open the tape at the clip", ("O",), MENU, room=ROOM),
    Action("meeting.new", "Plan a meeting", ("Ins",), MENU, room=ROOM),
    Action("meeting.change", "Day, people and minutes", ("E",), MENU, room=ROOM),
    Action("meeting.held", "Held: log its minutes", ("H",), MENU, room=ROOM),
    Action("meeting.remove", "Remove the meeting", ("Shift+Del",), MENU, room=ROOM),
    Action("meeting.pdf", "Save the agenda as PDF…", (), MENU),
    Action("meeting.html", "Save the agenda as web page…", (), MENU),
)
KEEPING = ("meeting.new", "meeting.change", "meeting.held", "meeting.remove")
"""What those do who plan a meeting; the rest is for all who take part."""

HINTS = (
    ("agenda.play", "play"),
    ("agenda.next agenda.previous", "clip"),
    ("agenda.again", "again"),
    ("agenda.talk", "talk"),
    ("agenda.earlier agenda.later", "order"),
    ("agenda.change", "change"),
    ("meeting.new", "plan"),
    ("meeting.held", "held"),
    ("edit.undo", "undo"),
)
