"""Links from workbooks: followed in the window, handed to it, taken by the system."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from ipt_review.cli import shell
from ipt_review.domain.link import MomentLink
from ipt_review.ui.links.following import Following
from ipt_review.ui.links.letterbox import Letterbox
from ipt_review.ui.links.registering import ENTRY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui

HAND_OVER = """
import sys
from pathlib import Path
from ipt_review.ui.links.letterbox import hand_over
sys.exit(0 if hand_over(sys.argv[1], Path(sys.argv[2])) else 3)
"""


def followed_by(rater: Rater) -> Following:
    program = rater.program
    return Following(
        rater.window, program.reviewing, lambda: program.desk, program.review_tape
    )


def start_with(link: str, box: Path) -> int:
    """Start the program with a link as the system does; return how it ended."""
    command = [sys.executable, "-c", HAND_OVER, link, str(box)]
    return subprocess.run(command, check=False, timeout=60).returncode


def test_a_link_waits_for_its_study_and_stands_at_its_moment(
    newcomer: Rater, demo: Path, tmp_path: Path
) -> None:
    following = followed_by(newcomer)
    box = Letterbox(tmp_path / "links", newcomer.window)
    box.came.connect(following.follow)
    box.open()
    assert newcomer.program.open_path(demo)
    newcomer.sit_down()
    tape = newcomer.seat.review.tape.id
    newcomer.program.open_path(demo)  # which lets go of the tape

    assert start_with(str(MomentLink(tape, 12_000)), tmp_path / "links") == 0

    player = newcomer.program.reviewing.player
    newcomer.qtbot.waitUntil(
        lambda: newcomer.window.room == "review" and player.position == 12_000,
        timeout=15_000,
    )
    assert newcomer.seat.review.tape.id == tape
    following.follow(str(MomentLink(tape, 30_000)))
    assert player.position == 30_000
    box.close()
    assert start_with(str(MomentLink(tape, 1)), tmp_path / "links") == 3


def test_a_link_that_leads_nowhere_yet_says_what_to_do(
    newcomer: Rater, demo: Path
) -> None:
    following = followed_by(newcomer)
    said = newcomer.window.banner
    following.follow(str(MomentLink(UUID(int=9), 0)))
    assert "Open the study that holds it" in said.text
    assert newcomer.program.open_path(demo)
    following.follow(str(MomentLink(UUID(int=9), 0)))
    assert "not in this study" in said.text
    following.follow("ipt-review://elsewhere")
    assert "not a link to a moment" in said.text


def test_a_link_on_the_command_line_is_not_taken_for_a_study() -> None:
    link = str(MomentLink(UUID(int=9), 1_000))
    wish = shell.read([link])
    assert (wish.link, wish.study, wish.needs_window) == (link, None, True)


@pytest.mark.skipif(sys.platform != "linux", reason="desktop entries are of Linux")
def test_the_system_is_told_what_opens_links(
    newcomer: Rater, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    assert newcomer.choose("Help", "Open links")

    entry = (tmp_path / "share" / "applications" / ENTRY).read_text("utf-8")
    assert "x-scheme-handler/ipt-review;" in entry
    wanted = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    assert f"Exec={wanted} -m ipt_review %u" in entry
    assert "from now on" in newcomer.window.banner.text
