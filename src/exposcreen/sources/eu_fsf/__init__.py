"""The EU's consolidated list of financial sanctions, in the XML and the CSV of DG FISMA: two readers, one mapper."""
