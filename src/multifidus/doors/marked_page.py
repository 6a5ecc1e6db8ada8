"""A text with what was understood marked in it, as one page that needs nothing else: no script, no other host."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import PurePath

from multifidus.doors.marked import LEGEND, SIGNS, Piece, not_used, pieces
from multifidus.doors.report_page import grid_page
from multifidus.doors.spoken import Voice, as_told
from multifidus.findings.notes import Passage, Understood
from multifidus.findings.notes.report.cells import words_of
from multifidus.terms import Finding

CLASSES = {"+": "present", "-": "denied", "?": "doubtful", "=": "number", "~": "aside", "!": "unread"}
WORDS = {sign: told.split(":")[0] for sign, told in LEGEND}
STYLE = """
:root { color-scheme: light dark; --ink: #24211d; --paper: #fbf8f3; --quiet: #625b52; --line: #ddd5c9;
  --present: #d9efd9; --present-ink: #14532d; --denied: #ece7df; --denied-ink: #514a41; --doubtful: #fdebb8;
  --doubtful-ink: #6b4700; --number: #d8e9f6; --number-ink: #12466f; --aside: #eadff0; --aside-ink: #56306b;
  --unread: #fadcd6; --unread-ink: #8a1f11; }
@media (prefers-color-scheme: dark) { :root { --ink: #ece6dd; --paper: #1b1917; --quiet: #b3a99c; --line: #443e37;
  --present: #1c3d27; --present-ink: #b9efc6; --denied: #322d28; --denied-ink: #cfc5b8; --doubtful: #4a3804;
  --doubtful-ink: #fbe3a1; --number: #14354e; --number-ink: #bfe0fa; --aside: #3d2a48; --aside-ink: #e6cdf3;
  --unread: #531f18; --unread-ink: #ffcfc7; } }
body { margin: 0 auto; max-width: 46rem; padding: 2rem 1.25rem 4rem; color: var(--ink); background: var(--paper);
  font: 1.0625rem/1.65 Georgia, "Iowan Old Style", "Source Serif 4", serif; }
h1, h2, th, .legend, footer { font-family: system-ui, -apple-system, "Segoe UI", sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.125rem; margin: 2.5rem 0 .5rem; }
.quiet, footer { color: var(--quiet); font-size: .9375rem; }
.legend { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; margin: 1rem 0 1.5rem; padding: 0;
  font-size: .875rem; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; border-top: 1px solid var(--line);
  border-bottom: 1px solid var(--line); padding: 1.25rem 0; }
mark { border-radius: .2em; padding: .05em .2em; border-bottom: 2px solid currentColor;
  -webkit-box-decoration-break: clone; box-decoration-break: clone; }
td mark { white-space: nowrap; }
mark b { font: 700 .8em ui-monospace, monospace; padding-right: .25em; }
.present { background: var(--present); color: var(--present-ink); }
.denied { background: var(--denied); color: var(--denied-ink); border-bottom-style: dashed; }
.doubtful { background: var(--doubtful); color: var(--doubtful-ink); text-decoration: underline wavy; }
.number { background: var(--number); color: var(--number-ink); }
.aside { background: var(--aside); color: var(--aside-ink); border-bottom-style: dotted; }
.unread { background: var(--unread); color: var(--unread-ink); border-bottom-style: double; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); }
th { font-size: .8125rem; color: var(--quiet); }
.grid tbody th { color: var(--quiet); font-size: .9375rem; font-weight: 400; white-space: nowrap; }
.grid th[rowspan] { color: var(--ink); font-weight: 700; }
.grid tr:not(:last-child) :not([rowspan]) { border-bottom: 0; }
td.said { color: var(--quiet); }
a { color: inherit; }
:target { outline: 3px solid var(--number-ink); outline-offset: 2px; }
@media print { body { max-width: none; font-size: 10.5pt; } mark { print-color-adjust: exact; } }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
Row = tuple[str, str, str, str]  # sign, words, quote, where it stands on the page


def page(text: str, understood: Understood, *, name: str, voice: Voice) -> str:
    """The whole page as HTML; whatever stands in the text is shown, never run."""
    return "\n".join(_page(text, understood, name, voice)) + "\n"


def _page(text: str, understood: Understood, name: str, voice: Voice) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    title = escape(PurePath(name).name)
    yield f"<title>{title}: what was understood</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>"
    yield f"<h1>{title}</h1>"
    yield '<p class="quiet">What was understood, marked in the text. Check it before you rely on it.</p>'
    yield f'<ul class="legend" aria-label="Signs">{"".join(_sign(sign, told) for sign, told in LEGEND)}</ul>'
    yield f'<div class="text" role="region" aria-label="The text">{_text(text, understood, voice)}</div>'
    yield from grid_page(understood.grid)
    yield from _table("Findings", [_finding(one, voice) for one in understood.findings.all()])
    for stands, heading in (("doubtful", "Doubtful: neither there nor absent"), ("set aside", "Set aside")):
        told = [one for one in understood.passages if one.stands == stands]
        yield from _table(heading, list(dict.fromkeys(_passage(one, voice) for one in told)))
    yield from _table("Not used", [("!", one.reason, one.quote, _place(one.start)) for one in not_used(understood)])
    edition = escape(voice.knowledge.edition)
    yield f"</main>\n<footer><p>Tables of {edition}. Decision support, not a diagnosis.</p></footer>\n</body>\n</html>"


def _sign(sign: str, told: str) -> str:
    return f'<li><mark class="{CLASSES[sign]}"><b>{sign}</b>{escape(told)}</mark></li>'


def _text(text: str, understood: Understood, voice: Voice) -> str:
    return "".join(_piece(piece, voice) for piece in pieces(text, understood))


def _piece(piece: Piece, voice: Voice) -> str:
    signs = piece.signs
    if not signs:
        return escape(piece.text)
    told = "; ".join(dict.fromkeys(_meanings(piece, voice)))
    starts = dict.fromkeys([*(one.start for one in piece.passages), *(one.start for one in piece.unread)])
    anchors = "".join(f'<span id="{_place(start)}"></span>' for start in starts)
    sign = f'<b role="img" aria-label="{escape(", ".join(WORDS[one] for one in signs))}:">{signs}</b>'
    words = f"{anchors}{sign}{escape(piece.text)}"
    return f'<mark class="{CLASSES[signs[0]]}" title="{escape(told)}">{words}</mark>'


def _meanings(piece: Piece, voice: Voice) -> Iterator[str]:
    yield from (_words(one, voice) for one in piece.passages)
    yield from (f"{one.level or 'spine'}: {one.structure.replace('_', ' ')}: {words_of(one)}" for one in piece.seen)
    if not piece.passages and not piece.seen:
        yield from (one.reason for one in piece.unread)


def _words(passage: Passage, voice: Voice) -> str:
    value = f" {passage.value:g}{voice.unit(passage.finding)}" if passage.value is not None else ""
    why = f", {passage.why}" if passage.why else ""
    return f"{passage.stands}: {voice.finding(passage.finding)}{value}{why}"


def _place(start: int | None) -> str:
    return f"at-{start or 0}"


def _finding(finding: Finding, voice: Voice) -> Row:
    stands = "number" if not isinstance(finding.value, bool) else "present" if finding.value else "denied"
    return SIGNS[stands], as_told(finding, voice), finding.quote or "", _place(finding.start)


def _passage(passage: Passage, voice: Voice) -> Row:
    why = f" ({passage.why})" if passage.why else ""
    return SIGNS[passage.stands], f"{voice.finding(passage.finding)}{why}", passage.quote, _place(passage.start)


def _table(heading: str, rows: Iterable[Row]) -> Iterator[str]:
    rows = list(rows)
    if not rows:
        return
    yield f'<h2>{escape(heading)} ({len(rows)})</h2>\n<div class="wide"><table>'
    yield '<thead><tr><th scope="col"></th><th scope="col">Meaning</th><th scope="col">Words</th></tr></thead><tbody>'
    for sign, told, quote, place in rows:
        mark = f'<mark class="{CLASSES[sign]}"><b>{sign}</b>{escape(WORDS[sign])}</mark>'
        said = f'<td class="said"><a href="#{place}">{escape(" ".join(quote.split()))}</a></td>'
        yield f"<tr><td>{mark}</td><td>{escape(told)}</td>{said}</tr>"
    yield "</tbody></table></div>"
