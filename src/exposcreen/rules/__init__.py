"""Dated law: facts in, findings out. Rules never see a string to be matched."""
