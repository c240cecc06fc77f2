#!/usr/bin/env python3
"""Command line of the portal; production sets DJANGO_SETTINGS_MODULE to zhifu_portal.settings.base."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhifu_portal.settings.local")
    execute_from_command_line(sys.argv)
