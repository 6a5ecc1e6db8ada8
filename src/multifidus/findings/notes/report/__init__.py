"""A radiology report as a grid: what is seen at each level of the spine, and what is seen of the spine as a whole."""
