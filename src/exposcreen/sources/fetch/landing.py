"""The transport of a download: bodies land on disk as they come, bounded in size and in time, on named hosts only."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from exposcreen.sources.fetch.answers import shown
from exposcreen.sources.fetch.deadline import Deadline

__all__ = ["Landing", "Limits", "Stop"]

_CHUNK = 1 << 16
_GZIP = zlib.MAX_WBITS | 16


@dataclass(frozen=True, slots=True)
class Limits:
    """How patient a download is.

    Attributes:
        connect: Seconds until a server must answer the call.
        silence: Seconds for which it may send nothing.
        total: Seconds for one file, whatever it sends.
        attempts: How often a file is asked for.
        first_wait: Seconds before the second attempt; each further wait is twice as long, more or less by chance.
        longest_wait: Seconds that are waited at most; a server that asks for more is not waited for.
        redirects: How many of them are followed.
    """

    connect: float = 15.0
    silence: float = 60.0
    total: float = 1_800.0
    attempts: int = 4
    first_wait: float = 1.0
    longest_wait: float = 60.0
    redirects: int = 5


class Stop(requests.RequestException):
    """A reason to give up that another attempt would not change."""


class Landing(HTTPAdapter):
    """Lets bodies land on disk, bounded, and answers with a pointer to them; refuses hosts that were not named."""

    def __init__(
        self, folder: Path, limits: Limits, hosts: frozenset[str], largest: int, told: Callable[[int], None]
    ) -> None:
        self._deadline = Deadline(limits.total)
        super().__init__()
        self._folder, self._limits, self._hosts, self._largest, self._told = folder, limits, hosts, largest, told

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """See ``HTTPAdapter.init_poolmanager``."""
        super().init_poolmanager(*args, **kwargs)
        self._deadline.watch(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """See ``HTTPAdapter.proxy_manager_for``."""
        known = proxy in self.proxy_manager
        manager = super().proxy_manager_for(proxy, **kwargs)
        if not known:
            self._deadline.watch(manager)
        return manager

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """See ``HTTPAdapter.send``."""
        url = str(request.url)
        if urlsplit(url).netloc not in self._hosts:
            raise Stop(
                f"it leads to {shown(url)}, a host that this source does not name, and is not followed: look at the "
                f"address"
            )
        size = 0

        def told(done: int) -> None:
            nonlocal size
            size = done
            self._told(done)

        with self._deadline.running():
            try:
                return self._answered(url, super().send(request, *args, **{**kwargs, "stream": True}), told)
            except (HTTPError, requests.RequestException) as error:
                if self._deadline.is_over:
                    raise Stop(
                        f"it took longer than {self._limits.total:,.0f} seconds, and {size:,} bytes came: try later"
                    ) from error
                if isinstance(error, HTTPError):
                    raise requests.ConnectionError(str(error)) from error
                raise

    def _answered(self, url: str, response: requests.Response, told: Callable[[int], None]) -> requests.Response:
        if response.is_redirect:
            _check_target(url, response.headers["Location"])
        if response.status_code != 200:
            response._content = b""
            response.close()
            return response
        response._content = self._land(response, told)
        for name in ("Content-Encoding", "Content-Length", "Transfer-Encoding"):
            response.headers.pop(name, None)
        return response

    def _land(self, response: requests.Response, told: Callable[[int], None]) -> bytes:
        with tempfile.NamedTemporaryFile(dir=self._folder, prefix=".landing-", delete=False) as file:
            temporary = Path(file.name)
            try:
                sha256, size = self._copy(response, cast("BinaryIO", file), told)
                temporary.replace(self._folder / sha256)
            finally:
                temporary.unlink(missing_ok=True)
                response.close()
        return json.dumps({"sha256": sha256, "size": size}).encode()

    def _copy(self, response: requests.Response, file: BinaryIO, told: Callable[[int], None]) -> tuple[str, int]:
        digest, size = hashlib.sha256(), 0
        for chunk in _chunks(response):
            size += len(chunk)
            if size > self._largest:
                raise Stop(f"it is larger than {self._largest:,} bytes, which no such list is: look at the address")
            digest.update(chunk)
            file.write(chunk)
            told(size)
        file.flush()
        if self._deadline.is_over:
            # A connection that was shut looks like one that ended.
            raise requests.ConnectionError("cut by the deadline")
        return digest.hexdigest(), size


def _check_target(url: str, location: str) -> None:
    try:
        target = urlsplit(urljoin(url, location.encode("latin-1").decode()))
        shown(target.geturl())
    except ValueError as error:
        raise Stop("it leads to something that is no address, and is not followed: look at the address") from error
    if target.scheme not in {"http", "https"}:
        raise Stop("it leads to something that is no web address, and is not followed: look at the address")
    if urlsplit(url).scheme == "https" and target.scheme != "https":
        raise Stop("it leads from an encrypted address to one that is not, and is not followed")


def _chunks(response: requests.Response) -> Iterator[bytes]:
    """What comes, unpacked.

    The transport unpacks too, but takes a stream that ends early for a whole one, and entries at its end for lost.
    """
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding in {"", "identity"}:
        return _arriving(response)
    if encoding in {"gzip", "x-gzip"}:
        return _unpacked(_arriving(response))
    raise Stop("the server packed it in a way that was not asked for: look at the address")


def _arriving(response: requests.Response) -> Iterator[bytes]:
    """What comes, as it comes: a server that sends a byte a minute must not keep us in one read."""
    while True:
        try:
            chunk = response.raw.read1(_CHUNK, decode_content=False)
        except (OSError, HTTPError) as error:
            raise requests.ConnectionError(str(error)) from error
        if not chunk:
            return
        yield chunk


def _unpacked(packed: Iterator[bytes]) -> Iterator[bytes]:
    decoder, inside = zlib.decompressobj(_GZIP), False
    for arrived in packed:
        left, more = arrived, True
        while left or more:
            inside = inside or bool(left)
            try:
                piece = decoder.decompress(left, _CHUNK)
            except zlib.error as error:
                raise requests.ConnectionError(str(error)) from error
            left, more = decoder.unconsumed_tail, len(piece) == _CHUNK
            if decoder.eof:
                left, more = decoder.unused_data, False
                decoder, inside = zlib.decompressobj(_GZIP), False
            if piece:
                yield piece
    if inside:
        raise requests.ConnectionError("the packed stream ends before its end")
