"""Somebody who answers the interview, by the test client: whatever screen comes, by what is true of them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.test import Client

from multifidus.clinic.charts.engine import engine
from multifidus.clinic.interviews.remembered import KEY
from multifidus.interview import Interview, Screen, answer_of

MOST_SCREENS = 60
NOBODY: Mapping[str, Any] = {"age": "45", "sex": "male"}


def begin(browser: Client, text: str = "") -> Any:
    """The answer to the first page being sent."""
    told = {"way": "words", "text": text} if text else {"way": "questions"}
    return browser.post("/interview/", told)


def screen_of(browser: Client) -> Screen | None:
    """The screen that comes next, as the core tells it from what the session holds."""
    held = browser.session[KEY]
    knowledge, model = engine()
    return Interview.of([answer_of(one) for one in [*held["known"], *held["answers"]]], knowledge, model).next_screen()


def step_of(browser: Client) -> str:
    """The address of the screen that comes next."""
    return f"/interview/{len(browser.session[KEY]['trail']) + 1}"


def sent(screen: Screen, true: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody sends of a screen for whom this is true; all else is a no."""
    told: dict[str, Any] = {"screen": screen.id}
    if screen.kind == "where":
        return {**told, "chosen": list(true.get("where", ["low_back_middle"]))}
    if screen.kind == "any_of":
        chosen = [one.about for one in screen.questions if true.get(one.about)]
        for one in screen.questions:
            if isinstance(true.get(one.about), str):
                told[f"{one.about}.side"] = true[one.about]
        return {**told, "chosen": chosen or ["none"]}
    for one in screen.questions:
        value = true.get(one.about)
        if one.kind == "duration":
            told |= {one.about: str(value or 2), f"{one.about}.unit": "days"}
        elif one.kind == "number":
            told[one.about] = str(value) if value is not None else "unsure"
        elif one.kind == "yes_no":
            told[one.about] = "yes" if value else "no"
        else:
            told[one.about] = str(value) if value is not None else "unsure"
    return told


def answer_all(browser: Client, true: Mapping[str, Any] = NOBODY, *, until: Sequence[str] = ()) -> Any:
    """Answers screen after screen; returns the last answer of the service, at `until` or at the end."""
    true = {**NOBODY, **true}
    answer = None
    for _ in range(MOST_SCREENS):
        if answer is not None and KEY not in browser.session:  # it has ended, and is in the record
            return answer
        screen = screen_of(browser)
        if screen is None or screen.id in until:
            return answer
        answer = browser.post(step_of(browser), sent(screen, true))
        assert answer.status_code in (200, 302), (screen.id, answer.status_code, words_of(answer)[:600])
        if answer.status_code == 200:
            return answer
    raise AssertionError("the interview does not end")


def words_of(answer: Any) -> str:
    """The words of a page, in one line."""
    main = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", main[0] if main else "").split())
