"""The shape of a codebook file: which fields it has, and what each can hold.

What the fields mean is said in the domain and in the comments of the shipped file.
"""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from ipt_review.domain.codebook import Counts, Kind, Need, Part, Phase, Valence
from ipt_review.study import codebook_rules as rules

SCHEMA: Final = "ipt-codebook/1"
ID: Final = rules.ID
OPTIONAL_ID: Final = r"^([a-z][a-z0-9_]*)?$"
LETTER_KEY: Final = rules.LETTER_KEY
DIGIT_KEY: Final = rules.DIGIT_KEY
CTRL_KEY: Final = rules.CTRL_KEY
COLOR: Final = rules.COLOR
VERSION: Final = r"^[0-9]+\.[0-9]+\.[0-9]+(\+study\.[1-9][0-9]*)?$"
REF: Final = r"^L[0-9]+$"

Id = Annotated[str, Field(pattern=ID, max_length=rules.LONGEST_ID)]
Label = Annotated[str, Field(min_length=1, max_length=rules.LONGEST_LABEL)]
Text = Annotated[str, Field(min_length=1)]
Color = Annotated[str, Field(pattern=COLOR)]
LetterKey = Annotated[str, Field(pattern=LETTER_KEY)]
DigitKey = Annotated[str, Field(pattern=DIGIT_KEY)]
CtrlKey = Annotated[str, Field(pattern=CTRL_KEY)]
Milliseconds = Annotated[int, Field(ge=0, le=600_000)]
Count = Annotated[int, Field(ge=1, le=1_000)]
Refs = tuple[Annotated[str, Field(pattern=REF)], ...]


class Shape(BaseModel):
    """Exactly these fields and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TreatmentFrameShape(Shape):
    """The limits of a treatment."""

    sessions_low: Count
    sessions_high: Count
    opening_sessions: Count
    termination_sessions: Count
    most_foci: Annotated[int, Field(ge=1, le=2)]


class AreaShape(Shape):
    """A problem area."""

    id: Id
    label: Label
    short: Label
    color: Color
    ref: Refs = ()


class GroupShape(Shape):
    """Codes that stand together."""

    id: Id
    label: Label
    color: Color


class VariantShape(Shape):
    """What a code of area work means in one area."""

    label: Label
    does: Text
    example: Text
    ref: Refs = ()


class CodeShape(Shape):
    """A code."""

    id: Id
    label: Label
    silenced: bool = False
    aka: tuple[Text, ...] = ()
    key: LetterKey
    mnemonic: str = ""
    group: Id
    kind: Kind
    valence: Valence
    directed: bool = False
    phases: Annotated[frozenset[Phase], Field(min_length=1)]
    core_in: frozenset[Phase]
    from_session: Count = 1
    areas: frozenset[Id] = frozenset()
    beyond_article: bool = False
    definition: Text
    when: Annotated[tuple[Text, ...], Field(min_length=1)]
    when_not: tuple[Text, ...] = ()
    variants: dict[Id, VariantShape] = {}
    example: Text
    note: str = ""
    ref: Refs = ()
    items: tuple[Id, ...] = ()


class FocusStateShape(Shape):
    """A state of the focus track."""

    id: Id
    label: Label
    key: DigitKey
    color: Color
    counts: Counts
    includes: str = ""


class AffectStateShape(Shape):
    """A state of the affect track; its time counts toward nothing."""

    id: Id
    label: Label
    key: CtrlKey
    color: Color
    includes: str = ""


class TrackShape(Shape):
    """What both tracks have."""

    id: Id
    label: Label
    what: Text
    start_state: Id
    shortest_bout_ms: Milliseconds
    optional: bool = False
    beyond_article: bool = False
    rules: tuple[Text, ...] = ()


class FocusTrackShape(TrackShape):
    """The focus track."""

    states: Annotated[tuple[FocusStateShape, ...], Field(min_length=2)]


class AffectTrackShape(TrackShape):
    """The affect track."""

    states: Annotated[tuple[AffectStateShape, ...], Field(min_length=2)]


class SessionStepShape(Shape):
    """A step of the session."""

    code: Id
    label: Label


class ScaleShape(Shape):
    """A rating scale."""

    id: Id
    question: Text
    low: Annotated[int, Field(ge=0, le=90)]
    high: Annotated[int, Field(ge=1, le=90)]
    anchors: dict[int, Text]
    rules: tuple[Text, ...] = ()


class SubscaleShape(Shape):
    """A subscale."""

    id: Id
    label: Label
    prescribed: bool
    apart: bool = False


class UnlessShape(Shape):
    """Ratings of another item that rule an item out."""

    item: Id
    rated: Annotated[frozenset[int], Field(min_length=1)]


class AppliesShape(Shape):
    """When an item is asked."""

    phases: frozenset[Phase]
    optional_in: frozenset[Phase] = frozenset()
    areas: frozenset[Id] = frozenset()
    from_session: Count = 1
    once: bool = False
    needs: frozenset[Need] = frozenset()
    unless: UnlessShape | None = None
    rule: str = ""


class ItemShape(Shape):
    """A rating item."""

    id: Id
    label: Label
    part: Part
    subscale: Annotated[str, Field(pattern=OPTIONAL_ID)] = ""
    scale: Id
    essential: bool = False
    critical: bool = False
    short_form: bool = False
    overall: bool = False
    reverse: bool = False
    silenced: bool = False
    beyond_article: bool = False
    applies: AppliesShape
    text: Text
    anchors: dict[int, Text]
    evidence: tuple[Id, ...] = ()
    ref: Refs = ()


class ThresholdsShape(Shape):
    """The lines by which scores are read."""

    met: Count
    adherence: float
    essentials: Annotated[float, Field(ge=0, le=100)]
    competence: float
    overall: int
    amber: int
    red: int
    review_adherence: float
    review_overall: int


class SeverityScaleShape(Shape):
    """A severity scale."""

    id: Id
    label: Label
    low: int
    high: int
    remission_below: int | None = None
    response_percent: int | None = None


class ProfileShape(Shape):
    """Which codes are on the panel."""

    id: Id
    label: Label
    purpose: str = ""
    codes: tuple[Id, ...] | None = None
    phase: Phase | None = None


class CodebookShape(Shape):
    """A whole codebook file."""

    schema_: Annotated[str, Field(alias="schema", pattern=f"^{SCHEMA}$")]
    id: Id
    version: Annotated[str, Field(pattern=VERSION)]
    title: Text
    notice: Text
    terms: dict[Id, Text]
    treatment_frame: TreatmentFrameShape
    problem_areas: tuple[AreaShape, ...]
    point_set_back_ms: Milliseconds
    coding_rules: tuple[Text, ...] = ()
    groups: tuple[GroupShape, ...]
    events: tuple[CodeShape, ...]
    focus_track: FocusTrackShape
    affect_track: AffectTrackShape | None = None
    sequence: tuple[SessionStepShape, ...] = ()
    rating_scales: tuple[ScaleShape, ...]
    subscales: tuple[SubscaleShape, ...]
    items: tuple[ItemShape, ...]
    thresholds: ThresholdsShape
    opening_checklist: tuple[Id, ...] = ()
    severity_scales: tuple[SeverityScaleShape, ...] = ()
    profiles: tuple[ProfileShape, ...] = ()
