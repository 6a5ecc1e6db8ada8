"""What a form leads to, walked as a person walks it: each walk yields the name of a step when its page is there."""

from collections.abc import Callable, Iterator
from typing import Any

Walk = Callable[[Any, str], Iterator[str]]


def plan(page: Any, origin: str) -> Iterator[str]:
    """Somebody begins their exercises, ticks one off, has more pain with another, and a danger sign comes."""
    page.goto(f"{origin}/my/plan")
    page.get_by_role("link", name="Look and begin").click()
    page.get_by_role("button", name="Begin with these").click()
    page.get_by_role("heading", name="Your exercises today").wait_for()
    page.get_by_role("button", name="No pain").first.click()
    page.get_by_text("Done today", exact=True).wait_for()
    yield "today"
    page.get_by_role("button", name="Pain got worse").first.click()
    page.get_by_role("heading", name="First: is one of these new?").wait_for()
    yield "stop"
    page.get_by_role("button", name="You go numb where you sit").click()
    page.get_by_text("A danger sign came").wait_for()
    yield "danger"
    page.get_by_role("button", name="I tapped that by mistake").click()
    for place in ("What was done", "How the pain goes", "Reminders", "End my plan"):
        page.goto(f"{origin}/my/plan")
        page.get_by_role("link", name=place).click()
        yield place.lower().replace(" ", "_")


WALKS: dict[str, dict[str, Walk]] = {"person": {"plan": plan}}
