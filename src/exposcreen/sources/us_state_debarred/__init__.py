"""Parties debarred under the Arms Export Control Act, in the two CSV files of the State Department."""
