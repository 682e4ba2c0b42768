"""OFAC's four CSV files, joined: bytes become entries, every field verbatim.

The format is that of OFAC's data specification: no header, ``-0-`` for null, a lone 0x1A as the last line, remarks cut
at 1,000 characters and continued, without a separator, in the comments file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from exposcreen.errors import SourceFormatError, SourceSuspicious
from exposcreen.sources.published import Published
from exposcreen.sources.raw import lines, rows, whole
from exposcreen.sources.source import Files, Tell, Unread

__all__ = ["ADDRESS_FIELDS", "ALIAS_FIELDS", "ENTRY_FIELDS", "Entry", "FourFiles", "read_entries"]

ENTRY_FIELDS = (
    "ent_num",
    "SDN_Name",
    "SDN_Type",
    "Program",
    "Title",
    "Call_Sign",
    "Vess_type",
    "Tonnage",
    "GRT",
    "Vess_flag",
    "Vess_owner",
    "Remarks",
)
ADDRESS_FIELDS = ("Ent_num", "Add_num", "Address", "City/State/Province/Postal Code", "Country", "Add_remarks")
ALIAS_FIELDS = ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks")
_COMMENT_FIELDS = ("ent_num", "Remarks")

_ByEntry = dict[str, list[Mapping[str, str]]]

_NULL = "-0-"
_END_MARK = "\x1a"
"""The end-of-file character of DOS, which OFAC still writes as the last line."""

_REMARKS_LIMIT = 1_000

_HANDFUL = 5
_STRAY_SHARE = 0.005


@dataclass(frozen=True, slots=True)
class FourFiles:
    """The official names of the four files of one list."""

    entries: str
    addresses: str
    aliases: str
    comments: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry with all that the four files say of it; null is an empty string.

    Attributes:
        line: Its line in the main file.
        fields: By the specification's names; the remarks are whole where the comments file continues them.
        addresses: Rows of the address file.
        aliases: Rows of the alias file.
        is_cut: Whether the remarks end in the middle, because the comments file does not continue them.
    """

    line: int
    fields: Mapping[str, str]
    addresses: tuple[Mapping[str, str], ...]
    aliases: tuple[Mapping[str, str], ...]
    is_cut: bool

    @property
    def uid(self) -> str:
        """OFAC's id."""
        return self.fields["ent_num"]


def read_entries(files: Files, names: FourFiles, tell: Tell) -> Iterator[Entry]:
    """The entries of the main file, each joined with its addresses, aliases and the rest of its remarks.

    Raises:
        SourceFormatError: A line has the wrong number of fields, an id is no number or occurs twice, or a file is cut.
        SourceSuspicious: Many addresses or aliases are of entries that the main file does not have.
    """
    # The main file first: an error in it is the one to hear of.
    entries = list(_rows(files, names.entries, ENTRY_FIELDS))
    addresses = _by_entry(files, names.addresses, ADDRESS_FIELDS)
    aliases = _by_entry(files, names.aliases, ALIAS_FIELDS)
    comments = _by_entry(files, names.comments, _COMMENT_FIELDS)
    _check_ends(files, names, tell)
    uids = {fields["ent_num"] for _, fields in entries}
    for name, rows_of in ((names.addresses, addresses), (names.aliases, aliases)):
        _check_belonging(name, rows_of, uids, names.entries)
    seen: set[str] = set()
    cut = 0
    for line, fields in entries:
        uid = fields["ent_num"]
        if uid in seen:
            raise SourceFormatError(
                f"{names.entries}: line {line}: ent_num: {uid} occurs twice: download the file again"
            )
        seen.add(uid)
        rest = "".join(row["Remarks"] for row in comments.pop(uid, ()))
        is_cut = len(fields["Remarks"]) >= _REMARKS_LIMIT and not rest
        cut += is_cut
        yield Entry(
            line=line,
            fields={**fields, "Remarks": fields["Remarks"] + rest},
            addresses=tuple(addresses.pop(uid, ())),
            aliases=tuple(aliases.pop(uid, ())),
            is_cut=is_cut,
        )
    if cut:
        # Weak aliases stand in the remarks too, so a search by name may miss what was cut off.
        tell(
            Unread(
                f"{names.entries}: the remarks of {cut} entries end after {_REMARKS_LIMIT:,} characters and "
                f"{names.comments} does not continue them, so identifiers and weak aliases may be missing: the files "
                f"are of different days: download all of them again"
            )
        )
    for name, left in ((names.addresses, addresses), (names.aliases, aliases), (names.comments, comments)):
        if left:
            shown = ", ".join(list(left)[:5])
            tell(f"{name}: {len(left)} entries ({shown}) are not in {names.entries}: the files are of different days")


def _check_ends(contents: Files, names: FourFiles, tell: Tell) -> None:
    # OFAC has published a whole comments file without the mark (July 2021), never one of the other three.
    for name in (names.entries, names.addresses, names.aliases):
        if not _has_end_mark(contents[name]):
            line = sum(1 for _ in lines(contents[name], name))
            raise SourceFormatError(
                f"{name}: line {line}: the file ends here without the end mark (0x1A) of OFAC's "
                f"files, so it is cut, and what followed would be lost: download it again"
            )
    if not _has_end_mark(contents[names.comments]):
        tell(
            f"{names.comments}: the end mark (0x1A) of OFAC's files is not there, so it cannot be told that the file "
            f"is whole"
        )


def _has_end_mark(file: Published) -> bool:
    with file.open() as stream:
        return any(_END_MARK.encode() in line for line in stream)


def _check_belonging(name: str, by_entry: _ByEntry, uids: Set[str], main: str) -> None:
    stray = sum(len(found) for uid, found in by_entry.items() if uid not in uids)
    total = sum(map(len, by_entry.values()))
    if stray > max(_HANDFUL, _STRAY_SHARE * total):
        raise SourceSuspicious(
            f"{name}: {stray:,} of {total:,} rows are of entries that are not in {main}, so {main} is cut or the files "
            f"are of different days: download all of them again"
        )


def _by_entry(files: Files, name: str, fields: tuple[str, ...]) -> _ByEntry:
    found: _ByEntry = {}
    for _, row in _rows(files, name, fields):
        found.setdefault(row[fields[0]], []).append(row)
    return found


def _rows(files: Files, name: str, fields: tuple[str, ...]) -> Iterator[tuple[int, Mapping[str, str]]]:
    for line, row in rows(whole(_before_end_mark(files[name], name), name), name, len(fields)):
        if not row[0].strip().isdecimal():
            raise SourceFormatError(
                f"{name}: line {line}: {fields[0]}: {row[0]!r} is not a number, so this is not OFAC's file: "
                f"download the file again"
            )
        yield line, {field: _null(value) for field, value in zip(fields, row, strict=True)}


def _before_end_mark(file: Published, name: str) -> Iterator[str]:
    # A file that is blank to its end is suspicious, and its lines are no rows of another format.
    any(line.strip() for line in lines(file, name))
    published = enumerate(lines(file, name), start=1)
    for number, line in published:
        body, mark, after = line.partition(_END_MARK)
        # Where the mark stands, the line before it is not cut.
        yield f"{body}\n" if mark else line
        if mark:
            if after.strip() or any(rest.strip() for _, rest in published):
                raise SourceFormatError(f"{name}: line {number}: text follows the end mark (0x1A): the file is damaged")
            return


def _null(value: str) -> str:
    return "" if value.strip() == _NULL else value
