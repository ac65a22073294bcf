"""Make a table one that only grows: the database itself refuses to change, take away or empty what is in it."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SENTENCE = "rows of {table} are never changed or taken away: a correction is a new row"


def lay(schema: BaseDatabaseSchemaEditor, table: str) -> None:
    """Put the triggers on a table, in the words of SQLite or of PostgreSQL."""
    for statement in statements(schema.connection.vendor, table):
        schema.execute(statement, params=None)


def lift(schema: BaseDatabaseSchemaEditor, table: str) -> None:
    """Take them off again, for a migration that goes back."""
    if schema.connection.vendor == "postgresql":
        schema.execute(f"DROP FUNCTION {table}_refuse() CASCADE", params=None)
        return
    for verb in ("UPDATE", "DELETE"):
        schema.execute(f"DROP TRIGGER {table}_no_{verb.lower()}", params=None)


def statements(vendor: str, table: str) -> list[str]:
    """The triggers of a table as SQL; TRUNCATE too, which only PostgreSQL has."""
    sentence = SENTENCE.format(table=table)
    if vendor == "postgresql":
        return [
            f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{sentence}'; END $$",
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
        ]
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        for verb in ("UPDATE", "DELETE")
    ]
