"""Withhold release orders and findings of Customs and Border Protection, in the CSV of a fiscal year."""
