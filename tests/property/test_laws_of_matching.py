"""Laws of matching: the index misses nothing that comparing everything finds, and more names never say less."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from strategies import LAW, SLOW_LAW, lists, names, organization_names, person_names, queries

from builders import make_index, make_listing
from exposcreen.index.listing_index import ListingIndex
from exposcreen.matching.matcher import Matcher
from exposcreen.matching.query import Query
from exposcreen.model.listing import Listing, Name
from exposcreen.model.match import Match
from exposcreen.model.policy import ScreeningPolicy
from exposcreen.model.vocabulary import Strength, SubjectKind
from exposcreen.names.normalise import NameForm

ALONE = ScreeningPolicy(same_party=False)
kinds = st.sampled_from([SubjectKind.ORGANIZATION, SubjectKind.PERSON, SubjectKind.UNKNOWN])


class Exhaustive(ListingIndex):
    """The oracle: every name row of the right kind is worth comparing."""

    def candidates(self, form: NameForm, *, person: bool) -> list[int]:
        return [row for row in range(len(self.tables.listing)) if bool(self.tables.person[row]) is person]


def settled(found: dict[int, Match]) -> dict[int, tuple[Strength, float]]:
    return {n: (match.strength, match.score) for n, match in found.items() if match.strength >= Strength.POSSIBLE}


@LAW
@given(lists(), queries | person_names, kinds)
def test_the_index_finds_all_that_comparing_every_name_finds(
    listed: tuple[Listing, ...], asked: str, kind: SubjectKind
) -> None:
    index = make_index(*listed)
    query = Query(names=(asked,), kind=kind)

    found = settled(Matcher(index, ALONE).match(query))

    assert found == settled(Matcher(Exhaustive(listed, index.tables), ALONE).match(query))


@LAW
@given(lists())
def test_every_published_name_finds_its_own_listing(listed: tuple[Listing, ...]) -> None:
    """Or another that the list names exactly so: then the list itself tells the two apart."""
    matcher = Matcher(make_index(*listed), ALONE)

    for number, listing in enumerate(listed):
        found = matcher.match(Query(names=(listing.name,), kind=listing.kind))

        assert number in found or any(match.strength is Strength.EXACT for match in found.values())


@LAW
@given(organization_names, st.lists(names, max_size=2), names, queries)
def test_one_more_alias_never_lowers_the_match(first: str, others: list[Name], alias: Name, asked: str) -> None:
    query = Query(names=(asked,))

    before = Matcher(make_index(make_listing(first, *others)), ALONE).match(query).get(0)
    after = Matcher(make_index(make_listing(first, *others, alias)), ALONE).match(query).get(0)

    if before is not None:
        assert after is not None
        assert (after.strength, after.score) >= (before.strength, before.score)


@LAW
@given(lists(), queries, queries)
def test_one_more_name_of_the_subject_never_loses_a_match(listed: tuple[Listing, ...], name: str, further: str) -> None:
    """Not its strength: a second name can show that the first fits two parties."""
    matcher = Matcher(make_index(*listed[:1]), ALONE)

    before, after = matcher.match(Query(names=(name,))), matcher.match(Query(names=(name, further)))

    assert set(before) <= set(after)
    assert all(after[number].strength >= match.strength for number, match in before.items())


@SLOW_LAW
@given(lists(), st.lists(queries, min_size=1, max_size=4))
def test_a_matcher_remembers_nothing_of_earlier_questions(listed: tuple[Listing, ...], asked: list[str]) -> None:
    index = make_index(*listed)
    matcher = Matcher(index, ScreeningPolicy())

    together = [matcher.match(Query(names=(name,))) for name in asked]

    assert together == [Matcher(make_index(*listed), ScreeningPolicy()).match(Query(names=(name,))) for name in asked]
