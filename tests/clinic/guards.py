"""Emptying the database after a test that really committed: the triggers that forbid it are lifted and put back."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test import TransactionTestCase


@contextmanager
def lifted() -> Iterator[None]:
    """No trigger stands meanwhile; on PostgreSQL none has to go, for its TRUNCATE asks no row."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        standing = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in standing:
            cursor.execute(f"DROP TRIGGER {name}")
    yield
    with connection.cursor() as cursor:
        for _name, sql in standing:
            cursor.execute(sql)


def emptied(test: TransactionTestCase) -> None:
    with lifted():
        EMPTY(test)


EMPTY = TransactionTestCase._fixture_teardown
TransactionTestCase._fixture_teardown = emptied
