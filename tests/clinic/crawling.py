"""Every page that somebody can reach from the first one by its links, one of a kind."""

import re
from collections.abc import Iterator

OWN_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
TWICE = """(() => { const ids = [...document.querySelectorAll("[id]")].map(it => it.id)
    return ids.filter((id, i) => ids.indexOf(id) !== i) })()"""


def kind_of(address: str) -> str:
    """An address without whose it is: of many readings one is looked at."""
    return OWN_KEY.sub("ID", address)


def fits(page) -> bool:
    """Whether the page, once it stands there whole, needs no pushing sideways."""
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def crawled(page, origin: str, *, start: str = "/") -> Iterator[str]:
    """Opens one page of each kind in the browser and says which kind it is; files to save are left out."""
    seen, ahead = set(), [start]
    while ahead:
        address = ahead.pop(0)
        kind = kind_of(address)
        if kind in seen:
            continue
        seen.add(kind)
        if "text/html" not in page.request.get(origin + address).headers.get("content-type", ""):
            continue
        page.goto(origin + address, wait_until="networkidle")
        if (shown := kind_of(page.url.removeprefix(origin))) != kind and shown in seen:
            continue  # it only led on
        seen.add(shown)
        yield shown
        links = page.eval_on_selector_all("a[href^='/']", "all => all.map(it => it.getAttribute('href'))")
        ahead += [re.split(r"[?#]", link)[0] for link in links]
