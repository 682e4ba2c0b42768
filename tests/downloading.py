"""Updates over the network, from a server on loopback into a store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from exposcreen.sources.download import update_online
from exposcreen.sources.fetch import Downloads, Limits
from exposcreen.sources.intake import SourceResult
from exposcreen.sources.source import Source
from exposcreen.sources.store import Store
from server import Server

Sample = Callable[[Source], dict[str, bytes]]

NOON = datetime(2026, 1, 3, 12, 0, tzinfo=UTC)
PATIENT = Limits(connect=10, silence=60, total=240, attempts=3, first_wait=0.001, longest_wait=5)
QUICK = Limits(connect=2, silence=1, total=2, attempts=3, first_wait=0.001, longest_wait=5)
"""For servers that drip: anything else may take its time on a busy machine."""

MAIN = "/sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/CONS_PRIM.CSV"


class Case:
    """A server with the samples of sources, and a store."""

    def __init__(self, server: Server, store: Path, sample: Sample) -> None:
        self.server, self.path, self.sample = server, store, sample
        self.waited: list[float] = []

    def serve(self, source: Source, **headers: str) -> Case:
        for file in source.info.files:
            if file.url is not None:
                self.server.serve(path_of(file.url), self.sample(source)[file.role], **headers)
        return self

    def run(
        self,
        *names: str,
        day: float = 3,
        limits: Limits = PATIENT,
        dry_run: bool = False,
        mirrored: bool = True,
    ) -> list[SourceResult]:
        at = NOON + timedelta(days=day - 3)
        with Downloads(
            self.path / "fetch",
            kept=self.store.kept,
            mirror=self.server.address if mirrored else None,
            limits=limits,
            sleep=self.waited.append,
        ) as downloads:
            report = update_online(self.store, downloads, retrieved_at=at, names=names, dry_run=dry_run)
        return list(report.results)

    def only(self, day: float = 4, limits: Limits = PATIENT) -> SourceResult:
        [result] = self.run("us_ofac_cons_csv", day=day, limits=limits)
        return result

    @property
    def store(self) -> Store:
        return Store.open(self.path)


def path_of(url: str) -> str:
    return url.removeprefix("https:/")
