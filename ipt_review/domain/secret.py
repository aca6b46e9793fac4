"""What somebody has to give before an encrypted study opens."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Passphrase:
    """Words that a person chose; never stored, and never shown in a message."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """The recovery key of a study as it was printed; spaces and hyphens are free."""

    text: str = field(repr=False)


Secret = Passphrase | RecoveryKey
"""Either of them opens a study."""
