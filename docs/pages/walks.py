"""What a form leads to, walked as a person walks it: each walk yields the name of a step when its page is there."""

from collections.abc import Callable, Iterator
from typing import Any

from clinic.flows.test_interview_flow import SADDLE, STRAIN, answer_screen, begin

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


def emergency(page: Any, origin: str) -> Iterator[str]:
    """A stranger is numb where they sit, and is told what to do at once."""
    yield from _asked(page, origin, SADDLE)
    yield "told"


def strain(page: Any, origin: str) -> Iterator[str]:
    """A stranger lifted something, answers all questions, and reads what it comes to."""
    yield from _asked(page, origin, STRAIN)
    yield "answer"


def words(page: Any, origin: str) -> Iterator[str]:
    """A stranger tells it in their own words, and sees what was understood."""
    page.goto(f"{origin}/interview/")
    page.get_by_role("textbox").fill("My back locked up when I lifted a box. No fever, and I can pee as always.")
    page.get_by_role("button", name="Read what I wrote").click()
    page.wait_for_load_state("networkidle")
    yield "understood"


def lift(page: Any, origin: str) -> Iterator[str]:
    """Somebody asks what lifting a box from the floor does, and what an ergonomist could tell exactly."""
    page.goto(f"{origin}/lift/")
    page.get_by_label("How heavy is it?").fill("20")
    with page.expect_navigation():
        page.locator("form.lifting button.button").click()
    page.wait_for_load_state("networkidle")
    yield "answer"
    for part in ("More about this lift", "About you (if you like)", "Tell it exactly (if you like)"):
        page.get_by_text(part, exact=True).click()
    page.locator("#again").scroll_into_view_if_needed()
    page.get_by_label("How heavy is it?").fill("9000")
    with page.expect_navigation():
        page.locator("form.lifting button.button").click()
    page.wait_for_load_state("networkidle")
    yield "wrong"


def _asked(page: Any, origin: str, true: dict[str, Any]) -> Iterator[str]:
    """Each screen before it is answered."""
    page.goto(origin + "/")
    begin(page)
    count = 0
    while page.locator("form.asking").count():
        count += 1
        yield f"screen_{count:02}"
        answer_screen(page, true)


def visit(page: Any, origin: str) -> Iterator[str]:
    """Somebody looks for a time and books it."""
    page.goto(f"{origin}/my/visits")
    yield "before"
    page.get_by_role("link", name="Book a visit").first.click()
    page.wait_for_load_state("networkidle")
    yield "times"


WALKS: dict[str, dict[str, Walk]] = {
    "nobody": {"interview_emergency": emergency, "interview_strain": strain, "interview_words": words, "lift": lift},
    "person": {"plan": plan, "visit": visit},
}
