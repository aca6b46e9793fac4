"""The key for what this computer keeps of a team study; the server has it.

Whoever finds the computer reads nothing of the study without a login, and a new
password makes nothing unreadable that waits to be sent.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from ipt_review.store.keys import KEY_BYTES
from ipt_review.store.team.layout import keeping_key

if TYPE_CHECKING:
    from sqlalchemy import Engine

_MINE = select(keeping_key.c.raw).where(keeping_key.c.name == func.session_user())


def key_of_login(engine: Engine) -> bytes:
    """Return the 32 bytes of whoever `engine` connects as, made when asked first.

    Args:
        engine: May write.
    """
    with engine.begin() as connection:
        known: bytes | None = connection.scalar(_MINE)
        if known is None:
            made = {"name": func.session_user(), "raw": secrets.token_bytes(KEY_BYTES)}
            # Another window of the same login may just be doing the same.
            connection.execute(
                insert(keeping_key).values(made).on_conflict_do_nothing()
            )
            known = connection.scalar(_MINE)
        assert known is not None  # noqa: S101 - it was there, or is now
        return bytes(known)
