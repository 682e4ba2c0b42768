"""Update a store in a process of its own and kill it at one instant after the other.

Run as a program: it forks, so it must have no other thread. Prints, for every instant, the state of the store found
afterwards, one JSON object a line.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from exposcreen.sources.checking import verify
from exposcreen.sources.intake import unwatched
from exposcreen.sources.store import Store
from exposcreen.sources.update import update_from

NOW = datetime(2026, 1, 3, tzinfo=UTC)
NEW = date(2026, 1, 2)


class Deadline:
    """Kills the process before its n-th step: every call that changes what is on disk is one."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def watch(self, owner: Any, name: str) -> None:
        real: Callable[..., Any] = getattr(owner, name)

        def counted(*args: Any, **kwargs: Any) -> Any:
            self.left -= 1
            if self.left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)

        setattr(owner, name, counted)


def update(files: Path, store: Path) -> None:
    update_from(files, Store.open(store), published=NEW, retrieved_at=NOW, lists={})


def killed_before(step: int, files: Path, store: Path) -> bool:
    """Whether an update was killed before this step; False once it has fewer."""
    child = os.fork()
    if child == 0:
        deadline = Deadline(step)
        for owner, name in ((os, "fsync"), (os, "replace"), (os, "unlink"), (os, "chmod"), (os, "mkdir"), (os, "open")):
            deadline.watch(owner, name)
        deadline.watch(gzip.GzipFile, "write")
        deadline.watch(gzip.GzipFile, "close")
        update(files, store)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def state(store: Path) -> dict[str, Any]:
    opened = Store.open(store)
    return {
        "days": [str(item.published_on) for item in opened.snapshots],
        "problems": [problem for item in verify(opened, unwatched) for problem in item.problems],
    }


def main(files: Path, base: Path, scratch: Path) -> None:
    step, killed = 0, True
    while killed:
        store = scratch / f"store-{step}"
        shutil.copytree(base, store)
        killed = killed_before(step, files, store)
        after = state(store)
        update(files, store)
        left = [path.name for path in store.rglob("*.unfinished")]
        sys.stdout.write(json.dumps({"killed": killed, "after": after, "mended": state(store), "left": left}) + "\n")
        shutil.rmtree(store)
        step += 1


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
