"""Feedback from a supervisor's comments to a trainee's reply, at the window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QFileDialog

from ipt_review.domain.feedback import LONGEST, Content, Goal, Point, PointKind
from ipt_review.ui.feedback.page_painting import A4, LETTER, paint_page, sheet_size
from ipt_review.ui.feedback.saving import write_page
from tests.gui.rater import Rater

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QListWidget
    from pytestqt.qtbot import QtBot

    from ipt_review.domain.feedback import Feedback
    from ipt_review.ui.feedback.screen import FeedbackScreen


@pytest.fixture
def rater(demo: Path, tmp_path: Path, qtbot: QtBot) -> Rater:
    """Return the supervisor of the demo, with the tape open."""
    sits = Rater(tmp_path).arrive(qtbot)
    sits.program.open_path(demo)
    sits.sit_down("SV-1", 5)
    return sits


def room(rater: Rater) -> FeedbackScreen:
    rater.program.enter("feedback")
    assert rater.window.room == "feedback"
    return rater.window.feedback


def on_page(rater: Rater) -> list[str]:
    giver = rater.program.supervising.giving.giver
    assert giver is not None
    return [point.text for point in giver.content.points]


def hands_back(rater: Rater) -> Feedback:
    """Have the supervisor hand the draft back with one goal on it."""
    screen = room(rater)
    screen.editor.goals.lines[0].setText("Stay with the tears.")
    screen.editor.hand_over()
    rater.desk.submit(rater.coding.head.id)
    screen.hand_back.click()
    stored = rater.desk.database.feedback.on(rater.coding.head.id)
    assert stored is not None
    assert stored.handed_back is not None
    return stored


def check(comments: QListWidget, row: int, *, on: bool) -> None:
    states = Qt.CheckState
    comments.item(row).setCheckState(states.Checked if on else states.Unchecked)


def test_a_supervisor_edits_the_draft_hands_it_back_and_saves_it(
    rater: Rater, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = room(rater)
    strength, *_ = on_page(rater)
    assert strength.startswith("Her anger becomes something she can use")
    assert screen.page.page is not None
    assert screen.page.page.is_draft

    check(screen.editor.comments, 0, on=False)
    assert len(on_page(rater)) == 2
    rater.press("Ctrl+Z")
    assert len(on_page(rater)) == 3
    rater.press("Ctrl+Shift+Z")
    row = next(iter(screen.editor.rows.values()))
    row.text.setPlainText("Her anger became a tool.")
    row.hand_over()
    screen.editor.rows[[*screen.editor.rows][-1]].goal.click()
    assert on_page(rater)[0] == "Her anger became a tool."

    screen.hand_back.click()
    assert "still a draft" in rater.banner
    rater.desk.submit(rater.coding.head.id)
    rater.program.go_on(rater.coding.head.id)
    rater.wait_for_tape()
    screen = room(rater)
    screen.hand_back.click()
    assert screen.state.text().startswith("Handed back by SV-1 on ")
    assert screen.editor.rows[row.point.number].text.isReadOnly()

    target = tmp_path / "page"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(target), "PDF (*.pdf)")
    )
    screen.pdf.click()
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    screen.html.click()
    assert "Her anger became a tool." in (tmp_path / "page.html").read_text("utf-8")


def test_a_trainee_hears_the_moments_in_order(rater: Rater) -> None:
    first, *_ = hands_back(rater).content.points
    rater.sit_down("T-04", 5)
    page = rater.program.supervising.hearing.page
    rater.window.review.tabs.setCurrentWidget(page)

    page.list.setFocus()
    rater.press("Return")
    rater.qtbot.waitUntil(lambda: rater.playing, timeout=15_000)
    assert first.start - 3_000 <= rater.position <= first.start
    rater.pause()
    rater.go_to(0)
    page.all.click()
    rater.qtbot.waitUntil(
        lambda: rater.playing and rater.position >= first.start - 3_000, timeout=15_000
    )
    rater.let_run(first.end - first.start + 11_500)
    rater.qtbot.waitUntil(lambda: page.list.currentRow() == 1, timeout=15_000)
    rater.program.reviewing.player.pause()
    rater.qtbot.waitUntil(lambda: not rater.playing, timeout=15_000)


def test_a_trainee_answers_and_the_supervisor_reads_it(rater: Rater) -> None:
    given = hands_back(rater)
    first, *_ = given.content.points
    rater.sit_down("T-04", 5)
    page = rater.program.supervising.hearing.page
    rater.window.review.tabs.setCurrentWidget(page)
    page.reply.setFocus()
    rater.type("It was hard to wait.")
    rater.press("Return")
    assert page.replies.text() == "Your reply: It was hard to wait."
    page.boxes[0].click()
    stored = rater.desk.database.feedback.on(given.coding)
    assert stored is not None
    assert stored.tried(stored.content.goals[0].number)
    page.page.click()
    assert rater.window.room == "feedback"
    assert not rater.window.feedback.editor.isVisible()

    rater.sit_down("SV-1", 5)
    row = room(rater).editor.rows[first.number]
    assert row.replies.text() == "Reply: It was hard to wait."


def test_what_both_rated_otherwise_is_listed_with_moments_once_both_submitted(
    rater: Rater,
) -> None:
    page, tabs = rater.program.supervising.hearing.page, rater.window.review.tabs
    assert tabs.indexOf(page) < 0  # the supervisor's is a draft still
    rater.sit_down("T-04", 12)
    assert tabs.indexOf(page) < 0

    tape = rater.tape(5)
    rater.sit_down("SV-1", 5)
    rater.desk.submit(rater.coding.head.id)
    rater.program.review_tape(tape)
    rater.wait_for_tape()
    tabs.setCurrentWidget(page)
    assert "No feedback" in page.message.text()
    first = page.differing.topLevelItem(0)
    assert first is not None
    size = abs(int(first.text(2)) - int(first.text(3)))
    assert size > 1
    assert first.text(4).lstrip("+−") == str(size)
    moment = first.child(0)
    assert moment is not None
    assert moment.text(0).startswith("▶ ") or moment.text(0) == "no mark by either"

    page.compare.click()
    assert rater.window.room == "compare"


def test_the_fullest_page_still_fits_one_sheet_of_either_paper(
    rater: Rater, tmp_path: Path
) -> None:
    screen = room(rater)
    full = screen.page.page
    assert full is not None
    words = ("A long word and more " * 30)[:LONGEST]
    points = [
        Point(n, PointKind.STRENGTH if n < 4 else PointKind.TO_TRY, 0, 0, words, words)
        for n in range(1, 6)
    ]
    content = Content(tuple(points), (Goal(8, words), Goal(9, words)), (), words)
    lines = full.ratings[:1] * 46
    packed = replace(full, content=content, ratings=lines)
    for paper in (A4, LETTER):
        size = sheet_size(paper)
        picture = QImage(QSize(60, 80), QImage.Format.Format_RGB32)
        painter = QPainter(picture)
        painter.scale(60 / size.width(), 60 / size.width())
        painted = paint_page(painter, packed, paper)
        painter.end()
        assert painted.fits
        whole = QRectF(0, 0, size.width(), size.height())
        assert all(whole.contains(box) for box, _ in painted.links)
    write_page(tmp_path / "page.pdf", packed)
    assert (tmp_path / "page.pdf").read_bytes().count(b"/Type /Page\n") == 1
