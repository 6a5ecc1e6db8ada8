"""What a clinician suspects, and the pictures that settle it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SUSPICIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "clinician_suspects_cauda_equina": ("mri_cauda_equina_compression",),
        "clinician_suspects_fracture": ("xray_fracture", "ct_fracture", "mri_fracture_line"),
        "clinician_suspects_cancer": ("mri_malignancy", "xray_malignancy", "bone_scan_malignancy"),
        "clinician_suspects_infection": ("mri_infection", "bone_scan_infection"),
        "clinician_suspects_aneurysm": ("emergency_ultrasound_aneurysm", "ct_angiography_rupture"),
    }
)
