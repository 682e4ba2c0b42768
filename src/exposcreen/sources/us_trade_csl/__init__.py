"""The Consolidated Screening List: thirteen US lists in one CSV, gathered by the International Trade Administration."""
