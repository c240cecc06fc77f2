"""What review reads."""
