"""What of an export looks as if it told who somebody is; a remark, never a block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ipt_review.exchange.watch import UNWATCHED
from ipt_review.study.identifying import in_id, in_text
from ipt_review.study.permissions import Act
from ipt_review.workflow.export.exporting import selection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ipt_review.domain.coding import Coding
    from ipt_review.domain.people import Person
    from ipt_review.exchange.watch import Watch
    from ipt_review.workflow.desk import Desk

MOST_TOLD: Final = 3
ADVICE: Final = "Look at them before you hand the file on."


def remarks_on_export(
    desk: Desk,
    path: Path,
    person: Person | None,
    watch: Watch = UNWATCHED,
    *,
    full: bool,
) -> list[str]:
    """Return a sentence for each kind of thing that looks like a name or a date.

    Args:
        desk: The open study.
        path: The file that is written.
        person: Who exports.
        watch: Told how many of the notes were read.
        full: Whether notes and comments go out too.

    Raises:
        NotAllowed: When the person may take nothing out at this level.
        CalledOff: When it is not wanted any more.
    """
    found = []
    looks = in_id(path.stem) or in_text(path.stem)
    if looks and path.stem != desk.database.path.stem:  # which the program proposes
        found.append(f"The name of the file, “{path.name}”, looks like {looks}.")
    handles = _handles(desk)
    like = [f"“{handle}”" for handle in handles if in_id(handle)]
    if like:
        found.append(f"Ids that look like names or dates: {_some(like)}.")
    if full:
        notes = list(_notes_like(desk, person, watch))
        if notes:
            found.append(f"Notes that seem to hold names or dates: {_some(notes)}.")
    return [*found, ADVICE] if found else []


def _handles(desk: Desk) -> list[str]:
    database = desk.database
    cases = database.cases()
    return [
        *(each.handle for each in database.therapists()),
        *(case.handle for case in cases),
        *(each.handle for each in database.people()),
    ]


def _notes_like(desk: Desk, person: Person | None, watch: Watch) -> Iterator[str]:
    """Yield where such notes stand: case, session and rater, each coding once."""
    chosen = selection(desk, person, full=True)
    sees = desk.rights.may(Act.SEE_NAMES, person=person).allowed
    names = tuple(desk.database.private.names().values()) if sees else ()
    whole, done = max(1, len(desk.database.heads())), 0
    for reviews in desk.database.reviews_by_case():
        watch.tell(min(1.0, (done := done + len(reviews)) / whole))
        for review in chosen.reviews(reviews):
            texts = _texts(review.coding)
            if any(in_text(text, names) for text in texts):
                session = f"session {review.session.number}"
                yield f"case {review.case.handle}, {session}, {review.rater.handle}"


def _texts(coding: Coding) -> Iterator[str]:
    yield coding.session_comment
    yield from (mark.note for mark in coding.marks.values())
    yield from (rating.note for rating in coding.ratings.values())
    for comment in coding.comments.values():
        yield comment.text
        yield comment.wording


def _some(told: list[str]) -> str:
    more = len(told) - MOST_TOLD
    rest = f" and {more} more" if more > 0 else ""
    return f"{'; '.join(told[:MOST_TOLD])}{rest}"
