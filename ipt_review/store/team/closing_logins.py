"""Closing the login of a person who retires from a study, and opening it again."""

from __future__ import annotations

from ipt_review.store.team.server import SCHEMA


def close_logins(members: str, coordinators: str) -> str:
    """Return the function of the server that does so when a person retires.

    It runs as the owner, in the transaction in which a coordinator says so. Whoever
    has left the group has no rights left in sessions that are open either; a login
    that is opened again has the password that it had.

    Args:
        members: The group role of everybody who has a login to the study.
        coordinators: The group role of those who read hidden columns.
    """
    return f"""
CREATE FUNCTION {SCHEMA}.close_login() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = {SCHEMA}, pg_temp AS $$
DECLARE one record;
BEGIN
  FOR one IN SELECT name, person_id FROM {SCHEMA}.login
    WHERE person_id = COALESCE(NEW.person_id, OLD.person_id)
  LOOP
    IF TG_OP = 'INSERT' THEN
      EXECUTE format('ALTER ROLE %I NOLOGIN', one.name);
      EXECUTE format('REVOKE %I, %I FROM %I', {_literal(members)},
        {_literal(coordinators)}, one.name);
    ELSE
      EXECUTE format('ALTER ROLE %I LOGIN', one.name);
      EXECUTE format('GRANT %I TO %I', {_literal(members)}, one.name);
      IF {SCHEMA}.person_coordinates(one.person_id) THEN
        EXECUTE format('GRANT %I TO %I', {_literal(coordinators)}, one.name);
      END IF;
    END IF;
  END LOOP;
  RETURN NULL;
END $$
"""  # noqa: S608 - names of roles, quoted


def _literal(name: str) -> str:
    escaped = name.replace("'", "''")
    return f"'{escaped}'"
