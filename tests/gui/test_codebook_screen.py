"""The Codebook room, driven by keys and mouse on a real study file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTableWidgetItem, QWidget

from ipt_review.domain.codebook import Need, SeverityScale, Unless
from ipt_review.exchange.codebook_file import parse_as_written
from ipt_review.study.codebook_change import AddForm, SetField, apply
from ipt_review.study.codebook_entries import Noun, Ref
from ipt_review.ui.codebook.adding import NewCode, NewForm, NewItem
from ipt_review.ui.codebook.adding_lists import NewProfile, NewSeverity
from ipt_review.ui.codebook.asking import free_keys
from ipt_review.ui.codebook.choosing import (
    CodesField,
    MaybeField,
    SomeField,
    UnlessField,
)
from ipt_review.ui.codebook.editing import CodebookEditing
from ipt_review.ui.codebook.fields import (
    AnchorsField,
    DecimalField,
    IdsField,
    LineField,
    LinesField,
    PhasesField,
    TextField,
    WholeField,
    YesField,
)
from ipt_review.ui.codebook.screen import CodebookScreen
from ipt_review.ui.theme import LIGHT
from ipt_review.workflow.codebooks.codebooks import adopt, in_use
from ipt_review.workflow.files.opening import new_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QLineEdit
    from pytestqt.qtbot import QtBot

    from ipt_review.domain.codebook import Codebook
    from ipt_review.workflow.desk import Desk

pytestmark = pytest.mark.gui
SICK_ROLE = Ref(Noun.CODE, "sick_role")
HOPE = Ref(Noun.ITEM, "adh_hope")


class Editor:
    """Somebody at the screen of a study."""

    def __init__(self, qtbot: QtBot, desk: Desk, folder: Path) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.screen = CodebookScreen(LIGHT)
        qtbot.addWidget(self.screen)
        self.editing = CodebookEditing(self.screen, folder)
        self.screen.resize(1500, 900)
        self.editing.enter(desk)
        self.screen.show()
        qtbot.waitExposed(self.screen)

    @property
    def book(self) -> Codebook:
        assert self.screen.draft is not None
        return self.screen.draft.codebook

    def open(self, ref: Ref) -> None:
        self.screen.show_entry(ref)

    def line(self, ref: Ref, field: str) -> QLineEdit:
        found = self.screen.form.field(ref, field)
        assert isinstance(found, LineField)
        return found.line

    def write(self, ref: Ref, field: str, text: str) -> None:
        line = self.line(ref, field)
        line.setFocus()
        line.selectAll()
        self.qtbot.keyClicks(line, text)

    def click(self, button: QPushButton) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def said(self) -> str:
        return self.screen.foot.saying.text()

    def versions(self) -> list[str]:
        return [each.version for each in self.desk.database.codebook_versions()]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = new_study(tmp_path / "trial.iptstudy", "Trial", "SV-1")
    yield opened
    opened.close()


@pytest.fixture
def editor(qtbot: QtBot, desk: Desk, tmp_path: Path) -> Editor:
    return Editor(qtbot, desk, tmp_path)


def test_nothing_changes_in_the_study_before_adopt(editor: Editor) -> None:
    editor.open(SICK_ROLE)
    editor.write(SICK_ROLE, "label", "Role of the ill")
    assert editor.book.label("sick_role") == "Role of the ill"
    assert editor.screen.foot.count.text() == "1 change"
    assert editor.versions() == ["1.0.0"]
    assert editor.desk.codebook.label("sick_role") == "Sick role given"


def test_adopt_makes_a_version_that_new_codings_use(editor: Editor) -> None:
    editor.open(SICK_ROLE)
    editor.write(SICK_ROLE, "label", "Role of the ill")
    editor.click(editor.screen.foot.adopt)
    assert editor.versions() == ["1.0.0", "1.0.0+study.1"]
    assert editor.desk.codebook.label("sick_role") == "Role of the ill"
    assert editor.said() == (
        "New codings use version 1.0.0+study.1 now; 0 codings keep their own."
    )
    assert editor.screen.foot.count.text() == "No changes"
    assert not editor.screen.foot.adopt.isEnabled()


def test_a_taken_key_is_told_under_the_field_and_stops_adopt(editor: Editor) -> None:
    editor.open(SICK_ROLE)
    editor.write(SICK_ROLE, "label", "Role")
    editor.write(SICK_ROLE, "key", "e")
    told = "“e” is already the key of “Feeling identified”."
    assert editor.screen.form.complaints == [told]
    assert editor.line(SICK_ROLE, "key").accessibleDescription() == told
    assert editor.book.code("sick_role").key == "k"
    assert not editor.screen.foot.adopt.isEnabled()
    editor.write(SICK_ROLE, "key", "k")
    assert editor.screen.form.complaints == []
    assert editor.screen.foot.adopt.isEnabled()


def test_undo_takes_back_field_by_field(editor: Editor) -> None:
    editor.open(SICK_ROLE)
    editor.write(SICK_ROLE, "label", "Role")
    silenced = editor.screen.form.field(SICK_ROLE, "silenced")
    assert isinstance(silenced, YesField)
    silenced.box.click()
    assert editor.book.code("sick_role").silenced
    assert editor.editing.do("edit.undo")
    assert not silenced.box.isChecked()
    assert editor.line(SICK_ROLE, "label").text() == "Role"
    editor.click(editor.screen.foot.undo)
    assert editor.line(SICK_ROLE, "label").text() == "Sick role given"
    assert not editor.screen.foot.undo.isEnabled()


def test_every_kind_of_field_hands_over_what_the_domain_holds(editor: Editor) -> None:
    form = editor.screen.form
    editor.open(SICK_ROLE)
    text, lines = form.field(SICK_ROLE, "definition"), form.field(SICK_ROLE, "when_not")
    phases = form.field(SICK_ROLE, "phases")
    assert isinstance(text, TextField)
    assert isinstance(lines, LinesField)
    assert isinstance(phases, PhasesField)
    text.box.setPlainText("A definition.")
    lines.box.setPlainText("One ({hope}).\n\nTwo.")
    editor.qtbot.mouseClick(phases.inputs()[2], Qt.MouseButton.LeftButton)
    editor.open(HOPE)
    anchors, ids = form.field(HOPE, "anchors"), form.field(HOPE, "evidence")
    assert isinstance(anchors, AnchorsField)
    assert isinstance(ids, IdsField)
    box = anchors.inputs()[1]
    editor.qtbot.keyClicks(box, "Hardly any.")
    editor.qtbot.keyClicks(ids.line, ", options")
    editor.open(Ref(Noun.THRESHOLDS))
    adequate = form.field(Ref(Noun.THRESHOLDS), "adherence")
    assert isinstance(adequate, DecimalField)
    adequate.spin.setValue(4.5)
    code, item = editor.book.code("sick_role"), editor.book.item("adh_hope")
    assert code.definition == "A definition."
    assert code.when_not == ("One ({hope}).", "Two.")
    assert item.anchors[2] == "Hardly any."
    assert item.evidence == ("hope", "options")
    assert editor.book.thresholds.adherence == 4.5
    assert len(code.phases) == 3


def test_the_preview_shows_labels_and_the_studys_words(editor: Editor) -> None:
    person = Ref(Noun.TERM, "person")
    editor.open(person)
    editor.write(person, "word", "client")
    editor.open(Ref(Noun.CODE, "illness_named"))
    shown = editor.screen.preview.text()
    assert "The client is told" in shown
    assert "(Sick role given)" in shown


def test_the_list_of_changes_leads_to_the_entry(editor: Editor) -> None:
    editor.screen.take(SetField(HOPE, "label", "Hope"))
    foot = editor.screen.foot
    editor.click(foot.fold)
    row = foot.list.topLevelItem(0)
    assert row is not None
    assert [row.text(at) for at in range(4)] == [
        "Hope (item)",
        "Label",
        "Realistic hope",
        "Hope",
    ]
    foot.list.itemActivated.emit(row, 0)
    assert editor.line(HOPE, "label").text() == "Hope"


def test_a_changed_entry_has_a_dot_and_a_found_one_is_alone(editor: Editor) -> None:
    editor.screen.take(SetField(SICK_ROLE, "label", "Role of the ill"))
    editor.open(SICK_ROLE)
    item = editor.screen.tree.currentItem()
    assert item is not None
    assert item.text(0) == "Role of the ill  ●"
    editor.qtbot.keyClicks(editor.screen.search, "role play")
    tree = editor.screen.tree
    everything = tree.findItems(
        "", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive
    )
    leaves = [each for each in everything if not each.childCount()]
    assert {e.text(0) for e in leaves if not e.isHidden()} == {"Role play"}


def test_a_new_code_proposes_an_id_and_free_keys_only(editor: Editor) -> None:
    dialog = NewCode(editor.book, LIGHT, editor.screen)
    editor.qtbot.addWidget(dialog)
    editor.qtbot.keyClicks(dialog.name, "Culture asked")
    assert dialog.id.text() == "own_culture_asked"
    assert dialog.complaint.text() == "This must not be empty."
    dialog.definition.setPlainText("Therapist asks about culture.")
    dialog.when.setPlainText("It is asked.")
    dialog.example.setPlainText("Where are you from?")
    assert dialog.complaint.text() == ""
    taken = {code.key for code in editor.book.codes}
    assert taken.isdisjoint(free_keys(editor.book))
    assert editor.screen.take(dialog.change())
    assert editor.book.code("own_culture_asked").label == "Culture asked"
    dialog.id.setText("sick_role")
    dialog.check()
    assert dialog.complaint.text() == (
        "“sick_role” is already the id of “Sick role given”."
    )


def test_a_new_item_has_the_anchors_of_its_scale(editor: Editor) -> None:
    dialog = NewItem(editor.book, LIGHT, editor.screen)
    editor.qtbot.addWidget(dialog)
    editor.qtbot.keyClicks(dialog.name, "Rushed")
    dialog.text.setPlainText("The therapist rushed.")
    dialog.reverse.click()
    assert editor.screen.take(dialog.change())
    item = editor.book.item("own_rushed")
    assert item.reverse
    assert sorted(item.anchors) == [1, 4, 7]


def test_a_form_of_ones_own_is_pairs_of_items_in_subscales(editor: Editor) -> None:
    dialog = NewForm(editor.book, LIGHT, editor.screen)
    editor.qtbot.addWidget(dialog)
    editor.qtbot.keyClicks(dialog.name, "Culture")
    assert dialog.complaint.text() == "A form has at least one item."
    dialog.rows.setItem(0, 0, QTableWidgetItem("Culture asked"))
    dialog.rows.setItem(1, 0, QTableWidgetItem("Culture passed over"))
    reverse = dialog.rows.item(1, 2)
    assert reverse is not None
    reverse.setCheckState(Qt.CheckState.Checked)
    dialog.pairs.click()
    change = dialog.change()
    assert isinstance(change, AddForm)
    assert [each.id for each in change.items] == [
        "own_culture_culture_asked",
        "own_culture_culture_asked_how",
        "own_culture_culture_passed_over",
        "own_culture_culture_passed_over_how",
    ]
    assert [each.reverse for each in change.items] == [False, False, True, True]
    assert all(each.apart for each in change.subscales)
    assert editor.screen.take(change)
    assert editor.editing.adopt(editor.book)
    assert editor.desk.codebook.item("own_culture_culture_asked_how").scale


def test_a_codebook_goes_out_and_comes_in_again(editor: Editor, tmp_path: Path) -> None:
    editor.screen.take(SetField(HOPE, "label", "Hope"))
    for name in ("ours.yaml", "form.xlsx"):
        path = tmp_path / name
        assert editor.editing.give_out(path, editor.book)
        assert editor.said() == f"Written to {path}."
        editor.screen.undo()
        assert editor.editing.take_in(path, editor.book)
        assert editor.book.item("adh_hope").label == "Hope"
        assert not editor.screen.foot.list.isHidden()
    text = (tmp_path / "ours.yaml").read_text("utf-8")
    assert parse_as_written(text, "ours.yaml").item("adh_hope").label == "Hope"


def test_a_failed_import_is_told_and_changes_nothing(
    editor: Editor, tmp_path: Path
) -> None:
    path = tmp_path / "form.xlsx"
    path.write_text("no workbook")
    before = editor.book
    assert not editor.editing.take_in(path, before)
    assert "it is no workbook of Excel" in editor.said()
    assert editor.book == before


def test_a_draft_stays_while_one_is_elsewhere_and_goes_with_its_study(
    editor: Editor, tmp_path: Path
) -> None:
    editor.screen.take(SetField(HOPE, "label", "Hope"))
    editor.editing.enter(editor.desk)
    assert editor.book.item("adh_hope").label == "Hope"
    other = new_study(tmp_path / "other.iptstudy", "Other", "SV-2")
    editor.editing.enter(other)
    assert editor.book == in_use(other)
    other.close()


def test_a_draft_comes_back_with_its_study(
    editor: Editor, tmp_path: Path, qtbot: QtBot
) -> None:
    editor.screen.take(SetField(HOPE, "label", "Hope"))
    editor.editing.leave()
    kept = tmp_path / "trial.codebook-draft.yaml"
    assert kept.is_file()

    again = Editor(qtbot, editor.desk, tmp_path)
    assert again.book.item("adh_hope").label == "Hope"
    assert "Your draft is back" in again.said()
    assert in_use(editor.desk).item("adh_hope").label != "Hope"
    assert again.editing.adopt(again.book)
    assert not kept.exists()


def test_a_draft_is_kept_by_itself_and_goes_when_it_is_undone(
    editor: Editor, tmp_path: Path
) -> None:
    kept = tmp_path / "trial.codebook-draft.yaml"
    editor.screen.take(SetField(HOPE, "label", "Hope"))
    editor.qtbot.waitUntil(kept.is_file, timeout=15_000)
    editor.screen.undo()
    editor.qtbot.waitUntil(lambda: not kept.exists(), timeout=15_000)


def test_a_draft_of_an_older_version_is_carried_over(
    editor: Editor, tmp_path: Path, qtbot: QtBot
) -> None:
    editor.screen.take(SetField(HOPE, "label", "Hope"))
    editor.editing.leave()
    kept = tmp_path / "trial.codebook-draft.yaml"
    other = apply(in_use(editor.desk), SetField(SICK_ROLE, "label", "Role of the ill"))
    adopt(editor.desk, other)
    assert kept.is_file()

    again = Editor(qtbot, editor.desk, tmp_path)
    assert again.book.item("adh_hope").label == "Hope"
    assert again.book.code("sick_role").label == "Role of the ill"


def test_a_draft_that_cannot_be_read_is_told_and_left_where_it_is(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    kept = tmp_path / "trial.codebook-draft.yaml"
    kept.write_text("schema: something else\n")
    editor = Editor(qtbot, desk, tmp_path)
    assert "“trial.codebook-draft.yaml” could not be brought back" in editor.said()
    assert kept.read_text() == "schema: something else\n"
    assert editor.book == in_use(desk)


def test_a_severity_scale_of_ones_own_has_its_range_and_its_lines(
    editor: Editor,
) -> None:
    dialog = NewSeverity(editor.book, LIGHT, editor.screen)
    editor.qtbot.addWidget(dialog)
    editor.qtbot.keyClicks(dialog.name, "EPDS")
    dialog.remission.setValue(40)
    assert dialog.complaint.text() == (
        "The line of remission (40) is not on the scale from 0 to 30."
    )
    dialog.remission.setValue(10)
    assert editor.screen.take(dialog.change())
    ref = Ref(Noun.SEVERITY, "own_epds")
    assert editor.book.severity_scale("own_epds") == SeverityScale(
        "own_epds", "EPDS", 0, 30, 10, 50
    )
    editor.open(ref)
    for field, value in (("remission_below", -1), ("response_percent", 40)):
        found = editor.screen.form.field(ref, field)
        assert isinstance(found, MaybeField)
        found.spin.setValue(value)
    scale = editor.book.severity_scale("own_epds")
    assert (scale.remission_below, scale.response_percent) == (None, 40)
    high = editor.screen.form.field(ref, "high")
    assert isinstance(high, WholeField)
    high.spin.setValue(0)
    assert editor.screen.form.complaints == [
        "A scale goes up from 0 or more to 9999 at most; 0 to 0 does not."
    ]


def codes_of(editor: Editor) -> tuple[str, ...] | None:
    """Return the codes of the profile that was added last."""
    return editor.book.profiles[-1].codes


def test_a_profile_of_ones_own_is_picked_from_the_codes(editor: Editor) -> None:
    dialog = NewProfile(editor.book, LIGHT, editor.screen)
    editor.qtbot.addWidget(dialog)
    editor.qtbot.keyClicks(dialog.name, "Two")
    for place in (0, 3):
        dialog.codes.list.item(place).setCheckState(Qt.CheckState.Checked)
    assert editor.screen.take(dialog.change())
    ref = Ref(Noun.PROFILE, "own_two")
    assert codes_of(editor) == ("symptom_review", "hope")
    editor.open(ref)
    field = editor.screen.form.field(ref, "codes")
    assert isinstance(field, CodesField)
    field.all.click()
    assert codes_of(editor) is None
    editor.open(Ref(Noun.PROFILE, "opening"))
    phase = editor.screen.form.field(Ref(Noun.PROFILE, "opening"), "codes")
    assert isinstance(phase, CodesField)
    phase.all.click()
    assert editor.screen.form.complaints == [
        "This profile takes its codes from the phase; add one of your own."
    ]


def test_when_an_item_is_asked_is_edited_by_rule(editor: Editor) -> None:
    form = editor.screen.form
    editor.open(HOPE)
    needs, areas = form.field(HOPE, "needs"), form.field(HOPE, "areas")
    unless, first = form.field(HOPE, "unless"), form.field(HOPE, "from_session")
    assert isinstance(needs, SomeField)
    assert isinstance(areas, SomeField)
    assert isinstance(unless, UnlessField)
    assert isinstance(first, WholeField)
    needs.boxes[Need.FOCUS_AGREED].click()
    areas.boxes["grief"].click()
    first.spin.setValue(2)
    unless.item.setCurrentIndex(unless.item.findData("adh_options"))
    unless.item.activated.emit(unless.item.currentIndex())
    assert form.complaints == [
        "Say at which ratings of the other item it is ruled out."
    ]
    editor.qtbot.keyClicks(unless.ratings, "1, 97")
    assert form.complaints == []
    applies = editor.book.item("adh_hope").applies
    assert applies.needs == {Need.FOCUS_AGREED}
    assert applies.areas == {"grief"}
    assert applies.from_session == 2
    assert applies.unless == Unless("adh_options", frozenset({1, 97}))

    options = Ref(Noun.ITEM, "adh_options")
    editor.open(options)
    ring = form.field(options, "unless")
    assert isinstance(ring, UnlessField)
    ring.ratings.setText("1")
    ring.item.setCurrentIndex(ring.item.findData("adh_hope"))
    ring.item.activated.emit(ring.item.currentIndex())
    told = "“Options explored” → “Realistic hope” → “Options explored”."
    assert form.complaints == [f"These items depend on each other in a ring: {told}"]


def test_every_input_has_a_name_and_can_be_reached_by_tab(editor: Editor) -> None:
    for ref in (
        *(SICK_ROLE, HOPE, Ref(Noun.THRESHOLDS), Ref(Noun.TERM, "person")),
        *(Ref(Noun.SEVERITY, "hamd17"), Ref(Noun.PROFILE, "live_12")),
    ):
        editor.open(ref)
        inputs = [
            each
            for each in editor.screen.findChildren(QWidget)
            if each.isVisibleTo(editor.screen)
            and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        nameless = [
            each
            for each in inputs
            if not each.accessibleName()
            and not (isinstance(each, QPushButton) and each.text())
            and each.objectName() != "qt_spinbox_lineedit"
        ]
        assert nameless == []
        assert len(inputs) > 8
