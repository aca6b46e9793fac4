"""Connections to a server: how it is reached, and that it is the right one."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any, Final

import psycopg
from sqlalchemy import Integer, QueuePool, create_engine
from sqlalchemy.ext.compiler import compiles

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from ipt_review.domain.team import Password, TeamPlace

SCHEMA: Final = "ipt"
"""Where the tables stand in the database, apart from whatever else is in it."""

PATIENCE: Final = 5
"""How long (s) to wait for a server to answer the door."""

SILENCE: Final = 8_000
"""How long (ms) a server may leave what was sent without a receipt."""


@compiles(Integer, "postgresql")
def whole(*_asked: object, **_how: object) -> str:
    """Return the word for whole numbers: moments in ms need 64 bits, as in a file."""
    return "BIGINT"


def keywords(place: TeamPlace, password: Password) -> dict[str, Any]:
    """Return what libpq is to know of a connection.

    Beyond this computer nothing is said before the server has proved who it is, with
    a certificate in its own name (verify-full): passwords and what patients said would
    otherwise go to whoever answers.
    """
    told: dict[str, Any] = {
        "port": place.port,
        "dbname": place.database,
        "user": place.login,
        "password": password.text,
        "connect_timeout": PATIENCE,
        "application_name": "IPT Review",
        "options": f"-csearch_path={SCHEMA}",
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 2,
        "tcp_user_timeout": SILENCE,
    }
    if place.host:
        told["host"] = place.host
    if place.is_here:
        return told
    known = ssl.get_default_verify_paths().cafile
    trusted = place.certificate or known or "system"
    return told | {"sslmode": "verify-full", "sslrootcert": trusted}


def connect(place: TeamPlace, password: Password) -> psycopg.Connection[Any]:
    """Return one connection of its own, which commits each statement."""
    return psycopg.connect(**keywords(place, password), autocommit=True)


def engine_for(place: TeamPlace, password: Password) -> Engine:
    """Return an engine; it connects when first asked."""

    def open_door() -> psycopg.Connection[Any]:
        return psycopg.connect(**keywords(place, password))

    return create_engine(
        "postgresql+psycopg://",
        creator=open_door,
        poolclass=QueuePool,
        hide_parameters=True,  # what people said and wrote stays out of messages
    )


def reading(engine: Engine) -> Engine:
    """Return the same engine for questions: all of one are answered as of one moment.

    Several statements would otherwise see what others wrote in between.
    """
    return engine.execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    )
