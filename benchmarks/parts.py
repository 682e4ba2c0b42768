"""The parts of the table: each measures one thing and words it as rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from accuracy import LEVELS, alerts, found_percent, labelled, says_same
from advanced_xml import measure_advanced
from lists import AS_OF, Inputs
from measure import Spread, bytes_on_disk, probe, wall
from opening import open_matcher
from page import Row
from peers import Peer, wratio_says_same
from sample import Sample
from speed import Speed

from exposcreen.matching.matcher import Matcher
from exposcreen.model.vocabulary import Strength, SubjectKind

__all__ = [
    "accuracy_rows",
    "advanced_rows",
    "list_rows",
    "opening_rows",
    "peer_rows",
    "ratio_rows",
    "speed_rows",
    "start_rows",
]

_NAME = "Hangzhou Hikvision Digital Technology"


def list_rows(inputs: Inputs) -> list[Row]:
    """Read, check, keep and compile: the first thing done to a store, so that all else finds it compiled."""
    part = "Lists"
    index = open_matcher(inputs.store, AS_OF).index
    rows = [Row(part, f"{title}: read, check, keep", f"{taken:.1f} s") for title, taken in inputs.read_seconds.items()]
    if inputs.store is not None:
        whole = sum(inputs.read_seconds.values()) + inputs.compile_seconds
        rows += [
            Row(part, "compile the index", f"{inputs.compile_seconds:.1f} s"),
            Row(part, "all of it, in one process: time; peak memory", f"{whole:.1f} s; {inputs.peak_mb:.0f} MB"),
        ]
    rows += [
        Row(part, "entries; readings of their names", f"{len(index.listings):,}; {len(index.tables.listing):,}"),
    ]
    if inputs.store is not None:
        sizes = bytes_on_disk(inputs.store)
        titles = {"index": "compiled index", "listings": "listings, compressed", "raw": "published files, compressed"}
        rows += [Row(part, f"{title}, on disk", f"{sizes[name] / 1e6:.1f} MB") for name, title in titles.items()]
    return rows


def advanced_rows() -> list[Row]:
    """OFAC's Advanced XML, streamed, on generated files: memory must not grow with them."""
    rows = []
    for megabytes in (50, 200):
        found = measure_advanced(megabytes)
        figure = f"{found['mb_per_second']:.1f} MB/s; {found['peak_mb']:.0f} MB"
        rows.append(Row("Lists", f"Advanced XML, {megabytes} MB generated: rate; peak memory", figure))
    return rows


def start_rows(inputs: Inputs, home: Path) -> tuple[list[Row], float]:
    """Whole processes; and how many times as long a screening process on the fullest lists takes as a bare one."""
    screen = ["-m", "exposcreen", "screen", _NAME, "--as-of", AS_OF.isoformat()]
    commands = {
        "python -c pass": ["-c", "pass"],
        'python -c "import pydantic"': ["-c", "import pydantic"],
        'python -c "import exposcreen"': ["-c", "import exposcreen"],
        "exposcreen screen NAME, bundled extract": screen,
    }
    if inputs.store is not None:
        commands["exposcreen screen NAME, full lists"] = [*screen, "--store", str(inputs.store)]
    seconds = {title: wall(command, home=home) for title, command in commands.items()}
    rows = [Row("Start-up: a whole process, median of 7", title, _ms(1000 * taken)) for title, taken in seconds.items()]
    *_, last = seconds.values()
    return rows, last / seconds["python -c pass"]


def opening_rows(inputs: Inputs) -> list[Row]:
    """A fresh process that opens the lists."""
    part = "Opening, in a fresh process"
    rows = []
    places = {"full lists": inputs.store, "bundled extract": None} if inputs.store else {"bundled extract": None}
    for title, store in places.items():
        memory = probe(store, AS_OF.isoformat())
        times = (memory.import_seconds, memory.open_seconds, memory.first_query_seconds)
        peaks = (memory.import_mb, memory.open_mb, memory.queried_mb)
        rows += [
            Row(
                part,
                f"{title}: import; open; first query",
                "; ".join(_ms(1000 * taken) for taken in times),
            ),
            Row(
                part,
                f"{title}: peak memory above pydantic alone, once imported; opened; asked some 300 names",
                "; ".join(f"{peak:.0f} MB" for peak in peaks),
            ),
        ]
    return rows


def speed_rows(speed: Speed, sample: Sample) -> list[Row]:
    """One query at a time, and a batch."""
    single = f"One query ({len(sample.single)} mixed names): median; 95th percentile"
    first = (speed.match_cold.first, speed.verdict_cold.first)
    batch = f"Batch ({len(sample.batch):,} names, one thread)"
    return [
        Row(single, "matcher, names not seen before", _spread(speed.match_cold)),
        Row(single, "matcher, the same names again", _spread(speed.match_warm)),
        Row(single, "whole verdict, names not seen before", _spread(speed.verdict_cold)),
        Row(single, "whole verdict, the same names again", _spread(speed.verdict_warm)),
        Row(single, "the very first, with what it loads: matcher; whole verdict", "; ".join(map(_ms, first))),
        Row(batch, "matcher alone", _rate(speed.matches_per_second)),
        Row(batch, "whole verdicts (Screener.screen_many)", _rate(speed.verdicts_per_second)),
    ]


def peer_rows(peers: Sequence[Peer], names: int) -> list[Row]:
    """Brute force: what it does, and how fast."""
    rows = []
    part = f"Brute-force rapidfuzz in the same run, over {names:,} normalised names"
    for peer in peers:
        single = f"; one query {_spread(peer.single)}" if peer.single is not None else ""
        rows += [
            Row(part, f"{peer.title}: speed", f"{_rate(peer.names_per_second)}{single}"),
            Row(part, f"{peer.title}: batch names with a hit", f"{peer.alert_percent:.1f} %"),
            Row(part, f"{peer.title}: misspelt listed names found", f"{peer.found_percent:.1f} %"),
        ]
    return rows


def ratio_rows(speed: Speed, peers: Sequence[Peer], start: float) -> list[Row]:
    """How many times as fast as brute force."""
    part = "Ratios"
    rows = []
    for peer in peers:
        ratios = (speed.matches_per_second / peer.names_per_second, speed.verdicts_per_second / peer.names_per_second)
        rows.append(
            Row(
                part,
                f"names per second, matcher; whole verdicts : {peer.title}",
                "; ".join(f"{ratio:.2f} ×" if ratio < 1 else f"{ratio:.1f} ×" for ratio in ratios),
            )
        )
        if peer.single is not None:
            ratio = peer.single.p50 / speed.match_cold.p50
            rows.append(Row(part, f"one query, median time of {peer.title} : matcher", f"{ratio:.1f} ×"))
    return [*rows, Row(part, "time of a whole process that screens one name : of a bare Python", f"{start:.0f} ×")]


def accuracy_rows(matcher: Matcher, inputs: Inputs, sample: Sample) -> tuple[list[Row], float]:
    """False alarms, what is found, labelled pairs; and the share of published names that find their own listing."""
    alarms = "False alarms on ordinary names: at least weak; possible; strong"
    ordinary = (
        ("companies, as organizations", sample.batch, SubjectKind.ORGANIZATION),
        ("companies, of unknown kind", sample.batch, SubjectKind.UNKNOWN),
        ("people, as persons", inputs.people, SubjectKind.PERSON),
        ("people, of unknown kind", inputs.people, SubjectKind.UNKNOWN),
    )
    rows = [
        Row(alarms, f"{len(names):,} {title}", _alarms(alerts(matcher, names, kind)))
        for title, names, kind in (ordinary if inputs.people else ())
    ]
    found = f"Listed names found ({len(sample.listed):,} names)"
    own = found_percent(matcher, sample.listed)
    misspelt = [found_percent(matcher, sample.misspelt, least) for least in (Strength.WEAK, Strength.POSSIBLE)]
    rows += [
        Row(found, "as published", f"{own:.1f} %"),
        Row(
            found,
            f"{len(sample.misspelt):,} of them with one typo: at least weak; possible",
            "; ".join(f"{percent:.1f} %" for percent in misspelt),
        ),
    ]
    return [*rows, *_pair_rows(matcher, inputs)], own


def _pair_rows(matcher: Matcher, inputs: Inputs) -> list[Row]:
    rows = []
    comparators = (("exposcreen, at least possible", partial(says_same, matcher)), ("WRatio ≥ 84", wratio_says_same))
    for title, says in comparators if inputs.pairs else ():
        got = labelled(inputs.pairs, says)
        rows.append(
            Row(
                f"Labelled pairs ({len(inputs.pairs)}): F1; precision; recall; clear-cut pairs wrong",
                title,
                f"{got.f1:.3f}; {got.precision:.3f}; {got.recall:.3f}; {got.strong_wrong} of {got.strong}",
            )
        )
    return rows


def _alarms(strengths: Sequence[Strength | None]) -> str:
    reached = [sum(one is not None and one >= level for one in strengths) for level in LEVELS]
    return "; ".join(f"{100 * count / len(strengths):.2f} %" for count in reached)


def _ms(milliseconds: float) -> str:
    return f"{milliseconds:.2f} ms" if milliseconds < 10 else f"{milliseconds:.0f} ms"


def _spread(times: Spread) -> str:
    return f"{_ms(times.p50)}; {_ms(times.p95)}"


def _rate(per_second: float) -> str:
    return f"{per_second:,.0f} names/s"
