"""What is in a record: readings, and the assessments made from them."""
