"""What a phone needs of the diary: a manifest, icons, a worker whose files are there."""

import json
import struct
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from multifidus.clinic.design.building.phone_icons import ICONS, STATIC, draw
from multifidus.clinic.diary.pages import phone


@pytest.mark.parametrize("name", ICONS)
def test_the_icons_in_git_are_drawn_from_the_mark(name):
    size, maskable = ICONS[name]

    assert (STATIC / name).read_bytes() == draw(size, maskable=maskable), "draw them again: see phone_icons.py"


def test_the_manifest_has_what_a_browser_asks_before_it_installs(client):
    told = json.loads(client.get("/manifest.webmanifest").content)

    assert told["display"] == "standalone"
    assert client.get(told["start_url"]).status_code == 200
    assert {one["sizes"] for one in told["icons"] if one["type"] == "image/png"} == {"192x192", "512x512"}
    for one in told["icons"]:
        found = finders.find(one["src"].removeprefix("/static/"))
        assert found, one["src"]
        if one["type"] == "image/png":
            width, height = struct.unpack(">II", Path(found).read_bytes()[16:24])
            assert f"{width}x{height}" == one["sizes"]


def test_every_file_that_the_worker_keeps_is_there_and_the_pages_ask_for_no_other(client):
    kept = {f"/static/{name}" for name in phone.STATIC}
    assert [name for name in phone.STATIC if not finders.find(name)] == []

    for path in ("/diary/quick", "/diary/waiting"):
        page = client.get(path).content.decode()
        asked = {part.split('"')[0].split("#")[0] for part in page.split('="/static/')[1:]}
        assert {f"/static/{name}" for name in asked} - kept == set(), path
        assert 'name="csrfmiddlewaretoken"' not in page


def test_the_pages_that_a_phone_keeps_say_to_which_version_they_belong(client):
    worker = client.get("/service-worker.js").content.decode()

    assert client.get("/diary/quick")["X-Shell"] in worker
    assert client.get("/diary/waiting")["X-Shell"] in worker


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/accounts/login/"])
def test_every_page_leads_to_the_manifest(client, path):
    assert 'rel="manifest" href="/manifest.webmanifest"' in client.get(path).content.decode()
