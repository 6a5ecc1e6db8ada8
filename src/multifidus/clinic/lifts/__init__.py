"""What one lift does to the low back, and what would help: a page for anybody, which keeps nothing."""
