"""OFAC's lists in the Enhanced XML of the Sanctions List Service: it names the lists and the authorities of each entry."""
