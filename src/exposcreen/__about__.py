"""The version, known without reading package metadata."""

__version__ = "0.1.0"
