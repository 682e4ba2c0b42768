"""Text to comparable text: pure functions."""
