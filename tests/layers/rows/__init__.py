"""Rows of random layer cases, one file per family."""
