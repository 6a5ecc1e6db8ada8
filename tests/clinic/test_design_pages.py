"""What holds for every page: its frame, its safety, forms that keep what was typed, words when something breaks."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client
from django.urls import path

from multifidus.clinic import urls
from multifidus.clinic.design import errors
from multifidus.clinic.design.icons import ICONS

CLINIC = Path(urls.__file__).parent
OPEN = ["/", "/style", "/accounts/login/", "/accounts/password/reset/", "/nowhere"]
TYPED = {
    "name": "Zoë <b>Quist</b>",
    "born_0": "31",
    "born_1": "2",
    "born_2": "1980",
    "since": "2026-11-20",
    "side": "left",
    "worse": ["bending", "cough"],
    "work": "stand",
    "weight": "1,500",
    "words": "It grabbed me & held on",
}
pytestmark = pytest.mark.django_db


class Page(HTMLParser):
    """The elements of a page, each with its attributes."""

    def __init__(self, answer):
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(answer.content.decode())

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def all(self, tag, **having):
        return [
            a for t, a in self.found if t == tag and all(a.get(k.replace("_", "-")) == v for k, v in having.items())
        ]

    @property
    def ids(self):
        return [a["id"] for _, a in self.found if "id" in a]


@pytest.mark.parametrize("address", OPEN)
def test_every_page_can_be_skipped_into_and_says_its_language(client, address):
    page = Page(client.get(address))

    assert page.all("html") == [{"lang": "en"}]
    assert page.all("a", **{"class": "skip"})[0]["href"] == "#main"
    assert len(page.all("main")) == 1
    assert len(page.all("h1")) == 1
    assert len(page.ids) == len(set(page.ids)), "an id stands twice"


@pytest.mark.parametrize("address", OPEN)
def test_no_page_carries_script_or_style_of_its_own_nor_anything_from_elsewhere(client, address):
    answer = client.get(address)
    page = Page(answer)

    assert "'unsafe-inline'" not in answer["Content-Security-Policy"]
    assert page.all("style") == []
    assert [a for _, a in page.found if "style" in a or any(name.startswith("on") for name in a)] == []
    for script in page.all("script"):
        assert script.get("src") or script.get("type") == "application/json"
    loaded = [a[k] for t, a in page.found if t in {"script", "link", "img", "use"} for k in ("src", "href") if k in a]
    assert loaded
    assert [where for where in loaded if not re.match(r"/[^/]|data:image/", where)] == []


def test_a_form_that_comes_back_keeps_what_was_typed_and_leads_to_what_is_wrong(client):
    answer = client.post("/style", TYPED)
    page, text = Page(answer), answer.content.decode()

    assert answer.status_code == 200
    assert "<title>Error: " in text
    assert page.all("input", name="name")[0]["value"] == TYPED["name"]
    assert page.all("input", name="born_2", value="1980")[-1]
    assert page.all("input", name="weight")[0]["value"] == "1,500"
    assert "checked" in page.all("input", name="side", value="left")[0]
    assert "checked" in page.all("input", name="worse", value="cough")[0]
    assert "checked" not in page.all("input", name="worse", value="sitting")[0]
    assert "It grabbed me &amp; held on</textarea>" in text
    assert "<b>Quist" not in text

    summary = page.all("div", **{"class": "summary"})[0]
    assert summary["role"] == "alert"
    assert "autofocus" in summary, "who cannot see the page is not told that something is wrong"
    links = [a["href"] for a in page.all("a") if (a.get("href") or "").startswith("#id_")]
    assert links == ["#id_born_0", "#id_weight", "#id_agree"]
    assert {link[1:] for link in links} <= set(page.ids)


def test_what_is_wrong_is_tied_to_its_field_for_who_hears_the_page(client):
    page = Page(client.post("/style", TYPED))
    ids = set(page.ids)
    described = [a for _, a in page.found if "aria-describedby" in a]

    assert {one for a in described for one in a["aria-describedby"].split()} <= ids
    weight = page.all("input", name="weight")[0]
    assert weight["aria-invalid"] == "true"
    assert weight["aria-describedby"].split() == ["id_weight_unit", "id_weight_helptext", "id_weight_error"]
    born = next(a for a in page.all("fieldset") if "id_born_error" in (a.get("aria-describedby") or ""))
    assert "id_born_helptext" in born["aria-describedby"]


def test_a_rule_across_two_fields_is_told_above_the_form(client):
    whole = {**TYPED, "born_1": "3", "weight": "", "work": "sit", "agree": "on"}

    text = client.post("/style", whole).content.decode()

    assert "say what you lifted, or 0 for nothing" in text
    assert "id_weight_error" not in text


def test_a_form_that_is_right_says_so_and_cannot_be_sent_twice_by_loading_again(client):
    answer = client.post("/style", {**TYPED, "born_1": "3", "weight": "12,5", "agree": "on"})

    assert answer.status_code == 302
    assert "Everything was filled in well" in client.get("/style").content.decode()
    assert "Everything was filled in well" not in client.get("/style").content.decode()


def test_dark_is_as_the_device_has_it_until_somebody_chooses(client):
    def dark_when():
        return [a.get("media") for a in Page(client.get("/")).all("link") if "dark.css" in (a.get("href") or "")]

    assert dark_when() == ["screen and (prefers-color-scheme: dark)"]
    kept = client.post("/theme", {"theme": "dark", "next": "/style"})
    assert kept["Location"] == "/style"
    assert kept.cookies["theme"]["httponly"]
    assert kept.cookies["theme"]["samesite"] == "Lax"
    assert dark_when() == ["screen"], "paper stays white"
    client.post("/theme", {"theme": "light"})
    assert dark_when() == []
    client.post("/theme", {"theme": "device"})
    assert dark_when() == ["screen and (prefers-color-scheme: dark)"]
    client.cookies["theme"] = '"><script>'
    assert dark_when() == ["screen and (prefers-color-scheme: dark)"]


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_choosing_a_theme_or_a_language_leads_nowhere_else(client, elsewhere):
    assert client.post("/theme", {"theme": "dark", "next": elsewhere})["Location"] == "/"
    assert client.post("/language", {"language": "de", "next": elsewhere})["Location"] == "/"


def test_htmx_keeps_no_page_and_runs_no_script_of_an_answer(client):
    """A shared computer must not remember a record, and an answer must not bring code."""
    told = json.loads(Page(client.get("/")).all("meta", name="htmx-config")[0]["content"])

    assert told["historyCacheSize"] == 0
    assert told["refreshOnHistoryMiss"] is True
    assert told["allowEval"] is told["allowScriptTags"] is told["includeIndicatorStyles"] is False


def test_a_form_without_its_token_is_told_in_plain_words_and_keeps_nothing():
    answer = Client(enforce_csrf_checks=True).post("/style", TYPED)

    assert answer.status_code == 403
    assert "Please send it again" in answer.content.decode()
    assert "Quist" not in answer.content.decode()


def breaks(request):
    raise RuntimeError("Ada Fenn, born 1980, cannot pee")


def refuses(request):
    raise PermissionDenied("not for Ada Fenn")


def suspects(request):
    raise SuspiciousOperation("Ada Fenn sent too much")


urlpatterns = [
    path("breaks", breaks),
    path("refuses", refuses),
    path("suspects", suspects),
    path("busy", errors.unavailable),
    path("api/breaks", breaks),
    *urls.urlpatterns,
]
handler400, handler403, handler404 = urls.handler400, urls.handler403, urls.handler404
handler500 = urls.handler500
TROUBLES = {"/suspects": 400, "/refuses": 403, "/nowhere": 404, "/breaks": 500, "/busy": 503}


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("address", "status"), TROUBLES.items())
def test_when_something_goes_wrong_the_page_says_what_to_do_and_nothing_of_the_inside(
    address, status, django_assert_num_queries
):
    browser = Client(raise_request_exception=False)

    with django_assert_num_queries(0):
        answer = browser.get(address)

    text = answer.content.decode()
    assert answer.status_code == status
    assert "What you can do" in text
    for inside in ("Ada Fenn", "Traceback", "RuntimeError", str(CLINIC), "Exception", "Django"):
        assert inside not in text
    assert ("go to an emergency department now" in text) == (status >= 500)


@pytest.mark.urls(__name__)
def test_even_when_the_page_for_trouble_breaks_there_are_words(monkeypatch):
    def fails(*_args, **_more):
        raise ValueError("Missing staticfiles manifest entry for Ada Fenn")

    monkeypatch.setattr(errors, "render_to_string", fails)
    answer = Client(raise_request_exception=False).get("/breaks")

    assert answer.status_code == 500
    assert "It is not your fault" in answer.content.decode()
    assert "go to an emergency department now" in answer.content.decode()
    assert "Ada Fenn" not in answer.content.decode()


@pytest.mark.urls(__name__)
def test_a_program_is_told_in_its_own_language_that_something_broke():
    answer = Client(raise_request_exception=False).get("/api/breaks")

    assert answer.status_code == 500
    assert answer.json()["problem"] == "something broke here"


def test_every_icon_that_a_template_names_is_built():
    sources = [*CLINIC.rglob("templates/**/*.html"), *CLINIC.rglob("*.py")]
    said = "\n".join(file.read_text(encoding="utf-8") for file in sources if file.name != "icons.py")
    named = set(re.findall(r"""{% icon ["']([a-z0-9-]+)["']""", said))

    assert named
    assert named - ICONS == set()
