from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from verdict_builders import ORDER, WHOLE, effect, finding, portfolio, supply_chain, verdict

from exposcreen.model.item import Item
from exposcreen.model.subjects import Counterparty
from exposcreen.model.vocabulary import Activity, EffectKind, Outcome
from exposcreen.report import render_html

_KNOWN = {"div", "p", "strong", "ol", "ul", "li", "a", "details", "summary", "small", "table", "tr", "td"}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        assert tag in _KNOWN
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _balanced(fragment: str) -> bool:
    tags = _Tags()
    tags.feed(fragment)
    tags.close()
    return not tags.open


def test_a_fragment_has_the_item_of_the_question() -> None:
    item = Item(eccn="4A994", end_use="<surveillance>", foreign_made=False)
    fragment = render_html(verdict(finding()).model_copy(update={"item": item}))

    assert _balanced(fragment)
    assert (
        "Item: ECCN 4A994; for: &lt;surveillance&gt;; made in the United States. It bears on exports only." in fragment
    )


def test_a_fragment_has_the_outcome_the_law_and_the_gaps() -> None:
    fragment = render_html(verdict(finding(), finding(Outcome.CLEAR, effect(Activity.HOLD, EffectKind.PERMITTED))))

    assert _balanced(fragment)
    assert "PROHIBITED</strong> — Example Works" in fragment
    assert 'href="https://example.org/order"' in fragment
    assert "us_ofac_sdn: partial" in fragment
    assert "does not restrict" in fragment


@given(st.text(min_size=1, max_size=60))
def test_no_text_becomes_a_tag(text: str) -> None:
    found = finding(note=f"<script>{text}</script>")
    fragment = render_html(verdict(found, subject=Counterparty(name=f"x<b>{text}")))

    assert _balanced(fragment)
    assert "<script" not in fragment


def test_an_address_that_is_not_http_is_no_link() -> None:
    fragment = render_html(verdict(finding(citations=(ORDER.model_copy(update={"url": "javascript:alert(1)"}),))))

    assert "javascript" not in fragment


def test_portfolios_and_supply_chains_are_tables() -> None:
    for many in (portfolio(verdict(finding())), supply_chain(verdict(finding()))):
        fragment = render_html(many)

        assert _balanced(fragment)
        assert fragment.count("<tr>") == 1


def test_whole_lists_are_said_to_be_so() -> None:
    assert "was read whole" in render_html(verdict(coverage=(WHOLE,)))
