"""Turns the demo content into rows, through the same services the staff use; run by `manage.py create_demo`."""
