"""The whole URL configuration, walked by everybody with real logins, against the table of who may do what.

access.csv: one row an address and method; a column for each asker and whose thing it is. `yes` is answered; `sign_in`
leads to the sign-in (401 in the API); `confirm` asks who is signed in for their password again; `hidden` is 404, as for
what does not exist; `refused` is 403; `faulty` lets in and says what of a form is wrong (422);
`wrong_method` is 405; `-` says that the address has no such thing. `sends` is
what a request carries, as JSON.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from clinic import things
from clinic.things import OTHER, OWN, SAME, Seen, fill, thing
from clinic.world import PASSWORD, made, with_record

TABLE = Path(__file__).with_name("access.csv")
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
WHO = [column for column in ROWS[0] if column not in ("url", "method", "sends")]
SIGN_IN, CONFIRM = "/accounts/login/", "/accounts/reauthenticate/"
ANSWERS = {"sign_in": {302, 401}, "confirm": {302}, "hidden": {404}, "refused": {403}, "wrong_method": {405}}
ANSWERS |= {"faulty": {422}}
METHODS = ("GET", "POST")


@dataclass(frozen=True)
class Address:
    """One named address of the service, and what has to be filled in."""

    name: str
    parts: tuple[str, ...]


def addresses(patterns: list, namespace: str = "", parts: tuple[str, ...] = ()) -> Iterator[Address]:
    for pattern in patterns:
        own = (*parts, *(pattern.pattern.converters or pattern.pattern.regex.groupindex))
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, (namespace, pattern.namespace)))
            yield from addresses(pattern.url_patterns, inner, own)
        else:
            assert isinstance(pattern, URLPattern)
            assert pattern.name, f"an address without a name cannot be walked: {pattern.pattern}"
            yield Address(":".join(filter(None, (namespace, pattern.name))), own)


ADDRESSES = {address.name: address for address in addresses(get_resolver().url_patterns)}


def test_every_address_stands_in_the_table_and_no_other():
    told = {(row["url"], row["method"]) for row in ROWS}
    there = {(name, method) for name in ADDRESSES for method in METHODS}
    extra = {pair for pair in told if pair[1] not in METHODS and pair[0] in ADDRESSES}

    assert sorted(there - told) == [], "addresses that access.csv does not know"
    assert sorted(told - there - extra) == [], "rows of access.csv for addresses that are no more"
    assert len(told) == len(ROWS), "a row of access.csv stands twice"


def test_whatever_hangs_on_a_record_is_told_for_every_relation():
    """A `-` may not hide an address of a record or a clinic from the walk."""
    for row in ROWS:
        parts = ADDRESSES[row["url"]].parts
        if {"record", "clinic"} & set(parts):
            missed = [who for who in WHO if row[who] == "-" and not ("own" in who and "record" not in parts)]
            assert missed == [], f"{row['url']} {row['method']}: {missed}"


@pytest.fixture(scope="module")
def walked(django_db_setup, django_db_blocker):
    """The world with everybody signed in through the form; undone after the walk."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = made()
        dora = with_record("dora", world.riverside)
        for record in (world.ada, dora, world.bert):
            fill(record, world.clinician)
        people = {
            "anonymous": None,
            "person": world.ada.person,
            "clinician": world.clinician,
            "scheduler": world.scheduler,
            "administrator": world.administrator,
        }
        mine = {
            OWN: Seen(world.ada, world.riverside, world.clinician),
            SAME: Seen(dora, world.riverside, world.clinician),
            OTHER: Seen(world.bert, world.hillside, world.other_clinician),
        }
        yield {who: browser_of(person) for who, person in people.items()}, mine
        transaction.set_rollback(True)


def browser_of(person) -> Client:
    browser = Client()
    if person is not None:
        sent = browser.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
        assert sent.status_code == 302, f"{person.email} could not sign in"
        assert "sessionid" in browser.cookies
    return browser


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=[f"{row['url']}-{row['method']}" for row in ROWS])
def test_everybody_gets_in_where_the_table_says_and_nowhere_else(walked, row):
    browsers, mine = walked
    address = ADDRESSES[row["url"]]
    wrong = []
    for who in WHO:
        expected = row[who]
        if expected == "-":
            continue
        role, _, whose = who.partition(" ")
        seen = mine[whose or SAME]
        answer = ask(browsers[role], row, address, seen)
        if not fits(answer, expected):
            wrong.append(f"{who}: {expected}, but {answer.status_code} {answer.headers.get('Location', '')}")
    assert wrong == []


def ask(browser: Client, row: dict[str, str], address: Address, seen: Seen):
    """One request, undone again; the cookies stay as they were."""
    cookies = browser.cookies.copy()
    with transaction.atomic():
        url = reverse(address.name, kwargs={part: thing(part, seen) for part in address.parts})
        sends = json.loads(row["sends"]) if row["sends"] else {}
        if "file" in sends:
            sends["file"] = ContentFile(sends["file"], "sent.csv")
        as_json = address.name.startswith("api:") or address.name == "send_episodes"
        send = {"content_type": "application/json"} if as_json else {}
        if row["method"] == "GET":
            answer = browser.get(url, sends)
        else:
            answer = getattr(browser, row["method"].lower())(url, sends, **send)
        transaction.set_rollback(True)
    browser.cookies = cookies
    return answer


def fits(answer, expected: str) -> bool:
    target = answer.headers.get("Location", "")
    if expected == "yes":
        return answer.status_code < 400 and not target.startswith((SIGN_IN, CONFIRM))
    if expected == "sign_in":
        return answer.status_code == 401 or target.startswith(SIGN_IN)
    if expected == "confirm":
        return target.startswith(CONFIRM)
    return answer.status_code in ANSWERS[expected]


def test_the_table_speaks_only_words_that_the_walk_knows():
    for row in ROWS:
        for who in WHO:
            assert row[who] in {"yes", "-", *ANSWERS}, f"{row['url']}: {who}"


def test_the_walk_knows_every_part_of_every_address():
    parts = {part for address in ADDRESSES.values() for part in address.parts}
    source = Path(things.__file__).read_text(encoding="utf-8")

    assert [part for part in parts if f'"{part}"' not in source] == []
