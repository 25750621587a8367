"""Invented drugs, rows and libraries for tests."""

import pathlib
import tempfile

COLUMNS = (
    "id compound analyte study study_key reference arm ddi_role coadministered_text quantity organ matrix species "
    "dose_text dose_mg dose_mg_per_kg route formulation food_state times_of_administration_h data_type statistic "
    "n_subjects genotype population_tags sim_name dosing_schedule coadministered_schedule sim_population "
    "sim_gender sim_age_y sim_weight_kg sim_disease sim_individual infusion_min qc_flag tmax_h t_first_h "
    "mw_g_per_mol file"
).split()
POINT_COLUMNS = (
    "dataset_id,time_h,quantity,conc_mg_per_L,sd_mg_per_L,sd_type,value_raw,unit_raw,n,lloq_mg_per_L,below_loq"
).split(",")
USUAL = {
    "compound": "drug",
    "analyte": "Drug",
    "study": "Smith 1999",
    "study_key": "smith-1999",
    "arm": "all",
    "quantity": "concentration",
    "organ": "Peripheral Venous Blood",
    "matrix": "Plasma",
    "species": "Human",
    "route": "PO",
    "times_of_administration_h": "0.0",
    "file": "points.csv",
}
FORMULATIONS = 'formulations:\n  Tablet: {model: weibull}\n  "Solution (x)":\n    model: dissolved\n'
COMPOUNDS = {
    "drug": FORMULATIONS + "processes:\n  - process: metabolism\n    metabolite: product\n",
    "product": "",
    "other": "",
    "r-pair": "formulations:\n  Tablet: {model: weibull}\n",
    "s-pair": "",
    "pair": "mixture:\n  - {compound: r-pair, share: 0.5}\n  - {compound: s-pair, share: 0.5}\n",
}
PERSON = "schema: individual/1\nindividual: A person\nsex: male\nage: 40 year\n"
FED_TABLET = (
    "schema: study/1\ncompounds:\n  drug:\n    solubility: FeSSIF\nmeals:\n  - {start: 0 h, energy: 500 kcal}\n"
    "doses:\n  - {compound: drug, dose: 1 mg, route: oral, formulation: Tablet, start: 0 h}\n"
)


def row(**cells):
    """A row of the index."""
    return {**dict.fromkeys(COLUMNS, ""), **USUAL, "id": "d-1", **cells}


def write(path: pathlib.Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def make_library(root, compounds=(), people=(), studies=()):
    """A folder with the invented compounds and more: (name, text), (compound/name, text) of individuals and studies."""
    for name, text in [*COMPOUNDS.items(), *compounds]:
        write(root / "Compounds" / name / f"{name}.yaml", f"schema: compound/1\ncompound: {name}\n{text}")
    for name, text in [("drug/a-person", PERSON), *people]:
        folder, _, file = name.partition("/")
        write(root / "Compounds" / folder / "individuals" / f"{file}.yaml", text)
    for name, text in [("drug/fed-tablet", FED_TABLET), *studies]:
        write(root / "Studies" / f"{name}.yaml", text)
    return root


def temporary_folder(test) -> pathlib.Path:
    """A folder that is removed after a test."""
    folder = tempfile.TemporaryDirectory()
    test.addCleanup(folder.cleanup)
    return pathlib.Path(folder.name)
