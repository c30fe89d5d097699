"""Pages for people: try a post, look up a problem, read the reference. Everything they load comes from this server."""
