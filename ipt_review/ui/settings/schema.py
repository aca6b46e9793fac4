"""Everything that can be set for this computer, as data.

What can change a result (codebook, tolerances, the set-back of a point) belongs to the
study and is kept in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ipt_review.media.choose import LIBVLC, QT, SILENT

PLAYING, CODING, LOOK = "Playing tapes", "Coding", "Look"
PRIVACY = "Privacy"


class Kind(Enum):
    """How a setting is asked for."""

    SECONDS = "seconds"
    YES_OR_NO = "yes or no"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set.

    Attributes:
        kind: SECONDS are whole ms, shown as seconds; YES_OR_NO is 1 or 0; of a
            CHOICE the value is its place among the choices.
        most: The largest value that makes sense.
        choices: How each is written down, and what it is called.
        page: The page of the settings on which it is asked for.
    """

    id: str
    label: str
    kind: Kind
    default: int
    help: str
    most: int = 1
    choices: tuple[tuple[str, str], ...] = ()
    page: str = PLAYING


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "engine",
        "Play tapes with",
        Kind.CHOICE,
        0,
        "Holds from the next start of the program on.",
        3,
        (
            ("", "The best there is"),
            (LIBVLC, "VLC"),
            (QT, "Qt Multimedia"),
            (SILENT, "Nothing: no sound, no picture"),
        ),
    ),
    Setting(
        "tape.back_step",
        "Step back when playing again",
        Kind.SECONDS,
        1_500,
        "How much of the tape is heard again after a pause.",
        10_000,
    ),
    Setting(
        "tape.pedal_back",
        "Step back when the pedal is let go",
        Kind.YES_OR_NO,
        0,
        "Rather than when it is pressed again.",
    ),
    Setting(
        "tape.captions",
        "Show captions when a tape opens",
        Kind.YES_OR_NO,
        1,
        "Captions that were imported with the tape.",
    ),
    Setting(
        "tape.go_on",
        "Open each tape where it was left",
        Kind.YES_OR_NO,
        1,
        "A tape that was left near its end opens at its start.",
    ),
    Setting(
        "tape.skip_gaps",
        "Skip gaps between the files of a tape",
        Kind.YES_OR_NO,
        0,
        "Where nothing was recorded; otherwise the clock runs on through them.",
    ),
    Setting(
        "tape.skip_silence",
        "Skip long silences",
        Kind.YES_OR_NO,
        0,
        "Where nobody is heard to speak, by estimate. Times on the tape stay what "
        "they are.",
    ),
    Setting(
        "tape.long_silence",
        "A silence is long when it lasts more than",
        Kind.SECONDS,
        3_000,
        "Half a second of it is played all the same.",
        60_000,
    ),
    Setting(
        "code.double_press",
        "The same key again is a slip within",
        Kind.SECONDS,
        300,
        "A second press that soon does nothing, unless the tape was moved meanwhile. "
        "It holds for Space too; 0 s switches it off.",
        2_000,
        page=CODING,
    ),
    Setting(
        "code.hold",
        "Hold the key of an interval for as long as it lasts",
        Kind.YES_OR_NO,
        0,
        "Otherwise one press opens it and a second closes it.",
        page=CODING,
    ),
    Setting(
        "code.click",
        "Click when a key codes",
        Kind.YES_OR_NO,
        0,
        "A soft sound beside the tape’s own.",
        page=CODING,
    ),
    Setting(
        "marks.lead_in",
        "Begin before a mark that is played after others",
        Kind.SECONDS,
        2_000,
        "When the filtered marks are played in order, and where a search leads.",
        30_000,
        page=CODING,
    ),
    Setting(
        "marks.lead_out",
        "Play on behind such a mark",
        Kind.SECONDS,
        3_000,
        "Stretches that meet are played as one.",
        30_000,
        page=CODING,
    ),
    Setting(
        "compare.lead_in",
        "Begin before a disagreement that is played",
        Kind.SECONDS,
        3_000,
        "In the Compare room, so that one hears what led to it.",
        30_000,
        page=CODING,
    ),
    Setting(
        "agenda.lead_in",
        "Begin before a clip that is played in a meeting",
        Kind.SECONDS,
        3_000,
        "So that those who take part hear what led to it.",
        30_000,
    ),
    Setting(
        "note.pause",
        "Pause the tape while a note or comment is written",
        Kind.YES_OR_NO,
        1,
        "It goes on when the text is saved or left.",
        page=CODING,
    ),
    Setting(
        "look.theme",
        "Theme",
        Kind.CHOICE,
        0,
        "Light and dark have the same contrasts.",
        2,
        (("", "As the system"), ("light", "Light"), ("dark", "Dark")),
        LOOK,
    ),
    Setting(
        "look.zoom",
        "Size of everything in the window",
        Kind.CHOICE,
        0,
        "Holds from the next start of the program on, beside what the system enlarges.",
        3,
        (("", "100 %"), ("110", "110 %"), ("125", "125 %"), ("150", "150 %")),
        LOOK,
    ),
    Setting(
        "lock.after",
        "Lock the study when nothing is pressed for",
        Kind.CHOICE,
        0,
        "The window hides what is in it, the tape pauses, and the passphrase (or the "
        "password of the server) is asked for. Nothing is closed or lost. A study "
        "without passphrase is not locked.",
        4,
        (
            ("", "15 minutes"),
            ("5", "5 minutes"),
            ("30", "30 minutes"),
            ("60", "1 hour"),
            ("never", "Never"),
        ),
        PRIVACY,
    ),
)

PAGES = tuple(dict.fromkeys(each.page for each in SETTINGS))


def setting(name: str) -> Setting:
    """Return the setting with this id."""
    return next(each for each in SETTINGS if each.id == name)
