"""Small values to test with: every builder gives a valid one, and takes what a test wants to be otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from exposcreen.index.build import compile_tables
from exposcreen.index.listing_index import ListingIndex
from exposcreen.matching.matcher import Matcher
from exposcreen.model.citation import Citation
from exposcreen.model.listing import Designation, Identifier, Listing, Name
from exposcreen.model.match import Comparison, Match
from exposcreen.model.policy import Engine, ScreeningPolicy
from exposcreen.model.subjects import Counterparty
from exposcreen.model.verdict import Coverage, Effect, Finding, Location, Verdict
from exposcreen.model.vocabulary import (
    ALL_JURISDICTIONS,
    Activity,
    CoverageStatus,
    EffectKind,
    FindingKind,
    Jurisdiction,
    MatchedOn,
    NameKind,
    Outcome,
    Strength,
    SubjectKind,
)
from exposcreen.rules.facts import Facts, ItemFact, ListedFact, OwnerFact, PlaceFact, Question
from exposcreen.rules.law import Authority, EffectTemplate, Program, Rule, Signal, Version
from exposcreen.rules.rulebook import Rulebook
from exposcreen.sources.published import Published
from exposcreen.sources.snapshot import Snapshot, SourceFile, combined_sha256, sha256_of
from exposcreen.sources.store import Store
from exposcreen.sources.writing import writing

CITATION = Citation(title="An order on examples", reference="99 FR 1")
OTHER_CITATION = Citation(title="Another order on examples", reference="99 FR 2")
DAY = date(2026, 7, 10)
ENGINE = Engine(
    version="0.1.0",
    algorithm="test-1",
    transliterator="unidecode",
    rules="a" * 64,
    listings="b" * 64,
    policy=ScreeningPolicy(),
)


def make_designation(
    program: str = "EXAMPLE", listed_on: date | str | None = "2020-01-01", **fields: Any
) -> Designation:
    return Designation.model_validate(
        {"program": program, "listed_on": listed_on, "citations": (CITATION,), **fields},
    )


def weak(text: str) -> Name:
    return Name(text=text, kind=NameKind.WEAK_AKA)


def alias(text: str, *, confirmed: bool = True) -> Name:
    return Name(text=text, kind=NameKind.STRONG_AKA, confirmed=confirmed)


def identifier(scheme: str, value: str) -> Identifier:
    return Identifier(scheme=scheme, value=value)


def make_listing(
    *names: str | Name,
    list_id: str = "us_ofac_sdn",
    kind: SubjectKind | str = SubjectKind.ORGANIZATION,
    acts: Iterable[Designation] | None = None,
    **fields: Any,
) -> Listing:
    """A listing; the first name is its primary one, further plain ones are strong aliases."""
    texts = names or ("Zhongdunwei Works Co., Ltd.",)
    first, *rest = texts
    return Listing.model_validate(
        {
            "list_id": list_id,
            "source": "test",
            "kind": kind,
            "names": (
                Name(text=first) if isinstance(first, str) else first,
                *(alias(text) if isinstance(text, str) else text for text in rest),
            ),
            "designations": tuple(acts) if acts is not None else (make_designation(),),
            **fields,
        }
    )


def make_index(*listings: Listing) -> ListingIndex:
    return ListingIndex(listings, compile_tables(listings))


def make_matcher(*listings: Listing, **policy: Any) -> Matcher:
    return Matcher(make_index(*listings), ScreeningPolicy(**policy))


def make_match(strength: Strength = Strength.EXACT, **fields: Any) -> Match:
    return Match.model_validate(
        {
            "strength": strength,
            "score": 1.0,
            "on": MatchedOn.NAME,
            "query": "asked",
            "matched": "listed",
            "comparisons": (Comparison(question="name", score=1.0, detail="every word of both names agrees"),),
            **fields,
        }
    )


def make_fact(listing: Listing | None = None, strength: Strength = Strength.EXACT, **fields: Any) -> ListedFact:
    return ListedFact(listing or make_listing(), make_match(strength), **fields)


def make_owner(
    label: str,
    percent: str | int | None,
    *listed: ListedFact,
    owners: tuple[OwnerFact, ...] = (),
    control: bool = False,
) -> OwnerFact:
    return OwnerFact(label, None if percent is None else Decimal(percent), control, listed, owners)


def make_facts(*listed: ListedFact, **fields: Any) -> Facts:
    return Facts(fields.pop("subject", "counterparty"), fields.pop("label", "Example"), listed=listed, **fields)


def make_place(territory: str, role: Any = "subject", *, certain: bool = True) -> PlaceFact:
    return PlaceFact(
        Location(territory=territory, place=territory, evidence=(f"the text says {territory}",), certain=certain), role
    )


def make_question(
    activity: Activity | str = Activity.ANY,
    as_of: date = DAY,
    jurisdictions: tuple[Jurisdiction, ...] = ALL_JURISDICTIONS,
) -> Question:
    return Question(Activity(activity), jurisdictions, as_of)


def make_template(*activities: str, effect: EffectKind | str = EffectKind.PROHIBITED, **fields: Any) -> EffectTemplate:
    return EffectTemplate.model_validate(
        {"activities": activities or ("pay",), "effect": effect, "binds": "all", "citations": (CITATION,), **fields}
    )


def make_version(*effects: EffectTemplate, start: date | str | None = None, **fields: Any) -> Version:
    return Version.model_validate(
        {"effective_from": start, "effects": effects or (make_template(),), "citations": (CITATION,), **fields}
    )


def make_rule(*versions: Version, rule_id: str = "us-example", **fields: Any) -> Rule:
    return Rule.model_validate(
        {
            "id": rule_id,
            "title": "An example",
            "authority": "Examples Office",
            "jurisdiction": "US",
            "when": {"kind": "listed", "lists": ["us_ofac_sdn"]},
            "version": versions or (make_version(),),
            **fields,
        }
    )


def make_authority(*versions: Version, authority_id: str = "us-emergency") -> Authority:
    return Authority(id=authority_id, title="An emergency", jurisdiction="US", version=versions)


def make_program(code: str = "EXAMPLE", authority: str | None = "us-emergency") -> Program:
    return Program(code=code, title="A programme of examples", authority=authority, citations=(CITATION,))


def make_book(
    *rules: Rule,
    authorities: Iterable[Authority] = (),
    programs: Iterable[Program] = (),
    signals: Iterable[Signal] = (),
) -> Rulebook:
    return Rulebook(rules, authorities, programs, signals=signals)


def make_signal(
    *versions: Version, signal_id: str = "example-report", listings: tuple[str, ...] = ("works",)
) -> Signal:
    """Open since 2020-01-01 and resolved on 2021-01-01, unless other versions are given."""
    open_since = make_version(
        make_template(effect="diligence"), start="2020-01-01", effective_to="2021-01-01", status="open"
    )
    resolved = Version.model_validate(
        {"effective_from": "2021-01-01", "status": "resolved", "note": "It came to nothing.", "citations": (CITATION,)}
    )
    return Signal.model_validate(
        {
            "id": signal_id,
            "title": "A reported example",
            "authority": "Examples Office",
            "jurisdiction": "US",
            "when": {"kind": "signal", "what": "A newspaper reported an example.", "listings": listings},
            "version": versions or (open_since, resolved),
        }
    )


def make_item(*traits: str, label: str = "cameras", places: tuple[Location, ...] = ()) -> ItemFact:
    return ItemFact(label, {trait: f"It is {trait}." for trait in traits}, places)


def make_effect(
    activity: Activity | str = Activity.PAY, effect: EffectKind | str = EffectKind.PROHIBITED, **fields: Any
) -> Effect:
    return Effect.model_validate(
        {
            "activity": activity,
            "effect": effect,
            "jurisdiction": "US",
            "binds": "US persons",
            "relief": "a licence",
            "citations": (CITATION,),
            **fields,
        }
    )


def make_finding(outcome: Outcome = Outcome.PROHIBITED, **fields: Any) -> Finding:
    return Finding.model_validate(
        {
            "kind": FindingKind.LISTING,
            "outcome": outcome,
            "list_id": "us_ofac_sdn",
            "entry": "EXAMPLE WORKS",
            "rule": "us-example",
            "citations": (CITATION,),
            **fields,
        }
    )


def make_coverage(
    list_id: str = "us_ofac_sdn", status: CoverageStatus = CoverageStatus.COMPLETE, **fields: Any
) -> Coverage:
    return Coverage.model_validate({"list_id": list_id, "status": status, **fields})


def make_verdict(**fields: Any) -> Verdict:
    return Verdict.model_validate(
        {
            "subject": Counterparty(name="Example Works"),
            "outcome": Outcome.CLEAR,
            "activity": Activity.ANY,
            "jurisdictions": ("US",),
            "as_of": DAY,
            "coverage": (make_coverage(),),
            "engine": ENGINE,
            "decided_by": "A test says so.",
            **fields,
        }
    )


def make_store(path: Path, published_on: date | None, *listings: Listing, source: str = "test", **fields: Any) -> Store:
    """A store in this folder, with one more snapshot that carries the lists of these listings."""
    content = f"{source} {published_on} {sorted(listing.key for listing in listings)}".encode()
    sha256 = sha256_of(content)
    counts: dict[str, int] = {}
    for listing in listings:
        counts[listing.list_id] = counts.get(listing.list_id, 0) + 1
    snapshot = Snapshot(
        source=source,
        official=fields.pop("official", True),
        sha256=combined_sha256([sha256]),
        published_on=published_on,
        retrieved_at=datetime(2026, 7, 12, 9, 0, tzinfo=UTC),
        records=counts | fields.pop("records", {}),
        files=(SourceFile(role="test.csv", name="test.csv", sha256=sha256, size=len(content)),),
        **fields,
    )
    with writing(path) as writer:
        writer.add(snapshot, [Published.of(content, "test.csv")], listings)
    return Store.open(path)
