"""Every template that comes with the program can be used, and gives its sources."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_review.domain.portfolio import (
    BROKEN,
    HIGHEST,
    MOST,
    Grade,
    PassedOn,
    RatedBy,
    Requirement,
    RequirementKind,
    Statement,
    Template,
)
from ipt_review.exchange.portfolio_file import (
    PortfolioFaulty,
    parse_template,
    read_template,
    template_from,
    template_text,
)
from ipt_review.shipped import resource
from ipt_review.workflow.supervision.portfolio_templates import shipped_templates

KINDS = RequirementKind
A_FILE = """
schema: ipt-portfolio/1
id: small
title: A small one
about: Nothing more.
rated_by: supervisor
grade: {passed_on: adherence, low: 1, high: 7}
requirements:
  - {kind: cases, figure: 2, source: A page}
attested: []
"""


def test_every_template_in_the_folder_is_offered() -> None:
    found = {path.stem for path in resource("portfolios").glob("*.yaml")}
    offered = shipped_templates()

    assert found == {each.id for each in offered}
    assert len({each.title for each in offered}) == len(offered) == 3


@pytest.mark.parametrize("template", shipped_templates(), ids=lambda each: each.id)
def test_a_template_names_the_source_of_each_figure_and_invents_none(
    template: Template,
) -> None:
    for each in template.requirements:
        assert bool(each.source) == (each.figure is not None), each.kind
    assert all(each.source for each in template.attested)
    assert template.about
    assert template.cases >= 2


def test_the_figures_are_those_of_the_sources() -> None:
    institute, isipt, uk = shipped_templates()

    assert (institute.figure(KINDS.PASS_MARK), institute.grade.high) == (3.0, 5)
    assert (institute.figure(KINDS.SEVERITY), institute.figure(KINDS.HOURS)) == (4, 10)
    assert (isipt.figure(KINDS.CASES), isipt.figure(KINDS.HOURS)) == (3, None)
    assert (uk.figure(KINDS.TAPES), uk.figure(KINDS.CASE_HOURS)) == (3, 4)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("figure: 2", "figure: two", "Line 9"),
        ("figure: 2", "figure: 0", "0 cannot be asked for"),
        ("figure: 2", "figure: 1.5", "not a whole number"),
        (", figure: 2", "", "this is missing"),
        ("kind: cases", "kind: case", "“case” is not one of"),
        ("low: 1, high: 7", "low: 7, high: 1", "cannot go from 7 to 1"),
        ("attested: []", "attested: []\ncolor: red", "no such field"),
        ("ipt-portfolio/1", "ipt-portfolio/2", "schema"),
        (
            "attested: []",
            "attested: [{id: a, text: A}, {id: a, text: B}]",
            "“a” is asked for twice",
        ),
        ("schema:", "{schema", "not YAML"),
    ],
)
def test_a_faulty_template_is_refused_with_the_place(
    before: str, after: str, told: str
) -> None:
    assert parse_template(A_FILE, "small").cases == 2
    assert before in A_FILE

    with pytest.raises(PortfolioFaulty) as refused:
        parse_template(A_FILE.replace(before, after), "small")

    assert told in str(refused.value)


def test_a_template_that_is_not_there_is_told() -> None:
    with pytest.raises(PortfolioFaulty, match="cannot be read"):
        read_template(resource("portfolios") / "none.yaml")


words = st.text(min_size=1, max_size=20)
figures = st.none() | st.integers(1, 4).map(float)
requirements = st.lists(
    st.builds(Requirement, st.sampled_from(KINDS), figures, words),
    unique_by=lambda each: each.kind,
)
templates = st.builds(
    Template,
    st.just("own"),
    words,
    words,
    st.sampled_from(RatedBy),
    st.builds(Grade, st.sampled_from(PassedOn), st.integers(0, 2), st.integers(5, 9)),
    st.just(()),
    st.lists(
        st.builds(Statement, st.from_regex(r"[a-z]{1,5}", fullmatch=True), words),
        unique_by=lambda each: each.id,
        max_size=3,
    ).map(tuple),
)


@settings(max_examples=30, deadline=None)
@given(templates, requirements)
def test_a_template_of_a_study_is_read_as_it_was_written(
    template: Template, asked: list[Requirement]
) -> None:
    whole = template.with_requirements(asked)

    assert template_from(template_text(whole), "own") == whole


def test_what_another_program_wrote_into_a_study_is_refused() -> None:
    for text in ("{", '{"schema": "ipt-portfolio/9"}'):
        with pytest.raises(PortfolioFaulty, match="cannot be used"):
            template_from(text, "own")


def test_figures_that_need_not_be_whole_are_hours_and_marks() -> None:
    for kind in BROKEN:
        assert Requirement(kind, 2.5).figure == 2.5
    assert HIGHEST.get(KINDS.HOURS, MOST) == MOST
