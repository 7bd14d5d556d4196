"""Recipe and report of what reads structure out of plain texts."""
