"""The self-test of a store, however processes are begun, and after the store has changed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from time import sleep

import pytest

from builders import make_listing, make_store
from exposcreen.screening.self_screen import self_screen
from exposcreen.sources.intake import unwatched

DAY = date(2026, 3, 10)
SPAWNING = """
import multiprocessing, sys
from datetime import date
from pathlib import Path
from exposcreen.screening.self_screen import self_screen
if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    found = self_screen(Path(sys.argv[1]), as_of=date(2026, 3, 10), watch=lambda *_: None, processes=2)
    print(found.listings, found.names, len(found.missed))
"""


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def test_a_store_that_has_changed_is_read_again(tmp_path: Path) -> None:
    make_store(tmp_path, date(2026, 3, 1), make_listing("Alpha Works", uid="1"))
    before = self_screen(tmp_path, as_of=DAY, watch=unwatched, processes=1)
    make_store(tmp_path, date(2026, 3, 2), make_listing("Alpha Works", uid="1"), make_listing("Beta Works", uid="2"))

    after = self_screen(tmp_path, as_of=DAY, watch=unwatched, processes=1)

    assert (after.listings, after.names) == (before.listings + 1, before.names + 1)
    assert after.missed == ()


@pytest.mark.slow
def test_processes_that_begin_anew_find_the_same(tmp_path: Path) -> None:
    make_store(tmp_path / "store", date(2026, 3, 1), make_listing("Alpha Works", uid="1"))
    here = self_screen(tmp_path / "store", as_of=DAY, watch=unwatched, processes=1)
    (tmp_path / "spawning.py").write_text(SPAWNING)

    ran = subprocess.run(
        [sys.executable, tmp_path / "spawning.py", tmp_path / "store"],
        capture_output=True,
        check=True,
        env=environment(),
        text=True,
    )

    assert ran.stdout.split() == [str(here.listings), str(here.names), str(len(here.missed))]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="it interrupts a group of processes")
def test_an_interrupt_is_no_traceback_of_any_process(tmp_path: Path) -> None:
    many = [make_listing(f"Example {n} {n * 7919 % 1_000_003}", uid=str(n)) for n in range(20_000)]
    make_store(tmp_path / "store", date(2026, 3, 1), *many)
    command = [sys.executable, "-m", "exposcreen", "verify", "--self-screen", "--store", str(tmp_path / "store")]

    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment(), start_new_session=True) as run:
        while run.poll() is None and not list((tmp_path / "store").glob("index/*/checksums.json")):
            sleep(0.05)
        sleep(1.0)
        os.killpg(run.pid, signal.SIGINT)
        _, said = run.communicate(timeout=60)

    assert (run.returncode, said) == (130, b"")
