"""One pipeline from a published name to comparable tokens, in a fixed order.

1. NFKC; format and control characters (zero-width, bidirectional) go;
2. letters that only look Latin, inside a word that is otherwise Latin, become Latin;
3. Chinese characters are set apart, traditional ones simplified;
4. legal forms in their own script go; the rest becomes ASCII, lower case;
5. apostrophes and the dots of abbreviations close up, ``&`` is "and", other punctuation separates words;
6. abbreviations become the words that they stand for;
7. an organization's legal forms are taken off its ends, and kept beside it; a person's honorifics go.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NewType

from exposcreen.names.transliterate import transliterator
from exposcreen.names.vocabulary import Vocabulary, vocabulary

__all__ = ["ComparableName", "NameForm", "clean", "name_form", "normalise"]

ComparableName = NewType("ComparableName", str)
"""A name after normalisation: ASCII words, lower case, single spaces. Only ``normalise`` makes one."""

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_APOSTROPHES = re.compile(r"['`´‘’ʻʼʹ\u02bb]")
_DOTTED = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_INNER_FORMS = {"co": "company", "corp": "corporation", "inc": "incorporated", "ltd": "limited"}
"""Within a name, where they are no legal form: "Syrian Co. for Oil Transport"."""

_WORDS = re.compile(r"[a-z0-9]+")
_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХԚԜаеѕіјорсухһԁԛԝґΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαν",
    "ABESIJKMHOPCTYXQWaesijopcyxhdqwrABEZHIKMNOPTYXoav",
)


@dataclass(frozen=True, slots=True)
class NameForm:
    """A name, ready to compare.

    Attributes:
        text: As it was given.
        tokens: Its words, without legal form.
        forms: The classes of the legal forms that it bore.
        han: Its Chinese characters, simplified, without legal form; empty if it has none.
    """

    text: str
    tokens: tuple[str, ...]
    forms: frozenset[str] = frozenset()
    han: str = ""

    @property
    def compact(self) -> str:
        """The words glued together."""
        return "".join(self.tokens)


def clean(text: str) -> str:
    """The text in NFKC, without invisible characters, with lookalike letters put right."""
    if text.isascii() and text.isprintable():
        return text
    visible = "".join(
        character
        for character in unicodedata.normalize("NFKC", text)
        if unicodedata.category(character) not in {"Cf", "Cc"} or character in "\t\n\r"
    )
    return visible if visible.isascii() else " ".join(_one_script(word) for word in visible.split())


def _one_script(word: str) -> str:
    latin = sum("a" <= character.lower() <= "z" for character in word)
    return word.translate(_LOOKALIKES) if latin else word


def normalise(text: str, *, translit: str = "unidecode") -> ComparableName:
    """A name's words as ASCII, lower case, single-spaced; legal forms stay. Idempotent, and total."""
    return ComparableName(" ".join(_ascii_words(clean(text), translit)))


@lru_cache(maxsize=200_000)
def name_form(text: str, *, person: bool = False, translit: str = "unidecode") -> NameForm:
    """A name ready to compare.

    Args:
        text: As published, or as asked.
        person: Whether to read it as a person's name: with honorifics, without legal form.
        translit: The transliterator.
    """
    known = vocabulary()
    cleaned = clean(text)
    if cleaned.isascii():
        han, forms = "", set[str]()
    else:
        cleaned, forms = _without_native_forms(cleaned.translate(known.simplified), known)
        han = "".join(_HAN.findall(cleaned))
    words = _ascii_words(cleaned, translit)
    if person:
        kept = tuple(word for word in words if word not in known.honorifics)
        return NameForm(text, kept or words, frozenset(), han)
    tokens, found = _without_forms(words, known)
    inner = (_INNER_FORMS.get(word, word) for word in tokens)
    expanded = [long for word in inner for long in known.abbreviations.get(word, (word,))]
    return NameForm(text, tuple(expanded), frozenset(forms | found), han)


def _ascii_words(cleaned: str, translit: str) -> tuple[str, ...]:
    if not cleaned.isascii():
        spaced = _HAN.sub(lambda run: " " + " ".join(run.group()) + " ", cleaned)
        cleaned = transliterator(translit)(_APOSTROPHES.sub("", spaced))
    closed = _DOTTED.sub("", _APOSTROPHES.sub("", cleaned).replace("&", " and "))
    return tuple(_WORDS.findall(closed.lower()))


def _without_native_forms(text: str, known: Vocabulary) -> tuple[str, set[str]]:
    forms = set()
    for form, kind in known.native_forms:
        if form in text and len(form) < len(text.strip()):
            bare = (
                text.replace(form, " ") if _HAN.search(form) else re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", " ", text)
            )
            if bare != text and bare.strip():
                text = bare
                forms.add(kind)
    return text, forms


def _without_forms(words: tuple[str, ...], known: Vocabulary) -> tuple[tuple[str, ...], set[str]]:
    """Take legal forms off the end, then off the beginning, as long as something of the name is left."""
    found: set[str] = set()
    left, right = 0, len(words)
    trimmed = True
    while trimmed:
        trimmed = False
        for length in range(min(known.longest_form, right - left - 1), 0, -1):
            if kind := known.forms.get(words[right - length : right]):
                right -= length
            elif words[left : left + length] in known.leading:
                kind = known.forms[words[left : left + length]]
                left += length
            else:
                continue
            found.add(kind)
            trimmed = True
            break
    return words[left:right], found
