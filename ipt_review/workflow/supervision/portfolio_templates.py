"""Which templates there are for portfolios, and which one a study goes by."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from ipt_review.exchange.portfolio_file import (
    read_template,
    template_from,
    template_text,
)
from ipt_review.shipped import resource
from ipt_review.study.permissions import Act

if TYPE_CHECKING:
    from ipt_review.domain.people import Person
    from ipt_review.domain.portfolio import Template
    from ipt_review.workflow.desk import Desk

SETTING: Final = "portfolio"
OWN: Final = "own"
SHIPPED: Final = ("ipt_institute", "isipt", "uk")


@cache
def shipped_templates() -> tuple[Template, ...]:
    """Return the templates that come with the program."""
    return tuple(read_template(resource(f"portfolios/{name}.yaml")) for name in SHIPPED)


def own_template(desk: Desk) -> Template | None:
    """Return what the training program of a study asks for, where it said so.

    Raises:
        PortfolioFaulty: When another version of the program wrote it so that this one
            cannot read it.
    """
    text = desk.database.study_settings().get(SETTING)
    return template_from(text, "own") if text else None


def templates_of(desk: Desk) -> tuple[Template, ...]:
    """Return the templates to choose from, that of the study itself first."""
    own = own_template(desk)
    return shipped_templates() if own is None else (own, *shipped_templates())


def set_own_template(desk: Desk, template: Template, person: Person) -> None:
    """Have the study ask for this; what is so already is not written again.

    Raises:
        NotAllowed: When the person may not change the settings of the study.
    """
    desk.rights.must(Act.CHANGE_SETTINGS, person=person)
    wanted = replace(template, id=OWN)
    if wanted != own_template(desk):
        text = template_text(wanted)
        desk.database.set_study_setting(SETTING, text, person.id, desk.now())
