"""The power goes in the middle of writing: nothing that somebody was told is kept may be lost."""

import pytest

from clinic.crowd import KINDS, Browser, Crowd, chain_holds, database, kept, people
from clinic.serving import service


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_acknowledged_is_lost_when_everything_is_killed(kind, tmp_path):
    kill_while_writing(kind, tmp_path, acknowledged=60, crowd=4)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_a_thousand_is_lost_however_often_everything_is_killed(kind, tmp_path):
    kill_while_writing(kind, tmp_path, acknowledged=100, crowd=3, times=10)


def kill_while_writing(kind: str, data, *, acknowledged: int, crowd: int, times: int = 1) -> None:
    with database(kind) as environment:
        records: list[str] = []
        told: set[tuple[str, str]] = set()
        for time in range(times):
            with service(data, **environment) as running:
                running.get("/")
                records = records or people(crowd, data, **environment)
                with Crowd(running.address, records, begin=time * 10_000).writing() as writers:
                    writers.wait_for(acknowledged)
                    running.kill()
                told |= set(writers.acknowledged)
        with service(data, **environment) as again, Browser(again.address) as browser:
            browser.sign_in("p0@example.org")
            assert browser.send(f"/records/{records[0]}/readings/new", text="It is better today.") == 302
            there = kept(data, **environment)
        assert len(told) >= acknowledged * times
        assert told - there == set()
        assert chain_holds(data, **environment)
