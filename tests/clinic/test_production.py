"""Settings of a hospital: nothing is left open, and what is missing says what to do."""

import os
import subprocess
import sys

import pytest

GIVEN = {
    "MULTIFIDUS_MODE": "production",
    "MULTIFIDUS_SECRET_KEY": "Jh2-kd93jd_sjw82hdK38dhs.sjdh28dhsA82hds82hdsu2hdu2hd82hd",
    "MULTIFIDUS_HOSTS": "spine.example.org",
    "MULTIFIDUS_MAIL_HOST": "mail.example.org",
}
SHOW = "from django.conf import settings; print(settings.{name})"


def run(data, *arguments: str, without: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    known = {name: value for name, value in os.environ.items() if not name.startswith(("MULTIFIDUS_", "DJANGO_"))}
    given = {name: value for name, value in (GIVEN | more).items() if name != without}
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        env={**known, "MULTIFIDUS_DATA": str(data), **given},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("database", ["", "postgresql://multifidus@db.example.org/multifidus"])
def test_djangos_own_check_of_a_deployment_finds_nothing(tmp_path, database):
    done = run(
        tmp_path,
        "multifidus.clinic",
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        MULTIFIDUS_DATABASE=database,
    )

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("MULTIFIDUS_SECRET_KEY", "", "the installation has no secret; set MULTIFIDUS_SECRET_KEY_FILE"),
        ("MULTIFIDUS_SECRET_KEY", "x" * 60, "it could be guessed"),
        ("MULTIFIDUS_SECRET_KEY", "short", "it could be guessed"),
        ("MULTIFIDUS_SECRET_KEY_FILE", "/nowhere/secret", "it cannot be read"),
        ("MULTIFIDUS_HOSTS", "", "set it to the name in the address"),
        ("MULTIFIDUS_HOSTS", "*", "* is no name of a host"),
        ("MULTIFIDUS_HOSTS", "https://spine.example.org", "is no name of a host"),
        ("MULTIFIDUS_MAIL_HOST", "", "name the mail server"),
        ("MULTIFIDUS_MAIL_PORT", "smtp", "smtp is no whole number"),
        ("MULTIFIDUS_MAIL_TLS", "yes", "yes is neither 1 nor 0"),
        ("MULTIFIDUS_SIGN_UP", "never", "never is neither `open` nor `invited`"),
        ("MULTIFIDUS_DATA", "/proc/nowhere", "the folder cannot be made"),
        ("MULTIFIDUS_DATABASE", "mysql://x", "it is the address of neither SQLite nor PostgreSQL"),
        ("MULTIFIDUS_DATABASE", "postgresql://me:pw@[", "it cannot be read as an address"),
        (
            "MULTIFIDUS_DATABASE",
            "postgresql://me:pw@127.0.0.1:1/none",
            "check MULTIFIDUS_DATABASE, that the server runs",
        ),
    ],
)
def test_a_setting_that_cannot_be_says_what_to_do(tmp_path, name, value, told):
    done = run(tmp_path, "multifidus.terminal", "serve", "--port", "0", **{name: value})

    assert done.returncode == 1, done.stdout
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert "me:pw" not in done.stderr
    assert done.stderr.startswith("multifidus: ")


def test_a_secret_may_lie_in_a_file(tmp_path):
    file = tmp_path / "secret"
    file.write_text(GIVEN["MULTIFIDUS_SECRET_KEY"] + "\n")

    done = run(
        tmp_path, "multifidus.clinic", "check", without="MULTIFIDUS_SECRET_KEY", MULTIFIDUS_SECRET_KEY_FILE=str(file)
    )

    assert done.returncode == 0, done.stderr


def test_it_serves_behind_a_proxy_and_sends_everybody_else_to_tls(tmp_path):
    from http.client import HTTPConnection

    from clinic.serving import service

    with service(tmp_path, "--host", "0.0.0.0", **GIVEN) as running:
        port = int(running.address.rsplit(":", 1)[1])

        def ask(path: str, source: str = "127.0.0.1", **headers: str):
            line = HTTPConnection("127.0.0.1", port, source_address=(source, 0), timeout=30)
            line.request("GET", path, headers={"Host": "spine.example.org", **headers})
            answer = line.getresponse()
            answer.read()
            line.close()
            return answer

        through = ask("/accounts/login/", **{"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"})
        plain = ask("/accounts/login/")
        lying = ask("/accounts/login/", source="127.0.0.9", **{"X-Forwarded-Proto": "https"})
        figures = ask("/metrics", **{"X-Forwarded-Proto": "https"})
        stranger = ask("/", Host="elsewhere.example.org")
        said = running.said

    assert through.status == 200
    assert "__Host-csrftoken" in through.headers["Set-Cookie"]
    assert "Secure" in through.headers["Set-Cookie"]
    assert through.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert plain.status == 301
    assert plain.headers["Location"] == "https://spine.example.org/accounts/login/"
    assert lying.status == 301  # whoever is no proxy of ours can say what they like
    assert figures.status == 404
    assert stranger.status == 400
    assert "Other machines can reach it" in said
    assert '"event": "request"' in said  # JSON lines
    assert "192.0.2.7" not in said
