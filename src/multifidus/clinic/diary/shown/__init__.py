"""What a diary comes to, as lines and drawings of a page; it knows neither database nor markup."""
