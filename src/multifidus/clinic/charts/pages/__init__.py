"""Pages of a chart: the chart itself, one reading, adding and correcting, assessments."""
