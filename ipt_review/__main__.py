"""`ipt-review` and `python -m ipt_review`."""

from __future__ import annotations

import gc
import sys

from ipt_review.cli import shell


def main() -> int:
    """Start the program; the window's libraries load only when it is wanted."""
    wish = shell.read(sys.argv[1:])
    if not wish.needs_window:
        return shell.run(wish)
    gc.disable()  # until all is there: nothing that loads is garbage
    from ipt_review import app  # noqa: PLC0415 - reports run where Qt cannot

    if wish.link and app.hand_over(wish.link):
        return 0
    return app.run(wish.study, demo=wish.demo, walk=wish.walk, link=wish.link)


if __name__ == "__main__":
    sys.exit(main())
