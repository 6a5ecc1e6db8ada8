"""What an administrator watches over: the log of their clinic, and the jobs. No content of a record is shown here."""
