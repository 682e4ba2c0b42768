"""The bulk files of OpenSanctions, for those who hold a licence for its data: read, never fetched and never shipped."""
