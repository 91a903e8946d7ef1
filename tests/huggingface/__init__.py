"""Hugging Face configs against transformers, which we did not write."""
