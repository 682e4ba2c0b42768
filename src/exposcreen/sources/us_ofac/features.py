"""What the features and documents of the XML formats mean: the labels of the remarks, and a few names of their own."""

from __future__ import annotations

from functools import cache

from exposcreen.resources import data_root, read_table
from exposcreen.sources.facts import Facts, Issue
from exposcreen.sources.labels import Label, Meaning, labels

__all__ = ["add_feature", "feature_label", "remarks_label"]

_COLUMNS = ("feature", "meaning", "detail", "label", "source")
_CURRENCY = "Digital Currency Address -"


@cache
def _table() -> dict[str, Label]:
    path = data_root() / "sources" / "us_ofac_features.csv"
    return {
        row["feature"]: Label(row["label"], Meaning(row["meaning"]), row["detail"])
        for _, row in read_table(path, _COLUMNS)
    }


@cache
def feature_label(feature: str) -> Label | None:
    """What a feature type or document type means; ``None`` where nobody has said so.

    ``Listing Date (EO 14024 Directive 3):`` is the label without its colon, ``Digital Currency Address - XBT`` the one
    of all currencies.
    """
    for name in (feature, feature.removesuffix(":"), feature.replace("’", "'")):
        if found := _table().get(name) or labels().get(name):
            return found
    return labels()[_CURRENCY] if feature.startswith(f"{_CURRENCY} ") else None


def remarks_label(feature: str) -> str:
    """The label under which OFAC's remarks print a feature: ``DOB`` for ``Birthdate``."""
    label = _table().get(feature)
    return label.text if label else feature


def add_feature(facts: Facts, feature: str, value: str, *, issue: Issue | None = None, comment: str = "") -> None:
    """Take a fact of an XML format; one whose type nobody has mapped is noted as it stands.

    Args:
        feature: Its type.
        value: As published; a fact without one is only noted.
        issue: For a document, what is said of its issue.
        comment: OFAC's own, which goes to the notes.
    """
    label = feature_label(feature)
    if label is None or not value:
        facts.notes.append(f"{feature} {value}".strip())
    else:
        facts.add(label, value, issue=issue)
    if comment:
        facts.notes.append(f"{feature} {value}: {comment}")
