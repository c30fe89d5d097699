"""For the policy page: what is wrong with a policy that is being written, what it would do, and bringing it into force."""
