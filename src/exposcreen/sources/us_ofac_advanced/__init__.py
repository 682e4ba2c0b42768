"""OFAC's lists in the Advanced XML, the sanctions data model of the United Nations: everything refers by id."""
