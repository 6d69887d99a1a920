"""A calendar to look at, to join, to compare and to keep current."""
