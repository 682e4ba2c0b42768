"""Listings to candidates: compiled once, searched many times."""
