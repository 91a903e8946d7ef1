"""What is asked of a report: folding, comparing, solving, sweeping, growth."""
