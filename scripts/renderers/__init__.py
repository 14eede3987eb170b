"""Thin adapters from the composed site to a site generator."""
