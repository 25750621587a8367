"""Tests of the rows of an index: corrections, labels, exclusions, sites and points."""

import unittest

from tests.invented import make_library, row, temporary_folder, write
from validation_cases.exclusions import LeftOut, check
from validation_cases.index import Fault, corrected
from validation_cases.labels import data_type_of, dose_in, fitted_of
from validation_cases.library import Library
from validation_cases.observations import Observations, excreted
from validation_cases.sites import analyte_of, site_of


class Corrections(unittest.TestCase):
    def corrected(self, line):
        path = temporary_folder(self) / "corrections.csv"
        write(path, f"dataset_id,column,value,reason\n{line}\nabsent,arm,x,no such dataset\n")
        return corrected([row()], path)[0]

    def test_cell(self):
        self.assertEqual(self.corrected("d-1,arm,10 mg,mislabelled")["arm"], "10 mg")

    def test_unknown_column(self):
        with self.assertRaisesRegex(Fault, "no column colour"):
            self.corrected("d-1,colour,red,")

    def test_points(self):
        folder = temporary_folder(self)
        write(
            folder / "points.csv",
            "dataset_id,time_h,conc_mg_per_L,sd_mg_per_L,sd_type,value_raw,unit_raw,n,lloq_mg_per_L,below_loq\n"
            "d-1,1,2,,,2,mg/l,,,\nd-1,9,8,,,8,mg/l,,,\n",
        )
        for line, values in (("d-1,point 9 h,0.8,misread", [2, 0.8]), ("d-1,point 9 h,,doubtful", [2])):
            points = Observations(folder).points(self.corrected(line), "peripheral plasma")
            self.assertEqual([point.value for point in points], values)


class Labels(unittest.TestCase):
    def test_fitted_table(self):
        table = [
            {"compound": "drug", "study": "Smith 1999", "route": "IV", "fitted": "yes"},
            {"compound": "drug", "study": "*", "route": "", "fitted": "no"},
        ]
        self.assertEqual(fitted_of(row(route="IV"), table), "yes")
        self.assertEqual(fitted_of(row(route="PO"), table), "no")
        self.assertEqual(fitted_of(row(analyte="Product", sim_name="x - training"), table), "yes")

    def test_fitted_words(self):
        for text, fitted in (("Smith_model building", "yes"), ("pred", "no"), ("predicted", "unknown")):
            self.assertEqual(fitted_of(row(arm=text)), fitted)

    def test_other_words(self):
        self.assertEqual([dose_in(text) for text in ("po_20_mg", "2 mg/kg", "x")], [20, None, None])
        self.assertEqual(data_type_of(row(statistic="Arithmetic mean")), "mean")
        self.assertEqual(data_type_of(row(data_type="individual", statistic="mean")), "individual")


class Exclusions(unittest.TestCase):
    def test_reasons(self):
        for cells, reason in (
            ({"qc_flag": "odd"}, "flagged: odd"),
            ({"species": "Rat"}, "not human: rat"),
            ({"arm": "Unbound, 5 mg"}, "unbound"),
            ({"analyte": "Drug total"}, "sum of a compound and its conjugates"),
            ({"arm": "5 mg, drug-total"}, "sum of a compound and its conjugates"),
            ({"population_tags": "hepatic_impairment"}, "organ disease"),
            ({"arm": "inhibitor (Other)", "ddi_role": "treatment"}, "given with Other"),
            ({"coadministered_text": "grapefruit"}, "given with grapefruit"),
        ):
            with self.subTest(reason=reason, **cells), self.assertRaisesRegex(LeftOut, reason):
                check(row(**cells))

    def test_kept(self):
        for cells in (
            {},
            {"arm": "children", "sim_age_y": "8-18"},
            {"coadministered_text": "grapefruit", "arm": "without_grapefruit"},
            {"coadministered_text": "Other", "coadministered_schedule": "Other: 1 mg PO @0h"},
            {"arm": "5 mg, total dose"},
        ):
            with self.subTest(**cells):
                check(row(**cells))


class Sites(unittest.TestCase):
    def test_names(self):
        for organ, matrix, site in (
            ("", "", "peripheral plasma"),
            ("Peripheral Venous Blood", "Whole Blood", "peripheral blood"),
            ("Arterial Blood", "Plasma", "arterial plasma"),
            ("Venous Blood", "Serum", "plasma"),
            ("Fat", "Tissue", "adipose"),
            ("Muscle", "Interstitial", "muscle interstitial"),
        ):
            self.assertEqual(site_of(row(organ=organ, matrix=matrix)), site)
        self.assertEqual(site_of(row(organ="Kidney", matrix="Feces", quantity="fraction")), "faeces")
        for cells in ({"matrix": "Saliva"}, {"matrix": "Urine"}, {"quantity": "fold_change"}):
            with self.assertRaises(LeftOut):
                site_of(row(**cells))

    def test_analyte_in_the_label(self):
        compounds = [("acid-glucuronide", "")]
        library = Library([make_library(temporary_folder(self), compounds)])
        self.assertEqual(analyte_of(row(analyte="Product"), library), "product")
        named = row(analyte="Acid", arm="5 mg Acid glucuronide")
        self.assertEqual(analyte_of(named, library), "acid-glucuronide")
        with self.assertRaisesRegex(LeftOut, "not in the library"):
            analyte_of(row(analyte="Acid"), library)


class Excretion(unittest.TestCase):
    def test_units(self):
        for value, unit, quantity, made in (
            ("40", "%", "fraction", 0.4),
            ("0.4", "fraction", "fraction", 0.4),
            ("2", "g", "amount", 2000),
            ("2", "µmol", "amount", 1),
        ):
            given = row(quantity=quantity, mw_g_per_mol="500")
            self.assertAlmostEqual(excreted({"value_raw": value, "unit_raw": unit}, given), made)
        with self.assertRaisesRegex(LeftOut, "amount in µmol"):
            excreted({"value_raw": "2", "unit_raw": "µmol"}, row(quantity="amount"))


if __name__ == "__main__":
    unittest.main()
