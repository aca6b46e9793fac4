"""A codebook: the codes, exclusive tracks and rating items a study uses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from ipt_review.domain.coding import CodebookVersion
from ipt_review.domain.problems import BadRating, UnknownWord
from ipt_review.domain.rating import REASONS

if TYPE_CHECKING:
    from collections.abc import Mapping


class Phase(Enum):
    """Where in the treatment a session stands (article, lines 34, 45, 90)."""

    OPENING = "opening"
    MIDDLE = "middle"
    TERMINATION = "termination"


class Kind(Enum):
    """Whether a code stands on a moment or on a stretch of tape."""

    POINT = "point"
    INTERVAL = "interval"


class Valence(Enum):
    """What a code says about the treatment model."""

    IPT = "ipt_prescribed"
    COMMON = "common_factor"
    OFF_MODEL = "ipt_inconsistent"


class Counts(Enum):
    """How time in a track state counts toward the share of time on focus."""

    AREA = "area"
    FRAME = "frame"
    OFF = "off"
    EXCLUDED = "excluded"


class Part(Enum):
    """Which of the three results an item belongs to; they are never mixed."""

    ADHERENCE = "adherence"
    OFF_MODEL = "off_model"
    COMPETENCE = "competence"


@dataclass(frozen=True, slots=True)
class Area:
    """A problem area (article, lines 51-54)."""

    id: str
    label: str
    short: str
    color: str


@dataclass(frozen=True, slots=True)
class Group:
    """Codes that stand together on the panel and share a lane."""

    id: str
    label: str
    color: str


@dataclass(frozen=True, slots=True)
class Variant:
    """What a code of area work means while one problem area is talked about."""

    label: str
    does: str
    example: str


@dataclass(frozen=True)
class Code:
    """Something a therapist does that a rater marks on the tape.

    Attributes:
        key: A letter for IPT work, Shift+letter for a flag.
        phases: Phases in which it may occur; `core_in` those that show it at once.
        areas: Problem areas in which it has a meaning; empty for all.
        variants: Its label and meaning by area id, for area work.
        items: Rating items that it is evidence for.
    """

    id: str
    label: str
    key: str
    group: str
    kind: Kind
    valence: Valence
    phases: frozenset[Phase]
    core_in: frozenset[Phase]
    definition: str
    when: tuple[str, ...]
    when_not: tuple[str, ...]
    example: str
    areas: frozenset[str]
    variants: Mapping[str, Variant]
    items: tuple[str, ...]
    mnemonic: str = ""
    note: str = ""

    @property
    def is_flag(self) -> bool:
        """Whether it flags something outside the model."""
        return self.valence is Valence.OFF_MODEL

    def label_in(self, area: str | None) -> str:
        """Return its label while `area` is talked about."""
        variant = self.variants.get(area) if area else None
        return variant.label if variant else self.label


@dataclass(frozen=True, slots=True)
class TrackState:
    """One state of an exclusive track."""

    id: str
    label: str
    key: str
    color: str
    counts: Counts
    includes: str = ""


@dataclass(frozen=True)
class Track:
    """States of which exactly one holds at any moment.

    Attributes:
        start_state: Id of the state that holds where nothing is coded.
        shortest: Bouts shorter than this (ms) are not worth coding.
        optional: Whether a study has to switch it on.
    """

    id: str
    label: str
    what: str
    start_state: str
    shortest: int
    states: tuple[TrackState, ...]
    optional: bool = False

    def state(self, state: str) -> TrackState:
        """Return the state with this id.

        Raises:
            UnknownWord: When the track has no such state.
        """
        for each in self.states:
            if each.id == state:
                return each
        raise UnknownWord(f"The track “{self.label}” has no state “{state}”.")


@dataclass(frozen=True)
class Scale:
    """What the numbers of an item mean.

    Attributes:
        anchors: What single numbers mean in general.
        rules: How to rate with it.
    """

    id: str
    question: str
    low: int
    high: int
    anchors: Mapping[int, str]
    rules: tuple[str, ...] = ()

    def check(self, value: int) -> None:
        """Refuse a value that is neither on the scale nor 97, 98 or 99.

        Raises:
            BadRating: When it is not.
        """
        if value not in REASONS and not self.low <= value <= self.high:
            raise BadRating(
                f"{value} is not on the scale from {self.low} to {self.high}.",
                "Use a whole number on the scale, or 97, 98 or 99.",
            )


class Need(Enum):
    """What must be so for an item to apply, as the rater or the record knows it."""

    SCALE_DUE_OR_USED = "scale_due_or_used"
    OUTCOME_REPORTED = "outcome_reported"
    SITUATION_DISCUSSED = "situation_discussed"
    OPTION_EMERGED = "option_emerged"
    END_ON_TAPE = "end_on_tape"
    FOCUS_AGREED = "focus_agreed"
    FORMULATION_GIVEN = "formulation_given"
    IMPROVED = "improved"
    NOT_WELL = "not_well"


@dataclass(frozen=True, slots=True)
class Applies:
    """When an item is asked, and when it is 97 (codebook notes, section B5).

    Attributes:
        phases: Phases in which it is asked.
        optional_in: Phases in which it is offered, and 97 unless rated 2 or more.
        areas: Problem areas one of which must be agreed; empty for no condition.
        from_session: First session number in which it is asked.
        once: An opening task that needs doing only once in the treatment.
        needs: Further conditions, all of which must hold.
        rule: The same in words, for the rater.
    """

    phases: frozenset[Phase]
    optional_in: frozenset[Phase] = frozenset()
    areas: frozenset[str] = frozenset()
    from_session: int = 1
    once: bool = False
    needs: frozenset[Need] = frozenset()
    rule: str = ""


@dataclass(frozen=True)
class Item:
    """Something that is rated once for the whole session.

    Attributes:
        subscale: Id of the subscale whose mean it enters; empty for none.
        scale: Id of its scale.
        essential: Counts toward the share of essentials met.
        critical: A high score asks for review at once.
        overall: The global judgment, rated last and never averaged.
        anchors: What single numbers mean for this item.
        evidence: Ids of the codes that bear on it.
    """

    id: str
    label: str
    part: Part
    subscale: str
    scale: str
    text: str
    anchors: Mapping[int, str]
    applies: Applies
    essential: bool = False
    critical: bool = False
    short_form: bool = False
    overall: bool = False
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subscale:
    """Items whose mean is reported together."""

    id: str
    label: str
    prescribed: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The limits of a treatment (article, lines 28, 34, 44, 90)."""

    sessions_low: int
    sessions_high: int
    opening_sessions: int
    termination_sessions: int
    most_foci: int


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Product defaults, not published standards; every one is a setting.

    Attributes:
        adherence: Mean adherence from which a session is adequate.
        essentials: Percent of essential items met from which it is adequate.
        competence: Mean competence, `overall` the global, from which it is adequate.
        amber: Off-model peak from which a session is flagged, `red` as grave.
        review_adherence: Mean adherence below which a supervisor is asked to look.
        review_overall: Global competence at or below which the same holds.
    """

    adherence: float
    essentials: float
    competence: float
    overall: int
    amber: int
    red: int
    review_adherence: float
    review_overall: int


@dataclass(frozen=True, slots=True)
class Profile:
    """Which codes are on the panel.

    Attributes:
        codes: Ids, or None for those that are core in `phase` (or all of them
            when there is no phase either).
    """

    id: str
    label: str
    codes: tuple[str, ...] | None
    phase: Phase | None
    purpose: str = ""


@dataclass(frozen=True)
class Codebook:
    """All the words of one version; frozen with the study that uses it.

    Attributes:
        notice: What has to be said wherever scores are shown.
        set_back: How far before the key a point is stamped, in ms.
        terms: A study's own words, for example for patient and illness.
        checklist: Ids of the opening tasks, followed over the opening sessions.
    """

    id: str
    version: str
    title: str
    notice: str
    terms: Mapping[str, str]
    frame: Frame
    areas: tuple[Area, ...]
    groups: tuple[Group, ...]
    codes: tuple[Code, ...]
    focus: Track
    affect: Track | None
    scales: tuple[Scale, ...]
    subscales: tuple[Subscale, ...]
    items: tuple[Item, ...]
    thresholds: Thresholds
    checklist: tuple[str, ...]
    profiles: tuple[Profile, ...]
    set_back: int

    @property
    def name(self) -> CodebookVersion:
        """Which codebook and version this is."""
        return CodebookVersion(self.id, self.version)

    @property
    def tracks(self) -> tuple[Track, ...]:
        """The exclusive tracks, focus first."""
        return (self.focus,) if self.affect is None else (self.focus, self.affect)

    @cached_property
    def _codes(self) -> dict[str, Code]:
        return {code.id: code for code in self.codes}

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def _scales(self) -> dict[str, Scale]:
        return {scale.id: scale for scale in self.scales}

    @cached_property
    def _tracks_by_state(self) -> dict[str, Track]:
        return {state.id: track for track in self.tracks for state in track.states}

    def code(self, code: str) -> Code:
        """Return the code with this id.

        Raises:
            UnknownWord: When there is none.
        """
        if code not in self._codes:
            raise self._unknown("code", code)
        return self._codes[code]

    def track_of(self, code: str) -> Track | None:
        """Return the track that has a state with this id, or None for a code."""
        return self._tracks_by_state.get(code)

    def item(self, item: str) -> Item:
        """Return the rating item with this id.

        Raises:
            UnknownWord: When there is none.
        """
        if item not in self._items:
            raise self._unknown("item", item)
        return self._items[item]

    def scale_of(self, item: str) -> Scale:
        """Return the scale that the item is rated on."""
        return self._scales[self.item(item).scale]

    def label(self, code: str, area: str | None = None) -> str:
        """Return the label of a code (while `area` is talked about) or a state."""
        track = self.track_of(code)
        return track.state(code).label if track else self.code(code).label_in(area)

    def knows(self, code: str) -> bool:
        """Say whether a mark can carry this id."""
        return code in self._codes or code in self._tracks_by_state

    def _unknown(self, noun: str, word: str) -> UnknownWord:
        return UnknownWord(
            f"The codebook “{self.title}” {self.version} has no {noun} “{word}”.",
            "Use the version of the codebook that it was made with.",
        )
