"""The Entity List, the Unverified List and the Military End-User List, in the eCFR's XML of 15 CFR part 744.

No published file was at hand: the package is built to what is documented of that XML and to the texts of the lists.
"""
