"""The search at the real window: found, gone to, played, put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.comment import CommentKind
from ipt_review.workflow.coding.searching import HitKind

if TYPE_CHECKING:
    from ipt_review.workflow.coding.searching import Hit
    from tests.gui.rater import Rater


def search(rater: Rater, words: str) -> list[Hit]:
    """Press Ctrl+F, type, and wait for what is found."""
    rater.press("Ctrl+F")
    panel = rater.window.review.search
    assert rater.focused is panel.field
    panel.field.clear()
    rater.type(words)
    rater.qtbot.waitUntil(lambda: not panel._soon.isActive())
    return panel.hits()


def test_marks_notes_comments_and_captions_are_found(rater: Rater) -> None:
    session = rater.seat.session
    session.comment(CommentKind.PRIVATE, 100_000, text="The SISTER again")
    session.write_note(rater.listed()[0], "her sister")
    cues = [cue for cue in rater.seat.cues if "sister" in cue.text.casefold()]

    hits = search(rater, "sister")

    kinds = [hit.kind for hit in hits]
    assert kinds.count(HitKind.NOTE) == 1
    assert kinds.count(HitKind.COMMENT) == 1
    assert kinds.count(HitKind.CAPTION) == len(cues)
    assert [hit.at for hit in hits] == sorted(hit.at or 0 for hit in hits)
    count = rater.window.review.search.count.text()
    assert count == f"{len(hits)} hits"


def test_a_caption_is_found_by_what_was_said(rater: Rater) -> None:
    cue = rater.seat.cues[10]
    words = " ".join(cue.text.split()[:4])

    hits = search(rater, f'"{words}"'.replace("…", ""))

    assert cue.span.start in [hit.at for hit in hits]


def test_enter_goes_there_and_plays_with_a_lead(rater: Rater) -> None:
    hits = search(rater, "validated")
    assert hits[0].at is not None

    rater.press("Return")

    rater.qtbot.waitUntil(lambda: rater.playing)
    assert rater.position == hits[0].at - 2_000
    assert rater.program.reviewing.marking.picked == hits[0].number
    rater.window.review.setFocus()
    rater.pause()


def test_enter_at_once_does_not_wait_for_the_search(rater: Rater) -> None:
    rater.press("Ctrl+F")
    rater.type("praised")
    rater.press("Return")

    rater.qtbot.waitUntil(lambda: rater.playing)
    mark = rater.coding.marks[rater.program.reviewing.marking.picked or 0]
    assert mark.code == "praise"
    rater.window.review.setFocus()
    rater.pause()


def test_keys_walk_through_the_hits_from_anywhere(rater: Rater) -> None:
    hits = search(rater, "validated")
    rater.window.review.setFocus()

    rater.press("Alt+PgDown")
    assert rater.program.reviewing.marking.picked == hits[1].number
    rater.press("Alt+PgUp")
    assert rater.program.reviewing.marking.picked == hits[0].number
    assert rater.position == (hits[0].at or 0) - 2_000


def test_up_and_down_walk_while_words_are_typed(rater: Rater) -> None:
    hits = search(rater, "feeling")

    rater.press("Down", "Down", "Up")

    assert rater.window.review.search.current == hits[1]
    assert rater.focused is rater.window.review.search.field


def test_escape_puts_the_search_away_and_the_tape_stays(rater: Rater) -> None:
    search(rater, "feeling")

    rater.press("Esc")

    assert not rater.window.review.search.isVisible()
    assert rater.focused is rater.window.review
    assert not rater.playing


def test_what_is_coded_meanwhile_is_found_at_once(rater: Rater) -> None:
    before = len(search(rater, '"mood-event"'))
    rater.window.review.setFocus()
    rater.go_to(400_000)

    rater.press("L")

    assert len(rater.window.review.search.hits()) == before + 1


def test_words_that_are_nowhere_are_told(rater: Rater) -> None:
    assert search(rater, "xyzzy") == []
    assert rater.window.review.search.count.text() == "Nothing found"


def test_hits_are_read_out_with_time_kind_and_text(rater: Rater) -> None:
    search(rater, "validated")
    model = rater.window.review.search.list.model()

    said = str(model.index(0, 0).data())

    assert said.startswith("0:02:42 Mark · Feeling validated")


def test_right_to_left_text_is_painted_and_found(rater: Rater) -> None:
    rater.seat.session.write_note(rater.listed()[0], "היא אמרה שָׁלוֹם ל-Zoë")

    hits = search(rater, "zoe")

    assert [hit.kind for hit in hits] == [HitKind.NOTE]
    assert not rater.window.review.search.list.grab().isNull()


def test_the_comment_on_the_session_is_found_on_its_page(rater: Rater) -> None:
    rater.seat.session.write_session_comment("Quite a session, xyzzy")
    search(rater, "xyzzy")

    rater.press("Return")

    review = rater.window.review
    assert review.tabs.currentWidget() is review.session_page
