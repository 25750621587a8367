"""Tests of making a validation folder. Run: python3 -m unittest (in this folder)."""

import contextlib
import csv
import io
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "Scripts")]
import make_cases  # noqa: E402
from tests.invented import COLUMNS, POINT_COLUMNS, USUAL, make_library, temporary_folder, write  # noqa: E402
from validation_cases.index import read_table  # noqa: E402
from validation_cases.tables import CASE_COLUMNS, OBSERVED_COLUMNS  # noqa: E402


def write_rows(path, columns, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


class Folder(unittest.TestCase):
    """A folder made from an index of invented drugs."""

    def make(self, rows, points, corrections=(), fits=()):
        """The folder, and its cases by dataset."""
        root = temporary_folder(self)
        library, output = make_library(root / "library"), root / "out"
        write_rows(root / "index.csv", COLUMNS, ({**USUAL, **row} for row in rows))
        write_rows(root / "points.csv", POINT_COLUMNS, points)
        write(output / "corrections.csv", "\n".join(["dataset_id,column,value,reason", *corrections, ""]))
        write(output / "fitted.csv", "\n".join(["compound,study,route,fitted,source", *fits, ""]))
        with contextlib.redirect_stdout(io.StringIO()):
            make_cases.main([str(root / "index.csv"), str(root), str(output), "--library", str(library)])
        return output, {row["dataset_id"]: row for row in read_table(output / "cases.csv")}

    def points(self, name, values, **more):
        return [
            dict({"dataset_id": name, "time_h": time, "conc_mg_per_L": value}, **more) for time, value in values
        ]

    def test_simulated_dataset(self):
        output, cases = self.make(
            [
                {
                    "id": "d-1",
                    "sim_name": "Fed tablet",
                    "dosing_schedule": "Drug: 5 mg PO @0h q24h x9",
                    "sim_individual": "A person",
                    "sim_gender": "male",
                    "sim_weight_kg": "70",
                }
            ],
            self.points("d-1", [(0, 0.1), (1, 2), (30, 1), (50, 0)], sd_mg_per_L=0.5, sd_type="arithmetic SD"),
        )
        case = cases["d-1"]
        self.assertEqual(case["left_out"], "")
        self.assertEqual(
            (case["study_file"], case["doses"], case["food"]), ("studies/drug/smith-1999.yaml", "multiple", "fed")
        )
        text = (output / case["study_file"]).read_text()
        self.assertIn("subject: {individual: drug/a-person, weight: 70 kg}", text)
        self.assertIn(
            "      - {compound: drug, dose: 5 mg, route: oral, formulation: Tablet, start: 0 h, every: 24 h, count: 2}",
            text,
        )
        self.assertIn("    compounds:\n      drug:\n        solubility: FeSSIF", text)
        self.assertIn("      - {start: 0 h, energy: 500 kcal}", text)
        rows = read_table(output / case["observed_file"])
        self.assertEqual(
            [(row["time_h"], row["concentration_mg_per_L"], row["sd_mg_per_L"]) for row in rows],
            [("1", "2", "0.5"), ("30", "1", "0.5")],
        )
        self.assertEqual(list(rows[0]), OBSERVED_COLUMNS)
        self.assertEqual(list(case), CASE_COLUMNS)

    def test_arms(self):
        values = [(1, 2), (2, 1)]
        _, cases = self.make(
            [
                {"id": "a", "arm": "5 mg", "dosing_schedule": "Drug: 5 mg PO @0h [Tablet]"},
                {"id": "b", "arm": "5 mg", "dosing_schedule": "Drug: 5 mg PO @0h [Tablet]", "analyte": "Product"},
                {"id": "c", "arm": "9 mg", "dosing_schedule": "Drug: 9 mg PO @0h [Tablet]"},
                {
                    "id": "d",
                    "arm": "9 mg",
                    "dosing_schedule": "Drug: 9 mg PO @0h [Tablet]",
                    "coadministered_schedule": "Other: 1 mg IV @0h",
                },
            ],
            [point for name in "abcd" for point in self.points(name, values)],
        )
        self.assertEqual([cases[name]["arm"] for name in "abcd"], ["5-mg", "5-mg", "9-mg", "9-mg-2"])
        self.assertEqual(cases["d"]["co_medication"], "other")

    def test_parts_and_sums(self):
        schedule = "R-Pair: 5 mg PO @0h | S-Pair: 5 mg PO @0h"
        _, cases = self.make(
            [
                {"id": "a", "compound": "pair", "analyte": "Pair", "dosing_schedule": schedule},
                {"id": "b", "compound": "pair", "analyte": "Product", "dosing_schedule": schedule},
            ],
            self.points("a", [(1, 2)]) + self.points("b", [(1, 2)]),
        )
        self.assertEqual(cases["a"]["left_out"], "")
        self.assertIn("neither given nor formed", cases["b"]["left_out"])

    def test_urine(self):
        output, cases = self.make(
            [
                {
                    "id": "a",
                    "organ": "Kidney",
                    "matrix": "Urine",
                    "quantity": "fraction",
                    "dosing_schedule": "Drug: 5 mg IV @0h",
                },
                {
                    "id": "b",
                    "organ": "Kidney",
                    "matrix": "Urine",
                    "quantity": "amount",
                    "mw_g_per_mol": "500",
                    "dosing_schedule": "Drug: 5 mg IV @0h",
                },
                {
                    "id": "c",
                    "organ": "Kidney",
                    "matrix": "Urine",
                    "quantity": "amount",
                    "dosing_schedule": "Drug: 5 mg IV @0h",
                },
            ],
            [
                {"dataset_id": "a", "time_h": 24, "value_raw": 0.4, "unit_raw": "fraction"},
                {"dataset_id": "b", "time_h": 24, "value_raw": 2, "unit_raw": "µmol"},
            ]
            + [
                {"dataset_id": "c", "time_h": time, "value_raw": value, "unit_raw": "mg"}
                for time, value in ((24, 2), (48, 1))
            ],
        )
        self.assertEqual((cases["a"]["site"], cases["a"]["quantity"]), ("urine", "excreted fraction"))
        rows = {row["dataset_id"]: row for row in read_table(output / cases["a"]["observed_file"])}
        self.assertEqual((rows["a"]["excreted_fraction"], rows["b"]["excreted_mg"]), ("0.4", "1"))
        self.assertIn("intervals", cases["c"]["left_out"])

    def test_left_out(self):
        _, cases = self.make(
            [
                {"id": "flag", "qc_flag": "odd", "dosing_schedule": "Drug: 5 mg IV @0h"},
                {"id": "child", "arm": "children", "dosing_schedule": "Drug: 5 mg IV @0h"},
                {"id": "rat", "species": "Rat", "dosing_schedule": "Drug: 5 mg IV @0h"},
                {"id": "none", "study_key": "another"},
                {"id": "with", "coadministered_text": "grapefruit", "dose_mg": "5"},
                {"id": "unknown", "analyte": "Nothing", "dose_mg": "5"},
                {"id": "empty", "dose_mg": "5"},
                {"id": "fine", "analyte": "Nothing", "dose_mg": "5"},
            ],
            [
                point
                for name in ("flag", "child", "rat", "none", "with", "unknown", "fine")
                for point in self.points(name, [(1, 2)])
            ],
            ["fine,analyte,Drug,mislabelled"],
        )
        for name, words in (
            ("flag", "flagged: odd"),
            ("child", "children of unknown age"),
            ("rat", "not human"),
            ("none", "no dose"),
            ("with", "given with grapefruit"),
            ("unknown", "not in the library"),
            ("empty", "no usable points"),
            ("fine", ""),
        ):
            (
                self.assertIn(words, cases[name]["left_out"])
                if words
                else self.assertEqual(cases[name]["left_out"], "")
            )
            self.assertEqual(bool(cases[name]["study_file"]), not words)

    def test_clocks(self):
        output, cases = self.make(
            [
                {"id": "late", "dosing_schedule": "Drug: 5 mg PO @0h q24h x14", "route": "PO"},
                {
                    "id": "moved",
                    "arm": "b",
                    "dosing_schedule": "Drug: 5 mg PO @146h",
                    "times_of_administration_h": "144.0",
                    "coadministered_schedule": "Other: 1 mg PO @0h",
                },
            ],
            self.points("late", [(0, 1), (2, 2), (24, 1)]) + self.points("moved", [(144.5, 1), (145, 2), (150, 1)]),
        )
        rows = read_table(output / cases["late"]["observed_file"])
        self.assertEqual([row["time_h"] for row in rows if row["dataset_id"] == "late"], ["312", "314", "336"])
        self.assertIn("start: 144 h", (output / cases["moved"]["study_file"]).read_text())

    def test_fitted(self):
        schedule = "Drug: 5 mg PO @0h [Tablet]"
        _, cases = self.make(
            [{"id": name, "study": name, "dosing_schedule": schedule, "arm": "prediction"} for name in "ab"],
            [point for name in "ab" for point in self.points(name, [(1, 2)])],
            fits=["drug,a,PO,yes,section 2", "drug,a,,no,section 3", "drug,b,IV,yes,section 2"],
        )
        self.assertEqual([cases[name]["fitted"] for name in "ab"], ["yes", "no"])

    def test_corrected_point(self):
        output, cases = self.make(
            [{"id": "a", "dosing_schedule": "Drug: 5 mg PO @0h"}],
            self.points("a", [(1, 2), (2, 50), (3, 1)]),
            ["a,point 2 h,,misread", "a,point 3 h,0.5,misread"],
        )
        rows = read_table(output / cases["a"]["observed_file"])
        self.assertEqual([row["concentration_mg_per_L"] for row in rows], ["2", "0.5"])


if __name__ == "__main__":
    unittest.main()
