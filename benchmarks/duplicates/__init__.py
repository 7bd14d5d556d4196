"""How well listings that stand in several places are found: planted near-copies and texts in several languages."""
