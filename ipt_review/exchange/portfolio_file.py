"""Templates of portfolios as files: read, checked, told where they are wrong, written.

A file says `set_by_program` where there is no figure; a field that is merely left out
is a fault, so that nothing is open by a slip.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ipt_review.domain.portfolio import (
    BadRequirement,
    Grade,
    PassedOn,
    RatedBy,
    Requirement,
    RequirementKind,
    Statement,
    Template,
)
from ipt_review.domain.problems import ReviewError
from ipt_review.exchange.codebook_wording import describe
from ipt_review.exchange.codebook_yaml import read_written
from ipt_review.study.codebook_rules import ID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from ipt_review.exchange.codebook_yaml import Place

SCHEMA: Final = "ipt-portfolio/1"
OPEN: Final = "set_by_program"

Id = Annotated[str, Field(pattern=ID, max_length=40)]
Words = Annotated[str, Field(min_length=1, max_length=300)]


class PortfolioFaulty(ReviewError):
    """A template that cannot be used as it is; every reason is told."""

    def __init__(self, name: str, faults: Iterable[str]) -> None:
        super().__init__(
            f"The portfolio template “{name}” cannot be used: {' '.join(faults)}",
            "Correct the file; nothing was changed.",
        )


class PartShape(BaseModel):
    """Exactly these fields and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class GradeShape(PartShape):
    """What the pass mark is for."""

    passed_on: PassedOn
    low: int
    high: int


class RequirementShape(PartShape):
    """A figure; where there is one, it has a source."""

    kind: RequirementKind
    figure: Annotated[float, Field(strict=True)] | Literal["set_by_program"]
    source: Annotated[str, Field(max_length=300)] = ""


class StatementShape(PartShape):
    """What is attested."""

    id: Id
    text: Words
    source: Annotated[str, Field(max_length=300)] = ""


class TemplateShape(PartShape):
    """The whole file; schema has the underscore since pydantic has one of its own."""

    schema_: Literal["ipt-portfolio/1"] = Field(alias="schema")
    id: Id
    title: Words
    about: str
    rated_by: RatedBy
    grade: GradeShape
    requirements: tuple[RequirementShape, ...]
    attested: tuple[StatementShape, ...]


def read_template(path: Path) -> Template:
    """Return the template in a file.

    Raises:
        PortfolioFaulty: When it cannot be read or used, with every reason.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PortfolioFaulty(path.name, [f"it cannot be read ({error})."]) from error
    return parse_template(text, path.name)


def parse_template(text: str, name: str) -> Template:
    """Return the template that the text of a file describes.

    Raises:
        PortfolioFaulty: When it cannot be used, with every reason.
    """
    written = read_written(text)
    if written.faults:
        raise PortfolioFaulty(name, map(str, written.faults))
    return _checked(written.value, name, written.fault)


def template_from(text: str, name: str) -> Template:
    """Return the template that `template_text` wrote.

    Raises:
        PortfolioFaulty: When another program, or a newer one, wrote it.
    """
    try:
        value = json.loads(text)
    except ValueError as error:
        raise PortfolioFaulty(name, [f"{error}."]) from error
    return _checked(value, name, lambda _, what: what)


def _checked(
    value: object, name: str, told: Callable[[Place, str], object]
) -> Template:
    try:
        return _template(TemplateShape.model_validate(value))
    except ValidationError as error:
        faults = [str(told(each["loc"], describe(each))) for each in error.errors()]
        raise PortfolioFaulty(name, faults) from error
    except BadRequirement as problem:
        raise PortfolioFaulty(name, [str(problem)]) from problem


def template_text(template: Template) -> str:
    """Write a template so that `template_from` reads the same."""
    grade = template.grade
    return json.dumps(
        {
            "schema": SCHEMA,
            "id": template.id,
            "title": template.title,
            "about": template.about,
            "rated_by": template.rated_by.value,
            "grade": {
                "passed_on": grade.passed_on.value,
                "low": grade.low,
                "high": grade.high,
            },
            "requirements": [
                {
                    "kind": each.kind.value,
                    "figure": OPEN if each.figure is None else each.figure,
                    "source": each.source,
                }
                for each in template.requirements
            ],
            "attested": [
                {"id": each.id, "text": each.text, "source": each.source}
                for each in template.attested
            ],
        },
        ensure_ascii=False,
    )


def _template(shape: TemplateShape) -> Template:
    grade = Grade(shape.grade.passed_on, shape.grade.low, shape.grade.high)
    whole = Template(
        shape.id,
        shape.title,
        shape.about,
        shape.rated_by,
        grade,
        tuple(
            Requirement(
                each.kind, None if each.figure == OPEN else each.figure, each.source
            )
            for each in shape.requirements
        ),
        tuple(Statement(each.id, each.text, each.source) for each in shape.attested),
    )
    return whole.with_requirements(whole.requirements)
