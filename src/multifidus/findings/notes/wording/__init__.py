"""How a finding is said: the tables of wording, compiled to a machine that finds their phrases."""
