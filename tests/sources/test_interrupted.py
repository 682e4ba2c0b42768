"""An update that is killed at any instant leaves a store that is as it was, or as it was to be."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from time import sleep

import pytest

import kill
from exposcreen.sources.checking import verify
from exposcreen.sources.intake import unwatched
from exposcreen.sources.source import Source
from exposcreen.sources.store import Store
from exposcreen.sources.update import update_from
from exposcreen.sources.us_ofac_csv.source import US_OFAC_SDN_CSV

Sample = Callable[[Source], dict[str, bytes]]
OLD = date(2025, 12, 1)


def put(folder: Path, sample: dict[str, bytes], **replaced: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    for role, content in sample.items():
        (folder / role).write_bytes(replaced.get(role.removesuffix(".csv"), content))
    return folder


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="it forks")
def test_a_kill_at_every_step_leaves_the_old_store_or_the_new_one(tmp_path: Path, sample: Sample) -> None:
    files = sample(US_OFAC_SDN_CSV)
    before = put(tmp_path / "before", files, sdn=files["sdn.csv"].replace(b"EXAMPLE STAR", b"EXAMPLE MOON"))
    base = tmp_path / "base"
    update_from(before, Store.open(base), published=OLD, retrieved_at=kill.NOW, lists={})
    after = put(tmp_path / "after", files)

    ran = subprocess.run(
        [sys.executable, kill.__file__, str(after), str(base), str(tmp_path)],
        capture_output=True,
        env=environment(),
        check=True,
        text=True,
    )

    instants = [json.loads(line) for line in ran.stdout.splitlines()]
    old, new = [str(OLD)], [str(OLD), str(kill.NEW)]
    assert len(instants) > 20
    assert [instant["after"]["days"] for instant in instants[:-1]] != [new] * (len(instants) - 1)
    for instant in instants:
        assert instant["after"] in ({"days": old, "problems": []}, {"days": new, "problems": []})
        assert instant["mended"] == {"days": new, "problems": []}
        assert instant["left"] == []
    assert instants[-1]["killed"] is False


@pytest.mark.slow
@pytest.mark.shared
def test_real_lists_survive_kills_at_any_moment(shared: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    lists = shared / "lists/us_ofac_sdn"
    update_from(lists / "2021-07", Store.open(store), published=date(2021, 7, 7), retrieved_at=kill.NOW)
    command = [sys.executable, "-m", "exposcreen", "update", "--from", str(lists / "2024-01")]
    command += ["--published", "2023-12-28", "--store", str(store)]
    chance = random.Random(20260103)

    for _ in range(6):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment()) as run:
            sleep(chance.uniform(0.4, 4.0))
            run.send_signal(signal.SIGKILL)
        opened = Store.open(store)
        assert [item.published_on for item in opened.snapshots][:1] == [date(2021, 7, 7)]
        assert [problem for item in verify(opened, unwatched) for problem in item.problems] == []

    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(), check=True)
    assert [item.published_on for item in Store.open(store).snapshots] == [date(2021, 7, 7), date(2023, 12, 28)]


def outcome(store: Path) -> str:
    import exposcreen as xs

    return str(xs.Screener(store=store).screen("EXAMPLE STAR", as_of=kill.NEW, activity="pay").outcome)


@pytest.mark.slow
def test_several_processes_read_while_one_updates(tmp_path: Path, sample: Sample) -> None:
    files, store = sample(US_OFAC_SDN_CSV), tmp_path / "store"
    update_from(put(tmp_path / "files", files), Store.open(store), published=OLD, retrieved_at=kill.NOW, lists={})

    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        answers = [pool.submit(outcome, store) for _ in range(12)]
        for number in range(8):
            changed = files["sdn.csv"].replace(b"EXAMPLE STAR", f"EXAMPLE STAR {number}".encode())
            folder = put(tmp_path / str(number), files, sdn=changed)
            update_from(folder, Store.open(store), published=OLD, retrieved_at=kill.NOW, lists={})
        found = {answer.result() for answer in answers}

    assert found <= {"review", "restricted", "prohibited"}
