"""How each coder writes down a scripted session: what they hear, and how they rate.

What happened is in the script. Each coder has habits: how far the hand lags, what is
passed over, how ratings lie. All of it is drawn from dice that are named after coder
and session, so that the same study comes out on every run.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from build_spec.demo.applying import Session

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from build_spec.demo.applying import Codebook
    from build_spec.demo.hour import Hour, Moment

Row = dict[str, Any]
SHORTEST_BOUT_MS = 12_000
LEAST, MOST = 1, 7
DRIFTING = frozenset(
    {
        "adh_affect_validated",
        "adh_supports",
        "adh_summary",
        "adh_hope",
        "adh_ending",
        "adh_aftercare",
        "adh_transition_mourning",
        "adh_transition_new_role",
        "cmp_hope",
        "cmp_balance",
        "cmp_practical",
        "cmp_ending",
    }
)
"""Items on which the rater who drifts becomes generous."""
DRIFTING_LATE = frozenset(
    {
        "cmp_empathy",
        "cmp_affect",
        "cmp_flow",
        "cmp_linkage",
        "cmp_illness_person",
        "adh_focus_kept",
        "adh_credit",
    }
)
"""Items that follow in the last weeks."""
CLEAR = 4
NOT_APPLICABLE = 97
LONG_LAPSE_MS = 150_000
SPREAD = 1.0
"""How far items lie from the level of their session, as a standard deviation."""
EASILY_MISSED = frozenset({"respond", "flags"})
"""Groups of codes of which a single mark may be passed over."""
SKIPS = {"TR": 0.7, "R-2": 0.25}
"""How often a short bout of the focus track is left out, by coder."""
A_TRACE = 0.3
"""How often something that was not done is a 2 all the same, for a trace of it."""


@dataclass(frozen=True)
class Habit:
    """How one coder codes.

    Attributes:
        role: As what.
        lag: How far a mark lies behind what it marks, from and to, in ms.
        misses: Share of moments that are passed over; `lapses` of off-model ones.
        takes_for: A code that is sometimes heard as another, and how often.
        wavers: Share of ratings that lie a point to either side.
        own_mind: Items that the coder understands in their own way.
        astray: Share of off-model items rated a 2 although nothing was off the model.
    """

    role: str
    lag: tuple[int, int]
    misses: float = 0.0
    lapses: float = 0.0
    takes_for: dict[str, tuple[str, float]] = field(default_factory=dict)
    wavers: float = 0.0
    own_mind: frozenset[str] = frozenset()
    astray: float = 0.0


HABITS = {
    "REF": Habit("gold_standard", (-160, 190)),
    "SV": Habit("supervisor", (-280, 560), misses=0.04, wavers=0.16, astray=0.04),
    "TR": Habit(
        "trainee_self", (-240, 880), misses=0.14, lapses=0.85, wavers=0.3, astray=0.08
    ),
    "R-1": Habit("study_rater", (-300, 700), 0.03, 0.05, wavers=0.08),
    "R-2": Habit(
        "study_rater",
        (-500, 1_600),
        0.06,
        0.1,
        {
            "affect_named": ("affect_validated", 0.12),
            "empathy": ("affect_validated", 0.3),
        },
        wavers=0.1,
        own_mind=frozenset({"cmp_balance", "adh_affect_validated"}),
    ),
}


def marks_of(hour: Hour, coder: str, book: Codebook) -> list[Row]:
    """Return one coder's marks of a session, its focus track among them."""
    dice = random.Random(f"{coder} hears {hour.case} {hour.number}")
    heard = [_mark(each, coder, dice) for each in _heard(hour, coder, book, dice)]
    marks = heard + _track(hour, coder, dice)
    for mark in marks:
        mark["end"] = min(mark["end"], hour.length)
    return sorted(marks, key=lambda mark: (mark["start"], mark["end"]))


def _heard(
    hour: Hour, coder: str, book: Codebook, dice: random.Random
) -> Iterator[Moment]:
    habit = HABITS[coder]
    for moment in hour.moments:
        luck = dice.random()
        lapse = book.events[moment.code]["valence"] == "ipt_inconsistent"
        share = habit.lapses if lapse else habit.misses
        group = book.events[moment.code]["group"]
        only = sum(each.code == moment.code for each in hour.moments) == 1
        if only and group not in EASILY_MISSED and coder != "TR":
            share = 0.0
        told = coder in moment.notes or coder in moment.by
        if moment.by and not told:
            continue
        if told or luck >= share:
            yield moment


def _mark(moment: Moment, coder: str, dice: random.Random) -> Row:
    habit, code = HABITS[coder], moment.code
    other, share = habit.takes_for.get(code, (code, 0.0))
    if dice.random() < share and coder not in moment.notes:
        code = other
    start = moment.start + dice.randrange(900) + dice.randint(*habit.lag)
    end = start
    if moment.end > moment.start:
        end = moment.end + dice.randrange(900) + 3 * dice.randint(*habit.lag)
    note = moment.notes.get(coder, "")
    return {"code": code, "start": max(0, start), "end": end, "note": note}


def _track(hour: Hour, coder: str, dice: random.Random) -> list[Row]:
    """Return the focus track as one coder kept it; trainees leave short bouts out."""
    ends = [*(at for at, _ in hour.focus[1:]), hour.length]
    kept: list[tuple[int, str]] = []
    for (at, state), end in zip(hour.focus, ends, strict=True):
        brief = end - at < (150_000 if coder == "TR" else 60_000)
        skipped = brief and kept and dice.random() < SKIPS.get(coder, 0.06)
        start = at + dice.randrange(900) + 2 * dice.randint(*HABITS[coder].lag)
        if not skipped and (not kept or kept[-1][1] != state):
            kept.append((start if kept else 0, state))
    spans = zip(kept, [*(at for at, _ in kept[1:]), hour.length], strict=True)
    return [
        {"code": state, "start": start, "end": end} for (start, state), end in spans
    ]


@dataclass(frozen=True)
class Rating:
    """Rates one session for one coder, by what happened and by their habits.

    Attributes:
        case: The case in the shape of study.yaml; `row` the session in it.
        late: Share of the coding that was done before this session, for who drifts.
    """

    book: Codebook
    case: Row
    row: Row
    hour: Hour
    late: float = 0.0

    def all(self, coder: str, marks: Iterable[Row]) -> dict[str, int]:
        """Return the ratings of one coder, by item, in the order of the codebook."""
        coded = {mark["code"] for mark in marks}
        asks = Session(self.book, self.case, self.row, coded)
        dice = random.Random(f"{coder} rates {self.hour.case} {self.hour.number}")
        found: dict[str, int] = {}
        for item in self.book.items:
            wanted = asks.wanted(item, found)
            value = self._near(coder, item, self.truth(item), dice)
            if wanted == "absent":
                continue
            if wanted == "free" and not coded & set(self._evidence(item)):
                wanted = "not applicable"
            out = wanted == "not applicable"
            backed = self._backed(item, value, coded, wanted)
            found[item] = NOT_APPLICABLE if out else backed
        return found

    def truth(self, item: str) -> int:
        """Return what the session deserves on an item, as its script has it."""
        written: dict[str, int] = self.row_of_script["ratings"]
        if item in written:
            return written[item]
        part = self.book.items[item]["part"]
        if part == "off_model":
            return self._lapses(item)
        return self._extent(item) if part == "adherence" else self._quality(item)

    def _extent(self, item: str) -> int:
        """Return how far it was done: by level, and how often it was."""
        dice = random.Random(f"{item} of {self.hour.case} {self.hour.number}")
        times = self._times(item)
        if not times:
            return LEAST + (dice.random() < A_TRACE)
        more = 0.35 * (min(times, 3) - 1)
        style = self.hour.style.get(item, 0.0)
        level = self.row_of_script["level"]["adherence"]
        return max(2, _within(level + dice.gauss(style + more, SPREAD)))

    def _quality(self, item: str) -> int:
        dice = random.Random(f"{item} of {self.hour.case} {self.hour.number}")
        style = self.hour.style.get(item, 0.0)
        apart = 0.0 if item == "cmp_overall" else dice.gauss(style, SPREAD)
        return _within(self.row_of_script["level"]["competence"] + apart)

    @property
    def row_of_script(self) -> Row:
        """The session as it was written."""
        return {"ratings": {}, **self.hour.row}

    def _evidence(self, item: str) -> list[str]:
        evidence: list[str] = self.book.items[item]["evidence"]
        return evidence

    def _times(self, item: str) -> int:
        codes = set(self._evidence(item))
        moments = sum(each.code in codes for each in self.hour.moments)
        return moments + bool(codes & {state for _, state in self.hour.focus})

    def _lapses(self, item: str) -> int:
        codes = set(self._evidence(item))
        lapses = [each for each in self.hour.moments if each.code in codes]
        if not lapses:
            return LEAST
        long = any(each.end - each.start > LONG_LAPSE_MS for each in lapses)
        return min(2 + len(lapses) + long, 6)

    def _near(self, coder: str, item: str, truth: int, dice: random.Random) -> int:
        """Return a coder's rating of what deserves `truth`."""
        habit = HABITS[coder]
        luck, side, drift = dice.random(), dice.choice((-1, 1)), dice.random()
        if truth == NOT_APPLICABLE:
            return truth
        off = self.book.items[item]["part"] == "off_model"
        if off and truth == LEAST:
            return 2 if luck < habit.astray else LEAST
        value = truth + (side if luck < habit.wavers else 0)
        if item in habit.own_mind:
            value += dice.choice((-2, -1, 1, 1))
        late = self.late**2 if item in DRIFTING_LATE else self.late
        drifts = item in DRIFTING | DRIFTING_LATE
        if coder == "R-2" and drifts and drift < late:
            value += 1
        if coder == "TR" and not off:
            bias = float(self.hour.row.get("self", 0.0))
            value += (bias > 0) - (bias < 0) if drift < abs(bias) else 0
        return _within(value)

    def _backed(self, item: str, value: int, coded: set[str], wanted: str) -> int:
        """Return a rating that stands with what the coder marked."""
        codes = set(self._evidence(item))
        bound = codes and self.book.items[item]["part"] != "competence"
        if bound and value >= CLEAR and not codes & coded:
            value = CLEAR - 1
        if bound and value == LEAST and codes & coded:
            value = LEAST + 1
        return max(value, LEAST + 1) if wanted == "free" else value


def _within(value: float) -> int:
    return max(LEAST, min(MOST, round(value)))
