"""Compose: a checked page becomes plain Markdown that any generator can render."""
