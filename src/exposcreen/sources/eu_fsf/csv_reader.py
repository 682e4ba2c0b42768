"""The CSV file, version 1.1: bytes become entities, every column verbatim.

A row holds the entity, with its regulation, and one detail of it or several: a name, an address, a birth date, an
identification, a citizenship. Rows are gathered by the entity, and details that are repeated are kept once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from exposcreen.errors import SourceFormatError
from exposcreen.sources.description import SourceInfo
from exposcreen.sources.eu_fsf.raw import Detail, RawEntity, remark_lines
from exposcreen.sources.facts import unique
from exposcreen.sources.published import Published
from exposcreen.sources.raw import records

__all__ = ["read_csv"]

_PARTS = ("Entity", "NameAlias", "Address", "BirthDate", "Identification", "Citizenship")
_REGULATION = "Entity_Regulation_"
_SUBJECT = ("Entity_SubjectType", "Entity_SubjectType_ClassificationCode")

# Columns whose name is not that of the attribute in the XML schema, but for the part before and the first letter.
_ATTRIBUTES = {
    "Entity_EU_ReferenceNumber": "euReferenceNumber",
    f"{_REGULATION}Type": "regulationType",
    "BirthDate_BirthDate": "birthdate",
    "BirthDate_Day": "dayOfMonth",
    "BirthDate_Month": "monthOfYear",
    "Identification_IssuedDate": "issueDate",
    "Identification_TypeCode": "identificationTypeCode",
    "Identification_TypeDescription": "identificationTypeDescription",
}


@dataclass(slots=True)
class _Rows:
    line: int
    values: dict[str, dict[tuple[str, ...], None]] = field(default_factory=dict)


def read_csv(file: Published, name: str, info: SourceInfo) -> Iterator[RawEntity]:
    """The entities of the file, in the order of their first rows.

    Raises:
        SourceFormatError: The header is another, a line is cut, or rows of one entity contradict each other.
        SourceSuspicious: The file is empty.
    """
    found: dict[str, _Rows] = {}
    columns: dict[str, tuple[str, ...]] = {}
    for line, row in records(file, name, info, delimiter=";"):
        columns = columns or {part: tuple(column for column in row if _part(column) == part) for part in _all_parts()}
        key = row["Entity_LogicalId"].strip() or row["Entity_EU_ReferenceNumber"].strip() or f"line {line}"
        entity = found.setdefault(key, _Rows(line))
        for part, names in columns.items():
            values = tuple(row[column].strip() for column in names)
            if any(values):
                entity.values.setdefault(part, {})[values] = None
    for key, entity in found.items():
        yield _entity(key, entity, columns, name)


def _all_parts() -> tuple[str, ...]:
    return (*_PARTS, _REGULATION, "Subject")


def _part(column: str) -> str:
    if column.startswith(_REGULATION):
        return _REGULATION
    return "Subject" if column in _SUBJECT else column.partition("_")[0]


def _entity(key: str, rows: _Rows, columns: Mapping[str, tuple[str, ...]], name: str) -> RawEntity:
    return RawEntity(
        line=rows.line,
        itself=_itself(rows, columns["Entity"], f"{name}: line {rows.line}: entity {key}"),
        subject_types=unique(value for values in rows.values.get("Subject", ()) for value in values if value),
        regulations=_details(rows, columns, _REGULATION),
        names=_details(rows, columns, "NameAlias"),
        citizenships=_details(rows, columns, "Citizenship"),
        births=_details(rows, columns, "BirthDate"),
        addresses=_details(rows, columns, "Address"),
        identifications=_details(rows, columns, "Identification"),
        record=tuple(_record(rows, columns)),
    )


def _itself(rows: _Rows, columns: tuple[str, ...], where: str) -> Detail:
    together = []
    for column, values in zip(columns, zip(*rows.values.get("Entity", {}), strict=True), strict=False):
        found = unique(filter(None, values))
        if len(found) > 1 and not column.endswith("_Remark"):
            raise SourceFormatError(
                f"{where}: {column}: its rows say {' and '.join(map(repr, found[:2]))}, so it is not known which is "
                f"its own: look at the rows"
            )
        together.append((column, "\n".join(found)))
    return _detail(iter(together))


def _details(rows: _Rows, columns: Mapping[str, tuple[str, ...]], part: str) -> tuple[Detail, ...]:
    return tuple(_detail(zip(columns[part], values, strict=True)) for values in rows.values.get(part, ()))


def _detail(pairs: Iterator[tuple[str, str]]) -> Detail:
    fields: dict[str, str] = {}
    remarks: tuple[str, ...] = ()
    for column, value in pairs:
        if column.endswith("_Remark"):
            remarks = remark_lines(value)
        elif value:
            fields[_attribute(column)] = value
    return Detail(fields, remarks)


def _attribute(column: str) -> str:
    if column in _ATTRIBUTES:
        return _ATTRIBUTES[column]
    bare = column.removeprefix(_REGULATION) if column.startswith(_REGULATION) else column.partition("_")[2]
    return f"{bare[:1].lower()}{bare[1:]}"


def _record(rows: _Rows, columns: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for part, found in rows.values.items():
        for number, values in enumerate(found, start=1):
            for column, value in zip(columns[part], values, strict=True):
                if value:
                    yield (f"{column} {number}" if len(found) > 1 else column), value
