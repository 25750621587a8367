"""Which compound of the library was measured, and where in the body.

Blood is drawn from an arm vein: a sample without a further word is sought in what leaves skin and muscle, not in the
venous pool.
"""

from __future__ import annotations

from .exclusions import LeftOut
from .index import Row
from .library import Library
from .words import slug

ORGANS = {
    "fat": "adipose",
    "adipose": "adipose",
    "bone": "bone",
    "brain": "brain",
    "gonads": "gonads",
    "heart": "heart",
    "kidney": "kidney",
    "liver": "liver",
    "lung": "lung",
    "muscle": "muscle",
    "pancreas": "pancreas",
    "skin": "skin",
    "spleen": "spleen",
    "stomach": "stomach",
    "small intestine": "small intestine",
    "large intestine": "large intestine",
}
FLUIDS = {"": "plasma", "plasma": "plasma", "serum": "plasma", "whole blood": "blood", "blood": "blood"}
VESSELS = {
    "": "peripheral ",
    "peripheral venous blood": "peripheral ",
    "peripheralvenousblood": "peripheral ",
    "arterial blood": "arterial ",
    "arterialblood": "arterial ",
    "venous blood": "",
    "venousblood": "",
}
EXCRETA = {"urine": "urine", "feces": "faeces", "faeces": "faeces"}
EXCRETED = set(EXCRETA.values())


def site_of(row: Row) -> str:
    """The site of a row, as `observe` names it."""
    organ, matrix = row["organ"].strip().lower(), row["matrix"].strip().lower()
    if row["quantity"] == "fold_change":
        raise LeftOut("a fold change, not a concentration")
    if matrix in EXCRETA:
        if row["quantity"] == "concentration":
            raise LeftOut(f"concentration in {matrix}")
        return EXCRETA[matrix]
    if row["quantity"] != "concentration":
        raise LeftOut(f"{row['quantity']} in {matrix or organ}")
    if matrix in FLUIDS and organ in VESSELS:
        return VESSELS[organ] + FLUIDS[matrix]
    if organ in ORGANS and matrix in ("interstitial", "intracellular"):
        return f"{ORGANS[organ]} {matrix}"
    if organ in ORGANS and matrix == "tissue":
        return ORGANS[organ]
    raise LeftOut(f"sampled in {row['organ']} {row['matrix']}".strip())


def analyte_of(row: Row, library: Library) -> str:
    """The library compound that was measured: by its own name, or a longer one that begins alike in the label."""
    name = slug(row["analyte"])
    if library.compound(name):
        return name
    label, family = slug(row["arm"]), name.split("-")[0]
    inside = [one for one in library.names() if len(one) > 6 and one in label and one.split("-")[0] == family]
    if inside and name != row["compound"]:
        return max(inside, key=len)
    raise LeftOut(f"{name} is not in the library")
