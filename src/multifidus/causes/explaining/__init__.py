"""What a ranking rests on: intervals, shifts, and the figures behind them."""
