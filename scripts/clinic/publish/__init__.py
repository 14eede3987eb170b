"""Publish: a finished site takes the place of the last one, whole or not at all."""
