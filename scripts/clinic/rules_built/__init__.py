"""The rules for the built HTML; they are loaded only when there is some."""
