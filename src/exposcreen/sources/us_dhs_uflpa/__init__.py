"""The UFLPA Entity List of the Department of Homeland Security: a page with a table for each statutory list."""
