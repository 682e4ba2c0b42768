"""The Consolidated Canadian Autonomous Sanctions List, in its official XML."""
