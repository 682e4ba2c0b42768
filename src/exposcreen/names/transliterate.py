"""Text in any script to ASCII: the one place that knows a transliterator.

Unidecode is GPL-2.0-or-later, and anyascii ISC: a policy names the one in use, and every verdict echoes it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from exposcreen.errors import InputError

__all__ = ["transliterator"]


@cache
def transliterator(name: str) -> Callable[[str], str]:
    """The function of this name, ``unidecode`` or ``anyascii``.

    Raises:
        InputError: There is none of this name, or it is not installed.
    """
    try:
        if name == "unidecode":
            from unidecode import unidecode

            return unidecode
        if name == "anyascii":
            from anyascii import anyascii

            return anyascii
    except ModuleNotFoundError as error:
        raise InputError(f"the transliterator {name!r} is not installed: pip install {name}") from error
    raise InputError(f"{name!r} is no transliterator: choose unidecode or anyascii")
