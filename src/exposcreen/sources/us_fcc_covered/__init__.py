"""The Covered List of the Federal Communications Commission: a page with one table of equipment and services."""
