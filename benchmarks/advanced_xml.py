"""How fast an Advanced file of OFAC is read, and in how much memory: invented parties, as many as wanted.

``python benchmarks/advanced_xml.py 50 200`` writes a file of 50 and one of 200 megabytes, and reads each in a process
of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import TextIO

from exposcreen.sources.published import Published
from exposcreen.sources.us_ofac_advanced.source import US_OFAC_SDN_ADVANCED

__all__ = ["measure_advanced", "write_advanced"]

_MEGABYTE = 1_000_000
_SETS = {
    "AliasType": {"1400": "A.K.A.", "1401": "F.K.A.", "1403": "Name"},
    "AreaCode": {"11": "FD"},
    "AreaCodeType": {"1": "ISO 3166 (2)"},
    "CalendarType": {"1": "Gregorian"},
    "Country": {"11": "Freedonia"},
    "CountryRelevance": {"1413": "PRIMARY"},
    "DecisionMakingBody": {"1": "United States Treasury Department"},
    "DetailReference": {"91526": "Male"},
    "DetailType": {"1430": "DATE", "1431": "LOOKUP", "1432": "TEXT"},
    "DocNameStatus": {"1": "Primary Latin", "2": "Others"},
    "EntryEventType": {"1": "Created"},
    "EntryLinkType": {},
    "ExRefType": {},
    "FeatureType": {"8": "Birthdate", "9": "Place of Birth", "14": "Website", "25": "Location", "224": "Gender"},
    "FeatureTypeGroup": {"1": "Unknown"},
    "IDRegDocDateType": {"1480": "Issue Date", "1481": "Expiration Date"},
    "IDRegDocType": {"1571": "Passport", "1596": "Tax ID No."},
    "IdentityFeatureLinkType": {"1": "Unknown"},
    "LegalBasis": {"91749": "Executive Order 13818 (Global Magnitsky)"},
    "LegalBasisType": {"1": "Unknown"},
    "List": {"1550": "SDN List"},
    "LocPartType": {"1451": "ADDRESS1", "1454": "CITY", "1456": "POSTAL CODE"},
    "LocPartValueStatus": {"1": "Main"},
    "LocPartValueType": {"1": "Unknown"},
    "NamePartType": {"1520": "Last Name", "1521": "First Name"},
    "Organisation": {"1": "State"},
    "PartySubType": {"4": "Unknown"},
    "PartyType": {"1": "Individual"},
    "RelationQuality": {"1": "Unknown"},
    "RelationType": {"15004": "Family member of"},
    "Reliability": {"1": "Unknown"},
    "SanctionsProgram": {"1": "Unknown"},
    "SanctionsType": {"1": "Program", "1705": "Block"},
    "Script": {"215": "Latin", "220": "Cyrillic"},
    "ScriptStatus": {"1": "Unknown"},
    "SubsidiaryBody": {"1": "Office of Foreign Assets Control"},
    "SupInfoType": {},
    "TargetType": {},
    "Validity": {"1": "Valid"},
}
_MORE = {
    "AreaCode": ' CountryID="11" Description="Freedonia" AreaCodeTypeID="1"',
    "Country": ' ISO2="FD"',
    "DecisionMakingBody": ' OrganisationID="1"',
    "FeatureType": ' FeatureTypeGroupID="1"',
    "LegalBasis": ' LegalBasisShortRef="Magnitsky" LegalBasisTypeID="1" SanctionsProgramID="1"',
    "Organisation": ' CountryID="11"',
    "PartySubType": ' PartyTypeID="1"',
    "RelationType": ' Symmetrical="true"',
    "SanctionsProgram": ' SubsidiaryBodyID="1"',
    "SubsidiaryBody": ' Notional="false" DecisionMakingBodyID="1"',
}
_FIXED = 'YearFixed="false" MonthFixed="false" DayFixed="false"'
_ALIASES = 3


def write_advanced(path: Path, megabytes: float) -> int:
    """Write an Advanced file of about this size with invented parties, the same for the same size.

    Returns:
        How many parties it has.
    """
    one = sum(len(write(1)) for write in (_locations, _documents, _party, _relation, _entry))
    count = max(2, round(megabytes * _MEGABYTE / one))
    sections: list[tuple[str, Callable[[int], str]]] = [
        ("Locations", _locations),
        ("IDRegDocuments", _documents),
        ("DistinctParties", _party),
        ("ProfileRelationships", _relation),
        ("SanctionsEntries", _entry),
    ]
    with path.open("w", encoding="utf-8") as file:
        _write_head(file)
        for name, write in sections:
            file.write(f"  <{name}>\n")
            file.writelines(write(number) for number in range(1, count))
            file.write(f"  </{name}>\n")
        file.write("  <SanctionsEntryLinks/>\n</Sanctions>\n")
    return count - 1


def _write_head(file: TextIO) -> None:
    file.write(
        '<?xml version="1.0" encoding="utf-8"?>\n<Sanctions xmlns="http://www.un.org/sanctions/1.0" Version="3">\n'
    )
    file.write('  <DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>1</Month><Day>12</Day></DateOfIssue>\n')
    file.write("  <ReferenceValueSets>\n")
    for kind, values in _SETS.items():
        file.write(f"    <{kind}Values>\n")
        for own, text in values.items():
            file.write(f'      <{kind} ID="{own}"{_MORE.get(kind, "")}>{text}</{kind}>\n')
        file.write(f"    </{kind}Values>\n")
    file.write("  </ReferenceValueSets>\n")


def _locations(number: int) -> str:
    parts = "".join(
        f'      <LocationPart LocPartTypeID="{kind}">\n'
        f'        <LocationPartValue Primary="true" LocPartValueTypeID="1" LocPartValueStatusID="1">\n'
        f"          <Comment/>\n          <Value>{value}</Value>\n        </LocationPartValue>\n      </LocationPart>\n"
        for kind, value in (("1451", f"{number} Example Road"), ("1454", "Fredonia City"), ("1456", f"{number:06}"))
    )
    return (
        f'    <Location ID="{number}">\n      <LocationAreaCode AreaCodeID="11"/>\n'
        f'      <LocationCountry CountryID="11" CountryRelevanceID="1413"/>\n{parts}'
        f'      <FeatureVersionReference FeatureVersionID="{number}25"/>\n    </Location>\n'
    )


def _documents(number: int) -> str:
    return "".join(
        f'    <IDRegDocument ID="{number}{kind}" IDRegDocTypeID="{kind}" IdentityID="{number}" IssuedBy-CountryID="11" '
        f'ValidityID="1">\n      <Comment/>\n      <IDRegistrationNo>{prefix}{number:07}</IDRegistrationNo>\n'
        f"      <IssuingAuthority/>\n"
        f'      <DocumentDate IDRegDocDateTypeID="1481">\n{_period("2029-05-17", "2029-05-17")}      </DocumentDate>\n'
        f'      <DocumentedNameReference DocumentedNameID="{number}0"/>\n    </IDRegDocument>\n'
        for kind, prefix in (("1571", "P"), ("1596", "T"))
    )


def _period(first: str, last: str) -> str:
    def point(name: str, day: str) -> str:
        year, month, of_month = day.split("-")
        return (
            f"                <{name}>\n                  <Year>{year}</Year>\n"
            f"                  <Month>{int(month)}</Month>\n                  <Day>{int(of_month)}</Day>\n"
            f"                </{name}>\n"
        )

    bounds = "".join(
        f'              <{name} Approximate="false" {_FIXED}>\n{point("From", day)}{point("To", day)}'
        f"              </{name}>\n"
        for name, day in (("Start", first), ("End", last))
    )
    return f'            <DatePeriod CalendarTypeID="1" {_FIXED}>\n{bounds}            </DatePeriod>\n'


def _party(number: int) -> str:
    aliases, groups = [], []
    for alias in range(_ALIASES):
        family, given = f"{number}{alias}1", f"{number}{alias}2"
        groups += [(family, "1520"), (given, "1521")]
        kind, primary = ("1403", "true") if alias == 0 else ("1400", "false")
        aliases.append(
            f'          <Alias FixedRef="{number}" AliasTypeID="{kind}" Primary="{primary}" LowQuality="false">\n'
            f'            <DocumentedName ID="{number}{alias}" FixedRef="{number}" '
            f'DocNameStatusID="{1 if alias == 0 else 2}">\n'
            + "".join(
                f"              <DocumentedNamePart>\n"
                f'                <NamePartValue NamePartGroupID="{group}" ScriptID="215" ScriptStatusID="1" '
                f'Acronym="false">{text}</NamePartValue>\n              </DocumentedNamePart>\n'
                for group, text in ((family, f"EXAMPLE{number % 977}"), (given, f"Jane {alias} Sample{number}"))
            )
            + "            </DocumentedName>\n          </Alias>\n"
        )
    grouped = "".join(
        f'            <MasterNamePartGroup>\n              <NamePartGroup ID="{group}" NamePartTypeID="{kind}"/>\n'
        f"            </MasterNamePartGroup>\n"
        for group, kind in groups
    )
    details = (
        ("8", _period(f"19{50 + number % 40}-01-01", f"19{50 + number % 40}-12-31") + _detail("1430", "")),
        ("9", _detail("1432", "Fredonia City, Freedonia")),
        ("14", _detail("1432", f"www.example{number}.org")),
        ("224", '            <VersionDetail DetailTypeID="1431" DetailReferenceID="91526"/>\n'),
        ("25", f'            <VersionLocation LocationID="{number}"/>\n'),
    )
    features = "".join(
        f'        <Feature ID="{number}{kind}" FeatureTypeID="{kind}">\n'
        f'          <FeatureVersion ID="{number}{kind}" ReliabilityID="1">\n            <Comment/>\n{detail}'
        f"          </FeatureVersion>\n"
        f'          <IdentityReference IdentityID="{number}" IdentityFeatureLinkTypeID="1"/>\n        </Feature>\n'
        for kind, detail in details
    )
    return (
        f'    <DistinctParty FixedRef="{number}">\n      <Comment/>\n      <Profile ID="{number}" PartySubTypeID="4">\n'
        f'        <Identity ID="{number}" FixedRef="{number}" Primary="true" False="false">\n{"".join(aliases)}'
        f"          <NamePartGroups>\n{grouped}          </NamePartGroups>\n        </Identity>\n{features}"
        f"      </Profile>\n    </DistinctParty>\n"
    )


def _detail(kind: str, text: str) -> str:
    return f'            <VersionDetail DetailTypeID="{kind}">{text}</VersionDetail>\n'


def _relation(number: int) -> str:
    return (
        f'    <ProfileRelationship ID="{number}" From-ProfileID="{number}" To-ProfileID="1" RelationTypeID="15004" '
        f'RelationQualityID="1" Former="false" SanctionsEntryID="{number}">\n      <Comment/>\n'
        f"    </ProfileRelationship>\n"
    )


def _entry(number: int) -> str:
    return (
        f'    <SanctionsEntry ID="{number}" ProfileID="{number}" ListID="1550">\n'
        f'      <EntryEvent ID="{number}" EntryEventTypeID="1" LegalBasisID="91749">\n        <Comment/>\n'
        f'        <Date CalendarTypeID="1">\n          <Year>2019</Year>\n          <Month>12</Month>\n'
        f"          <Day>9</Day>\n        </Date>\n      </EntryEvent>\n"
        + "".join(
            f'      <SanctionsMeasure ID="{number}{kind}" SanctionsTypeID="{kind}">\n{comment}'
            f'        <DatePeriod CalendarTypeID="1" YearFixed="true" MonthFixed="true" DayFixed="true"/>\n'
            f"      </SanctionsMeasure>\n"
            for kind, comment in (("1705", ""), ("1", "        <Comment>GLOMAG</Comment>\n"))
        )
        + "    </SanctionsEntry>\n"
    )


def _measure(path: Path) -> dict[str, float]:
    from probe import peak_mb

    worked = process_time()
    files = {US_OFAC_SDN_ADVANCED.role: Published.at(path)}
    count = sum(1 for _ in US_OFAC_SDN_ADVANCED.read(files, published_on=None, tell=print))
    size = path.stat().st_size / _MEGABYTE
    return {"mb": size, "parties": count, "mb_per_second": size / (process_time() - worked), "peak_mb": peak_mb()}


def measure_advanced(megabytes: float) -> dict[str, float]:
    """Write a file, and read it in a process of its own.

    Returns:
        Its size ``mb``, how many ``parties`` were read, ``mb_per_second`` of processor time, and ``peak_mb``, the most
        memory that the process held.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / US_OFAC_SDN_ADVANCED.role
        write_advanced(path, megabytes)
        command = [sys.executable, __file__, "--read", str(path)]
        answer: dict[str, float] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        return answer


def _main(arguments: list[str]) -> None:
    if arguments[:1] == ["--read"]:
        print(json.dumps(_measure(Path(arguments[1]))))
        return
    for megabytes in arguments or ["50", "200"]:
        found = measure_advanced(float(megabytes))
        print(
            f"{found['mb']:.0f} MB, {found['parties']:,.0f} parties: {found['mb_per_second']:.1f} MB/s of processor "
            f"time, {found['peak_mb']:.0f} MB of memory at most"
        )


if __name__ == "__main__":
    _main(sys.argv[1:])
