"""Everything a person can do by key or menu, as data.

One tuple feeds menus, keys, the key sheet, the search for commands, and the test that
no two actions share a key. Codes and track states bring their own keys with the
codebook. The keys here are those that come with the program; which a person has is
in `KeyMap` (`ui/keymap`), what an action needs in `ui/needs.py`.
"""

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
    """

    id: str
    label: str
    keys: tuple[str, ...]
    menu: str
    while_typing: bool = False
    repeats: bool = False
    switches: bool = False
    while_held: bool = False


ACTIONS: tuple[Action, ...] = (
    Action("study.new", "New study…", ("Ctrl+N",), "Study", while_typing=True),
    Action("study.open", "Open study…", ("Ctrl+O",), "Study", while_typing=True),
    Action("study.team", "Open a team study…", (), "Study"),
    Action("study.team_put", "Put this study on a server…", (), "Study"),
    Action("study.team_take", "Take a team study into a file…", (), "Study"),
    Action("study.team_kept", "Changes kept on this computer…", (), "Study"),
    Action("study.demo", "Open the demo study", (), "Study"),
    Action("study.review_now", "Review a recording now…", (), "Study"),
    Action("study.practice", "Practice on the demo tape", (), "Study"),
    Action("study.add", "Add a recording…", ("Ctrl+Shift+O",), "Study"),
    Action("study.find", "Find recordings in a folder…", (), "Study"),
    Action("study.files", "Files of this tape…", ("Ctrl+Alt+O",), "Study"),
    Action("library.add_therapist", "Add a therapist…", (), "Library"),
    Action("library.add_case", "Add a case…", (), "Library"),
    Action("library.add_session", "Add a session…", (), "Library"),
    Action("library.change", "Change what is picked…", (), "Library"),
    Action("library.remove", "Remove what is picked…", (), "Library"),
    Action("library.progress", "Progress of raters and study", (), "Library"),
    Action("study.export", "Export workbook…", ("Ctrl+E",), "Study"),
    Action("study.settings", "Settings…", ("Ctrl+,",), "Study", while_typing=True),
    Action("study.keys", "Keys…", (), "Study"),
    Action("study.rules", "Study settings…", (), "Study"),
    Action("study.people", "People…", (), "Study"),
    Action("study.who", "Who is at the desk…", (), "Study"),
    Action("study.pin", "My PIN…", (), "Study"),
    Action("study.passphrase", "Passphrase…", (), "Study"),
    Action("study.recovery", "Recovery key…", (), "Study"),
    Action("study.lock", "Lock now", ("F12",), "Study", while_typing=True),
    Action("program.quit", "Quit", ("Ctrl+Q",), "Study", while_typing=True),
    Action("edit.undo", "Undo", ("Ctrl+Z",), "Edit", repeats=True),
    Action("edit.redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Edit", repeats=True),
    Action("table.copy", "Copy marks as text", ("Ctrl+C",), "Edit"),
    Action("table.paste", "Paste marks from text", ("Ctrl+V",), "Edit"),
    Action("table.all", "Pick all marks", ("Ctrl+A",), "Edit"),
    Action("edit.history", "History of this coding…", ("Ctrl+Shift+H",), "Edit"),
    Action("find.open", "Search…", ("Ctrl+F",), "Find", while_typing=True),
    Action("find.next", "Next hit", ("Alt+PgDown",), "Find", while_typing=True),
    Action("find.previous", "Previous hit", ("Alt+PgUp",), "Find", while_typing=True),
    Action("filter.open", "Filter marks…", ("Ctrl+Alt+F",), "Find"),
    Action("filter.next", "Next mark of the filter", ("Alt+Down",), "Find"),
    Action("filter.previous", "Previous mark of the filter", ("Alt+Up",), "Find"),
    Action("filter.play", "Play its marks in order", ("Ctrl+P",), "Find"),
    Action("filter.clear", "Remove the filter", ("Ctrl+Shift+X",), "Find"),
    Action("mark.note", "Note on the mark", ("Return", "Enter"), "Mark"),
    Action("mark.delete", "Delete the mark", ("Del",), "Mark"),
    Action("mark.edge", "Keys move: the mark, its start, its end", ("Ctrl+G",), "Mark"),
    Action("mark.earlier", "Mark 100 ms earlier", ("Ctrl+Left",), "Mark", repeats=True),
    Action("mark.later", "Mark 100 ms later", ("Ctrl+Right",), "Mark", repeats=True),
    Action(
        "mark.earlier_frame",
        "Mark 40 ms earlier",
        ("Alt+Shift+Left",),
        "Mark",
        repeats=True,
    ),
    Action(
        "mark.later_frame",
        "Mark 40 ms later",
        ("Alt+Shift+Right",),
        "Mark",
        repeats=True,
    ),
    Action(
        "mark.earlier_second",
        "Mark 1 second earlier",
        ("Ctrl+Shift+Left",),
        "Mark",
        repeats=True,
    ),
    Action(
        "mark.later_second",
        "Mark 1 second later",
        ("Ctrl+Shift+Right",),
        "Mark",
        repeats=True,
    ),
    Action("mark.start_here", "Mark starts here", ("Alt+[",), "Mark"),
    Action("mark.end_here", "Mark ends here", ("Alt+]",), "Mark"),
    Action("mark.previous", "Previous mark", ("Alt+Left",), "Mark", repeats=True),
    Action("mark.next", "Next mark", ("Alt+Right",), "Mark", repeats=True),
    Action("mark.unpick", "Pick no mark", ("Ctrl+D",), "Mark"),
    Action("mark.say", "How well, how sure, which way…", ("Ctrl+H",), "Mark"),
    Action("code.again", "Last code again", ("Ctrl+Shift+R", "Ins"), "Mark"),
    Action("code.meaning", "Meaning of a code: its key next", ("?",), "Mark"),
    Action("comment.here", "Comment here…", ("Ctrl+Return", "Ctrl+Enter"), "Comment"),
    Action("comment.strength", "Strength…", ("Ctrl+Shift+G",), "Comment"),
    Action("comment.to_try", "Something to try…", ("Ctrl+T",), "Comment"),
    Action("comment.missed", "Missed opportunity…", ("Ctrl+Shift+C",), "Comment"),
    Action("comment.private", "Private note…", ("Ctrl+Shift+N",), "Comment"),
    Action("comment.bookmark", "Bookmark", ("Ctrl+B",), "Comment"),
    Action(
        "comment.from_here",
        "Comment begins here",
        ("Alt+I",),
        "Comment",
        while_typing=True,
    ),
    Action(
        "comment.to_here",
        "Comment ends here",
        ("Alt+O",),
        "Comment",
        while_typing=True,
    ),
    Action(
        "comment.previous_bookmark",
        "Previous bookmark",
        ("Ctrl+PgUp",),
        "Comment",
        repeats=True,
    ),
    Action(
        "comment.next_bookmark",
        "Next bookmark",
        ("Ctrl+PgDown",),
        "Comment",
        repeats=True,
    ),
    Action("comment.list", "List of comments", ("Ctrl+Shift+K",), "Comment"),
    Action("table.play", "Play the mark", (), "Mark"),
    Action("table.code", "Change the code…", ("Ctrl+R",), "Mark"),
    Action("table.shift", "Shift in time…", ("Ctrl+Shift+J",), "Mark"),
    Action("table.delete", "Delete all picked marks", ("Ctrl+Del",), "Mark"),
    Action("coding.submit", "Submit this coding…", (), "Mark"),
    Action("tape.play", "Play or pause", ("Space",), "Tape"),
    Action(
        "tape.play_typing",
        "Play or pause while typing",
        ("Ctrl+Space", "Esc", "F4"),
        "Tape",
        while_typing=True,
    ),
    Action(
        "tape.pedal", "Play while held, as with a pedal", (), "Tape", while_held=True
    ),
    Action("tape.back", "1 second back", ("Left",), "Tape", repeats=True),
    Action("tape.forward", "1 second forward", ("Right",), "Tape", repeats=True),
    Action("tape.back_more", "5 seconds back", ("Shift+Left",), "Tape", repeats=True),
    Action(
        "tape.forward_more", "5 seconds forward", ("Shift+Right",), "Tape", repeats=True
    ),
    Action("tape.frame_back", "One frame back", (",",), "Tape", repeats=True),
    Action("tape.frame_forward", "One frame forward", (".",), "Tape", repeats=True),
    Action("tape.jump", "Jump to a time…", ("Ctrl+J",), "Tape"),
    Action("tape.start", "To the start", ("Home",), "Tape"),
    Action("tape.end", "To the end", ("End",), "Tape"),
    Action("tape.slower", "Slower", ("[",), "Tape", repeats=True),
    Action("tape.faster", "Faster", ("]",), "Tape", repeats=True),
    Action("tape.normal", "Normal speed", ("Backspace",), "Tape"),
    Action(
        "tape.loop",
        "Loop the mark, or A and B in turn",
        ("Ctrl+L",),
        "Tape",
        switches=True,
    ),
    Action("tape.loop_from", "Loop from here (A)", ("Ctrl+[",), "Tape"),
    Action("tape.loop_to", "Loop to here (B)", ("Ctrl+]",), "Tape"),
    Action("tape.louder", "Louder", ("Ctrl+Up",), "Tape", repeats=True),
    Action("tape.softer", "Softer", ("Ctrl+Down",), "Tape", repeats=True),
    Action(
        "tape.mute",
        "Mute",
        ("Ctrl+M",),
        "Tape",
        while_typing=True,
        switches=True,
    ),
    Action("tape.channels", "Both, left or right channel", ("Ctrl+Shift+M",), "Tape"),
    Action("tape.sound_track", "Next sound track", ("Ctrl+Shift+T",), "Tape"),
    Action("tape.skip_silence", "Skip long silences", ("F6",), "Tape", switches=True),
    Action(
        "tape.skip_gaps",
        "Skip gaps between files",
        ("Shift+F6",),
        "Tape",
        switches=True,
    ),
    Action("tape.camera", "Next camera, where files overlap", ("Shift+F8",), "Tape"),
    Action("tape.captions", "Captions", ("F7",), "Tape", switches=True),
    Action("tape.subtitles", "Next subtitles of the file", ("Shift+F7",), "Tape"),
    Action("tape.transcript", "Import a transcript…", (), "Tape"),
    Action("view.profile", "Codes on the panel…", ("F5",), "View"),
    Action("view.marks", "Marks table, and back", ("Ctrl+Shift+L",), "View"),
    Action(
        "view.marks_place",
        "Marks table: wider, below, beside",
        ("Ctrl+Shift+W",),
        "View",
    ),
    Action("view.picture_size", "Picture: fit, 100 %, 200 %", ("F8",), "View"),
    Action(
        "view.picture_apart",
        "Picture in its own window",
        ("F9",),
        "View",
        switches=True,
    ),
    Action("view.zoom_in", "Zoom timeline in", ("Ctrl++", "Ctrl+="), "View"),
    Action("view.zoom_out", "Zoom timeline out", ("Ctrl+-",), "View"),
    Action("view.whole", "Whole tape", ("Ctrl+Backspace",), "View"),
    Action("view.page_back", "Timeline back", ("PgUp",), "View", repeats=True),
    Action("view.page_on", "Timeline on", ("PgDown",), "View", repeats=True),
    Action(
        "view.middle",
        "Playhead keeps the middle",
        ("Ctrl+Shift+P",),
        "View",
        switches=True,
    ),
    Action(
        "view.snap", "Edges snap to speech", ("Ctrl+Shift+S",), "View", switches=True
    ),
    Action("view.lanes", "Lanes of the timeline…", ("Shift+F5",), "View"),
    Action("transcript.show", "Show the transcript", ("Ctrl+F7",), "Transcript"),
    Action(
        "transcript.follow",
        "Follow the tape",
        ("Alt+F7",),
        "Transcript",
        switches=True,
    ),
    Action(
        "transcript.large",
        "Large words in place of a waveform",
        ("Ctrl+F8",),
        "Transcript",
        switches=True,
    ),
    Action("transcript.find", "Find words…", ("Ctrl+Shift+F",), "Transcript"),
    Action("transcript.next", "Next place", ("F3",), "Transcript", repeats=True),
    Action(
        "transcript.previous",
        "Previous place",
        ("Shift+F3",),
        "Transcript",
        repeats=True,
    ),
    Action("transcript.correct", "Correct the words of a cue…", (), "Transcript"),
    Action("transcript.speakers", "Change speakers…", (), "Transcript"),
    Action("transcript.remove", "Remove the transcript…", (), "Transcript"),
    Action("go.command", "Find a command…", ("Ctrl+K",), "Go", while_typing=True),
    Action("go.library", "Library", ("Alt+1",), "Go", while_typing=True),
    Action("go.review", "Review", ("Alt+2",), "Go", while_typing=True),
    Action("go.rate", "Rate", ("Alt+3",), "Go", while_typing=True),
    Action("go.case", "Case", ("Alt+5",), "Go", while_typing=True),
    Action("go.codebook", "Codebook", ("Alt+6",), "Go", while_typing=True),
    Action("go.export", "Export", ("Alt+4",), "Go", while_typing=True),
    Action("go.study", "Study", ("Alt+8",), "Go", while_typing=True),
    Action("help.keys", "Keys", ("F1",), "Help", while_typing=True),
    Action("help.about", "About IPT Review", (), "Help"),
)

HINTS: dict[str, tuple[tuple[str, str], ...]] = {
    "review": (
        ("tape.play", "play"),
        ("tape.back tape.forward", "1 s"),
        ("tape.back_more tape.forward_more", "5 s"),
        ("tape.slower tape.faster", "speed"),
        ("a–z", "code"),
        ("⇧ a–z", "flag"),
        ("0–6", "focus"),
        ("mark.note", "note"),
        ("edit.undo", "undo"),
    ),
    "rate": (
        ("↑ ↓", "item"),
        ("1–7", "rate"),
        ("N", "not applicable"),
        ("U", "not ratable"),
        ("K", "keep what is asked about"),
        ("Enter", "play the evidence"),
        ("edit.undo", "undo"),
    ),
    "case": (("↑ ↓", "session"), ("Enter", "review its tape"), ("Tab", "pages")),
    "codebook": (("↑ ↓", "entry"), ("Tab", "its fields"), ("edit.undo", "undo")),
    "queue": (("↑ ↓", "tape"), ("Enter", "open")),
    "study": (("Tab", "pages and fields"), ("↑ ↓", "row")),
    "library": (
        ("↑ ↓", "session"),
        ("Enter", "review"),
        ("find.open", "search"),
        ("F2", "change"),
        ("Ins", "add a session"),
        ("Del", "remove"),
        ("edit.undo", "undo"),
    ),
}
"""What the status line shows in each room: actions by id, or keys as they are, and
what they do. The sheet of keys shows all of them."""

MENUS = tuple(dict.fromkeys(action.menu for action in ACTIONS))


def action(name: str) -> Action:
    """Return the action with this id."""
    return next(each for each in ACTIONS if each.id == name)
