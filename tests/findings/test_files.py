"""Files as people save them: what is read, and what is refused, by name and with a remedy."""

import pytest

from multifidus.errors import InputError
from multifidus.findings.files import LARGEST_BYTES, open_file, read_file
from multifidus.knowledge import shipped

KNOWLEDGE = shipped()
WORDS = "Saddle numbness and low back pain – naïve."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_note_is_read_in_whatever_encoding_an_editor_saves(encoding):
    told = read_file("note.txt", WORDS.encode(encoding), KNOWLEDGE)

    assert told.findings.present("saddle_numbness")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a text file"),
        (b"\x81\x8d\x90 \xff" * 800, "not a text file"),
        (b"back pain " * (LARGEST_BYTES // 10 + 1), "larger than 10 MB"),
    ],
    ids=["no bytes", "blanks", "a mark alone", "a picture", "noise", "too long"],
)
def test_what_is_no_note_is_refused_by_name(content, problem):
    with pytest.raises(InputError) as refusal:
        read_file("scan.txt", content, KNOWLEDGE)

    assert problem in str(refusal.value)
    assert "scan.txt" in str(refusal.value)


def test_a_folder_and_a_missing_file_are_told_apart(tmp_path):
    with pytest.raises(InputError, match="a folder, not a file"):
        open_file(str(tmp_path))
    with pytest.raises(InputError, match="no such file"):
        open_file(str(tmp_path / "none.txt"))


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path):
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST_BYTES + 1)

    with pytest.raises(InputError, match="split it"):
        open_file(str(path))
