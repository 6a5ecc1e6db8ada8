"""What keeps the next spasm away: exercises, habits, and the reasons for each."""
