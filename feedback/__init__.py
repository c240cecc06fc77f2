"""政民互动: letters, consultations, surveys, open days, subscriptions."""
