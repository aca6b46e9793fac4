"""Where a study lies that several people work in at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

PORT: Final = 5432
"""The port that PostgreSQL listens on unless told otherwise."""

_HERE: Final = frozenset({"", "localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class TeamPlace:
    """A study in a database of a PostgreSQL server, and as whom one enters it.

    Attributes:
        host: Name of the server; on this computer a folder with its socket will do.
        port: Where it listens.
        database: The database that holds the one study.
        login: One's own login role; never shared.
        certificate: File with the authority that vouches for the server, where the
            operating system does not know it; empty for those it knows.
    """

    host: str
    database: str
    login: str
    port: int = PORT
    certificate: str = ""

    @property
    def is_here(self) -> bool:
        """Whether the server runs on this computer, so that no network is used."""
        return self.host in _HERE or self.host.startswith("/")

    @property
    def name(self) -> str:
        """What a person calls it: the database, and where it is."""
        return f"{self.database} on {'this computer' if self.is_here else self.host}"


@dataclass(frozen=True, slots=True)
class Password:
    """A password, kept out of everything that is shown or logged."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with the server of a team study.

    Attributes:
        reached: Whether it answered when it was last spoken to.
        unsent: How many steps are kept on this computer until it answers.
        refused: How many it did not take, since something else was stored by then.
    """

    reached: bool = True
    unsent: int = 0
    refused: int = 0
