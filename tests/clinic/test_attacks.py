"""Attacks on the whole: every address is tried, so that a page which comes later is attacked as well."""

import ast
import base64
import json
import pickle
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

import multifidus.clinic
from clinic.test_access import ADDRESSES, ROWS
from clinic.things import OTHER, OWN, SAME, Seen, fill, thing
from clinic.world import made, with_record
from multifidus.clinic.audit.models import Entry, Pseudonym
from multifidus.clinic.charts.assessing import reassess
from multifidus.clinic.charts.keeping import correct, keep
from multifidus.clinic.charts.models import Assessment, Reading
from multifidus.clinic.operations.headers import HEADERS
from multifidus.clinic.records.consents import withdraw, write_down
from multifidus.clinic.records.emergencies import Whom, break_glass

SCRIPT = '"><script>alert(1)</script>\'{{7*7}}{% now "Y" %}'
MARK = "Zyxwv"  # a name that stands nowhere else
ROLES = ("person", "clinician", "scheduler", "administrator")
# They keep nothing and know nobody.
OPEN_TO_OTHER_SITES = {"api:assess", "api:openapi-json"}
BY_THEMSELVES = {Entry, Pseudonym, Session, UserSession, Assessment}  # rows that reading may add


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    """The world, with whoever could have written a script into a name or a text having done so; undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = made()
        dora = with_record("dora", world.riverside)
        for clinic in (world.riverside, world.hillside):
            clinic.name = f"{clinic.name} {SCRIPT}"
            clinic.save()
        for record in (world.ada, dora, world.bert):
            fill(record, world.clinician)
            attacked(record, world)
            record.name = f"{MARK} {SCRIPT}"
            record.save()
            record.person.name = f"{MARK} {SCRIPT}"
            record.person.save()
        for person in (world.clinician, world.scheduler, world.administrator):
            person.name = f"{person.name} {SCRIPT}"
            person.save()
        people = dict(
            zip(ROLES, (world.ada.person, world.clinician, world.scheduler, world.administrator), strict=True)
        )
        mine = {
            OWN: Seen(world.ada, world.riverside, world.clinician),
            SAME: Seen(dora, world.riverside, world.clinician),
            OTHER: Seen(world.bert, world.hillside, world.other_clinician),
        }
        yield people, mine
        transaction.set_rollback(True)


def attacked(record, world):
    """Whatever somebody may write into a record that another reads holds a script."""
    words = f"My back hurts since Monday. {SCRIPT} I have no fever."
    keep(record, Reading.Kind.DIARY, {"text": words}, author=record.person)
    wrong = keep(record, Reading.Kind.NOTE, {"text": words}, author=world.clinician, clinic=world.riverside)
    correct(wrong, {"text": words}, author=world.clinician, clinic=world.riverside, why=SCRIPT)
    reassess(record)
    break_glass(Whom(record=record.pk), f"found unconscious {SCRIPT}", by=world.other_clinician, clinic=world.hillside)
    write_down(record, world.hillside, f"in person {SCRIPT}", by=world.other_clinician)
    withdraw(record, world.hillside, by=record.person)


def browser(person, **more) -> Client:
    client = Client(**more)
    if person is not None:
        client.force_login(person)
    return client


def ask(client, name, seen, method="get", sends=None, **more):
    """One request to a named address, undone again."""
    with transaction.atomic():
        url = url_of(name, seen)
        if method not in ("get", "head"):
            kind = "application/json" if name.startswith("api:") else "application/x-www-form-urlencoded"
            more = {"data": json.dumps(sends or {}) if name.startswith("api:") else "", "content_type": kind} | more
        answer = getattr(client, method)(url, **more)
        answer.body = answer.getvalue() if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer


def pages(scene, method="GET"):
    """Every address with whoever the table lets in: name, role, whose thing, row."""
    for row in ROWS:
        if row["method"] != method:
            continue
        for who, told in row.items():
            role, _, whose = who.partition(" ")
            if role in ROLES and told == "yes":
                yield row["url"], role, whose or SAME, row


@pytest.fixture(scope="module")
def read(scene):
    """Every page that somebody may read, as they get it: (address, role, answer)."""
    people, mine = scene
    found = []
    for name, role, whose, _ in pages(scene):
        found.append((name, role, ask(browser(people[role]), name, mine[whose])))
    return found


def test_no_answer_is_kept_by_a_browser_or_framed_or_guessed_at(read):
    for name, role, answer in read:
        assert "no-store" in answer["Cache-Control"], (name, role)
        assert answer["X-Frame-Options"] == "DENY", (name, role)
        assert answer["X-Content-Type-Options"] == "nosniff", (name, role)
        assert answer["Referrer-Policy"] == "same-origin", (name, role)
        assert HEADERS.keys() <= answer.headers.keys(), (name, role)


def test_no_page_may_run_what_is_written_in_it_or_load_from_elsewhere(read):
    for name, role, answer in read:
        policy = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == "'none'", (name, role)
        assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'", (name, role)
        assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'", (name, role)
        assert "unsafe" not in answer["Content-Security-Policy"], (name, role)


class Inline(HTMLParser):
    """What in a page would need leave to run, or comes from elsewhere."""

    def __init__(self, html: str):
        super().__init__()
        self.faults: list[str] = []
        self.inside = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.faults += [f"<{tag} {name}>" for name in given if name.startswith("on") or name == "style"]
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self.faults.append(f"<{tag}> inline")
        for name in ("src", "href", "action", "formaction", "srcset", "data", "hx-get", "hx-post"):
            link = (given.get(name) or "").strip().lower()
            leads_away = re.match(r"[a-z][a-z0-9+.-]*:|//", link) and not link.startswith(("data:image/", "mailto:"))
            if leads_away and not (tag == "a" and link.startswith(("http:", "https:", "tel:"))):
                self.faults.append(f"<{tag} {name}={link[:40]}>")


def html_of(read):
    for name, role, answer in read:
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            yield name, role, answer.body.decode()


def test_no_page_holds_inline_script_or_style_or_loads_from_elsewhere(read):
    assert [(name, role, faults) for name, role, html in html_of(read) if (faults := Inline(html).faults)] == []


def test_nobody_writes_markup_into_the_page_of_another(read):
    seen = 0
    for name, role, html in html_of(read):
        assert "<script>alert" not in html, (name, role)
        assert SCRIPT not in html, (name, role)
        assert "'49{% now" not in html.replace("&#x27;", "'"), (name, role)
        seen += "&lt;script&gt;alert(1)" in html
    assert seen > 3  # the names are shown, escaped


@pytest.mark.parametrize("name", sorted({row["url"] for row in ROWS if row["method"] != "GET"} - OPEN_TO_OTHER_SITES))
def test_another_site_cannot_have_anybody_send_anything(scene, name):
    people, mine = scene
    for row in (row for row in ROWS if row["url"] == name and row["method"] != "GET"):
        for who, told in row.items():
            role, _, whose = who.partition(" ")
            if role in ROLES and told in ("yes", "confirm"):
                stranger = browser(people[role], enforce_csrf_checks=True)
                sends = json.loads(row["sends"]) if row["sends"] else None
                answer = ask(stranger, name, mine[whose or SAME], row["method"].lower(), sends)
                assert answer.status_code == 403, who


def all_rows():
    """Everything that stands in the database, but for what reading adds by itself."""
    return {
        model: frozenset(map(str, model.objects.values_list()))
        for model in apps.get_models()
        if model not in BY_THEMSELVES
    }


@pytest.mark.parametrize("role", ROLES)
def test_a_link_that_somebody_is_sent_changes_nothing(scene, role):
    people, mine = scene
    client = browser(people[role])
    client.get("/accounts/email/")  # allauth notes the address of the account
    before = all_rows()
    for name, reader, whose, _ in pages(scene):
        if reader == role:
            cookies = client.cookies.copy()
            with transaction.atomic():
                client.get(url_of(name, mine[whose]))
                after = all_rows()
                transaction.set_rollback(True)
            client.cookies = cookies
            assert [model for model in after if after[model] != before[model]] == [], name


def url_of(name, seen):
    return reverse(name, kwargs={part: thing(part, seen) for part in ADDRESSES[name].parts})


def of_a_record(scene):
    """Every page of a record that shows it to somebody."""
    return [page for page in pages(scene) if "record" in ADDRESSES[page[0]].parts]


@pytest.mark.parametrize("method", ["get", "head", "options", "trace"])
def test_nothing_of_a_record_is_answered_without_an_entry_whatever_the_method(scene, method):
    people, mine = scene
    shown = 0
    for name, role, whose, _ in of_a_record(scene):
        seen = mine[whose]
        with transaction.atomic():
            known = Pseudonym.objects.filter(subject=seen.record.pk).values_list("pseudonym", flat=True)
            before = Entry.objects.filter(record__in=list(known)).count()
            answer = browser(people[role]).generic(method.upper(), url_of(name, seen))
            after = Entry.objects.filter(record__in=list(known)).count()
            transaction.set_rollback(True)
        if answer.status_code == 200 and method in ("get", "head"):
            assert after > before, (name, role)
            shown += 1
        if MARK.encode() in answer.getvalue():
            assert after > before, (name, role)
    assert shown or method in ("options", "trace")


def test_when_the_audit_cannot_be_written_nothing_of_a_record_is_answered(scene, monkeypatch):
    people, mine = scene
    signed_in = {role: browser(people[role]) for role in ROLES}  # before: signing in is entered as well

    def full(*_args, **_more):
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(Entry.objects, "create", full)
    monkeypatch.setattr(Entry.objects, "bulk_create", full)
    tried = 0
    for name, role, whose, _ in of_a_record(scene):
        client = signed_in[role]
        client.raise_request_exception = False
        answer = ask(client, name, mine[whose])
        assert answer.status_code >= 500 or answer.status_code in (302, 303), (name, role)
        assert MARK.encode() not in answer.body, (name, role)
        tried += 1
    assert tried


WITHIN = {"record": {"reading", "assessment"}, "clinic": {"membership", "invitation"}}


def test_what_lies_in_another_record_or_clinic_is_not_found_in_mine(scene):
    """Each address of a thing within a thing, with the outer one mine and the inner one another's, and the reverse."""
    people, mine = scene
    tried = 0
    for row in ROWS:
        parts = ADDRESSES[row["url"]].parts
        inner = set(parts) & WITHIN.get(parts[0] if parts else "", set())
        for who, told in row.items():
            role, _, whose = who.partition(" ")
            if not inner or role not in ROLES or told != "yes" or not whose:
                continue
            for other in (OTHER, SAME if whose == OWN else OWN):
                for outer, within in ((whose, other), (other, whose)):
                    filled = {part: thing(part, mine[within if part in inner else outer]) for part in parts}
                    if thing(parts[0], mine[outer]) == thing(parts[0], mine[within]):
                        continue  # two records of one clinic
                    with transaction.atomic():
                        sends = row["sends"] or "{}"
                        client = browser(people[role])
                        url = reverse(row["url"], kwargs=filled)
                        if row["method"] == "GET":
                            answer = client.get(url)
                        elif row["url"].startswith("api:"):
                            answer = client.post(url, sends, content_type="application/json")
                        else:
                            answer = client.post(url, json.loads(sends))
                        transaction.set_rollback(True)
                    assert answer.status_code == 404, (row["url"], row["method"], who, outer, within)
                    tried += 1
    assert tried > 20


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "[::1", "a b"])
def test_a_foreign_host_is_refused_and_named_nowhere(db, client, host):
    answer = client.get("/", headers={"host": host})

    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()
    assert client.get("/", headers={"x-forwarded-host": "evil.example"}).status_code == 200


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example/", "/\\evil.example", "\t//evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_nowhere_else(world, client, to):
    assert "evil" not in client.get("/accounts/login/", {"next": to}).headers.get("Location", "")
    sent = {"login": world.ada.person.email, "password": "spines are curved 33", "next": to}
    answer = client.post("/accounts/login/", sent)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/")
    assert not answer["Location"].startswith("//")
    assert "evil" not in answer["Location"]
    assert "alert" not in answer["Location"]


def test_the_session_of_before_the_sign_in_is_worth_nothing_after_it(world, client):
    client.get("/accounts/login/")
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client.post("/accounts/login/", {"login": world.ada.person.email, "password": "spines are curved 33"})

    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize(
    "method", [{"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE"}, {"HTTP_X_METHOD_OVERRIDE": "POST"}, {"QUERY": "_method=POST"}]
)
def test_a_header_does_not_make_another_method(world, signed_in, method):
    before = world.ada.readings.count()
    url = f"/records/{world.ada.pk}/readings/new?{method.get('QUERY', '')}"
    answer = signed_in(world.ada.person).get(url, {"text": "back pain"}, **method)

    assert answer.status_code == 200
    assert world.ada.readings.count() == before


RAN = []


def ran():
    """What a foreign pickle would have run."""
    RAN.append("ran")
    return 0


class Foreign:
    """Unpickled, it runs something."""

    def __reduce__(self):
        return ran, ()


def test_a_row_that_somebody_else_wrote_into_the_counts_runs_nothing(db):
    cache.set("tries", [1.0, 2.5], 60)
    with connection.cursor() as cursor:
        bomb = base64.b64encode(pickle.dumps(Foreign())).decode()
        cursor.execute("UPDATE people_counts SET value = %s", [bomb])

    assert cache.get("tries") is None
    assert RAN == []


def test_counts_are_counted_and_end(db):
    cache.set("tries", [1.0, 2.5], 60)
    assert cache.get_many(["tries", "others"]) == {"tries": [1.0, 2.5]}
    assert cache.add("one", 1, 60)
    assert not cache.add("one", 1, 60)
    assert cache.incr("one") == 2
    cache.set("gone", "x", -1)
    assert cache.get("gone") is None


ASKS_OTHERS = {"requests", "httpx", "aiohttp", "urllib3", "urllib.request", "http.client", "ftplib", "telnetlib"}
OF_THE_COMMAND_LINE = {"probe.py"}  # whoever runs the service asks it whether it is well
CLINIC = Path(multifidus.clinic.__file__).parent


def imports_of(file):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_the_service_opens_no_connection_of_its_own():
    """What somebody types can then never be fetched; mail alone goes out, to the server of the settings."""
    files = [file for file in CLINIC.rglob("*.py") if file.name not in OF_THE_COMMAND_LINE]
    found = [(file.name, name) for file in files for name in imports_of(file) if name in ASKS_OTHERS]

    assert len(files) > 100
    assert found == []


@pytest.mark.parametrize("path", ["../clinic.sqlite3", "..%2fsecret_key", "%2e%2e/secret_key", "/etc/passwd", "..\\x"])
def test_a_static_file_is_none_outside_their_folder(db, client, path):
    assert client.get(f"/static/{path}").status_code == 404


def test_the_page_on_security_names_only_tests_that_are_there():
    here = Path(__file__).parent
    page = (here.parent.parent / "docs" / "safety" / "security.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/\S+?\.(?:py|csv))`", page)
    missing = [file for file in named if not (here.parent.parent / file).exists()]
    files = [here / "test_attacks.py", here / "test_attacks_on_walls.py"]
    files += [here.parent.parent / file for file in set(named) - set(missing) if file.endswith(".py")]
    ours = "".join(file.read_text(encoding="utf-8") for file in files)

    assert missing == []
    assert [name for name in re.findall(r"`(test_\w+)`", page) if f"def {name}(" not in ours] == []
