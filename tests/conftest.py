"""Shared fixtures: no network but loopback; the real list files where they are at hand."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

_CHECKOUT = Path(__file__).resolve().parents[1]
_connect = socket.socket.connect


def _loopback_only(self: socket.socket, address: Any) -> Any:
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(address, tuple) and host not in {"127.0.0.1", "::1", "localhost"}:
        pytest.fail(f"a test reached for {host}: tests use loopback only")
    return _connect(self, address)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", _loopback_only)


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees, or writes, the store of the person who runs it."""
    monkeypatch.setenv("EXPOSCREEN_HOME", str(tmp_path_factory.getbasetemp() / "no-store-here"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real list files beside the checkout."""
    path = _CHECKOUT.parent / "shared"
    if not (path / "lists" / "README.md").is_file():
        pytest.skip("the folder of real list files is not beside this checkout")
    return path
