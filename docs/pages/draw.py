"""Draws every page of the example clinic as a phone shows it: run `make pages` after changing one.

A real service with the example clinic is started, somebody of each role signs in, and one page of each kind that can
be reached from the first is drawn, those of every day in the dark as well. What a form leads to stands in `walks.py`.
"""

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "tests"))
os.environ["DJANGO_SETTINGS_MODULE"] = "multifidus.clinic.settings.testing"
django.setup()  # the walks are those of our tests

from walks import WALKS  # noqa: E402

from clinic.crawling import crawled  # noqa: E402
from clinic.serving import service  # noqa: E402

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
WHO = {"nobody": None, "person": "Ada Fenn", "clinician": "Dr Carla", "scheduler": "Sam", "administrator": "Alex"}
EVERY_DAY = re.compile(
    "home|interview_strain_answer|interview_emergency_told|lift_answer|answer$|diary$|plan_today|visit_times"
)
ACCOUNT = re.compile("accounts|profile|style")  # the same for everybody: drawn once
LONGEST = 2400  # pixels; a page that goes on is cut here
QUALITY = 50


def main() -> None:
    """Writes docs/pages/WHO/PAGE.jpg and PAGE_dark.jpg, and removes what is no page any more."""
    only = sys.argv[1:] or list(WHO)
    with (
        tempfile.TemporaryDirectory() as data,
        service(Path(data), MULTIFIDUS_EXAMPLE="1") as running,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for who in only:
            folder = HERE / who
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            draw(browser, running.address, who, folder)
        browser.close()


def draw(browser, origin: str, who: str, folder: Path) -> None:
    """Every page that one role reaches, and every walk of theirs."""
    size = PHONE if who in ("nobody", "person") else DESK
    page = signed_in(browser, origin, who, size)
    for kind in crawled(page, origin):
        if who in ("nobody", "person") or not ACCOUNT.search(kind):
            shoot(page, folder / name_of(kind))
    page.context.close()
    for name, walk in WALKS.get(who, {}).items():
        page = signed_in(browser, origin, who, size)
        for step in walk(page, origin):
            shoot(page, folder / f"{name}_{step}")
        page.context.close()


def signed_in(browser, origin: str, who: str, size):
    """A new browser window in which somebody of the example clinic is signed in."""
    page = browser.new_context(viewport=size, locale="en-GB", reduced_motion="reduce").new_page()
    page.goto(origin + "/")
    if (name := WHO[who]) is not None:
        page.get_by_role("button", name=name).first.click()
    return page


def name_of(kind: str) -> str:
    """The name of a page's picture: its address, read aloud."""
    return kind.strip("/").replace("/", "_").replace("_ID_", "_").replace("_ID", "") or "home"


def shoot(page, path: Path) -> None:
    """The page in the light, and one of every day in the dark."""
    schemes = {"light": "", "dark": "_dark"} if EVERY_DAY.search(path.name) else {"light": ""}
    for scheme, suffix in schemes.items():
        page.emulate_media(color_scheme=scheme)
        width = page.viewport_size["width"]
        tall = min(LONGEST, page.evaluate("document.documentElement.scrollHeight"))
        page.screenshot(
            path=path.with_name(f"{path.name}{suffix}.jpg"),
            type="jpeg",
            quality=QUALITY,
            full_page=True,
            clip={"x": 0, "y": 0, "width": width, "height": tall},
        )
    page.emulate_media(color_scheme="light")


if __name__ == "__main__":
    main()
