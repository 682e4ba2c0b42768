"""How a verdict shows itself. The model knows that it can be shown, and not how: the package registers who does it."""

from collections.abc import Callable
from typing import Any, Literal

from exposcreen.model.value import Value

__all__ = ["Rendered", "register"]

_RENDERERS: dict[str, Callable[[Any], str]] = {}


def register(form: Literal["text", "html"], renderer: Callable[[Any], str]) -> None:
    """Say what renders verdicts in this form."""
    _RENDERERS[form] = renderer


class Rendered(Value):
    """A value that prints as readable text, and shows as HTML in a notebook."""

    def __str__(self) -> str:
        renderer = _RENDERERS.get("text")
        return renderer(self) if renderer else repr(self)

    def _repr_html_(self) -> str:
        renderer = _RENDERERS.get("html")
        return renderer(self) if renderer else ""
