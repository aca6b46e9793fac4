"""A workbook is written beside the window: watched, called off, and of one moment."""

from __future__ import annotations

import gc
import shutil
import threading
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from ipt_review.domain.coding import Status
from ipt_review.domain.edit import MarkEdit, Step
from ipt_review.domain.mark import Mark
from ipt_review.exchange.watch import CalledOff
from ipt_review.exchange.workbook_target import WorkbookOpen
from ipt_review.workflow.export.handing_on import handing_on, name_instead
from ipt_review.workflow.export.reporting import Wanted
from ipt_review.workflow.files.opening import make_demo, open_study
from ipt_review.workflow.worker import Done, Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ipt_review.workflow.desk import Desk


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a demo study; copy it."""
    path = tmp_path_factory.mktemp("demo") / "demo.iptstudy"
    make_demo(path)
    return path


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Iterator[Desk]:
    """Yield the demo study, open."""
    (tmp_path / "study").mkdir()
    copy = tmp_path / "study" / made.name
    shutil.copy(made, copy)
    desk = open_study(copy)
    yield desk
    desk.close()


def test_it_holds_the_study_as_it_was_when_it_was_begun(
    desk: Desk, tmp_path: Path
) -> None:
    path, told = tmp_path / "a.xlsx", list[float]()
    open_ones = (
        each
        for each in desk.database.codings()
        if each.marks and each.head.status is Status.DRAFT
    )
    coding = next(open_ones)
    code = next(iter(coding.marks.values())).code

    def go_on_coding(share: float) -> None:
        """Mark something, as the window would, whenever there is progress."""
        number = 1_000 + len(told)
        step = Step((MarkEdit(number, None, Mark(number, code, 0, 0)),))
        record = desk.database.record
        arguments = (coding.head.id, step, coding.head.rater, number)
        entering = threading.Thread(target=record, args=arguments)
        entering.start()
        entering.join()
        told.append(share)

    ended = Task(handing_on(desk, Wanted(path, full=True)), go_on_coding).run()

    assert isinstance(ended, Done)
    assert told == sorted(told)
    assert told[-1] == 1
    assert len(told) > 10
    assert len(desk.database.coding(coding.head.id).marks) > 10 + len(coding.marks)
    heads, *rows = load_workbook(path)["Marks"].values
    numbers = {str(row[heads.index("Mark")]) for row in rows}
    assert "1" in numbers
    assert not [each for each in numbers if len(each) > len("999")]


@pytest.mark.parametrize("at", [0.0, 0.3, 0.6, 0.9])
def test_called_off_at_any_time_it_leaves_the_older_one_as_it_was(
    desk: Desk, tmp_path: Path, at: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"older")
    shares = [0.0]
    with pytest.raises(CalledOff):
        handing_on(desk, Wanted(path, full=True))(
            shares.append, lambda: shares[-1] >= at
        )
    gc.collect()  # what was begun would otherwise be missed later, if at all
    assert at <= shares[-1] < 1
    assert path.read_bytes() == b"older"
    assert {each.name for each in tmp_path.iterdir()} == {"a.xlsx", "study", "scratch"}
    assert not [*scratch.iterdir()]


@pytest.mark.parametrize("owner", ["~$a.xlsx", ".~lock.a.xlsx#"])
def test_one_that_is_open_elsewhere_is_not_replaced_and_another_name_is_offered(
    desk: Desk, tmp_path: Path, owner: str
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"older")
    (tmp_path / "a (2).xlsx").touch()
    (tmp_path / owner).touch()
    with pytest.raises(WorkbookOpen, match="open in another program") as refused:
        handing_on(desk, Wanted(path))
    assert name_instead(refused.value) == tmp_path / "a (3).xlsx"
    assert path.read_bytes() == b"older"
