"""One peer of benchmarks/context.py, run in the peers' own environment: texts in, entities with their context out.

    python context_peers.py medspacy|negspacy

Each line of standard input is a JSON object: first {"terms": [...]}, then any number of {"texts": [...]}. Each answer
is one line: {"seconds": ..., "entities": [[[start, end, [category, ...]], ...] for each text]}. A fault is answered
by its name alone, as its message may quote a text.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

Categories = Callable[[Any], list[str]]


def medspacy_pipeline(terms: list[str]) -> tuple[Any, Categories]:
    """medSpaCy as it loads by default, ConText with its own rules, and the terms as targets."""
    from loguru import logger

    logger.remove()  # before the import: its sentence splitter would log every word of a note
    import medspacy
    from medspacy.target_matcher import TargetRule

    nlp = medspacy.load()
    nlp.get_pipe("medspacy_target_matcher").add([TargetRule(term, "TERM") for term in terms])
    return nlp, lambda entity: [modifier.category for modifier in entity._.modifiers]


def negspacy_pipeline(terms: list[str]) -> tuple[Any, Categories]:
    """negspacy with its clinical terms for English, and the terms as patterns."""
    import spacy
    from negspacy.negation import Negex  # noqa: F401 (registers the component)

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns([{"label": "TERM", "pattern": term} for term in terms])
    nlp.add_pipe("negex", config={"ent_types": ["TERM"]})
    return nlp, lambda entity: ["NEGATED_EXISTENCE"] if entity._.negex else []


PIPELINES = {"medspacy": medspacy_pipeline, "negspacy": negspacy_pipeline}


def read(nlp: Any, categories: Categories, texts: list[str]) -> dict[str, Any]:
    """What the peer reads in some texts, and how long it took."""
    start = time.perf_counter()
    docs = list(nlp.pipe(texts))
    seconds = time.perf_counter() - start
    entities = [[[one.start_char, one.end_char, categories(one)] for one in doc.ents] for doc in docs]
    return {"seconds": seconds, "entities": entities}


def main() -> None:
    warnings.simplefilter("ignore")
    answers, sys.stdout = sys.stdout, sys.stderr  # what a library prints is no answer
    nlp, categories = PIPELINES[sys.argv[1]](json.loads(sys.stdin.readline())["terms"])
    for line in sys.stdin:
        try:
            answer = read(nlp, categories, json.loads(line)["texts"])
        except Exception as fault:
            answer = {"fault": type(fault).__name__}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
