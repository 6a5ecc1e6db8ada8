"""Whether the layer between causes and findings is whole: every node fed, every compiled figure with a way in."""

from __future__ import annotations

from collections.abc import Iterator

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks.index import NERVE_ROOT, Index, at, in_table
from multifidus.knowledge.rows import EdgeRow, HeldOutRow, MechanismRow, PriorModifierRow

SIDES = ("left", "right", "both")
SURE = 0.2  # an assumed weight with an interval narrower than this share of itself claims to know; ours
LOUD = 0.5  # a leak beyond this share of what the causes feed drowns them; ours
ROUNDING = 1e-6


def mechanism_named_twice(index: Index) -> Iterator[KnowledgeError]:
    """Mechanisms that share their name with a finding or a cause."""
    for row in index.rows(MechanismRow):
        if row.id in index.findings or row.id in index.causes:
            other = "finding" if row.id in index.findings else "cause"
            yield at(row, "id", f"{row.id} is also a {other}", "give the mechanism a name of its own")


def edge_that_cannot_be(index: Index) -> Iterator[KnowledgeError]:
    """Edges whose ends are unknown, or of another kind than the edge says."""
    for row in index.rows(EdgeRow):
        if not _fits(row, index):
            problem = f"{row.parent} to {row.child} cannot be {row.kind}"
            remedy = "name a cause, a mechanism or a finding of the tables; none is the parent of a leak"
            yield at(row, "parent and child", problem, remedy)


def _fits(row: EdgeRow, index: Index) -> bool:
    cause, finding = row.parent in index.causes, row.child in index.findings
    parents = {*index.mechanisms, *index.roots} - {NERVE_ROOT}
    if row.kind == "cause_to_mechanism":
        return cause and row.child in index.mechanisms
    if row.kind == "mechanism_to_finding":
        return row.parent in parents and finding
    if row.kind == "cause_to_finding":
        return cause and finding
    if row.kind == "leak_to_mechanism":
        return row.parent == "none" and row.child in index.mechanisms
    if row.kind == "leak_to_finding":
        return row.parent == "none" and finding
    if row.kind == "root_share":
        return row.parent == NERVE_ROOT and set(row.child.split("+")) <= index.roots
    return row.parent == NERVE_ROOT and row.child in SIDES


def assumed_edge_too_sure(index: Index) -> Iterator[KnowledgeError]:
    """Assumed edges whose interval is so narrow that they are no assumption."""
    for row in index.rows(EdgeRow):
        if row.basis == "assumed" and row.high - row.low < SURE * min(row.weight, 1 - row.weight):
            problem = "an assumption this sure of itself is no assumption"
            yield at(row, "low and high", problem, "widen the interval to what you would not be surprised by")


def basis_without_its_source(index: Index) -> Iterator[KnowledgeError]:
    """Published edges and modifiers whose source has no such figure; assumed ones that name a source."""
    published: dict[str, set[tuple[str, str]]] = {}
    for (finding, _), rows in index.figures.items():
        published.setdefault(finding, set()).update((row.source, row.status) for row in rows)
    layer: tuple[EdgeRow | PriorModifierRow, ...] = (*index.rows(EdgeRow), *index.rows(PriorModifierRow))
    for row in layer:
        finding = row.child if isinstance(row, EdgeRow) else row.finding
        if row.basis == "assumed" and (row.source or row.status):
            yield at(row, "source", "an assumed row has no source and no status", "empty both, or write published")
        elif row.basis == "published" and (row.source, row.status) not in published.get(finding, set()):
            problem = f"{row.source} ({row.status}) has no figure of {finding}"
            remedy = "name the source and status of the figure that it was computed from, or write assumed"
            yield at(row, "source", problem, remedy)


def shares_that_do_not_add_up(index: Index) -> Iterator[KnowledgeError]:
    """Shares of the roots and of the sides that do not add up to one."""
    for kind in ("root_share", "side_share"):
        total = sum(row.weight for rows in index.edges.get(kind, {}).values() for row in rows)
        if abs(total - 1) > ROUNDING:
            yield in_table(EdgeRow, f"the rows of {kind} add up to {total:.6g}", "change them until they add up to 1")


def mechanism_that_nothing_feeds(index: Index) -> Iterator[KnowledgeError]:
    """Mechanisms without a cause or without a leak."""
    for mechanism in index.mechanisms:
        for kind, what in (("cause_to_mechanism", "cause"), ("leak_to_mechanism", "leak")):
            if not index.into(kind, mechanism):
                yield in_table(EdgeRow, f"{mechanism} has no {what}", f"add a row of kind {kind}")


def mechanism_with_one_finding(index: Index) -> Iterator[KnowledgeError]:
    """Mechanisms and roots from which fewer than two findings hang: they would only stand in the way."""
    hanging = [{row.parent for row in rows} for rows in index.edges.get("mechanism_to_finding", {}).values()]
    for mechanism in (*index.mechanisms, *sorted(index.roots)):
        if mechanism != NERVE_ROOT and sum(mechanism in parents for parents in hanging) < 2:
            remedy = "hang its finding on the causes, or add the finding that shares it"
            yield in_table(EdgeRow, f"{mechanism} has fewer than two findings", remedy)


def finding_without_leak(index: Index) -> Iterator[KnowledgeError]:
    """Findings of the network that nothing but the causes could bring about."""
    for finding in sorted(index.in_network):
        if not index.into("leak_to_finding", finding):
            yield in_table(EdgeRow, f"{finding} has no leak", "add a row of kind leak_to_finding")


def finding_on_both(index: Index) -> Iterator[KnowledgeError]:
    """Findings that hang on mechanisms and on causes."""
    for finding in sorted(index.in_network):
        direct = index.into("cause_to_finding", finding)
        if direct and index.into("mechanism_to_finding", finding):
            problem = f"{finding} hangs on mechanisms and on causes"
            yield at(direct[0], "child", problem, "choose one of the two, so that nothing is counted twice")


def modifier_that_is_a_child(index: Index) -> Iterator[KnowledgeError]:
    """Findings that move a prior and are explained by the causes too."""
    for row in index.rows(PriorModifierRow):
        if row.finding in index.in_network:
            problem = f"{row.finding} hangs on causes or mechanisms and cannot move the priors too"
            yield at(row, "finding", problem, "take it out here or in mechanism_edges.csv")


def held_out_and_used(index: Index) -> Iterator[KnowledgeError]:
    """Findings and pairs that are held out while the network carries them; a pair of two causes may be carried."""
    for row in index.rows(HeldOutRow):
        if row.kind == "comorbidity":
            continue
        ways = index.ways(row.finding)
        used = row.finding in index.in_network or bool(ways) if row.cause is None else row.cause in ways
        if used:
            problem = f"{row.finding} / {row.cause or 'every cause'} is held out, but the network carries it"
            yield at(row, "finding", problem, "take the row out here, or its edges in mechanism_edges.csv")


def figure_without_way(index: Index) -> Iterator[KnowledgeError]:
    """Compiled figures and assumptions of pairs that the network does not join, and that nobody held out."""
    for finding, cause in sorted({*index.model, *index.assumed}):
        held = {(finding, cause), (finding, None)} & index.held_out
        if not held and cause not in index.ways(finding):
            row = (*index.model.get((finding, cause), ()), index.assumed.get((finding, cause)))[0]
            assert row is not None
            problem = f"no way leads from {cause} to {finding} in the network"
            yield at(row, "cause", problem, "add the edges, or a row of held_out.csv that says why not")


def finding_without_place(index: Index) -> Iterator[KnowledgeError]:
    """Findings that are weighed, yet have no parent, move no prior and are not held out."""
    for finding, row in index.findings.items():
        weighed = row.status_of_use in ("model", "assumed", "myotome")
        if weighed and not index.ways(finding) and (finding, None) not in index.held_out:
            problem = f"{finding} has no parent, moves no prior and is not held out"
            yield at(row, "id", problem, "add its edges, or a row of held_out.csv that says why not")


def loud_leaks(index: Index) -> Iterator[str]:
    """The mechanisms that more often come without a cause than half of what the causes bring in primary care.

    No problem by itself, since these are starting values that the fit moves, but worth a look.
    """
    for mechanism in index.mechanisms:
        leak = sum(row.weight for row in index.into("leak_to_mechanism", mechanism))
        fed = sum(
            row.weight * index.priors[row.parent, "primary"].value
            for row in index.into("cause_to_mechanism", mechanism)
            if (row.parent, "primary") in index.priors
        )
        if leak > LOUD * fed:
            yield mechanism
