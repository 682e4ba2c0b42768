"""What an answer of a server is worth: whether it can be the file that was asked for, and what to do where not."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit, urlunsplit

import requests

from exposcreen.errors import SourceFormatError, SourceSuspicious
from exposcreen.sources.description import FileInfo
from exposcreen.sources.published import HEAD_BYTES, Published, head_of

__all__ = [
    "PASSING",
    "check_answer",
    "day_of",
    "meaning_of_failure",
    "meaning_of_status",
    "seconds_to_wait",
    "shown",
]

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Status codes after which the same request can succeed."""

_ANY = frozenset({"application/octet-stream", "binary/octet-stream", "application/x-download", "text/plain"})
_USUAL = {
    "csv": {"text/csv", "application/csv", "text/x-csv", "application/vnd.ms-excel", "text/comma-separated-values"},
    "txt": {"text/tab-separated-values", "text/csv"},
    "xml": {"text/xml", "application/xml", "application/zip", "application/x-zip-compressed"},
    "html": {"text/html", "application/xhtml+xml"},
    "json": {"application/json", "text/json", "application/x-ndjson", "application/json+ftm"},
}
_PAGE = (b"<!doctype html", b"<html")


def shown(url: str) -> str:
    """An address as it may be repeated: without user, password, query and fragment, which can hold secrets.

    Raises:
        ValueError: It is no address.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme, f"{host}:{parts.port}" if parts.port else host, parts.path, "", ""))


def check_answer(file: FileInfo, content: Published, content_type: str | None) -> None:
    """Refuse a body that cannot be the file.

    Args:
        file: What was asked for.
        content: The body.
        content_type: What the server calls it, with or without a character set.

    Raises:
        SourceSuspicious: It is empty.
        SourceFormatError: It is called something else, or is a web page where none was asked for.
    """
    with content.open() as stream:
        head = stream.read(HEAD_BYTES)
    if not head.strip():
        raise SourceSuspicious(f"{file.role}: the server sent an empty file, which would unlist everybody: try later")
    ending = file.role.rpartition(".")[2]
    is_page = head_of(head).lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGE)
    if is_page and ending != "html":
        raise SourceFormatError(
            f"{file.role}: the server sent a web page with the status of success, not the file: it may have moved, or "
            f"be closed for maintenance: try later, or look at the address"
        )
    called = (content_type or "").partition(";")[0].strip().lower()
    usual = _ANY | _USUAL.get(ending, set()) | {name.lower() for name in file.content_types}
    if called and called not in usual:
        raise SourceFormatError(
            f"{file.role}: the server calls its answer {called}, which is not what such a file is: look at the address"
        )


def meaning_of_status(status: int) -> str:
    """A status code that is not success, in words, with what to do."""
    if status in {401, 403, 451}:
        return f"the server refuses to send it (status {status}): open the address in a browser, and use --from"
    if status in {404, 410}:
        return f"it is not there any more (status {status}): look for its new address at the authority"
    if status == 429:
        return "the server asks for fewer requests (status 429): try later"
    return f"the server failed (status {status}): try later"


def meaning_of_failure(error: requests.RequestException) -> str:
    """What happened, without the address: the library's own message can hold a proxy's password."""
    kinds = (
        (requests.exceptions.SSLError, "its certificate cannot be trusted"),
        (requests.exceptions.ProxyError, "the proxy cannot be reached"),
        (requests.exceptions.ConnectTimeout, "the server does not answer"),
        (requests.exceptions.Timeout, "the server sends nothing"),
        (requests.exceptions.TooManyRedirects, "it leads from address to address without end"),
        (requests.exceptions.InvalidURL, "the address is none"),
        (requests.exceptions.ConnectionError, "the connection failed or broke off"),
    )
    return next((words for kind, words in kinds if isinstance(error, kind)), "the download failed")


def day_of(header: str | None) -> date | None:
    """The day of an HTTP date; ``None`` where it is none."""
    moment = _moment(header)
    return moment.date() if moment is not None else None


def seconds_to_wait(header: str | None, sent: str | None) -> float | None:
    """The seconds that a ``Retry-After`` asks to wait, in seconds or until a moment; ``None`` where it says neither.

    Args:
        header: Its value.
        sent: When the server says that it sent it: a moment is meant by the server's clock.
    """
    if header is not None and header.strip().isdecimal():
        return float(header)
    until, now = _moment(header), _moment(sent)
    return max(0.0, (until - now).total_seconds()) if until is not None and now is not None else None


def _moment(header: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(header) if header else None
    except (ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
