"""One table of rights: the page about roles and the window's actions follow it."""

from __future__ import annotations

from build_spec.role_table import PAGE, written
from ipt_review.study.permissions import Act
from ipt_review.ui.actions import ACTIONS
from ipt_review.ui.allowed import FREE, act_of


def test_the_page_about_roles_is_the_table_in_the_code() -> None:
    page = PAGE.read_text("utf-8")

    assert written(page) == page


def test_every_action_says_what_right_it_takes_or_that_it_is_free() -> None:
    free = {action.id for action in ACTIONS if act_of(action.id) is None}

    assert free == {
        "study.new",
        "study.open",
        "study.demo",
        "study.team",
        "study.package_open",
        "study.team_take",
        "study.team_kept",
        "study.review_now",
        "study.settings",
        "study.keys",
        "study.lock",
        "study.backups",
        "study.who",
        "study.pin",
        "study.practice",
        "program.quit",
        "go.command",
        "go.library",
        "go.codebook",
    } | {action.id for action in ACTIONS if action.menu in FREE}
    assert act_of("study.rules") is Act.CHANGE_SETTINGS
