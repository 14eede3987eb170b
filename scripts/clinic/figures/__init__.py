"""Figures: pose data in an exercise's front matter becomes checked, deterministic pictures.

pose: what authors write. motion: the solved body at each moment. drawing: the pictures.
check: what is wrong with them. bodymap: the muscles, front and back. Nothing is imported here,
since a page can be read without drawing it.
"""
