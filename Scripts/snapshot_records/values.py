"""Parameters as snapshots write them."""


def value_origin(record):
    origin = {}
    for key, name in (("origin", "Source"), ("method", "Method"), ("citation", "Description")):
        if record.get(key):
            origin[name] = record[key]
    return origin


def parameter(record, key="Name"):
    made = {key: record["name"], "Value": record["value"]}
    if record.get("unit"):
        made["Unit"] = record["unit"]
    origin = value_origin(record)
    if origin:
        made["ValueOrigin"] = origin
    return made


def quantity(name, value, unit=None, key="Name"):
    made = {key: name, "Value": value}
    if unit:
        made["Unit"] = unit
    return made
