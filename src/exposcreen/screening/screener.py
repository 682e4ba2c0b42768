"""The pipeline on one page: a subject becomes facts, facts become findings, findings and coverage become a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any, Literal, overload

from exposcreen.errors import InputError
from exposcreen.matching.matcher import Matcher
from exposcreen.model.item import Item
from exposcreen.model.listing import Listing
from exposcreen.model.match import Match
from exposcreen.model.policy import Engine, ScreeningPolicy
from exposcreen.model.results import PortfolioVerdict, SupplyChainVerdict
from exposcreen.model.subjects import Holding, Site, Subject
from exposcreen.model.verdict import Coverage, Verdict
from exposcreen.model.vocabulary import Activity, SubjectKind
from exposcreen.ownership import OwnershipTable
from exposcreen.resources import digest
from exposcreen.rules.evaluate import evaluate
from exposcreen.rules.facts import Question
from exposcreen.rules.rulebook import bears_on, load_rulebook
from exposcreen.screening import totals
from exposcreen.screening.asking import ask, check_identifiers, day, item_of, kind_of, subject_of
from exposcreen.screening.deciding import decide, in_order
from exposcreen.screening.desk import Desk, open_desk
from exposcreen.screening.gaps import gaps_of_law, gaps_of_subject
from exposcreen.screening.library import identity
from exposcreen.screening.selection import Selection, select
from exposcreen.sources.store import Store

__all__ = ["Screener"]


class Screener:
    """Screens subjects against one store, or the bundled extract, under one policy.

    Immutable, safe to share between threads, and picklable: what it opens, it opens again after pickling.

    Args:
        store: The folder of the store; the bundled extract alone when left out or empty.
        policy: The judgements that are not law.
        ownership: Who owns whom: the owners of a subject that it knows are added to those that are given.

    Raises:
        SourceFormatError: The store is damaged.
    """

    def __init__(
        self,
        store: str | Path | None = None,
        policy: ScreeningPolicy | None = None,
        ownership: OwnershipTable | None = None,
    ) -> None:
        self._path = Path(store) if store is not None else None
        self._policy = policy or ScreeningPolicy()
        self._ownership = ownership
        self._open()

    def _open(self) -> None:
        self._store = Store.open(self._path) if self._path is not None else None
        self._desks: dict[str, Desk] = {}
        self._selections: dict[date, Selection] = {}
        self._coverages: dict[Question, tuple[Coverage, ...]] = {}
        self._lock = Lock()

    def __getstate__(self) -> dict[str, Any]:
        return {"_path": self._path, "_policy": self._policy, "_ownership": self._ownership}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._open()

    def __repr__(self) -> str:
        return f"Screener(store={str(self._path) if self._path else None!r})"

    @property
    def policy(self) -> ScreeningPolicy:
        """The judgements in use."""
        return self._policy

    def screen(
        self,
        subject: str | dict[str, Any] | Subject,
        *,
        as_of: date | str,
        activity: Activity | str = "any",
        jurisdictions: Iterable[str] | None = None,
        item: dict[str, Any] | Item | None = None,
    ) -> Verdict:
        """Answer one question about one subject.

        Args:
            subject: A name, a mapping, a ``Counterparty``, a ``Site`` or a ``Holding``.
            as_of: The legal date of the question.
            activity: What the asker wants to do.
            jurisdictions: Whose law is asked; all that are known when left out.
            item: What is supplied: it refines what is said about exports, and nothing else.

        Raises:
            InputError: The subject or an option cannot be used as given.
            DataError: The bundled law is damaged.
        """
        question = ask(activity, jurisdictions, as_of)
        return self._screen(subject_of(subject), question, self._select(question.as_of), item_of(item))

    @overload
    def screen_many(
        self,
        subjects: Iterable[str | dict[str, Any] | Subject],
        *,
        as_of: date | str,
        activity: Activity | str = ...,
        jurisdictions: Iterable[str] | None = ...,
        item: dict[str, Any] | Item | None = ...,
        errors: Literal["raise"] = ...,
    ) -> Iterator[Verdict]: ...
    @overload
    def screen_many(
        self,
        subjects: Iterable[str | dict[str, Any] | Subject],
        *,
        as_of: date | str,
        activity: Activity | str = ...,
        jurisdictions: Iterable[str] | None = ...,
        item: dict[str, Any] | Item | None = ...,
        errors: Literal["yield"],
    ) -> Iterator[Verdict | InputError]: ...
    def screen_many(
        self,
        subjects: Iterable[str | dict[str, Any] | Subject],
        *,
        as_of: date | str,
        activity: Activity | str = "any",
        jurisdictions: Iterable[str] | None = None,
        item: dict[str, Any] | Item | None = None,
        errors: Literal["raise", "yield"] = "raise",
    ) -> Iterator[Verdict | InputError]:
        """Verdicts on many subjects, in order, one at a time: memory does not grow with their number.

        Args:
            subjects: The subjects.
            as_of: The legal date of the question.
            activity: What the asker wants to do.
            jurisdictions: Whose law is asked.
            item: What is supplied to each of them.
            errors: What to do about a subject that cannot be used: raise, or yield the error in its place and go on.

        Raises:
            InputError: A subject or an option cannot be used as given.
        """
        question, supplied = ask(activity, jurisdictions, as_of), item_of(item)
        selection = self._select(question.as_of)

        def verdicts() -> Iterator[Verdict | InputError]:
            for number, subject in enumerate(subjects, start=1):
                try:
                    yield self._screen(subject_of(subject), question, selection, supplied)
                except InputError as error:
                    located = InputError(f"subject {number}: {error}")
                    if errors == "raise":
                        raise located from error
                    yield located

        return verdicts()

    def screen_portfolio(
        self,
        holdings: Iterable[dict[str, Any] | Holding],
        *,
        as_of: date | str,
        activity: Activity | str = "any",
        jurisdictions: Iterable[str] | None = None,
    ) -> PortfolioVerdict:
        """Verdicts on holdings, with what the portfolio is exposed to.

        Raises:
            InputError: A holding or an option cannot be used as given.
        """
        rows = [kind_of(holding, Holding, number) for number, holding in enumerate(holdings, start=1)]
        question, verdicts, coverage, engine = self._all(rows, activity, jurisdictions, as_of)
        return totals.portfolio(question, verdicts, coverage, engine)

    def screen_supply_chain(
        self,
        sites: Iterable[dict[str, Any] | Site],
        *,
        as_of: date | str,
        activity: Activity | str = "import",
        jurisdictions: Iterable[str] | None = None,
    ) -> SupplyChainVerdict:
        """Verdicts on sites, with where the chain stands.

        Raises:
            InputError: A site or an option cannot be used as given.
        """
        rows = [kind_of(site, Site, number) for number, site in enumerate(sites, start=1)]
        question, verdicts, coverage, engine = self._all(rows, activity, jurisdictions, as_of)
        return totals.supply_chain(question, verdicts, coverage, engine)

    def coverage(
        self, *, as_of: date | str, activity: Activity | str = "any", jurisdictions: Iterable[str] | None = None
    ) -> tuple[Coverage, ...]:
        """What would be read of each list for a question, and whether it is whole."""
        question = ask(activity, jurisdictions, as_of)
        return self._coverage(question, self._select(question.as_of))

    def searched(self, *, as_of: date | str) -> Matcher:
        """What is searched for a day; it is compiled where it was not yet, so that the first question need not wait."""
        return self._desk(self._select(day(as_of))).matcher

    def find(self, key: str, *, as_of: date | str) -> tuple[Listing, ...]:
        """The listings with this key (``us_ofac_sdn:29299``), id or name, among those searched for a day."""
        matcher = self.searched(as_of=as_of)
        wanted = key.strip().casefold()
        return tuple(
            listing
            for listing in matcher.index.listings
            if wanted in {listing.key.casefold(), (listing.uid or "").casefold(), listing.name.casefold()}
        )

    def compare(self, one: str, other: str, *, kind: SubjectKind | str = "organization", as_of: date | str) -> Match:
        """Two names compared, also through the listings that bear both."""
        for name in (one, other):
            subject_of(name)
        try:
            wanted = SubjectKind(kind)
        except ValueError as error:
            raise InputError(f"kind {kind!r} is not one of {', '.join(SubjectKind)}") from error
        return self.searched(as_of=as_of).compare(one, other, wanted)

    def _all(
        self, rows: Sequence[Subject], activity: Activity | str, jurisdictions: Iterable[str] | None, as_of: date | str
    ) -> tuple[Question, tuple[Verdict, ...], tuple[Coverage, ...], Engine]:
        question = ask(activity, jurisdictions, as_of)
        selection = self._select(question.as_of)
        verdicts = tuple(self._row(number, row, question, selection) for number, row in enumerate(rows, start=1))
        return question, verdicts, self._coverage(question, selection), self._desk(selection).engine

    def _row(self, number: int, row: Subject, question: Question, selection: Selection) -> Verdict:
        try:
            return self._screen(row, question, selection)
        except InputError as error:
            raise InputError(f"row {number}: {error}") from error

    def is_published(self, scheme: str, value: str, *, as_of: date | str) -> bool:
        """Whether a list that is searched for a day carries this identifier."""
        return bool(self.searched(as_of=as_of).index.by_identifier(scheme, value))

    def _select(self, as_of: date) -> Selection:
        known = self._selections.get(as_of)
        if known is None:
            known = self._selections[as_of] = select(self._store, as_of, digest())
        return known

    def _desk(self, selection: Selection) -> Desk:
        key = identity(selection)
        with self._lock:
            desk = self._desks.get(key)
            if desk is None:
                desk = self._desks[key] = open_desk(self._store, selection, self._policy, self._ownership)
        return desk

    def _screen(self, subject: Subject, question: Question, selection: Selection, item: Item | None = None) -> Verdict:
        desk = self._desk(selection)
        check_identifiers(subject, lambda scheme, value: bool(desk.matcher.index.by_identifier(scheme, value)))
        supplied = item if bears_on(question.activity, Activity.EXPORT) else None
        facts = desk.finder(selection, question.as_of).facts(subject, supplied)
        book = load_rulebook()
        findings = in_order(evaluate(facts, book, question, self._policy))
        coverage = (*self._coverage(question, selection), *gaps_of_subject(subject, facts, book, question))
        outcome, decided_by = decide(findings, coverage, question)
        return Verdict(
            subject=subject,
            outcome=outcome,
            activity=question.activity,
            jurisdictions=question.jurisdictions,
            as_of=question.as_of,
            item=item,
            findings=findings,
            coverage=coverage,
            engine=desk.engine,
            decided_by=decided_by,
        )

    def _coverage(self, question: Question, selection: Selection) -> tuple[Coverage, ...]:
        known = self._coverages.get(question)
        if known is None:
            book = load_rulebook()
            needed = book.lists_needed(question.activity, question.jurisdictions, question.as_of)
            known = self._coverages[question] = (*selection.coverage(needed), *gaps_of_law(book, question))
        return known
