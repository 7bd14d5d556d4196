"""Experiments that can be repeated: recipes that fit what the engine ships, and reports of what was measured."""
