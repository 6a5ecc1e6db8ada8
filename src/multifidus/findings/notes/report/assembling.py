"""How a sentence of a report is put together: each thing with the degree, side, zone and size that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from multifidus.findings.notes.report.drafts import Draft, Group, Place, filled, inherited
from multifidus.findings.notes.report.parts import Part, parts_of
from multifidus.findings.notes.report.terms import Mark, Terms
from multifidus.findings.notes.report.things import NORMAL, Made
from multifidus.findings.notes.text.mentions import Parsed
from multifidus.findings.notes.wording.words import LEVEL

PARTS = frozenset({
    ",", "and", "or", "with", "without", "/", "&", "plus", "caus", "result", "but", "there", "than", "nor",
    "secondary", "due",
})  # fmt: skip
ENDS = frozenset({";", ".", "but", "however", "although", "whil", "wherea"})
INTO = frozenset({"into", "in", "to", "at", "within", "toward", "involv"})
DISCS = ("bulge", "protrusion", "extrusion", "sequestration", "herniation", "fissure", "high_intensity_zone")
ZONES = {"foramen": "foraminal", "recess": "subarticular", "canal": "central"}
OF_HEIGHT = "height_loss"
OF_SIGNAL = "edema"
BONE = ("vertebra", "marrow")
BRIGHT = ("disc", "facet", "elsewhere", "root", "cord", "canal", "postoperative")  # what may be bright and is no bone
BRIGHT_KINDS = ("haemangioma", "modic_1", "modic_2", "schmorl")  # and what is bright in bone by its nature
FARTHEST = 6  # words between a head and its place: "narrowing of the anterior aspect of the canal"
JOINING = frozenset({",", "and", "or", "/", "&", "the", "of", "on", "both", "upon", "a", "exit", "travers", "descend"})


def drafts_of(parsed: Parsed, marks: Sequence[Mark], terms: Terms, at: str | None) -> list[Draft]:
    """Every thing that a sentence names; `at` is the kind of level that it speaks of, segment or vertebra."""
    walk = Walk(parsed, terms, at)
    walk.is_of_no_bone = _is_of_no_bone(marks)
    for part in parts_of(parsed, marks):
        walk.take(part)
    return walk.end()


def _is_of_no_bone(marks: Sequence[Mark]) -> bool:
    """Whether a bright signal is one of a disc, a joint or a haemangioma, so that it tells of no oedema."""
    if any(mark.row.kind in BRIGHT_KINDS for mark in marks):
        return True
    named = {mark.row.structure for mark in marks}
    return not named.isdisjoint(BRIGHT) and named.isdisjoint(BONE)


class Walk(Made):
    """One pass over a sentence from left to right, keeping what still waits for its thing."""

    def __init__(self, parsed: Parsed, terms: Terms, at: str | None) -> None:
        super().__init__(parsed, terms)
        self.at = at
        self.is_of_no_bone = False  # whether the sentence names what may be bright, and no bone
        self.places: list[Place] = []
        self.groups: list[Group] = []
        self.head: Place | None = None  # a head that waits for its places: "narrowing of the ..."
        self.reached = False  # whether it has found one
        self.given: tuple[Group, ...] = ()  # the groups that lead what is taken now
        self.stop = 0
        self.stop_of_last = 0  # the end of the last thing, place or head
        self.label = False  # whether the waiting place stood before a colon: "Foramina: mild left, ..."

    def take(self, part: Part) -> None:
        """One more mark or number."""
        between = [key for at in range(self.stop, part.start) for key in self.keys[at][:1]]
        if ":" in between:
            self._colon()
        elif not ENDS.isdisjoint(between):
            self._close()
            self.last = []
        if part.role == "more":
            self._more(part, parted=not PARTS.isdisjoint(between) or ":" in between)
        elif part.mark is not None:
            adjoins = PARTS.isdisjoint(between)
            leading = self.given = self._leading(part, adjoins)
            if part.role == "thing":
                self._thing(part.mark, leading, adjoins)
            else:
                (self._place if part.role == "place" else self._head)(part.mark, leading)
            self.stop_of_last = max(self.stop_of_last, part.stop)
        self.stop = max(self.stop, part.stop)

    def end(self) -> list[Draft]:
        """What the sentence names, nothing left waiting."""
        self._close()
        return self.done

    def _colon(self) -> None:
        waiting = self.places[-1:] if self.stop and self.places and self.places[-1].mark.stop == self.stop else []
        self.places = []
        self._close()
        self.last = []
        self.places, self.label = waiting, bool(waiting)

    def _more(self, part: Part, *, parted: bool) -> None:
        path = part.mark.path if part.mark else ()
        before = self.groups[-1] if self.groups else None
        if before and not parted and not before.told.keys() & part.told.keys():
            told = {**before.told, **part.told}
            self.groups[-1] = replace(before, told=told, stop=part.stop, path=(*before.path, *path))
            return
        adjoins = not parted and not self.groups
        self.groups.append(Group(part.told, part.start, part.stop, adjoins, path))

    def _leading(self, part: Part, adjoins: bool) -> tuple[Group, ...]:
        """The groups that belong to what comes now; those that belong to what was named last are given to it."""
        groups, self.groups = self.groups, []
        if not groups or part.start - groups[-1].stop > FARTHEST:
            return ()
        if self.places and not self.last and part.role != "head":
            return tuple(groups)
        waits = bool(self.places) or self.head is not None
        if part.role == "head" and waits:
            return tuple(groups)
        if self.head is not None and not self.reached and groups[0].adjoins and not adjoins:
            self.head = replace(self.head, groups=filled(self.head.groups, groups))
            return ()
        if not self.last:
            return tuple(groups)
        if not adjoins:
            if part.role == "place" and groups[-1].told.get("zone") == "central" and not groups[-1].adjoins:
                return tuple(groups)
            self._tell(groups)
            return ()
        own = [groups[-1]]
        for group in reversed(groups[:-1]):
            if group.adjoins or "side" not in group.told or "side" not in own[0].told:
                break
            own.insert(0, group)
        if own[0].adjoins and len(groups) == 1 and self._is_said_of_last(own[0]):
            self._tell(groups)
            return ()
        self._tell(groups[: len(groups) - len(own)])
        return tuple(own)

    def _is_said_of_last(self, group: Group) -> bool:
        """Whether words behind a thing tell more of it though another thing follows: "stenosis on the left"."""
        before = [self.keys[at][0] for at in range(group.start - 2, group.start)]
        return before[-1] in ("is", "are", "measur") or (before[0] in ("on", "to") and before[-1] == "the")

    def _place(self, mark: Mark, leading: tuple[Group, ...]) -> None:
        if leading and leading[0].told.get("zone") == "central" and mark.row.structure in ("foramen", "recess"):
            central, leading = leading[0], leading[1:]
            if central.stop != mark.start or leading:
                rest = {word: told for word, told in central.told.items() if word != "zone"}
                self.places.append(Place(Mark(self.terms.canal, central.path), (replace(central, told=rest),)))
        if self.head is not None and self._reaches(mark):
            made = self.terms.made_of(mark.row.structure, self.head.mark.row.kind)
            if made:
                groups = filled(leading, self.head.groups)
                self._make(made, (*self.head.mark.path, *mark.path), groups, self.head.mark)
                self.reached = True
                return
        self.places.append(Place(mark, leading))

    def _reaches(self, mark: Mark) -> bool:
        """Whether a waiting head speaks of a place: "narrowing of the canal", "... and of both foramina"."""
        told = {at for group in (*self.groups, *self.given) for at in range(group.start, group.stop)}
        between = [self.keys[at] for at in range(self.stop_of_last, mark.start) if at not in told]
        if not self.reached:
            return len(between) <= FARTHEST and ENDS.isdisjoint(word[0] for word in between)
        return all(word[0] in JOINING or LEVEL in word for word in between)

    def _head(self, mark: Mark, leading: tuple[Group, ...]) -> None:
        head = mark.row.kind
        if head == OF_HEIGHT and not self.places and self._loses_height(leading):
            return
        before: tuple[Group, ...] = ()
        made = False
        new: list[int] = []
        for place in self.places:
            groups = filled(place.groups, leading) if place.groups else (leading or inherited(before, place.mark))
            before = groups or before
            rows = self.terms.made_of(place.mark.row.structure, head)
            if rows:
                made = True
                self._make(rows, (*place.mark.path, *mark.path), groups, mark)
                new += self.last
        if made:
            self.last, self.places, self.label = new, [], False
            return
        if not any(place.mark.row.structure == "elsewhere" for place in self.places[-1:]):
            self._use_head()
            self.head, self.reached = Place(mark, leading), False
        self.places = []

    def _thing(self, mark: Mark, leading: tuple[Group, ...], adjoins: bool) -> None:
        if self._ends_list(mark, leading):
            return
        place = self.places[-1] if self.places else None
        zone = ZONES.get(place.mark.row.structure) if place and adjoins and mark.row.kind in DISCS else None
        if place and zone:
            groups = leading or place.groups or (Group({}, mark.start, mark.start, adjoins=False),)
            if leading and place.groups:
                groups = filled(leading, place.groups)
            leading = tuple(replace(group, told={"zone": zone, **group.told}) for group in groups)
            self.places = []
        self._use_places()
        self._use_head()
        self._make([mark.row], mark.path, leading, mark)

    def _ends_list(self, mark: Mark, leading: tuple[Group, ...]) -> bool:
        """Whether a thing is the last of a list of places with one head: "lateral recess and foraminal stenosis"."""
        listed = [place for place in self.places if self._shared(place, mark)]
        if not listed or listed[-1] is not self.places[-1]:
            return False
        between = (self.keys[at] for at in range(listed[-1].mark.stop, leading[0].start if leading else mark.start))
        if not all(word[0] in JOINING for word in between):
            return False
        before: tuple[Group, ...] = ()
        new: list[int] = []
        for place in listed:
            before = place.groups or inherited(before, place.mark)
            self._make(self._shared(place, mark), place.mark.path, before, mark)
            new += self.last
        self._make([mark.row], mark.path, leading or inherited(before, mark), mark)
        self.last, self.places, self.label = [*new, *self.last], [], False
        return True

    def _close(self) -> None:
        """The end of a clause: whatever waits is used or left."""
        if self.label and self.places and self.groups:
            place, groups = self.places[0], tuple(self.groups)
            rows = self.terms.made_of(place.mark.row.structure, "stenosis")
            self.groups, self.places = [], []
            self._make(rows, place.mark.path, groups, place.mark)
        if self.head is not None and not self.reached and self.groups:
            self.head = replace(self.head, groups=filled(self.head.groups, self.groups))
        elif self.last:
            self._tell(self.groups)
        self.groups = []
        self._use_places()
        self._use_head()
        self.label = False

    def _use_places(self) -> None:
        """Places of which nothing was said tell where the disc before them lies: "into the left foramen"."""
        places, self.places = self.places, []
        discs = [at for at in self.last if self.done[at].row.structure == "disc" and self.done[at].row.kind in DISCS]
        if not places or not discs:
            return
        zone = ZONES.get(places[0].mark.row.structure)
        first = places[0].groups[0].start if places[0].groups else places[0].mark.start
        if zone and any(self.keys[at][0] in INTO for at in range(max(0, first - 3), first)):
            sides = [group.told["side"] for group in places[0].groups if "side" in group.told]
            side = {"side": sides[-1]} if sides else {}
            for at in discs:
                self.done[at] = replace(self.done[at], told={"zone": zone, **side, **self.done[at].told})

    def _use_head(self) -> None:
        """A head that found no place stands for the thing that it means by itself."""
        head, self.head = self.head, None
        if head is None or any(set(head.mark.path) & set(draft.path) for draft in self.done):
            return
        kind = head.mark.row.kind
        before = (draft.row for draft in reversed(self.done) if kind in draft.row.heads)
        row = None if kind == NORMAL else next(before, None)  # "... and mild narrowing of the left"
        row = row or self.terms.alone(kind, self.at)
        if kind == OF_SIGNAL and self.is_of_no_bone:
            return
        if row is not None and (self.at is not None or row.structure in ("canal", "vertebra", "marrow")):
            last = self.last
            self._make([row], head.mark.path, head.groups, head.mark)
            self.last = self.last or last
