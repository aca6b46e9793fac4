"""How large everything in the window is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.ui.settings.schema import setting

if TYPE_CHECKING:
    from collections.abc import MutableMapping

ZOOM = "look.zoom"
SCALE = "QT_SCALE_FACTOR"
"""Qt reads it once, when the application is made, and scales all it draws by it."""


def enlarge(choice: int, environment: MutableMapping[str, str]) -> None:
    """Have all that Qt draws be as large as was chosen.

    Who sets the scale in the environment has it, whatever is chosen.
    """
    written, _ = setting(ZOOM).choices[choice]
    if written and SCALE not in environment:
        environment[SCALE] = str(int(written) / 100)
