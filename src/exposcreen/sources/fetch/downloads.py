"""Downloads: what is asked for, how often, and what a message may say of it.

A file is asked for with what is known of it (ETag, Last-Modified), so that an unchanged one is not sent again. Its body
lands on disk as it comes, bounded in size and in time; requests-cache remembers the answer, with a pointer in place of
the body. Redirects lead only to hosts that the source names. No message and no log repeats a user, a password or a
query.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import requests
from requests_cache import EXPIRE_IMMEDIATELY, CachedSession
from requests_cache.backends.sqlite import SQLiteCache

from exposcreen.__about__ import __version__
from exposcreen.errors import SourceError, SourceUnavailable
from exposcreen.sources.description import FileInfo, SourceInfo
from exposcreen.sources.fetch.answers import (
    PASSING,
    check_answer,
    day_of,
    meaning_of_failure,
    meaning_of_status,
    seconds_to_wait,
    shown,
)
from exposcreen.sources.fetch.landing import Landing, Limits, Stop
from exposcreen.sources.fetch.quiet import secrets_unlogged
from exposcreen.sources.published import Published

__all__ = ["Downloads", "Fetched"]

USER_AGENT = f"Mozilla/5.0 (compatible; exposcreen/{__version__}; sanctions list update)"
"""OFAC's host refuses short agents, and accepts one of this form."""

LANDING = "landing-"
"""How the folder of the bodies of one run begins: what a killed run left can be removed."""

_DAYS_BACK = 7
_UNUSABLE = "what is remembered of earlier downloads cannot be used: try again"
_LEFT_BEHIND = 3_600.0
"""Seconds after which a folder of bodies is no longer that of a run that goes on."""

_REMEMBERED = "answers.sqlite"
_SHA256 = re.compile("[0-9a-f]{64}")

Step = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as its authority serves it today.

    Attributes:
        content: The file.
        changed_on: The day on which the server says that it last changed.
        dated: The day in its address, where the address has one.
    """

    content: Published
    changed_on: date | None
    dated: date | None


class _Absent(Stop):
    """There is nothing at this address."""


class _Again(requests.RequestException):
    """A failure that can pass, with the seconds to wait where the server names them."""

    def __init__(self, reason: str, wait: float | None) -> None:
        super().__init__(reason)
        self.wait = wait


class Downloads:
    """Fetches published files into a folder; as a context, removes them at its end.

    Args:
        folder: Where bodies land and answers are remembered.
        kept: Opens a body of an earlier download by its SHA-256; ``None`` where it is no longer there.
        mirror: An address under which ``<host>/<path>`` of every published address is served, for closed networks.
        limits: How patient it is.
        sleep: Waits; for tests.
    """

    def __init__(
        self,
        folder: Path,
        *,
        kept: Callable[[str], Published | None],
        mirror: str | None = None,
        limits: Limits | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._folder, self._kept, self._mirror, self._sleep = folder, kept, mirror, sleep
        self._limits = limits or Limits()
        folder.mkdir(parents=True, exist_ok=True)
        self._bodies = Path(tempfile.mkdtemp(prefix=LANDING, dir=folder))
        now = self._bodies.stat().st_mtime
        for left in folder.glob(f"{LANDING}*"):
            with suppress(FileNotFoundError):  # another run ends, and removes its own
                if left.stat().st_mtime < now - _LEFT_BEHIND:
                    shutil.rmtree(left, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._bodies, ignore_errors=True)

    def fetch(self, info: SourceInfo, file: FileInfo, *, today: date, step: Step) -> Fetched:
        """One file of a source, as it is served today.

        An address with ``{date}`` is asked for the last week's days, the latest first.

        Args:
            info: The source.
            file: Which of its files.
            today: The day it is.
            step: Told of the bytes that have come.

        Raises:
            SourceUnavailable: It cannot be had: no address, no answer, a refusal, too slow, too large, led elsewhere.
            SourceSuspicious: It is empty.
            SourceFormatError: It is a web page, or is called something else.
        """
        if file.url is None:
            raise SourceUnavailable(
                f"{info.title}: no address is known at which {file.role} is published as a file: download it by hand, "
                f"and use --from"
            )
        if "{date}" not in file.url:
            return self._attempted(info, file, file.url, None, step)
        for back in range(_DAYS_BACK):
            day = today - timedelta(days=back)
            try:
                return self._attempted(info, file, file.url.replace("{date}", day.isoformat()), day, step)
            except _Absent:
                continue
        raise SourceUnavailable(f"{info.title}: {file.role}: no day of the last week is published: look at the address")

    def forget(self, info: SourceInfo) -> None:
        """Ask for every file of a source anew next time: what was sent was of no use."""
        try:
            with secrets_unlogged(), self._session(info, "", lambda _: None) as session:
                for file in info.files:
                    if file.url is not None:
                        session.cache.delete(urls=[self._address(file.url)])
        except sqlite3.Error:
            self._forget_all()

    def _forget_all(self) -> None:
        """Begin anew where what was remembered is damaged: without it a file is merely sent again."""
        for path in self._folder.glob(f"{_REMEMBERED}*"):
            path.unlink(missing_ok=True)

    def tidy(self) -> None:
        """Remove the bodies that have landed: what was taken is in the store."""
        for path in self._bodies.iterdir():
            path.unlink(missing_ok=True)

    def _attempted(self, info: SourceInfo, file: FileInfo, url: str, day: date | None, step: Step) -> Fetched:
        address = self._address(url)
        reason = ""
        for attempt in range(self._limits.attempts):
            try:
                return self._once(info, file, address, day, step)
            except Stop as error:
                if isinstance(error, _Absent) and day is not None:
                    raise
                reason = str(error)
                break
            except _Again as error:
                reason, wait = str(error), error.wait
            except sqlite3.Error:
                reason, wait = _UNUSABLE, 0.0
                self._forget_all()
            except requests.RequestException as error:
                reason, wait = f"{meaning_of_failure(error)}: try later", None
            if attempt + 1 < self._limits.attempts:
                self._sleep(self._pause(attempt) if wait is None else wait)
        raise SourceUnavailable(f"{info.title}: {shown(address)} could not be downloaded: {reason}")

    def _once(self, info: SourceInfo, file: FileInfo, address: str, day: date | None, step: Step) -> Fetched:
        def told(done: int) -> None:
            step(f"{info.source_id}: {file.role}, bytes", done, None)

        with secrets_unlogged(), self._session(info, address, told) as session:
            response: Any = session.get(address, timeout=(self._limits.connect, self._limits.silence), stream=True)
            status = response.status_code
            if status not in range(100, 600):  # no server says so: what was remembered is damaged
                session.cache.delete(urls=[address])
                raise _Again(_UNUSABLE, 0.0)
            if status in PASSING:
                raise _Again(meaning_of_status(status), self._asked_wait(response.headers))
            if status != 200:
                raise (_Absent if status in {404, 410} else Stop)(meaning_of_status(status))
            content = self._landed(response.content, file, info)
            if content is None:
                session.cache.delete(urls=[address])
                raise _Again("what was downloaded before is no longer there: try again", 0.0)
            try:
                check_answer(file, content, response.headers.get("Content-Type"))
            except SourceError:
                session.cache.delete(urls=[address])
                raise
            return Fetched(content, day_of(response.headers.get("Last-Modified")), day)

    def _landed(self, pointer: bytes, file: FileInfo, info: SourceInfo) -> Published | None:
        """The body that an answer points to; ``None`` where it is no longer there, or no longer what it was."""
        try:
            sha256 = str(json.loads(pointer)["sha256"])
        except (ValueError, LookupError, TypeError):
            return None
        if not _SHA256.fullmatch(sha256):
            return None
        path = self._bodies / sha256
        if path.is_file():
            return Published.at(path, name=file.role, largest=info.largest_mb * 1_000_000)
        kept = self._kept(sha256)
        try:
            return kept.named(file.role) if kept is not None and kept.sha256 == sha256 else None
        except SourceError:
            return None

    def _session(self, info: SourceInfo, address: str, told: Callable[[int], None]) -> CachedSession:
        asked = requests.Request("GET", address).prepare().url if address else None
        session = CachedSession(
            # JSON: what lies on disk must not be able to run code when it is read, as a pickle could.
            backend=SQLiteCache(self._folder / _REMEMBERED, use_temp=False, serializer="json"),
            # Kept for its validators alone: a list is asked for anew each time, and where the server fails, what was
            # remembered must not pass for what is published.
            expire_after=EXPIRE_IMMEDIATELY,
            allowable_codes=(200,),
            # The answer to what was asked, however many redirects led to it, and never that of a station on the way:
            # a signed address is another one each time.
            filter_fn=lambda response: bool(response.history) or response.url == asked,
            ignored_parameters=("Authorization", "Proxy-Authorization"),
        )
        session.headers.update({"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"})
        session.max_redirects = self._limits.redirects
        session.auth = _no_credentials  # else a .netrc file of the user would be sent
        hosts = {urlsplit(self._address(file.url)).netloc for file in info.files if file.url}
        hosts |= set() if self._mirror else set(info.hosts)
        adapter = Landing(self._bodies, self._limits, frozenset(hosts), info.largest_mb * 1_000_000, told)
        session.mount("https://", adapter)
        session.mount("http://", adapter)
        return session

    def _address(self, url: str) -> str:
        if self._mirror is None:
            return url
        parts = urlsplit(url)
        return f"{self._mirror.rstrip('/')}/{parts.netloc}{parts.path}"

    def _pause(self, attempt: int) -> float:
        whole = min(self._limits.longest_wait, self._limits.first_wait * 2**attempt)
        return float(whole * random.uniform(0.5, 1.0))

    def _asked_wait(self, headers: Mapping[str, str]) -> float | None:
        """The seconds that the server asks to wait.

        Raises:
            Stop: It asks for longer than is waited.
        """
        seconds = seconds_to_wait(headers.get("Retry-After"), headers.get("Date"))
        if seconds is not None and seconds > self._limits.longest_wait:
            raise Stop(f"the server asks to wait {seconds:,.0f} seconds before the next request: try then")
        return seconds


def _no_credentials(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Published lists need none."""
    return request
