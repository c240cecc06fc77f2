"""机关: organs of the district and elsewhere, the roles of their staff, and the department scope of every staff screen."""
