"""Every error exposcreen raises on purpose, in one tree.

```text
ExposcreenError
├── InputError(ValueError)   the caller's subject, file or options are wrong   -> mend the input
├── SourceError              a list could not be fetched, read or trusted
│   ├── SourceUnavailable    the file is not there or cannot be reached        -> look at the path or the host
│   ├── SourceFormatError    the file is not in the format the authority documents -> mend the reader or the file
│   └── SourceSuspicious     it reads, but it is empty or far too small        -> a human looks before it is used
└── DataError                a file under data/ breaks its schema              -> mend the file
```

A message says what, where, why it matters and what to do, in one sentence.
"""

from __future__ import annotations

__all__ = [
    "DataError",
    "ExposcreenError",
    "InputError",
    "SourceError",
    "SourceFormatError",
    "SourceSuspicious",
    "SourceUnavailable",
]


class ExposcreenError(Exception):
    """Anything that exposcreen refuses, with a sentence that says what to do."""


class InputError(ExposcreenError, ValueError):
    """The caller's subject, file or option cannot be used as given."""


class SourceError(ExposcreenError):
    """A published list could not be fetched, read or trusted."""


class SourceUnavailable(SourceError):
    """A published list, or a file of it, is not where it should be."""


class SourceFormatError(SourceError):
    """A published file is not in the format that its authority documents."""


class SourceSuspicious(SourceError):
    """A published file reads, but is empty or far smaller than it should be."""


class DataError(ExposcreenError):
    """A file under ``data/`` breaks its schema."""
