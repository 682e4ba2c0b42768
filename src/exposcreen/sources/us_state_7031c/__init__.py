"""The public listing under section 7031(c) of the Department of State: a page of items in prose."""
