"""One lift or one recording read whole: both ends, every disc, what is over which limit, and how unsure it is."""
