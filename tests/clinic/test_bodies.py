import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

TOO_LARGE = b"x" * 5_000_001


@pytest.mark.parametrize("url", ["/style", "/accounts/login/", "/records/"])
def test_a_form_with_a_huge_file_is_refused_before_it_is_read(db, client, url):
    answer = client.post(url, {"file": SimpleUploadedFile("film.mp4", TOO_LARGE)})

    assert answer.status_code == 413
    assert "too large" in answer.content.decode()
    assert "smaller" in answer.content.decode()


def test_a_program_is_told_in_the_shape_of_the_api(db, client):
    answer = client.post("/api/assess", TOO_LARGE, content_type="application/json")

    assert answer.status_code == 413
    assert set(answer.json()) == {"where", "problem", "remedy"}


def test_a_length_that_is_no_number_is_refused(db, client):
    assert client.post("/style", b"", content_type="text/plain", CONTENT_LENGTH="-1").status_code == 413
