"""`python -m multifidus.clinic.design.building.messages` gathers what the pages say into the catalogues (.po)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import write_po
from django.utils.translation.template import templatize

from multifidus.clinic.design.building.catalogues import catalogue_files, read_catalogue
from multifidus.clinic.design.building.tables import said_by_tables

CLINIC = Path(__file__).parents[2]
LAZY = {f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext", "npgettext")}
KEYWORDS = {**DEFAULT_KEYWORDS, **LAZY, "gettext_noop": None}
CHANGING = (
    "# ",
    "#\n",
    '"POT-Creation',
    '"PO-Revision',
    '"Last-Translator',
    '"Language-Team',
    '"Report-',
    '"Generated',
)
"""Lines of the head that say who ran this and when: git knows that better."""


def spoken() -> Catalog:
    """Everything that the code and the templates of the clinic say in English."""
    catalogue = Catalog()
    for file in sorted(
        [*CLINIC.rglob("*.py"), *CLINIC.rglob("templates/**/*.html"), *CLINIC.rglob("templates/**/*.txt")]
    ):
        for words, context in _said_in(file):
            catalogue.add(words, locations=[(file.relative_to(CLINIC).as_posix(), 0)], context=context)
    return catalogue


def _said_in(file: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    source = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        # In parentheses, so that the indentation of HTML is not taken for that of Python.
        source = f"({templatize(source, origin=str(file))}\n)"
    for _line, words, _comments, context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
        yield words, context


def update(file: Path, said: Catalog) -> None:
    """Brings `file` up to what is said now: new entries empty, lost ones dropped, and never a guessed translation."""
    catalogue = read_catalogue(file)
    catalogue.update(said, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    written = io.BytesIO()
    write_po(written, catalogue, sort_output=True, width=120, include_lineno=False, ignore_obsolete=True)
    lines = written.getvalue().decode().splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith(CHANGING)), encoding="utf-8")


DOMAINS = {"django": spoken, "tables": said_by_tables}
"""What pages say, and what the tables say to a person: a catalogue each."""

if __name__ == "__main__":
    now = {domain: said() for domain, said in DOMAINS.items()}
    for kept in catalogue_files():
        update(kept, now[kept.stem])
        print(f"{kept.relative_to(CLINIC)}: {len(now[kept.stem])} entries")
