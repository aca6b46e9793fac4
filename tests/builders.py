"""Values that many tests need: a small study, whole and without surprises."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from ipt_review.domain.codebook import (
    Applies,
    Area,
    Code,
    Codebook,
    Counts,
    Frame,
    Group,
    Item,
    Kind,
    Part,
    Phase,
    Profile,
    Scale,
    Subscale,
    Thresholds,
    Track,
    TrackState,
    Valence,
)
from ipt_review.domain.coding import CodingHead, Perspective
from ipt_review.domain.people import Person, Role, Therapist
from ipt_review.domain.study import AgreedFocus, Case, Session, Severity, Study
from ipt_review.domain.tape import MediaFile, Tape
from ipt_review.exchange.codebook_file import read_codebook
from ipt_review.shipped import resource

if TYPE_CHECKING:
    from ipt_review.store.database import Database

EVERY_PHASE = frozenset(Phase)


def a_code(code: str, key: str, kind: Kind = Kind.POINT) -> Code:
    """Return a code that is on the panel in every phase."""
    return Code(
        id=code,
        label=code.replace("_", " ").title(),
        key=key,
        group="work",
        kind=kind,
        valence=Valence.IPT,
        phases=EVERY_PHASE,
        core_in=EVERY_PHASE,
        definition="What the therapist does.",
        when=("It is done.",),
        when_not=("It is only mentioned.",),
        example="“For example like this.”",
        areas=frozenset(),
        variants={},
        items=(),
    )


def an_item(item: str) -> Item:
    """Return an adherence item that is asked in every phase."""
    return Item(
        id=item,
        label=item.replace("_", " ").title(),
        part=Part.ADHERENCE,
        subscale="techniques",
        scale="extent",
        text="How much of it was there?",
        anchors={},
        applies=Applies(EVERY_PHASE),
    )


def a_focus_track() -> Track:
    """Return a track of three states that starts in `unclear`."""
    return Track(
        id="focus",
        label="Focus",
        what="What is talked about.",
        start_state="unclear",
        shortest=5_000,
        states=(
            TrackState("grief", "Grief", "1", "#7a5195", Counts.AREA),
            TrackState("off_focus", "Off focus", "2", "#999999", Counts.OFF),
            TrackState("unclear", "Unclear", "3", "#cccccc", Counts.EXCLUDED),
        ),
    )


def a_codebook(version: str = "1.0") -> Codebook:
    """Return a codebook of three codes, one track and two items."""
    return Codebook(
        id="small",
        version=version,
        title="A small codebook",
        notice="Not validated.",
        terms={},
        frame=Frame(12, 16, 3, 3, 1),
        areas=(Area("grief", "Grief", "Grief", "#7a5195"),),
        groups=(Group("work", "Work", "#336699"),),
        codes=(
            a_code("link_mood", "q"),
            a_code("explore_options", "w", Kind.INTERVAL),
            a_code("role_play", "e", Kind.INTERVAL),
        ),
        focus=a_focus_track(),
        affect=None,
        scales=(Scale("extent", "How much?", 1, 7, {1: "Not at all"}),),
        subscales=(Subscale("techniques", "Techniques", prescribed=True),),
        items=(an_item("adh_link"), an_item("adh_options")),
        thresholds=Thresholds(4.0, 70.0, 4.0, 4, 3, 5, 3.0, 3),
        checklist=(),
        profiles=(Profile("all", "All", None, None),),
        set_back=0,
    )


@dataclass(frozen=True)
class SmallStudy:
    """One of each noun, all belonging together."""

    study: Study = field(default=Study(UUID(int=1), "Pilot study", "PS"))
    rater: Person = field(
        default=Person(UUID(int=2), "R01", frozenset({Role.RATER, Role.TRAINEE}))
    )
    therapist: Therapist = field(default=Therapist(UUID(int=3), "T01", UUID(int=2)))
    case: Case = field(
        default=Case(
            UUID(int=4),
            "C01",
            UUID(int=3),
            12,
            (AgreedFocus("role_dispute", 3, 5), AgreedFocus("grief", 2)),
        )
    )
    session: Session = field(
        default=Session(
            UUID(int=5),
            UUID(int=4),
            4,
            Phase.MIDDLE,
            22,
            (Severity("hamd17", 17, fed_back=True), Severity("bdi2", 24)),
        )
    )
    tape: Tape = field(
        default=Tape(
            UUID(int=6),
            UUID(int=5),
            3_000_000,
            (
                MediaFile(Path("tapes/part one.mp4"), 0, 1_800_000, 700_000_000),
                MediaFile(Path("tapes/part two.mp4"), 1_800_000, 1_200_000, 9),
            ),
            Path("tapes/part one.srt"),
        )
    )
    codebook: Codebook = field(default_factory=a_codebook)
    codebook_text: str = "id: small\nversion: '1.0'\n# …\n"

    @property
    def head(self) -> CodingHead:
        """A draft by the rater on the tape."""
        return CodingHead(
            UUID(int=7),
            self.tape.id,
            self.rater.id,
            Perspective.STUDY_RATER,
            self.codebook.name,
        )

    def put_into(self, database: Database) -> None:
        """Add everything to a study file that has nothing in it, a draft last."""
        database.add_person(self.rater)
        database.add_therapist(self.therapist)
        database.add_case(self.case)
        database.add_session(self.session)
        database.add_tape(self.tape)
        database.keep_codebook(self.codebook, self.codebook_text)
        database.add_coding(self.head)


@cache
def the_shipped_codebook() -> Codebook:
    """Return the codebook that comes with the program."""
    return read_codebook(resource("codebooks/ipt_core.yaml"))
