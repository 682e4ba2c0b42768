"""What the laws are tried on: names as lists have them, listings, rules, owners, and verdicts' parts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st

from builders import alias, make_coverage, make_designation, make_fact, make_finding, make_listing, make_template, weak
from exposcreen.model.dates import PartialDate, Validity
from exposcreen.model.listing import Designation, Listing, Name
from exposcreen.model.verdict import Coverage, Finding
from exposcreen.model.vocabulary import Activity, CoverageStatus, EffectKind, Outcome, Strength, SubjectKind
from exposcreen.rules.facts import OwnerFact
from exposcreen.rules.law import EffectTemplate, Owned, Version

LAW = settings(max_examples=80, deadline=None)
SLOW_LAW = settings(max_examples=25, deadline=None)

RARE = ("Hikvision", "Hoshine", "Zhundong", "Kuangchi", "Megvii", "Shohrat", "Tuniyaz", "Quanguo", "Mingguo")
ORDINARY = (
    "Technology",
    "Digital",
    "Group",
    "Trading",
    "China",
    "Beijing",
    "Science",
    "Star",
    "Silicon",
    "Chen",
    "Wang",
)
FORMS = ("Co., Ltd.", "Limited", "Inc.", "GmbH", "Company")
NUMBERS = ("7th", "13", "2023")
HAN = ("海康威视", "商汤集团", "新疆生产建设兵团", "合盛硅业股份有限公司")

any_text = st.text(max_size=40)
days = st.dates(date(1990, 1, 1), date(2035, 12, 31))
birth_days = st.dates(date(1900, 1, 1), date(2010, 12, 31))


@st.composite
def misspelt(draw: st.DrawFn, words: st.SearchStrategy[str]) -> str:
    """A word with one letter changed, dropped, doubled or swapped with the next; or as it is."""
    word = draw(words)
    at = draw(st.integers(1, max(len(word) - 2, 1)))
    edits = [
        word,
        word[:at] + word[at + 1 :],
        word[:at] + word[at] * 2 + word[at + 1 :],
        word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
        word[:at] + "x" + word[at + 1 :],
    ]
    return draw(st.sampled_from(edits))


words = st.one_of(st.sampled_from(RARE), st.sampled_from(RARE), st.sampled_from(ORDINARY), st.sampled_from(NUMBERS))
latin_names = st.lists(words, min_size=1, max_size=4).map(" ".join)
organization_names = st.one_of(
    latin_names,
    st.builds("{} {}".format, latin_names, st.sampled_from(FORMS)),
    st.builds("{} ({})".format, latin_names, words),
    st.sampled_from(HAN),
)
person_names = st.lists(st.sampled_from(RARE + ORDINARY[-2:]), min_size=2, max_size=3).map(" ".join)
queries = st.one_of(
    organization_names,
    st.lists(misspelt(words), min_size=1, max_size=4).map(" ".join),
)

names = st.one_of(
    organization_names.map(lambda text: Name(text=text)),
    organization_names.map(alias),
    organization_names.map(lambda text: alias(text, confirmed=False)),
    organization_names.map(weak),
)


@st.composite
def listings(draw: st.DrawFn, number: int = 0) -> Listing:
    kind = draw(st.sampled_from([SubjectKind.ORGANIZATION, SubjectKind.UNKNOWN, SubjectKind.PERSON]))
    first = draw(person_names if kind is SubjectKind.PERSON else organization_names)
    further = draw(st.lists(names, max_size=2)) if kind is not SubjectKind.PERSON else []
    countries = draw(st.sampled_from([(), ("China",), ("France", "CN")]))
    return make_listing(first, *further, kind=kind, uid=str(number), countries=countries)


@st.composite
def lists(draw: st.DrawFn, most: int = 6) -> tuple[Listing, ...]:
    count = draw(st.integers(1, most))
    return tuple(draw(listings(number)) for number in range(count))


partial_dates = st.one_of(
    birth_days.map(lambda day: PartialDate(day, day)),
    birth_days.map(lambda day: PartialDate.parse(f"{day.year:04d}-{day.month:02d}")),
    birth_days.map(lambda day: PartialDate.parse(f"{day.year:04d}")),
    st.tuples(birth_days, birth_days).map(lambda pair: PartialDate(min(pair), max(pair))),
)
validities = st.builds(
    lambda begin, end: Validity(effective_from=begin, effective_to=end),
    st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 12)),
    st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 12)),
)


@st.composite
def designations(draw: st.DrawFn) -> Designation:
    """An act whose days are in order, each known or not."""
    found = sorted(draw(st.lists(days, min_size=4, max_size=4)))
    listed, effective, divest, delisted = (day if draw(st.booleans()) else None for day in found)
    return make_designation(listed_on=listed, effective_from=effective, divest_until=divest, delisted_on=delisted)


@st.composite
def templates(draw: st.DrawFn) -> EffectTemplate:
    return make_template(
        *draw(st.lists(st.sampled_from(["pay", "export", "invest", "divest"]), min_size=1, max_size=2, unique=True)),
        effect=draw(st.sampled_from(EffectKind)),
        since=draw(st.sampled_from(["listed", "effective", "divest"])),
        until=draw(st.sampled_from([None, None, "effective", "divest"])),
    )


@st.composite
def histories(draw: st.DrawFn) -> list[Version]:
    """The versions of a rule, contiguous, with a first day or without."""
    turns = sorted(draw(st.lists(days, max_size=3, unique=True)))
    first = draw(st.none() | st.just(date(1980, 1, 1)))
    bounds = [first, *turns, None]
    return [
        Version(
            effective_from=bounds[at],
            effective_to=bounds[at + 1],
            effects=tuple(draw(st.lists(templates(), min_size=1, max_size=3))),
            citations=make_template().citations,
        )
        for at in range(len(bounds) - 1)
    ]


findings = st.builds(
    lambda outcome, entry: make_finding(outcome, entry=entry), st.sampled_from(Outcome), st.sampled_from("ABC")
)
coverages = st.builds(
    lambda list_id, status, needed: make_coverage(list_id, status, needed=needed),
    st.sampled_from(["us_ofac_sdn", "eu_fsf", "un_sc"]),
    st.sampled_from(CoverageStatus),
    st.booleans(),
)
some_findings: st.SearchStrategy[list[Finding]] = st.lists(findings, max_size=4)
some_coverage: st.SearchStrategy[list[Coverage]] = st.lists(coverages, min_size=1, max_size=4)
activities = st.sampled_from(Activity)

PARTIES = tuple(make_fact(make_listing(f"{name} Holdings", party=name.lower())) for name in ("Xan", "Yan", "Zan"))
MAYBE = make_fact(make_listing("Perhaps Holdings", party="perhaps"), Strength.POSSIBLE)
percents = st.integers(0, 100).map(Decimal)


@st.composite
def owners(draw: st.DrawFn, depth: int = 2) -> tuple[OwnerFact, ...]:
    """Owners who hold at most the whole, listed or not, with owners of their own."""
    found: list[OwnerFact] = []
    left = 100
    for number in range(draw(st.integers(0, 3))):
        percent = draw(st.integers(0, left))
        left -= percent
        listed = draw(st.sampled_from([(), (), *((fact,) for fact in PARTIES), (MAYBE,)]))
        inner = draw(owners(depth - 1)) if depth and not listed else ()
        found.append(OwnerFact(f"Owner {number}", Decimal(percent), draw(st.booleans()), listed, inner))
    return tuple(found)


def regime(*, inclusive: bool, aggregate: bool) -> Owned:
    return Owned(
        kind="owned",
        lists=("us_ofac_sdn",),
        share_percent=Decimal(50),
        inclusive=inclusive,
        aggregate=aggregate,
        control="review",
    )


ADDING = (regime(inclusive=True, aggregate=True), regime(inclusive=False, aggregate=True))
ALL_REGIMES = (*ADDING, regime(inclusive=True, aggregate=False), regime(inclusive=False, aggregate=False))
ONE_DAY = timedelta(days=1)
