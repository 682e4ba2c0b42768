"""The law of a folder, loaded and checked: what is wrong is refused with the file and the place in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builders import make_authority, make_book, make_program, make_rule, make_template, make_version
from exposcreen.errors import DataError
from exposcreen.model.vocabulary import Activity
from exposcreen.rules.rulebook import bears_on, load_rulebook

CITE = '[cite.law]\ntitle = "An order on examples"\nreference = "99 FR 1"\n'
EFFECT = '[[version.effects]]\nactivities = ["pay"]\neffect = "prohibited"\nbinds = "all"\ncitations = ["law"]\n'
HEAD = (
    'id = "us-example"\ntitle = "An example"\nauthority = "Examples Office"\njurisdiction = "US"\n'
    'when = { kind = "listed", lists = ["us_example"] }\n'
)
VERSION = '[[version]]\neffective_from = 2020-01-01\ncitations = ["law"]\n'
GOOD = HEAD + VERSION + EFFECT + CITE


def folder(tmp_path: Path, rule: str = GOOD, **others: str) -> Path:
    """A small ``data/``: one list, one rule, and empty tables."""
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "us_example.toml").write_text("", encoding="utf-8")
    (tmp_path / "rules" / "us").mkdir(parents=True)
    (tmp_path / "rules" / "us" / "us-example.toml").write_text(rule, encoding="utf-8")
    for name in ("authorities", "programs", "territorial_gaps"):
        (tmp_path / f"{name}.toml").write_text(others.get(name, ""), encoding="utf-8")
    (tmp_path / "territories").mkdir()
    for name in ("territories", "countries"):
        (tmp_path / "territories" / f"{name}.csv").write_text(
            "code,name\nCU,Cuba\nUA-CRIMEA,Crimea\n", encoding="utf-8"
        )
    return tmp_path


def refused(root: Path, *told: str) -> None:
    with pytest.raises(DataError) as caught:
        load_rulebook(root)
    for words in told:
        assert words in str(caught.value)


def test_a_small_folder_of_law_is_read(tmp_path: Path) -> None:
    book = load_rulebook(folder(tmp_path))

    assert list(book.rules) == ["us-example"]
    assert book.lists() == {"us_example"}
    assert book.rules["us-example"].version[0].effects[0].citations[0].reference == "99 FR 1"


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (
            HEAD
            + '[[version]]\neffective_from = 2020-01-01\neffective_to = 2021-01-01\ncitations = ["law"]\n'
            + '[[version]]\neffective_from = 2021-01-02\ncitations = ["law"]\n'
            + CITE,
            "versions are contiguous",
        ),
        (
            HEAD
            + '[[version]]\neffective_from = 2020-01-01\neffective_to = 2021-01-02\ncitations = ["law"]\n'
            + '[[version]]\neffective_from = 2021-01-01\ncitations = ["law"]\n'
            + CITE,
            "ends on 2021-01-02 and the next begins on 2021-01-01",
        ),
        (
            HEAD + '[[version]]\neffective_from = 2020-01-01\neffective_to = 2021-01-01\ncitations = ["law"]\n' + CITE,
            "the last version is open-ended",
        ),
        (HEAD + "[[version]]\neffective_from = 2020-01-01\n" + CITE, "version.0.citations: Field required"),
        (HEAD + "[[version]]\ncitations = []\n" + CITE, "version.0.citations: Tuple should have at least 1 item"),
        (GOOD.replace('["pay"]', '["any"]'), "version.0.effects.0.activities: an effect names its activities"),
        (GOOD.replace('["pay"]', '["smuggle"]'), "version.0.effects.0.activities.0"),
        (GOOD.replace('"prohibited"', '"frowned upon"'), "version.0.effects.0.effect"),
        (GOOD.replace("2020-01-01", '"the first of May"'), "version.0.effective_from"),
        (GOOD.replace('citations = ["law"]', 'citations = ["lore"]', 1), "citation 'lore' is not in the file's [cite]"),
        (GOOD.replace("[cite.law]\n", "[cite.law]\npage = 7\n"), "Extra inputs are not permitted"),
        (GOOD.replace('title = "An example"', 'title = "An example"\ncolour = "red"'), "colour: Extra inputs"),
        (GOOD.replace('jurisdiction = "US"', 'jurisdiction = "XX"'), "jurisdiction"),
        (GOOD.replace('id = "us-example"', 'id = "us-other"'), "id 'us-other' must be the file's name"),
        (GOOD.replace('title = "An example"', 'title = "An example"\ntitle = "Twice"'), "line 3"),
        ("id = ", "Invalid value"),
    ],
)
def test_a_rule_that_is_wrong_is_refused_with_its_file_and_place(tmp_path: Path, rule: str, told: str) -> None:
    refused(folder(tmp_path, rule), str(tmp_path / "rules" / "us" / "us-example.toml"), told)


def test_all_that_is_wrong_with_a_file_is_told_at_once(tmp_path: Path) -> None:
    rule = GOOD.replace('"prohibited"', '"frowned upon"').replace('jurisdiction = "US"', 'jurisdiction = "XX"')

    refused(folder(tmp_path, rule), "version.0.effects.0.effect", "jurisdiction", "mend the file")


def test_a_rule_on_a_list_that_is_not_described_is_refused(tmp_path: Path) -> None:
    refused(
        folder(tmp_path, GOOD.replace('["us_example"]', '["us_example", "us_nowhere"]')),
        str(tmp_path / "rules" / "us" / "us-example.toml"),
        "lists: us_nowhere is no list: add data/lists/<list_id>.toml",
    )


@pytest.mark.parametrize(
    "when",
    [
        '{ kind = "located", territory = "XX-NOWHERE" }',
        '{ kind = "origin", territory = "XX-NOWHERE" }',
        '{ kind = "item", territories = ["CU", "XX-NOWHERE"] }',
        '{ kind = "item", elsewhere = ["XX-NOWHERE"] }',
    ],
)
def test_a_rule_on_a_territory_that_is_not_described_is_refused(tmp_path: Path, when: str) -> None:
    rule = GOOD.replace('{ kind = "listed", lists = ["us_example"] }', when)
    assert rule != GOOD

    refused(folder(tmp_path, rule), str(tmp_path / "rules" / "us" / "us-example.toml"), "XX-NOWHERE is no territory")


def test_a_basis_that_is_no_authority_is_refused(tmp_path: Path) -> None:
    rule = GOOD.replace('jurisdiction = "US"', 'jurisdiction = "US"\nbasis = "us-eo-1"')

    refused(
        folder(tmp_path, rule), str(tmp_path / "rules" / "us" / "us-example.toml"), "bases: us-eo-1 is no authority"
    )


def test_a_programme_under_an_authority_that_is_none_is_refused(tmp_path: Path) -> None:
    program = '[[program]]\ncode = "X"\ntitle = "X"\nauthority = "us-eo-1"\ncitations = ["law"]\n' + CITE

    refused(folder(tmp_path, programs=program), str(tmp_path / "programs.toml"), "bases: us-eo-1 is no authority")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("authorities", '[[authority]]\nid = "a"\ntitle = "A"\njurisdiction = "US"\n'),
        ("programs", '[[program]]\ncode = "X"\n'),
        ("territorial_gaps", '[[gap]]\nterritory = "UA-CRIMEA"\n'),
    ],
)
def test_a_wrong_entry_of_a_table_is_refused_with_its_file(tmp_path: Path, name: str, text: str) -> None:
    refused(folder(tmp_path, **{name: text}), str(tmp_path / f"{name}.toml"), "Field required")


@pytest.mark.parametrize("name", ["authorities", "programs", "territorial_gaps"])
def test_a_missing_table_is_refused_with_its_name(tmp_path: Path, name: str) -> None:
    root = folder(tmp_path)
    (root / f"{name}.toml").unlink()

    refused(root, f"{name}.toml", "mend the file")


@pytest.mark.parametrize(
    ("asked", "activity", "bears"),
    [("any", "pay", True), ("any", "travel", False), ("travel", "travel", True), ("pay", "export", False)],
)
def test_any_asks_for_all_activities_but_travel(asked: str, activity: str, bears: bool) -> None:
    assert bears_on(Activity(asked), Activity(activity)) is bears


BOOK = make_book(
    make_rule(make_version(make_template("pay"), start="2020-01-01"), rule_id="us-pay"),
    make_rule(
        make_version(make_template("export", effect="licence_required")),
        rule_id="us-export",
        when={"kind": "listed", "lists": ["us_bis_entity"]},
    ),
    make_rule(
        make_version(make_template("pay", effect="permitted")),
        rule_id="us-leave",
        when={"kind": "listed", "lists": ["us_ofac_ns_cmic"]},
    ),
    make_rule(
        make_version(make_template("pay")),
        rule_id="eu-pay",
        jurisdiction="EU",
        when={"kind": "listed", "lists": ["eu_fsf"]},
    ),
    make_rule(
        make_version(make_template("travel")), rule_id="us-visa", when={"kind": "listed", "lists": ["us_state_7031c"]}
    ),
    make_rule(rule_id="us-own", when={"kind": "owned", "lists": ["us_ofac_ssi"]}),
)


@pytest.mark.parametrize(
    ("activity", "jurisdictions", "day", "lists"),
    [
        ("pay", ("US", "EU"), date(2020, 1, 1), {"us_ofac_sdn", "eu_fsf"}),
        ("pay", ("US",), date(2020, 1, 1), {"us_ofac_sdn"}),
        ("pay", ("US",), date(2019, 12, 31), set()),
        ("export", ("US",), date(2020, 1, 1), {"us_bis_entity"}),
        ("travel", ("US",), date(2020, 1, 1), {"us_state_7031c"}),
        ("any", ("US",), date(2020, 1, 1), {"us_ofac_sdn", "us_bis_entity"}),
        ("any", ("GB",), date(2020, 1, 1), set()),
    ],
)
def test_a_question_needs_the_lists_that_restrict_the_activity(
    activity: str, jurisdictions: tuple[str, ...], day: date, lists: set[str]
) -> None:
    assert BOOK.lists_needed(Activity(activity), jurisdictions, day) == lists  # type: ignore[arg-type]


def test_the_life_of_an_authority_is_its_version_of_the_day() -> None:
    ends = make_authority(make_version(effective_to="2026-07-14"), make_version(start="2026-07-14", status="lapsed"))
    book = make_book(authorities=[ends], programs=[make_program("HK"), make_program("GLOMAG", None)])

    assert book.life(None, date(2026, 7, 14)) is None
    assert book.program_life("HK", date(2026, 7, 13)) is ends.version[0]
    assert book.program_life("HK", date(2026, 7, 14)) is ends.version[1]
    assert book.program_life("GLOMAG", date(2026, 7, 14)) is None
    assert book.program_life("UNHEARD-OF", date(2026, 7, 14)) is None


def test_two_files_with_one_id_are_refused(tmp_path: Path) -> None:
    root = folder(tmp_path)
    (root / "rules" / "eu").mkdir()
    (root / "rules" / "eu" / "us-example.toml").write_text(GOOD, encoding="utf-8")

    with pytest.raises(DataError, match="rule us-example: stands twice"):
        load_rulebook(root)


def test_a_version_may_not_name_an_unknown_list_either(tmp_path: Path) -> None:
    when = '[[version]]\nwhen = { kind = "listed", lists = ["us_nowhere"] }\n'

    with pytest.raises(DataError, match="us_nowhere is no list"):
        load_rulebook(folder(tmp_path, GOOD.replace("[[version]]\n", when)))


def test_a_mistyped_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="authorty is no table"):
        load_rulebook(folder(tmp_path, authorities='[[authorty]]\nid = "a"\n'))


def test_a_programme_given_twice_is_refused(tmp_path: Path) -> None:
    program = '[[program]]\ncode = "X"\ntitle = "X"\ncitations = ["law"]\n'

    with pytest.raises(DataError, match="program X: stands twice"):
        load_rulebook(folder(tmp_path, programs=program + program + CITE))
