"""Set up this checkout, then run, test, or check IPT Review.

    python3 build_spec/dev.py run              start the program on its demo study
    python3 build_spec/dev.py run -- ARGS      start ipt-review with ARGS instead
    python3 build_spec/dev.py test [ARGS]      run the tests; ARGS go to pytest
    python3 build_spec/dev.py check            style, types, imports, installed wheel

Each command installs what it still needs: system packages on Debian and Ubuntu
(as root or with sudo), and a virtual environment in .venv. Where there is no
screen, a virtual one is used; `run` then walks through the demo by itself and
leaves screenshots and a workbook in the folder walk.
"""

from __future__ import annotations

import sys
from pathlib import Path

OLDEST = (3, 11)


def version_complaint(version: tuple[int, int]) -> str:
    """Say what to do about a Python that is too old, or nothing.

    This file has to stay readable for the Pythons it turns away (3.8 and later),
    so whatever needs a newer one is imported only after this question.
    """
    if version >= OLDEST:
        return ""
    needed = "{}.{}".format(*OLDEST)
    return (
        f"Python {needed} or newer is needed; this is {version[0]}.{version[1]}. "
        "Debian 12 and Ubuntu 24.04 bring one; Ubuntu 22.04 does not, so install "
        "one beside it and start this script with it, for example: "
        "python3.12 build_spec/dev.py test"
    )


def main() -> int:
    """Refuse an old Python plainly; leave everything else to `chores`."""
    complaint = version_complaint((sys.version_info[0], sys.version_info[1]))
    if complaint:
        sys.stderr.write(complaint + "\n")
        return 1
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    from build_spec import chores  # noqa: PLC0415 - not readable for an old Python

    return chores.main(sys.argv[1:], usage=__doc__ or "")


if __name__ == "__main__":
    sys.exit(main())
