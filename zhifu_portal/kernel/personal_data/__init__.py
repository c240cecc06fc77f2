"""Personal data in texts, tables and file properties: find it and mask it.

Public names: scan, scan_cells, scan_properties, mask, Finding, Kind. Everything else may change.
"""

from zhifu_portal.kernel.personal_data.findings import Finding, Kind
from zhifu_portal.kernel.personal_data.masking import mask
from zhifu_portal.kernel.personal_data.scanning import CellFinding, PropertyFinding, scan, scan_cells, scan_properties

__all__ = ["CellFinding", "Finding", "Kind", "PropertyFinding", "mask", "scan", "scan_cells", "scan_properties"]
