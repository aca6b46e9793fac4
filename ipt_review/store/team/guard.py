"""Putting the rules on a server: grants, row security, closed codings, notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from ipt_review.store.guarded import GUARDED
from ipt_review.store.tables import METADATA
from ipt_review.store.team.closing_logins import close_logins
from ipt_review.store.team.questions import QUESTIONS
from ipt_review.store.team.rules import NOBODY, rule_of
from ipt_review.store.team.server import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sqlalchemy import Connection, Table

    from ipt_review.store.team.rules import Rule

CHANNEL: Final = "ipt_changed"
"""On which a server tells that there is something new, never what: that is asked."""

_KEEP_CLOSED: Final = f"""
CREATE FUNCTION {SCHEMA}.keep_closed() RETURNS trigger LANGUAGE plpgsql
SET search_path = {SCHEMA}, pg_temp AS $$
BEGIN
  IF {SCHEMA}.me() IS NULL OR {SCHEMA}.coordinates() THEN RETURN NEW; END IF;
  IF OLD.status <> 'draft' OR NEW.status = 'locked' THEN
    RAISE EXCEPTION 'a submitted coding is closed'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$
"""
_NOT_IN_OTHERS: Final = f"""
CREATE FUNCTION {SCHEMA}.keep_words() RETURNS trigger LANGUAGE plpgsql
SET search_path = {SCHEMA}, pg_temp AS $$
BEGIN
  IF {SCHEMA}.me() IS NOT NULL AND OLD.rater_id <> {SCHEMA}.me() THEN
    RAISE EXCEPTION 'this is the comment of somebody else'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$
"""
_COUNT_ON: Final = f"""
CREATE FUNCTION {SCHEMA}.count_on() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = {SCHEMA}, pg_temp AS $$
BEGIN
  SELECT COALESCE(max(seq), 0) + 1 INTO NEW.seq FROM {SCHEMA}.study_event;
  RETURN NEW;
END $$
"""
_TELL: Final = f"""
CREATE FUNCTION {SCHEMA}.tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('{CHANNEL}', '');
  RETURN NULL;
END $$
"""
_QUIET: Final = frozenset(
    {"mark", "comment", "rating", "coding_code_total", "step", "prompt_event"}
)
"""What changes with every key: nobody else is told before it is submitted."""


def put_up(connection: Connection, members: str, coordinators: str) -> None:
    """Guard the tables that were laid out, within the caller's transaction.

    Args:
        connection: Of the owner of the tables.
        members: The group role of everybody who has a login to the study.
        coordinators: The group role of those who read hidden columns.
    """
    group = _quoted(connection, members)
    owner = _quoted(connection, str(connection.scalar(text("SELECT current_user"))))
    for statement in (
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA {SCHEMA} TO {group}",
        f"GRANT SELECT ON {SCHEMA}.alembic_version, {SCHEMA}.login TO {group}",
        f"ALTER TABLE {SCHEMA}.login ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY own ON {SCHEMA}.login TO {group} USING (name = session_user)",
        f"GRANT SELECT, INSERT ON {SCHEMA}.keeping_key TO {group}",
        f"ALTER TABLE {SCHEMA}.keeping_key ENABLE ROW LEVEL SECURITY",
        (
            f"CREATE POLICY own ON {SCHEMA}.keeping_key TO {group} "
            "USING (name = session_user) WITH CHECK (name = session_user)"
        ),
        _KEEP_CLOSED,
        _NOT_IN_OTHERS,
        _COUNT_ON,
        _TELL,
        close_logins(members, coordinators),
    ):
        connection.exec_driver_sql(statement.replace("%", "%%"))
    _answer_questions(connection, group)
    for table in METADATA.sorted_tables:
        _guard(connection, table, group, owner)
        whole = _quoted(connection, coordinators)
        connection.exec_driver_sql(f"GRANT SELECT ON {SCHEMA}.{table.name} TO {whole}")
    for function, when in (
        ("keep_closed", "UPDATE ON {}.coding"),
        ("keep_words", "UPDATE OF comment ON {}.coding"),
        ("count_on", "INSERT ON {}.study_event"),  # not all see the last number
    ):
        connection.exec_driver_sql(
            f"CREATE TRIGGER {function} BEFORE {when.format(SCHEMA)} "
            f"FOR EACH ROW EXECUTE FUNCTION {SCHEMA}.{function}()"
        )
    connection.exec_driver_sql(
        f"CREATE TRIGGER close_login AFTER INSERT OR DELETE ON {SCHEMA}.person_retired "
        f"FOR EACH ROW EXECUTE FUNCTION {SCHEMA}.close_login()"
    )


def _answer_questions(connection: Connection, group: str) -> None:
    for head, answer, how in QUESTIONS:
        connection.exec_driver_sql(
            # plpgsql keeps the plan from one statement to the next, sql does not
            f"CREATE FUNCTION {SCHEMA}.{head} RETURNS {answer} LANGUAGE plpgsql STABLE "
            f"SECURITY DEFINER SET search_path = {SCHEMA}, pg_temp AS "
            f"$$BEGIN RETURN ({how}); END$$"
        )
    connection.exec_driver_sql(
        f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {SCHEMA} FROM PUBLIC"
    )
    connection.exec_driver_sql(
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {SCHEMA} TO {group}"
    )


def _guard(connection: Connection, table: Table, group: str, owner: str) -> None:
    name, rule = f"{SCHEMA}.{table.name}", rule_of(table)
    statements = [
        f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY owner ON {name} TO {owner} USING (true) WITH CHECK (true)",
        f"CREATE POLICY sees ON {name} FOR SELECT TO {group} USING ({rule.sees})",
        f"GRANT SELECT ({_columns(table, rule.hidden)}) ON {name} TO {group}",
        *_writing(table, rule, group),
    ]
    if table.name not in _QUIET:
        statements.append(
            f"CREATE TRIGGER tell AFTER INSERT OR UPDATE OR DELETE ON {name} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {SCHEMA}.tell()"
        )
    for statement in statements:
        connection.exec_driver_sql(statement.replace("%", "%%"))


def _writing(table: Table, rule: Rule, group: str) -> list[str]:
    """Return what lets members write a table, as far as its rule goes."""
    name, statements = f"{SCHEMA}.{table.name}", list[str]()
    if rule.adds != NOBODY:
        statements += [
            (
                f"CREATE POLICY adds ON {name} FOR INSERT TO {group} "
                f"WITH CHECK ({rule.adds})"
            ),
            f"GRANT INSERT ON {name} TO {group}",
        ]
        column = table.autoincrement_column
        if column is not None:
            sequence = f"{SCHEMA}.{table.name}_{column.name}_seq"
            statements.append(f"GRANT USAGE ON SEQUENCE {sequence} TO {group}")
    if rule.changes == NOBODY or table in GUARDED:
        return statements
    statements += [
        (
            f"CREATE POLICY changes ON {name} FOR UPDATE TO {group} "
            f"USING ({rule.changes}) WITH CHECK ({_after(rule)})"
        ),
        f"GRANT UPDATE ({_columns(table, rule.fixed)}) ON {name} TO {group}",
    ]
    if not rule.fixed:
        statements += [
            (
                f"CREATE POLICY removes ON {name} FOR DELETE TO {group} "
                f"USING ({rule.changes})"
            ),
            f"GRANT DELETE ON {name} TO {group}",
        ]
    return statements


def _columns(table: Table, but: AbstractSet[str]) -> str:
    """Return the columns of a table without some, as they stand in a grant."""
    return ", ".join(f'"{each.name}"' for each in table.columns if each.name not in but)


def _after(rule: Rule) -> str:
    """Return what a changed row has to be: what has fixed columns stays whose it is."""
    return "true" if rule.fixed else rule.adds


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)
