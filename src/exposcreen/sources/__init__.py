"""Lists in: published files become listings, with nothing lost, and a store that keeps every vintage."""
