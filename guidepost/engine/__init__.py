"""What happens to a post: views, the check, the decision, the record."""
