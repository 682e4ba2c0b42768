"""The United Nations Security Council Consolidated List, in its official XML."""
