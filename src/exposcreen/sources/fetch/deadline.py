"""An end to a connection, whatever comes over it: a byte a minute in a header outlasts every limit on silence."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any

from urllib3 import PoolManager

__all__ = ["Deadline"]


class Deadline:
    """Shuts the connections of its pools when their time is over.

    Attributes:
        is_over: Whether it was, in the last block that it watched.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._sockets: list[socket.socket] = []
        self.is_over = False

    def watch(self, manager: PoolManager) -> None:
        """Keep the connections that a manager's pools will make within reach."""
        manager.pool_classes_by_scheme = {
            scheme: self._watched(pool) for scheme, pool in manager.pool_classes_by_scheme.items()
        }

    def _watched(self, pool: Any) -> Any:
        sockets = self._sockets

        class Watched(pool.ConnectionCls):  # type: ignore[misc]
            def connect(self) -> None:
                super().connect()
                sockets.append(self.sock)

        return type("WatchedPool", (pool,), {"ConnectionCls": Watched})

    @contextmanager
    def running(self) -> Iterator[None]:
        """The time runs until the block ends."""
        self.is_over = False
        timer = Timer(self._seconds, self._end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _end(self) -> None:
        self.is_over = True
        for connection in self._sockets:
            with suppress(OSError):  # closed already
                connection.shutdown(socket.SHUT_RDWR)
