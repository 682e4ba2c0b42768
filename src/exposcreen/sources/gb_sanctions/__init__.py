"""The UK Sanctions List in the official CSV of the Foreign, Commonwealth and Development Office."""
