"""A codebook: the codes, exclusive tracks and rating items a study uses.

Phases and items have files of their own and can be imported from here as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from ipt_review.domain.coding import CodebookVersion
from ipt_review.domain.item import (
    Applies,
    Item,
    Need,
    Part,
    Scale,
    Subscale,
    Thresholds,
    Unless,
)
from ipt_review.domain.phase import Frame, Phase
from ipt_review.domain.problems import UnknownWord

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "Applies",
    "Area",
    "Code",
    "Codebook",
    "Counts",
    "Frame",
    "Group",
    "Item",
    "Kind",
    "Need",
    "Part",
    "Phase",
    "Profile",
    "Scale",
    "SessionStep",
    "SeverityScale",
    "Subscale",
    "Thresholds",
    "Track",
    "TrackState",
    "Unless",
    "Valence",
    "Variant",
]


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


@dataclass(frozen=True, slots=True)
class Area:
    """A problem area (article, lines 51-54); `ref` names lines of the article."""

    id: str
    label: str
    short: str
    color: str
    ref: tuple[str, ...] = ()


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
    ref: tuple[str, ...] = ()


@dataclass(frozen=True)
class Code:
    """Something a therapist does that a rater marks on the tape.

    Attributes:
        key: A letter for IPT work, Shift+letter for a flag.
        phases: Phases in which it may occur; `core_in` those that show it at once.
        areas: Problem areas in which it has a meaning; empty for all.
        variants: Its label and meaning by area id, for area work.
        items: Rating items that it speaks for by itself; more items may list it
            as evidence among others.
        from_session: First session number in which it can occur.
        aka: Other names that people know it by.
        ref: Lines of the article that it rests on, for example L51.
        silenced: Whether the study does without it: off the panel, its key free.
        directed: Whether a mark of it can say which way it linked mood and event.
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
    from_session: int = 1
    aka: tuple[str, ...] = ()
    ref: tuple[str, ...] = ()
    beyond_article: bool = False
    silenced: bool = False
    directed: bool = False

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
        rules: How to code it, for the rater.
    """

    id: str
    label: str
    what: str
    start_state: str
    shortest: int
    states: tuple[TrackState, ...]
    optional: bool = False
    rules: tuple[str, ...] = ()
    beyond_article: bool = False

    def state(self, state: str) -> TrackState:
        """Return the state with this id.

        Raises:
            UnknownWord: When the track has no such state.
        """
        for each in self.states:
            if each.id == state:
                return each
        raise UnknownWord(f"The track “{self.label}” has no state “{state}”.")


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


@dataclass(frozen=True, slots=True)
class SessionStep:
    """One step of a session in the order the article gives (lines 55-69)."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class SeverityScale:
    """A severity scale of which totals are recorded; its items are never stored.

    Attributes:
        low: Lowest total, `high` the highest.
        remission_below: Totals under this are in the normal range (for the Hamilton
            scale 8: article, line 43), or None where no such line is settled.
        response_percent: A fall by so many percent of the first total is called a
            response, or None where no such rule is settled. Half is what most
            studies take; the article has no number.
    """

    id: str
    label: str
    low: int
    high: int
    remission_below: int | None = None
    response_percent: int | None = None


@dataclass(frozen=True)
class Codebook:
    """All the words of one version; frozen with the study that uses it.

    Attributes:
        notice: What has to be said wherever scores are shown.
        set_back: How far before the key a point is stamped, in ms.
        terms: A study's own words, for example for patient and illness.
        checklist: Ids of the opening tasks, followed over the opening sessions.
        severity_scales: The first is the one that a new study starts with.
        sequence: The steps of a session, in order.
        coding_rules: How to code, for the rater.
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
    severity_scales: tuple[SeverityScale, ...] = ()
    sequence: tuple[SessionStep, ...] = ()
    coding_rules: tuple[str, ...] = ()

    @property
    def name(self) -> CodebookVersion:
        """Which codebook and version this is."""
        return CodebookVersion(self.id, self.version)

    @property
    def tracks(self) -> tuple[Track, ...]:
        """The exclusive tracks, focus first."""
        return (self.focus,) if self.affect is None else (self.focus, self.affect)

    @cached_property
    def offered(self) -> tuple[Code, ...]:
        """The codes that the study has not silenced."""
        return tuple(code for code in self.codes if not code.silenced)

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

    def severity_scale(self, scale: str) -> SeverityScale:
        """Return the severity scale with this id.

        Raises:
            UnknownWord: When there is none.
        """
        for each in self.severity_scales:
            if each.id == scale:
                return each
        raise self._unknown("severity scale", scale)

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
