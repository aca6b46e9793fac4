"""The frame of a treatment: what was agreed, how long it takes, and how it ends.

Every line is a value with a level and a sentence that names the article's rule. What
rests on tapes rests on one perspective's codings; perspectives are never pooled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.phase import Phase
from ipt_review.scoring import frame_tape
from ipt_review.scoring.frame_line import (
    Aspect,
    FrameLine,
    Level,
    Treatment,
    listed,
    sessions,
)
from ipt_review.scoring.frame_pace import pace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.review import Review
    from ipt_review.domain.study import Case, Session


def treatment_frame(
    case: Case,
    all_sessions: Sequence[Session],
    reviews: Sequence[Review],
    codebook: Codebook,
) -> tuple[FrameLine, ...]:
    """Return the frame of one case.

    Args:
        case: With its foci and facts.
        all_sessions: Those of other cases are passed over.
        reviews: Of this case, all from one perspective.
        codebook: Whose limits and items count.
    """
    own = sorted((s for s in all_sessions if s.case == case.id), key=lambda s: s.number)
    known = Treatment(case, tuple(own), tuple(reviews), codebook)
    items = {item.id for item in codebook.items}
    lines = [
        _opening(known),
        frame_tape.formulation(known) if frame_tape.FORMULATION in items else None,
        frame_tape.agreement(known),
        _foci(known),
        frame_tape.time_limit(known) if frame_tape.TIME_LIMIT in items else None,
        _severity(known),
        frame_tape.ending(known) if frame_tape.ENDING in items else None,
        _plan(known),
        pace(known),
    ]
    return tuple(line for line in lines if line is not None)


def _opening(known: Treatment) -> FrameLine:
    limit = known.codebook.frame.opening_sessions
    opening = [s.number for s in known.sessions if s.phase is Phase.OPENING]
    length = max(opening, default=0)
    rule = f"The opening should be brief, {limit} sessions at most (article, line 34)"
    if not length:
        return FrameLine(Aspect.OPENING, Level.NOTE, "not on record", f"{rule}.")
    running = known.agreed_in is None and known.reached == length and not known.over
    fact = f"{sessions(length)}{' so far' if running else ''}"
    if length > limit or known.overrun:
        parts = [f"it lasted {length}"] if length > limit else []
        if known.overrun:
            late = listed(known.overrun)
            parts.append(f"no focus was agreed before session {late}")
        why = f"{rule}; {', and '.join(parts)}."
        return FrameLine(Aspect.OPENING, Level.FLAG, fact, why)
    return FrameLine(Aspect.OPENING, Level.OK, fact, f"{rule}.")


def _foci(known: Treatment) -> FrameLine:
    most = known.codebook.frame.most_foci
    labels = {area.id: area.label for area in known.codebook.areas}
    areas = list(dict.fromkeys(focus.area for focus in known.case.foci))
    rule = f"One focus is chosen, no more than {most} (article, line 44)"
    fact = f"{len(areas)}: " + ", ".join(labels.get(a, a) for a in areas)
    if not areas:
        return FrameLine(Aspect.FOCI, Level.OK, "none agreed yet", f"{rule}.")
    if len(areas) > most:
        why = f"{rule}; {len(areas)} areas were agreed on in one treatment."
        return FrameLine(Aspect.FOCI, Level.FLAG, fact, why)
    return FrameLine(Aspect.FOCI, Level.OK, fact, f"{rule}.")


def _severity(known: Treatment) -> FrameLine:
    given = [session for session in known.sessions if session.severity]
    told = [s for s in given if any(each.fed_back for each in s.severity)]
    kept = [s for s in given if any(each.fed_back is False for each in s.severity)]
    rule = (
        "A severity scale is repeated regularly, and the patient learns what it shows "
        "(article, lines 19 and 39)"
    )
    fact = f"{len(given)} of {sessions(len(known.sessions))}, fed back in {len(told)}"
    limit = known.codebook.frame.opening_sessions
    opening = [session for session in known.sessions if session.number <= limit]
    if opening and not any(session.severity for session in opening):
        why = f"{rule}; none is on record for the opening."
        return FrameLine(Aspect.SEVERITY, Level.FLAG, fact, why)
    if 2 * len(given) < len(known.sessions):
        why = f"{rule}; fewer than half of the sessions have one."
        return FrameLine(Aspect.SEVERITY, Level.NOTE, fact, why)
    if kept:
        numbers = listed([session.number for session in kept])
        why = f"{rule}; not fed back in session {numbers}."
        return FrameLine(Aspect.SEVERITY, Level.NOTE, fact, why)
    return FrameLine(Aspect.SEVERITY, Level.OK, fact, f"{rule}.")


def _plan(known: Treatment) -> FrameLine:
    frame, planned = known.codebook.frame, known.case.planned_sessions
    low, high = frame.sessions_low, frame.sessions_high
    rule = f"Acute treatment takes {low} to {high} sessions, set in advance"
    fact = f"{planned} planned, {known.reached} reached"
    if known.reached > planned:
        why = f"{rule} (article, line 28); it went on past the plan."
        return FrameLine(Aspect.PLAN, Level.FLAG, fact, why)
    if not low <= planned <= high:
        why = f"{rule} (article, line 28); {planned} were planned."
        return FrameLine(Aspect.PLAN, Level.FLAG, fact, why)
    return FrameLine(Aspect.PLAN, Level.OK, fact, f"{rule} (article, line 28).")
