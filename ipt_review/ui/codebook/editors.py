"""Which editor a field gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ipt_review.study.codebook_entries import Noun
from ipt_review.ui.codebook.choosing import (
    NEEDS,
    CodesField,
    MaybeField,
    SomeField,
    UnlessField,
)
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
from ipt_review.ui.codebook.words import MS_PER_SECOND, Editor

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.codebook import Codebook
    from ipt_review.study.codebook_entries import Ref
    from ipt_review.ui.codebook.fields import FieldEditor

SIMPLE: Final[dict[Editor, type[FieldEditor]]] = {
    Editor.LINE: LineField,
    Editor.TEXT: TextField,
    Editor.LINES: LinesField,
    Editor.IDS: IdsField,
    Editor.PHASES: PhasesField,
    Editor.WHOLE: WholeField,
    Editor.DECIMAL: DecimalField,
    Editor.MAYBE: MaybeField,
}


def editor_for(kind: Editor, beside: str, ref: Ref, codebook: Codebook) -> FieldEditor:
    """Return an editor.

    Args:
        kind: Of which sort.
        beside: What stands beside a box.
        ref: The entry that it edits.
        codebook: What there is to pick from.
    """
    makers: dict[Editor, Callable[[], FieldEditor]] = {
        **SIMPLE,
        Editor.YES: lambda: YesField(beside),
        Editor.ANCHORS: lambda: AnchorsField(*_scale_of(ref, codebook)),
        Editor.SECONDS: lambda: DecimalField(MS_PER_SECOND, " s", 0.5),
        Editor.NEEDS: lambda: SomeField(NEEDS),
        Editor.AREAS: lambda: SomeField({a.id: a.label for a in codebook.areas}),
        Editor.UNLESS: lambda: UnlessField(codebook),
        Editor.CODES: lambda: CodesField(codebook),
    }
    return makers[kind]()


def _scale_of(ref: Ref, codebook: Codebook) -> tuple[int, int]:
    if ref.noun is Noun.ITEM:
        scale = codebook.scale_of(ref.id)
        return scale.low, scale.high
    for each in codebook.scales:
        if each.id == ref.id:
            return each.low, each.high
    return 0, 0
