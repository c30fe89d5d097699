"""One file for each form the database has had, oldest first."""
