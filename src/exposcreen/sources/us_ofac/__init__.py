"""What OFAC's lists have in common in every format: kinds, names, lists and programs, and how an entry is a listing."""
