"""Makes resources/demo: run as `python3 build_spec/demo/make_demo.py`.

With `--no-film` only the captions and study.yaml are made anew.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import which

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ("espeak-ng", "ffmpeg")
PACKAGES = {"PIL": "Pillow", "yaml": "PyYAML"}


def missing() -> list[str]:
    """Name the programs and Python packages that are not installed."""
    programs = [name for name in PROGRAMS if which(name) is None]
    return programs + [name for room, name in PACKAGES.items() if not find_spec(room)]


def main() -> int:
    """Make the demo, or say what stands in the way."""
    lacking = missing()
    if lacking:
        print(f"please install first: {', '.join(lacking)}", file=sys.stderr)
        return 2
    sys.path.insert(0, str(ROOT))  # this file is run by its path
    from build_spec.demo.script import DemoError  # noqa: PLC0415
    from build_spec.demo.studio import make  # noqa: PLC0415

    try:
        make(picture="--no-film" not in sys.argv[1:])
    except DemoError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
