"""The judgements of screening that are not law, in one frozen value that every verdict echoes."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from exposcreen.model.match import Score
from exposcreen.model.subjects import Percent
from exposcreen.model.value import Value

__all__ = ["Engine", "ScreeningPolicy"]


class ScreeningPolicy(Value):
    """Where screening draws its lines.

    Attributes:
        strong_score: The name score from which an organization's name counts as the same but for spelling.
        possible_score: The name score from which two names are put before a person.
        distinctiveness: How much of a rare word (1 = one word that no ordinary company bears) a name needs before
            it alone can settle an organization's identity.
        weak_matches: Whether names that share a distinctive word, and differ otherwise, are shown for review.
        same_party: Whether a listing is also reached through the aliases of the same party on other lists.
        corroborate_persons: Whether a person needs more than a name (DESIGN: a person by name alone is ``review``).
        minority_review_percent: The share of blocked owners, below the legal threshold, that is shown for review even
            where other owners are known to hold the rest.
        transliterator: ``unidecode`` or ``anyascii``.
    """

    strong_score: Score = 0.93
    possible_score: Score = 0.80
    distinctiveness: Annotated[float, Field(ge=0)] = 0.5
    weak_matches: bool = True
    same_party: bool = True
    corroborate_persons: bool = True
    minority_review_percent: Percent = Decimal(10)
    transliterator: Annotated[str, Field(pattern="^(unidecode|anyascii)$")] = "unidecode"


class Engine(Value):
    """What computed a verdict: enough to compute it again.

    Attributes:
        version: Of exposcreen.
        algorithm: Name and version of the matcher.
        rules: SHA-256 of the dated law in ``data/``.
        listings: SHA-256 over the snapshots that were searched.
        ownership: SHA-256 over the ownership table, where one was used.
    """

    name: str = "exposcreen"
    version: str
    algorithm: str
    transliterator: str
    rules: str
    listings: str
    policy: ScreeningPolicy
    ownership: str | None = None
