"""The text of an entity cell: who is listed, under which names, where, and which parts of it are listed with it.

A cell is a name with its address, or a name, its aliases in lines that begin with a dash, and the addresses; an
address may hang on the last alias. Parts of an organization follow under labels, each with names of its own. Nothing
is dropped: what fits no rule is an address of the party before it, or a note.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from exposcreen.model.listing import Name
from exposcreen.model.vocabulary import NameKind
from exposcreen.sources.facts import unique
from exposcreen.sources.us_bis_ecfr.division import divide, is_address, is_name
from exposcreen.sources.us_bis_ecfr.phrases import (
    ADDRESS_WITHIN,
    ADDRESSES_FOLLOW,
    ADDRESSES_LATER,
    ALIASES_FOLLOW,
    ANY_OTHERS,
    DASH,
    GROUP,
    PART_LABEL,
    PARTS_FOLLOW,
    REFERENCE,
    clean_item,
    count_of,
    enumeration,
    split_addresses,
    without_stop,
)
from exposcreen.sources.us_trade_csl.names import name_facts, names_in, strongest

__all__ = ["Party", "parties_of"]


@dataclass(slots=True)
class Party:
    """Who is listed by an entity cell, or by a part of it.

    Attributes:
        names: The primary name first.
        addresses: One text each.
        parent: The body it is part of, by the cell's own words.
        scope: What else the entry reaches.
        notes: References to other entries.
    """

    names: list[Name]
    addresses: list[str] = field(default_factory=list)
    parent: str | None = None
    scope: str | None = None
    notes: list[str] = field(default_factory=list)


def parties_of(lines: Iterable[str]) -> tuple[Party, ...]:
    """The parties of a cell, the first the one that the others are part of; none where the cell is blank."""
    reading = _Reading()
    for line in lines:
        reading.take(line)
    return reading.finish()


class _Reading:
    """What has been read of a cell so far."""

    def __init__(self) -> None:
        self.parties: list[Party] = []
        self._parent: str | None = None
        self._in_parts = False
        self._name_expected = True
        self._aliases_left: int | None = 0
        self._last_alias: str | None = None
        self._notes: list[str] = []
        self._of_all = False
        self._for_all: list[str] = []
        self._listed: int | None = None

    def take(self, line: str) -> None:
        """Read one line."""
        for reference in REFERENCE.findall(line):
            self._notes.append(reference.strip())
        text = REFERENCE.sub("", line).strip()
        if not _says_something(text):
            return
        if later := ADDRESSES_LATER.search(text):
            self.take(text[: later.start()])
            self.take(text[later.end() :])
            return
        listed, self._listed = self._listed, None
        is_item = DASH.match(text) is not None
        if is_item and self._ends_in_phrase(clean_item(text), is_item=True):
            return
        if is_item:
            self._item(clean_item(text))
        elif not self._ends_in_phrase(text, is_item=False) and not self._is_enumeration(text, listed):
            self._plain(text)

    def finish(self) -> tuple[Party, ...]:
        """The parties, with what belongs to all of them."""
        self._address_on_last_alias()
        for party in self.parties:
            party.addresses += self._for_all
            party.addresses = list(unique(party.addresses))
            party.names = list(strongest(party.names))
        if self.parties:
            self.parties[0].notes += self._notes
        return tuple(self.parties)

    def _ends_in_phrase(self, text: str, *, is_item: bool) -> bool:
        """Read a line that introduces what follows; False where it is none."""
        if match := ADDRESSES_FOLLOW.match(text):
            self._addresses_follow(match["rest"], of_all=match["all"] is not None)
            return True
        if match := PARTS_FOLLOW.match(text):
            self._head(match["head"], is_item=is_item)
            self._begin_parts()
            return True
        if match := ALIASES_FOLLOW.match(text):
            self._head(match["head"], is_item=is_item)
            self._name_expected = False
            # Aliases of a part end where their number says; elsewhere the dashes tell, and the number can be wrong.
            self._listed = count_of(match["count"])
            self._aliases_left = self._listed if self._in_parts else None
            return True
        if match := GROUP.match(text):
            self._parent = match["parent"] or match["members"]
            self._in_parts = self._name_expected = True
            self._aliases_left = 0
            return True
        if not is_item and (match := PART_LABEL.match(text)) and (not match["parent"] or match["colon"]):
            self._part_label(match["parent"], match["rest"])
            return True
        return False

    def _addresses_follow(self, rest: str, *, of_all: bool) -> None:
        self._address_on_last_alias()
        self._of_all = of_all
        self._in_parts = self._name_expected = False
        if rest:
            self._plain(rest)

    def _part_label(self, parent: str, rest: str) -> None:
        if parent and not self.parties:
            self._parent = parent.strip(" ,")
        self._begin_parts()
        if rest:
            self._plain(rest)

    def _begin_parts(self) -> None:
        self._address_on_last_alias()
        if self._parent is None and self.parties:
            self._parent = self.parties[0].names[0].text
        self._in_parts = self._name_expected = True
        self._aliases_left = 0

    def _head(self, head: str, *, is_item: bool) -> None:
        """What stands before an introducing phrase: a name, the last item of an enumeration, or nothing."""
        head = head.strip(" ,;(")
        if not _says_something(head):
            return
        if is_item:
            self._item(head)
        elif self._name_expected or not self.parties:
            self._new(head, address="")
        else:
            self._plain(head)

    def _item(self, text: str) -> None:
        if not _says_something(text):
            return
        if self._in_parts and not self._aliases_left:
            self._of_all = False
            self._new(*divide(text))
        elif not self.parties:
            self._new(text, address="")
        else:
            if self._aliases_left:
                self._aliases_left -= 1
            text = self._particulars(text) or text
            self.parties[-1].names += names_in(text, NameKind.STRONG_AKA)
            self._last_alias = text

    def _particulars(self, alias: str) -> str:
        """An alias without the address that stands in it in brackets, and without what else the entry reaches."""
        party = self.parties[-1]
        if others := ANY_OTHERS.search(alias):
            party.scope = "; ".join(filter(None, (party.scope, others["scope"])))
            alias = alias[: others.start()]
        if address := ADDRESS_WITHIN.search(alias):
            party.addresses += split_addresses(address["address"])
            alias = alias[: address.start()] + alias[address.end() :]
        return alias.strip(" ,;")

    def _is_enumeration(self, text: str, count: int | None) -> bool:
        """Read aliases that follow in one line, without dashes; False where their number is another."""
        items = enumeration(text)
        if count is None or len(items) != count or (count == 1 and is_address(text)):
            return False
        for item in items:
            self._item(item)
        return True

    def _plain(self, text: str) -> None:
        if self._of_all:
            self._for_all += split_addresses(text)
        elif self._name_expected or not self.parties or (self._in_parts and is_name(text)):
            self._new(*divide(text))
        elif text.lower().startswith("including the ") and not self.parties[-1].scope:
            self.parties[-1].scope = text
        else:
            self.parties[-1].addresses += split_addresses(text)

    def _new(self, name: str, address: str) -> None:
        self._address_on_last_alias()
        if not _says_something(name):
            name, address = f"{name} {address}".strip(" ,;"), ""
        facts = name_facts(without_stop(name.strip(" ;")) or name)
        party = Party(list(facts.names), parent=facts.parent, scope=facts.scope)
        if address.lower().startswith("including the "):
            party.scope = address
        else:
            party.addresses += split_addresses(address)
        if self._in_parts:
            party.parent = party.parent or self._parent
        self.parties.append(party)
        self._name_expected = False
        self._aliases_left = 0

    def _address_on_last_alias(self) -> None:
        """Where nothing follows the aliases, the address may hang on the last of them."""
        alias, self._last_alias = self._last_alias, None
        if alias is None or self.parties[-1].addresses:
            return
        name, address = divide(alias, hanging=True)
        # "X Ltd. Bucharest, Romania" bears no mark of an address, but nothing of a name either.
        if not address or not (is_address(address) or ("," in address and name.endswith("."))):
            return
        party = self.parties[-1]
        kept = [other for other in party.names if other not in names_in(alias, NameKind.STRONG_AKA)]
        party.names = [*kept, *names_in(name, NameKind.STRONG_AKA)]
        party.addresses += split_addresses(address)


def _says_something(text: str) -> bool:
    return any(character.isalnum() for character in text)
