"""A patient's words are thrown through every place that logs, and the log is read."""

import json
import logging
import os
import socket
import sys
import threading
import warnings
from pathlib import Path

import pytest
import structlog
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.utils.translation import gettext_lazy

from clinic.serving import service
from multifidus.clinic import urls
from multifidus.clinic.operations.logs import configure, last_words, log
from multifidus.clinic.operations.logs.failure import failure
from multifidus.clinic.records.models import Record

WORDS = "Incontinent since Tuesday says Mrs Zauberberg"
TELLING = ("incontinent", "tuesday", "zauberberg", "%20since", "+since")
LIBRARY = logging.getLogger("some.library")


def raises_sql(request):
    connection.cursor().execute("SELECT * FROM nowhere WHERE words = %s", [WORDS])


def raises_chained(request):
    try:
        int(WORDS)
    except ValueError as first:
        raise RuntimeError(f"could not read {WORDS}") from first


def raises_suspicion(request):
    raise SuspiciousOperation(f"strange: {WORDS}")


def warns(request):
    local = WORDS  # noqa: F841
    LIBRARY.warning("got %s", WORDS)
    LIBRARY.error(f"got {WORDS}")
    LIBRARY.info(gettext_lazy("got %s") % WORDS)
    LIBRARY.warning(WORDS.lower())
    LIBRARY.warning("with more", extra={"patient": WORDS, "event": WORDS, "request": WORDS})
    LIBRARY.warning({"event": WORDS, "view": WORDS})
    log.info(WORDS, view=WORDS, words=WORDS, status=f"<{WORDS}>", kind="ada@example.org")
    structlog.get_logger("of another app").warning("words", text=WORDS)
    return HttpResponse("done")


def tells_a_library(request):
    try:
        raise LookupError(WORDS)
    except LookupError:
        LIBRARY.exception("a text of the program: %s", WORDS)
    return HttpResponse("done")


urlpatterns = [
    path("sql", raises_sql, name="sql"),
    path("chained", raises_chained, name="chained"),
    path("suspicion", raises_suspicion, name="suspicion"),
    path("warns", warns, name="warns"),
    path("library", tells_a_library, name="library"),
    *urls.urlpatterns,
]


@pytest.fixture
def told(capfd):
    """What the log says from now on, a list of lines."""
    configure({"style": "json"})

    def read() -> list[str]:
        out, err = capfd.readouterr()
        return [*out.splitlines(), *err.splitlines()]

    return read


@pytest.fixture
def browser(db, settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def silent(lines: list[str]) -> bool:
    """Whether not a word of the patient stands in the log."""
    everything = "\n".join(lines).lower()
    return not [word for word in (*TELLING, "ada@example.org") if word in everything]


def events(lines: list[str]) -> list[dict]:
    return [json.loads(line) for line in lines]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("address", "status"), [("/sql", 500), ("/chained", 500), ("/suspicion", 400), ("/warns", 200), ("/library", 200)]
)
def test_what_a_view_raises_or_logs_leaves_no_word(browser, told, address, status):
    answer = browser.get(address, {"words": WORDS})
    lines = told()

    assert answer.status_code == status
    assert silent(lines), lines
    assert [event["view"] for event in events(lines) if event["event"] == "request"] == [address[1:]]


def test_what_went_wrong_can_still_be_found(browser, told):
    browser.get("/chained")
    (error,) = [event for event in events(told()) if "failure" in event]

    assert error["logger"] == "django.request"
    assert error["level"] == "error"
    assert [cause["class"] for cause in error["failure"]] == ["RuntimeError", "ValueError"]
    assert error["failure"][0]["at"][-1].startswith("clinic.test_logs:raises_chained:")


def test_a_text_of_the_program_is_told_without_what_was_filled_in(browser, told):
    browser.get("/library")
    said = [event for event in events(told()) if event.get("logger") == "some.library"]

    assert [event["event"] for event in said] == ["a text of the program: %s"]
    assert said[0]["failure"][0]["class"] == "LookupError"


def test_the_request_is_the_same_in_every_line_and_in_the_answer(browser, told):
    answer = browser.get("/library")

    assert {event["request"] for event in events(told())} == {answer["X-Request-ID"]}


def test_nobody_is_shown_a_traceback(browser, told):
    for address in ("/sql", "/chained", "/suspicion", "/nowhere"):
        page = browser.get(address).content.decode()
        assert "Traceback" not in page
        assert "raises_" not in page
        assert "Zauberberg" not in page


@pytest.mark.parametrize(
    "sends",
    [
        lambda browser: browser.get(f"/{WORDS}/and/{WORDS}?{WORDS}"),
        lambda browser: browser.generic(WORDS.split(maxsplit=1)[0].upper(), "/"),
        lambda browser: browser.get("/", headers={"host": WORDS.replace(" ", ".")}),
        lambda browser: browser.get("/", headers={"host": WORDS}),
        lambda browser: browser.get("/", headers={"referer": WORDS, "user-agent": WORDS, "x-request-id": WORDS}),
        lambda browser: browser.post("/accounts/login/", {"login": "ada@example.org", "password": WORDS}),
        lambda browser: browser.post("/accounts/login/", {"login": WORDS, "password": WORDS}),
        lambda browser: browser.post("/accounts/signup/", {"email": WORDS, "password1": WORDS}),
        lambda browser: browser.post("/accounts/password/reset/", {"email": "ada@example.org"}),
        lambda browser: browser.generic("POST", "/accounts/login/", WORDS, "multipart/form-data; boundary=no"),
        lambda browser: browser.generic("POST", "/accounts/login/", WORDS, "multipart/form-data"),
        lambda browser: browser.generic("POST", "/api/me", WORDS, "application/json"),
        lambda browser: browser.get(f"/records/{WORDS}/"),
        lambda browser: browser.get("/static/" + WORDS),
        lambda browser: browser.post("/accounts/login/", {f"{WORDS}{n}": "x" for n in range(1500)}),
        lambda browser: browser.post("/accounts/login/", {"login": WORDS * 60_000}),
        lambda browser: Client(enforce_csrf_checks=True).post("/accounts/login/", headers={"referer": WORDS}),
        lambda browser: browser.get("/", headers={"cookie": f"sessionid={WORDS}; csrftoken={WORDS}; messages={WORDS}"}),
        lambda browser: browser.get("/", headers={"accept-language": WORDS}),
    ],
)
def test_what_a_browser_sends_leaves_no_word(browser, told, sends):
    answer = sends(browser)
    lines = told()

    assert answer.status_code < 500
    assert silent(lines), lines


def test_a_reading_that_cannot_be_kept_leaves_no_word(world, signed_in, told, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError(WORDS)

    browser = signed_in(world.ada.person)  # which is entered, so before entering breaks
    browser.raise_request_exception = False
    monkeypatch.setattr("multifidus.clinic.audit.models.Entry.save", fail)

    answer = browser.post(f"/records/{world.ada.pk}/readings/new", {"text": WORDS})
    lines = told()

    assert answer.status_code == 500
    assert silent(lines), lines
    assert "RuntimeError" in "\n".join(lines)


def test_a_job_that_fails_leaves_no_word(told):
    library = logging.getLogger("django-q")
    library.error(gettext_lazy("Failed '%s' - %s") % ("job", WORDS))
    library.critical(f"reincarnated worker {WORDS}")
    lines = told()

    assert silent(lines), lines
    assert len(lines) == 2


def test_what_nobody_caught_leaves_no_word(told, monkeypatch):
    for hook, of in (("excepthook", sys), ("unraisablehook", sys), ("excepthook", threading)):
        monkeypatch.setattr(of, hook, getattr(of, hook))
    monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)
    last_words()
    try:
        raise ValueError(WORDS)
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    thread = threading.Thread(target=lambda: int(WORDS))
    thread.start()
    thread.join()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning(UserWarning(WORDS), UserWarning, "here.py", 1)
    logging.captureWarnings(False)
    lines = told()

    assert silent(lines), lines
    assert [event["event"] for event in events(lines)][:2] == ["uncaught", "uncaught_in_thread"]


def test_whoever_asks_is_named_as_the_audit_names_them(world, signed_in, told):
    from multifidus.clinic.audit.pseudonyms import pseudonym_of

    signed_in(world.clinician).get(f"/records/{world.ada.pk}/")
    lines = told()
    (line,) = [event for event in events(lines) if event["event"] == "request"]

    assert line["by"] == str(pseudonym_of(world.clinician.pk))
    assert str(world.clinician.pk) not in "".join(lines)
    assert str(world.ada.pk) not in "".join(lines)
    assert line["view"] == "chart"


def test_an_endless_chain_of_causes_ends():
    first, second = ValueError(WORDS), KeyError(WORDS)
    first.__cause__, second.__cause__ = second, first

    assert [cause["class"] for cause in failure(first)] == ["ValueError", "KeyError"]


def test_a_whole_service_says_nothing_of_what_it_is_sent(tmp_path):
    with service(tmp_path, MULTIFIDUS_EXAMPLE="1") as running:
        host, port = running.address.removeprefix("http://").split(":")
        for rubbish in (
            f"GET /{WORDS} HTTP/1.1\r\nHost: localhost\r\n\r\n",
            f"{WORDS}\r\n\r\n",
            f"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {WORDS}\r\n\r\n",
            f"GET / HTTP/1.1\r\nHost: localhost\r\n{WORDS}\r\n\r\n",
            f"GET / HTTP/1.1\r\nHost: localhost\r\nX: {WORDS * 500}\r\n\r\n",
            f"GET /{WORDS.replace(' ', '')}?{WORDS.replace(' ', '')} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        ):
            with socket.create_connection((host, int(port)), timeout=10) as line:
                line.sendall(rubbish.encode())
                answer = line.recv(65536)
            assert b"Traceback" not in answer
        assert running.stop() == 0
        said = running.said
    assert "view=none" in said  # it did log
    for word in (*TELLING, "fenn", "sciatica", "example.invalid"):
        assert word not in said.lower()
    assert not list(Path(tmp_path).glob("*.log"))


def test_the_log_of_the_database_itself_holds_no_word(world):
    """With the settings that docs/operate/ asks for; PostgreSQL would write down what a failing statement holds."""
    file = os.environ.get("MULTIFIDUS_TEST_DATABASE_LOG")
    if not file:
        pytest.skip("set MULTIFIDUS_TEST_DATABASE_LOG to the log of a PostgreSQL set up as docs/operate/ says")
    with pytest.raises(DatabaseError), transaction.atomic():
        Record.objects.create(person=world.ada.person, name=WORDS)  # a second record of one person
    with pytest.raises(DatabaseError), transaction.atomic():
        raises_sql(None)

    said = Path(file).read_text()
    assert "records_record" in said  # it did log
    for word in TELLING:
        assert word not in said.lower()
