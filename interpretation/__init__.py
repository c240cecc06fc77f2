"""政策解读: interpretation articles and the library of answers."""
