"""OFAC's lists in the official CSV: four files for the SDN List, four for the Consolidated (non-SDN) List."""
