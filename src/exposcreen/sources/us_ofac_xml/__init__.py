"""OFAC's lists in the classic XML: ``sdn.xml`` and ``consolidated.xml``."""
