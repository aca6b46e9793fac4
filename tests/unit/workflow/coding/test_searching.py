from __future__ import annotations

from dataclasses import replace

from ipt_review.domain.coding import Coding
from ipt_review.domain.comment import Comment, CommentKind
from ipt_review.domain.mark import Mark
from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import Cue
from ipt_review.workflow.coding.searching import Hit, HitKind, excerpt, search
from tests.builders import SmallStudy

SMALL = SmallStudy()
BOOK = SMALL.codebook
MARKS = (
    Mark(1, "link_mood", 50_000, 50_000, "After the quarrel with Zoë"),
    Mark(2, "role_play", 20_000, 40_000),
    Mark(3, "grief", 0, 90_000),
    Mark(4, "no_such_code", 70_000, 70_000),
)
CODING = replace(
    Coding(SMALL.head),
    marks={mark.number: mark for mark in MARKS},
    comments={
        1: Comment(1, CommentKind.TO_TRY, 30_000, 30_000, "Wait", "How did Zoe feel?"),
        2: Comment(2, CommentKind.MISSED, 60_000, 60_000, code="role_play"),
    },
    session_comment="Zoe is the sister.",
)
CUES = (
    Cue(Span(10_000, 12_000), "Therapist", "How have\nthings been?"),
    Cue(Span(45_000, 47_000), "Patient", "I met ZOË."),
)


def found(query: str) -> list[Hit]:
    return search(query, CODING, BOOK, CUES)


def test_a_word_is_found_wherever_it_stands_in_the_order_of_the_tape() -> None:
    hits = found("zoe")

    assert [(hit.kind, hit.at) for hit in hits] == [
        (HitKind.SESSION, None),
        (HitKind.COMMENT, 30_000),
        (HitKind.CAPTION, 45_000),
        (HitKind.NOTE, 50_000),
    ]


def test_a_mark_is_found_by_its_label_and_a_comment_by_the_code_it_missed() -> None:
    assert [(hit.kind, hit.number) for hit in found("ROLE")] == [
        (HitKind.MARK, 2),
        (HitKind.COMMENT, 2),
    ]


def test_label_and_note_are_searched_together() -> None:
    assert [(hit.kind, hit.number) for hit in found("mood quarrel")] == [
        (HitKind.NOTE, 1)
    ]
    assert found("mood sunshine") == []


def test_states_and_codes_that_were_lost_are_found_too() -> None:
    assert [hit.number for hit in found("grief")] == [3]
    assert [hit.number for hit in found("no_such")] == [4]


def test_words_over_a_line_break_are_found_together() -> None:
    assert [hit.title for hit in found('"have things"')] == ["Therapist"]


def test_nothing_is_found_for_nothing() -> None:
    assert found("  ") == []


def test_an_excerpt_has_what_was_found_in_it() -> None:
    note = "a " * 50_000 + "needle " + "b " * 50_000
    hit = Hit(HitKind.NOTE, 0, 1, "", note, ("needle",))

    piece = excerpt(hit)

    assert piece.text.startswith("…")
    assert len(piece.text) < 200
    assert [piece.text[a:b] for a, b in piece.found] == ["needle"]


def test_a_short_text_is_its_own_excerpt() -> None:
    hit = next(hit for hit in found("zoe") if hit.kind is HitKind.NOTE)

    piece = excerpt(hit)

    assert piece.text == "After the quarrel with Zoë"
    assert [piece.text[a:b] for a, b in piece.found] == ["Zoë"]
