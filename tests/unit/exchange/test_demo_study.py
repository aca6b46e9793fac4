from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.analysis_plan import AnalysisPlan
from ipt_review.domain.coding import Perspective, Status
from ipt_review.domain.comment import CommentKind
from ipt_review.domain.phase import Phase
from ipt_review.domain.study import AgreedFocus, Severity
from ipt_review.exchange.codebook_file import read_codebook
from ipt_review.exchange.codebook_yaml import read_written
from ipt_review.exchange.demo_study import DemoFaulty, read_demo
from ipt_review.shipped import resource

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.exchange.demo_study import DemoStudy

SMALL = """\
format: ipt-review-demo/1
study: {title: Demo study, code: DEMO}
people: [{id: SV-1, roles: [supervisor]}, {id: T-04, roles: [trainee]}]
therapists: [{id: T-04, person: T-04}]
cases:
  - id: C-012
    therapist: T-04
    planned_sessions: 14
    foci: [{area: role_dispute, agreed_in_session: 3}]
    sessions:
      - number: 5
        phase: middle
        day_of_treatment: 29
        severity: [{scale: hamd17, total: 19, fed_back: true}]
        tape: {file: session05.mp4, captions: session05.vtt}
        length_ms: 421000
        codings:
          - rater: SV-1
            role: supervisor
            status: draft
            marks:
              - {code: interval_opening, start: 8120, end: 8120, note: "Good."}
              - {code: role_dispute, start: 9000}
            ratings: {adh_interval_opening: 5}
            comment: "Fine."
      - number: 6
        phase: middle
        tape: null
        length_ms: 3000000
"""


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return read_codebook(resource("codebooks/ipt_core.yaml"))


def read(folder: Path, codebook: Codebook, text: str = SMALL) -> DemoStudy:
    (folder / "study.yaml").write_text(text, "utf-8")
    return read_demo(folder, codebook)


def test_all_nouns_are_read_and_belong_together(
    tmp_path: Path, codebook: Codebook
) -> None:
    demo = read(tmp_path, codebook)
    (case,), (coding,) = demo.cases, demo.codings
    assert (demo.study.title, demo.study.code) == ("Demo study", "DEMO")
    assert case.therapist == demo.therapists[0].id
    assert demo.therapists[0].person == demo.people[1].id
    assert case.foci == (AgreedFocus("role_dispute", 3),)
    assert {session.case for session in demo.sessions} == {case.id}
    assert demo.sessions[0].phase is Phase.MIDDLE
    assert demo.sessions[0].severity == (Severity("hamd17", 19, fed_back=True),)
    assert [tape.session for tape in demo.tapes] == [each.id for each in demo.sessions]
    assert coding.head.tape == demo.tapes[0].id
    assert coding.head.rater == demo.people[0].id


def test_a_coding_is_whole(tmp_path: Path, codebook: Codebook) -> None:
    (coding,) = read(tmp_path, codebook).codings
    assert coding.head.perspective is Perspective.SUPERVISOR
    assert coding.head.status is Status.DRAFT
    assert coding.head.codebook == codebook.name
    assert coding.head.pass_number == 1
    assert coding.marks[1].note == "Good."
    assert coding.marks[2].is_open
    assert coding.ratings["adh_interval_opening"].score == 5
    assert coding.session_comment == "Fine."


def test_a_tape_lies_beside_the_file_and_has_the_length_it_gives(
    tmp_path: Path, codebook: Codebook
) -> None:
    (tmp_path / "session05.mp4").write_bytes(b"12345")
    kept, gone = read(tmp_path, codebook).tapes
    assert kept.files[0].path == tmp_path / "session05.mp4"
    assert (kept.files[0].length, kept.files[0].size) == (421_000, 5)
    assert kept.captions == tmp_path / "session05.vtt"
    assert (gone.length, gone.files, gone.captions) == (3_000_000, (), None)


def test_ids_are_the_same_every_time_and_never_shared(
    tmp_path: Path, codebook: Codebook
) -> None:
    demo = read(tmp_path, codebook)
    assert demo == read(tmp_path, codebook)
    ids = [
        *(each.id for each in demo.people),
        *(each.id for each in demo.therapists),
        *(each.id for each in demo.cases),
        *(each.id for each in demo.sessions),
        *(each.id for each in demo.tapes),
        *(each.head.id for each in demo.codings),
    ]
    assert len(set(ids)) == len(ids)


def test_the_same_rater_again_is_the_next_pass(
    tmp_path: Path, codebook: Codebook
) -> None:
    again = "          - {rater: SV-1, role: supervisor, status: locked}\n"
    text = SMALL.replace("      - number: 6\n", f"{again}      - number: 6\n")
    first, second = read(tmp_path, codebook, text).codings
    assert (first.head.pass_number, second.head.pass_number) == (1, 2)
    assert first.head.id != second.head.id


def test_the_same_file_is_read_in_its_json_form(
    tmp_path: Path, codebook: Codebook
) -> None:
    plain = read(tmp_path, codebook)
    written = read_written(SMALL).value

    assert read(tmp_path, codebook, f"# Said first.\n{json.dumps(written)}") == plain


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("code: interval_opening", "code: nothing", "Line 22, .*no code “nothing”"),
        ("end: 8120", "end: 10", "Line 22, .*cannot end before it starts"),
        ("end: 8120", "end: 999999", "Line 22, .*beyond the tape"),
        ("adh_interval_opening: 5", "adh_x: 5", "Line 24, .*no item “adh_x”"),
        ("adh_interval_opening: 5", "adh_summary: 9", "Line 24, .*9 is not on the"),
        ("rater: SV-1", "rater: SV-9", "no person “SV-9”"),
        ("therapist: T-04", "therapist: T-05", "no therapist “T-05”"),
        ("person: T-04", "person: T-05", "no person “T-05”"),
        ("area: role_dispute", "area: dispute", "no problem area “dispute”"),
        ("scale: hamd17", "scale: hamd", "no severity scale “hamd”"),
        ("number: 6", "number: 5", "“5” is there 2 times"),
        ("phase: middle", "phase: later", "Line 12, "),
        ("length_ms: 421000", "length: 421000", "Line 11, .*length"),
        ("file: session05.mp4", "file: ../session05.mp4", "Line 15, "),
        ("format: ipt-review-demo/1", "format: ipt-review-demo/2", "Line 1, "),
        ("study: {", "study: [", "not YAML"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, codebook: Codebook, right: str, wrong: str, told: str
) -> None:
    with pytest.raises(DemoFaulty, match=told):
        read(tmp_path, codebook, SMALL.replace(right, wrong, 1))


def test_three_foci_at_once_are_too_many(tmp_path: Path, codebook: Codebook) -> None:
    focus = "{area: role_dispute, agreed_in_session: 3}"
    more = ", ".join([focus, focus.replace("dispute", "transition"), focus])
    with pytest.raises(DemoFaulty, match=r"Case C-012: .*two agreed focus areas"):
        read(tmp_path, codebook, SMALL.replace(focus, more))


def test_many_faults_are_summed_up(tmp_path: Path, codebook: Codebook) -> None:
    marks = "              - {code: wrong, start: 1}\n" * 12
    text = SMALL.replace("            ratings:", f"{marks}            ratings:")
    with pytest.raises(DemoFaulty, match="And 4 more"):
        read(tmp_path, codebook, text)


def test_a_file_that_is_not_there_is_told(tmp_path: Path, codebook: Codebook) -> None:
    with pytest.raises(DemoFaulty, match="cannot be read: No such file"):
        read_demo(tmp_path, codebook)
    (tmp_path / "study.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DemoFaulty, match="not UTF-8"):
        read_demo(tmp_path, codebook)


def test_the_shipped_demo_study_is_sound(codebook: Codebook) -> None:
    demo = read_demo(resource("demo"), codebook)
    assert {session.phase for session in demo.sessions} == set(Phase)
    assert any(tape.files for tape in demo.tapes)
    assert {case.therapist for case in demo.cases} == {e.id for e in demo.therapists}


def test_the_shipped_demo_has_enough_to_tell_agreement_and_drift(
    codebook: Codebook,
) -> None:
    demo = read_demo(resource("demo"), codebook)
    plan = AnalysisPlan()
    raters: defaultdict[UUID, set[UUID]] = defaultdict(set)
    gold = set()
    for head in (coding.head for coding in demo.codings):
        if head.perspective is Perspective.STUDY_RATER:
            assert head.id in demo.submitted
            raters[head.tape].add(head.rater)
        if head.perspective is Perspective.GOLD_STANDARD:
            gold.add(head.tape)
    doubles = {tape for tape, some in raters.items() if len(some) > 1}
    assert len(doubles) > plan.goals.tapes
    assert len(doubles & gold) > plan.drift.window


def test_each_page_of_the_shipped_demo_follows_up_the_goals_of_the_one_before(
    codebook: Codebook,
) -> None:
    demo = read_demo(resource("demo"), codebook)
    pages = {page.id: page for page in demo.feedback}
    followed = [each for page in demo.feedback for each in page.content.followed]

    assert all(page.handed_back for page in pages.values())
    assert followed
    for each in followed:
        goals = {goal.number: goal for goal in pages[each.feedback].content.goals}
        assert goals[each.goal].text == each.text
        assert each.outcome is not None
    assert any(page.answers for page in pages.values())


def test_the_shipped_demo_has_the_comments_of_its_supervisor(
    codebook: Codebook,
) -> None:
    demo = read_demo(resource("demo"), codebook)
    (voiced,) = [tape.id for tape in demo.tapes if tape.files]
    (commented,) = [
        each for each in demo.codings if each.head.tape == voiced and each.comments
    ]

    missed, to_try, strength = commented.comments_in_order()

    assert commented.head.perspective is Perspective.SUPERVISOR
    assert (missed.kind, missed.code) == (CommentKind.MISSED, "affect_named")
    assert (to_try.kind, bool(to_try.wording)) == (CommentKind.TO_TRY, True)
    assert strength.kind is CommentKind.STRENGTH
