"""The container files, as far as they can be tried without an engine: what they name is there, and is meant so."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from multifidus.clinic.operations.probe import is_ready
from multifidus.terminal import parser

ROOT = Path(__file__).parents[2]
CONTAINERFILE = (ROOT / "Containerfile").read_text()
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SOURCE = "".join(file.read_text() for file in (ROOT / "src/multifidus/clinic/settings").glob("*.py"))
OURS = ("web", "jobs")


def instructions(name: str) -> list[str]:
    joined = re.sub(r"\\\n\s*", " ", CONTAINERFILE)
    return [line.removeprefix(name).strip() for line in joined.splitlines() if line.startswith(f"{name} ")]


def test_the_commands_of_the_containers_are_understood():
    (entry,) = instructions("ENTRYPOINT")
    (default,) = instructions("CMD")

    assert entry == '["multifidus"]'
    for command in (yaml.safe_load(default), *(COMPOSE["services"][name]["command"] for name in OURS)):
        assert parser().parse_args(command).command == "serve"
    assert {parser().parse_args(COMPOSE["services"][name]["command"]).only for name in OURS} == set(OURS)


def test_what_is_copied_is_in_the_repository_and_let_in():
    let_in = (ROOT / ".containerignore").read_text().split("\n")
    named = [word for copy in instructions("COPY") for word in shlex.split(copy)[:-1] if not copy.startswith("--from")]

    for word in named:
        assert (ROOT / word).exists(), word
        assert word == "." or f"!{word}" in let_in, word
    for line in let_in:
        if line.startswith("!"):
            assert (ROOT / line[1:]).exists(), line
    assert (ROOT / ".dockerignore").read_text() == (ROOT / ".containerignore").read_text()


def test_it_does_not_run_as_root_and_writes_to_its_data_alone():
    assert instructions("USER") == ["10001"]
    assert instructions("VOLUME") == ["/data"]
    for name in OURS:
        service = COMPOSE["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["volumes"] == ["data:/data"]


def test_no_secret_stands_in_the_files_and_each_variable_is_one_that_we_read():
    text = (ROOT / "compose.yaml").read_text() + CONTAINERFILE
    for name in set(re.findall(r"MULTIFIDUS_\w+", text)):
        assert f'"{name.removesuffix("_FILE")}"' in SOURCE or name == "MULTIFIDUS_MODE", name
    for service in COMPOSE["services"].values():
        for name, value in service["environment"].items():
            if re.search("KEY|PASSWORD|TOKEN|DATABASE", name):
                assert str(value).startswith("/run/secrets/"), name
                assert value.removeprefix("/run/secrets/") in COMPOSE["secrets"]


def test_only_this_machine_reaches_the_port_and_nobody_the_database():
    assert COMPOSE["services"]["web"]["ports"] == ["127.0.0.1:8000:8000"]
    assert "ports" not in COMPOSE["services"]["postgres"]


def test_the_database_logs_no_statement_with_what_it_was_to_write():
    """Otherwise a reading that cannot be kept would stand in PostgreSQL's own log."""
    said = COMPOSE["services"]["postgres"]["command"]

    for setting in ("log_min_error_statement=panic", "log_error_verbosity=terse", "log_statement=none"):
        assert setting in said


def test_the_service_has_longer_to_end_than_it_takes():
    from multifidus.clinic.operations.supervisor import GRACE_S

    for name in OURS:
        assert int(COMPOSE["services"][name]["stop_grace_period"].removesuffix("s")) > GRACE_S


@pytest.mark.parametrize("hosts", ["", "spine.example.org,other.example.org"])
def test_the_probe_tells_whether_it_is_ready(hosts, tmp_path, monkeypatch):
    from clinic.serving import service
    from clinic.test_production import GIVEN

    monkeypatch.setenv("MULTIFIDUS_HOSTS", hosts)
    more = GIVEN | {"MULTIFIDUS_HOSTS": hosts} if hosts else {}
    with service(tmp_path, **more) as running:
        port = int(running.address.rsplit(":", 1)[1])
        assert is_ready(port)
    assert not is_ready(port)
