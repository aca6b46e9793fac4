"""Files that come with the program: codebooks, icons, the demo study."""

from __future__ import annotations

from pathlib import Path

_INSTALLED = Path(__file__).parent / "resources"
_CHECKOUT = Path(__file__).parent.parent / "resources"


def resource(name: str) -> Path:
    """Return where the shipped file `name` (a path below `resources/`) lies."""
    return (_INSTALLED if _INSTALLED.is_dir() else _CHECKOUT) / name
