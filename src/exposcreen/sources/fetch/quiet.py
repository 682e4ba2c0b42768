"""What the libraries below log of a download, without what an address can hold that is secret."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["secrets_unlogged"]

_LOGGERS = ("urllib3.connectionpool", "requests_cache.session", "requests_cache.policy.actions")
_SECRET = re.compile(r"(?<=//)[^/\s@]*@|\?[^\s\"']*")


@contextmanager
def secrets_unlogged() -> Iterator[None]:
    """Keep users, passwords and queries out of the logs of this thread: a redirect can hold a signature."""
    thread = threading.get_ident()

    def cut(record: logging.LogRecord) -> bool:
        if record.thread in {None, thread}:
            record.msg, record.args = _SECRET.sub("", record.getMessage()), ()
        return True

    loggers = [logging.getLogger(name) for name in _LOGGERS]
    for logger in loggers:
        logger.addFilter(cut)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeFilter(cut)
