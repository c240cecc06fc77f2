"""机关: organs of the district and elsewhere, the roles of their staff, the department scope of staff screens."""
