"""The list of Chinese military companies under section 1260H, as its notice in the Federal Register gives it."""
