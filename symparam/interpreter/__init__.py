"""Python, read abstractly: a script is walked, never run. What a library means is asked of its vocabulary."""
