"""Candidates to matches, with evidence for every answer."""
