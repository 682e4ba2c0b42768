"""OFAC's lists in the Enhanced XML of the Sanctions List Service, which names the lists of each entry."""
