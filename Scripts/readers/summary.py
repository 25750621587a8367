"""Says what xarray reads from a NetCDF file: attributes of the file, then its variables by name.

Numbers have 17 significant digits (9 in single precision), missing ones are NA; summary.R says the same with ncdf4.
"""

import sys

import numpy as np
import xarray as xr


def number(value, digits):
    return "NA" if np.isnan(value) else f"{float(value):.{digits}g}"


def described(name, variable):
    words = ["variable", name, *(f"{key}={length}" for key, length in variable.sizes.items())]
    words.append(f"units={variable.attrs.get('units', '')}")
    values = variable.values.reshape(-1)
    if values.dtype.kind in "OUS":
        return " ".join([*words, f"first={values[0]}", f"last={values[-1]}"])
    digits = 9 if values.dtype == np.float32 else 17
    there = values[~np.isnan(values)] if values.dtype.kind == "f" else values
    words.append(f"missing={values.size - there.size}")
    words += [f"{word}={number(values[index], digits)}" for word, index in (("first", 0), ("last", -1))]
    if there.size:
        words += [f"min={number(there.min(), digits)}", f"max={number(there.max(), digits)}"]
    return " ".join(words)


def main(path):
    sys.stdout.reconfigure(encoding="utf-8")
    with xr.open_dataset(path, engine="netcdf4", decode_times=False) as data:
        for key, value in data.attrs.items():
            print("attribute", key, value)
        for name in sorted(data.variables):
            print(described(name, data.variables[name]))


if __name__ == "__main__":
    main(sys.argv[1])
