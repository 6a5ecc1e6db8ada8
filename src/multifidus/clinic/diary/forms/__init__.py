"""Forms of the diary: an episode, its correction, a file of episodes."""
