"""How many readings become one: who wins, how long a word holds, what overtakes what."""
