"""Tests of reading schedules and of making cases. Run: python3 -m unittest (in this folder)."""

import csv
import pathlib
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "Scripts")]
import make_cases  # noqa: E402
from dosing import Misread, best_match, first_match, last_start, read_schedule, read_times, slug  # noqa: E402


class Schedules(unittest.TestCase):
    def test_one_dose(self):
        [(name, [dose])] = read_schedule("Some drug: 0.05 mg/kg IV @0h inf 2min {override: Infusion time=2 min}")
        self.assertEqual(name, "Some drug")
        self.assertEqual(
            (dose["amount"], dose["unit"], dose["route"], dose["infusion"]), (0.05, "mg/kg", "IV", 2.0)
        )
        self.assertEqual((dose["count"], dose["every"]), (1, None))

    def test_repeats_and_formulation_in_any_order(self):
        for text in ("A: 4 mg PO @72h q12h x20 [Tablet (X, y)]", "A: 4 mg PO @72h [Tablet (X, y)] q12h x20"):
            [(_, [dose])] = read_schedule(text)
            self.assertEqual((dose["start"], dose["every"], dose["count"]), (72, 12, 20))
            self.assertEqual(dose["formulation"], "Tablet (X, y)")
            self.assertEqual(last_start(dose), 72 + 19 * 12)

    def test_several_doses_and_compounds(self):
        parts = read_schedule(
            "R-A: 1 mg IV @0h + 2 mg PO @6h [Sol + water] | S-A: 1 mg IV @0h {override: a=1; b=2}"
        )
        self.assertEqual([(name, len(doses)) for name, doses in parts], [("R-A", 2), ("S-A", 1)])
        self.assertEqual([name for name, _ in read_schedule("A: 1 mg PO @0h; B: 2 mg PO @0h")], ["A", "B"])

    def test_lost_interval(self):
        doses = read_schedule("A: 1 mg PO @0h q24h x7 + 2 mg PO @6h q0h x6 + 3 mg PO @12h q0h x6")[0][1]
        self.assertEqual([(dose["every"], dose["count"]) for dose in doses], [(24, 7), (24, 6), (24, 6)])
        self.assertEqual(read_schedule("A: 1 mg PO @0h q0h x3")[0][1][0]["count"], 1)

    def test_nothing_and_nonsense(self):
        self.assertEqual(read_schedule(""), [])
        for text in ("twice a day", "A: 4 mg @0h", "A: 4 mg PO @0h often", "A: x mg PO @0h"):
            with self.assertRaises(Misread):
                read_schedule(text)


class Times(unittest.TestCase):
    def test_forms(self):
        self.assertEqual(read_times("0.0"), [(None, 0, None, 1)])
        self.assertEqual(read_times("S0-T12-R15"), [(None, 0, 12, 15)])
        self.assertEqual(read_times("(S-0,T-24,R-7)"), [(None, 0, 24, 7)])
        self.assertEqual(read_times("(S0-T8-R9), (S72-T24-R18)"), [(None, 0, 8, 9), (None, 72, 24, 18)])
        self.assertEqual(read_times("0-24-48-72"), [(None, 0, 24, 4)])
        self.assertEqual(read_times("0;8;16"), [(None, 0, 8, 3)])
        self.assertEqual(read_times("0-(S24-T24-R9)"), [(None, 0, None, 1), (None, 24, 24, 9)])
        self.assertEqual(
            read_times("0,5mg: 0; 0,25mg: 12-(S24-T24-R9)"),
            [(0.5, 0, None, 1), (0.25, 12, None, 1), (0.25, 24, 24, 9)],
        )

    def test_series_of_series(self):
        self.assertEqual(
            read_times("S0-(S0-T6-R3)-T24-R14"), [(None, 0, 24, 14), (None, 6, 24, 14), (None, 12, 24, 14)]
        )

    def test_runs_in_lists(self):
        self.assertEqual(
            read_times("0-8-24-32-48-72-96"),
            [(None, 0, None, 1), (None, 8, None, 1), (None, 24, None, 1), (None, 32, None, 1), (None, 48, 24, 3)],
        )

    def test_nonsense(self):
        for text in ("daily", "x: 3"):
            with self.assertRaises(Misread):
                read_times(text)


class Doses(unittest.TestCase):
    DOSE = {"amount": 1.0, "unit": "mg", "route": "PO", "start": 0.0, "every": 24.0, "count": 5, "infusion": None}

    def test_times_the_dataset_states(self):
        self.assertEqual(
            [one["start"] for one in make_cases.as_stated([self.DOSE], read_times("S0-(S0-T6-R3)-T24-R5"))], [0, 6, 12]
        )
        self.assertEqual(make_cases.as_stated([self.DOSE], read_times("S12-T24-R5"))[0]["start"], 12)
        for text in ("S0-T24-R5", "S0-T8-R5", "0.0"):
            self.assertEqual(make_cases.as_stated([self.DOSE], read_times(text)), [self.DOSE])

    def test_amount_of_another_simulation(self):
        row = {"arm": "Drug.40mg.iv", "sim_name": "Drug iv 80mg; Drug iv 40 mg - SD"}
        self.assertEqual(make_cases.other_amount(row), 0.5)
        self.assertEqual(row["sim_name"], "Drug iv 40 mg - SD; Drug iv 80mg")
        self.assertEqual(make_cases.other_amount({"arm": "20 mg", "sim_name": "40 mg; 80 mg"}), 1.0)

    def test_infusion_in_points(self):
        course = [(0.5, 1.2), (1, 1.4), (1.1, 1.0), (2, 0.1)]
        self.assertEqual(make_cases.rise_of(course), (60, 1))
        self.assertTrue(make_cases.speaks_against(course, 120))
        self.assertFalse(make_cases.speaks_against(course, 60))
        self.assertFalse(make_cases.speaks_against([(0.5, 1), (2, 9), (4, 7)], 180))
        self.assertIsNone(make_cases.rise_of([(0.1, 5), (0.2, 4), (0.3, 3)]))

    def test_points_on_another_clock(self):
        points = [(0.25, 5.0), (0.5, 3.0), (1.0, 2.0)]
        dose = dict(self.DOSE, route="IV", infusion=30.0, count=1, every=None)
        row = {"dosing_schedule": "A: 1 mg IV @0h inf 30min"}
        moved = make_cases.on_the_clock_of_the_infusion(points, row, [dose], lambda *_: None)
        self.assertEqual([point[0] for point in moved], [0.75, 1.0, 1.5])
        rising = [(0.25, 3.0), (0.5, 5.0), (1.0, 2.0)]
        self.assertEqual(
            make_cases.on_the_clock_of_the_infusion(rising, row, [dose], lambda *_: None), rising
        )

    def test_sample_before_a_dose(self):
        moved = make_cases.before_the_dose([(20.0, 1.0), (24.04, 0.9), (25.0, 5.0)], [self.DOSE])
        self.assertEqual([point[0] for point in moved], [20.0, 24.0, 25.0])
        late = [(20.0, 1.0), (24.04, 4.0), (25.0, 3.0)]
        self.assertEqual(make_cases.before_the_dose(late, [self.DOSE]), late)


class Settings(unittest.TestCase):
    def test_state(self):
        self.assertEqual(make_cases.state_of("Capsule fed", "fasted"), "fed")
        self.assertEqual(make_cases.state_of("Solution", "fed"), "fed")
        self.assertEqual(make_cases.state_of("Solution", "unknown"), "fasted")

    def test_joined(self):
        one = ("compounds: {a: {solubility: X, y: 1}}",)
        other = ("compounds:", "  b: {solubility: Z}", "  a: {solubility: Z}")
        self.assertEqual(
            make_cases.joined_settings(one, [other]), ("compounds:", "  a: {solubility: X, y: 1}", "  b: {solubility: Z}")
        )
        self.assertEqual(make_cases.joined_settings(one, [()]), one)


class Names(unittest.TestCase):
    def test_formulations(self):
        names = ["Tablet IR", "Retard tablet (Maker)", "Oral solution"]
        self.assertEqual(best_match(names, "5 mg_IR"), "Tablet IR")
        self.assertEqual(best_match(names, "40 mg sol."), "Oral solution")
        self.assertEqual(best_match(names, "120 mg SR"), "Retard tablet (Maker)")
        self.assertEqual(best_match(names, "a tablet by Maker"), "Tablet IR")
        self.assertIsNone(best_match(names, "something"))
        self.assertEqual(first_match(names, ["something", "syrup"]), "Oral solution")

    def test_states(self):
        names = ["Capsule fasted", "Capsule fed", "Solution"]
        self.assertEqual(best_match(names, "po 200 mg caps fast"), "Capsule fasted")
        self.assertEqual(best_match(names, "caps with breakfast"), "Capsule fed")

    def test_slug(self):
        self.assertEqual(slug("European (P-gp modified, CYP3A4 36 h)"), "european-p-gp-modified-cyp3a4-36-h")


INDEX = (
    "id,compound,analyte,study,study_key,reference,arm,ddi_role,coadministered_text,quantity,organ,matrix,species,dose_text,"
    "dose_mg,dose_mg_per_kg,route,formulation,food_state,times_of_administration_h,data_type,statistic,n_subjects,genotype,"
    "population_tags,sim_name,dosing_schedule,coadministered_schedule,sim_population,sim_gender,sim_age_y,sim_weight_kg,"
    "sim_disease,sim_individual,infusion_min,qc_flag,tmax_h,t_first_h,mw_g_per_mol,file"
).split(",")
POINTS = "dataset_id,time_h,quantity,conc_mg_per_L,sd_mg_per_L,sd_type,value_raw,unit_raw,n,lloq_mg_per_L,below_loq".split(
    ","
)


class Folder(unittest.TestCase):
    """A folder made from an index of invented drugs."""

    def make(self, rows, points, corrections=()):
        root = (
            pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
            if hasattr(self, "enterContext")
            else pathlib.Path(tempfile.mkdtemp())
        )
        for name, text in (
            (
                "drug",
                'formulations:\n  Tablet: {model: weibull}\n  "Solution (x)":\n    model: dissolved\nprocesses:\n  - process: metabolism\n    metabolite: product\n',
            ),
            ("product", ""),
            ("other", ""),
            ("r-pair", "formulations:\n  Tablet: {model: weibull}\n"),
            ("s-pair", ""),
            ("pair", "mixture:\n  - {compound: r-pair, share: 0.5}\n  - {compound: s-pair, share: 0.5}\n"),
        ):
            path = root / "library" / "Compounds" / name / f"{name}.yaml"
            path.parent.mkdir(parents=True)
            path.write_text(f"schema: compound/1\ncompound: {name}\n{text}")
        person = root / "library/Compounds/drug/individuals/a-person.yaml"
        person.parent.mkdir()
        person.write_text("schema: individual/1\nindividual: A person\nsex: male\nage: 40 year\n")
        study = root / "library/Studies/drug/fed-tablet.yaml"
        study.parent.mkdir(parents=True)
        study.write_text(
            "schema: study/1\ncompounds:\n  drug:\n    solubility: FeSSIF\nmeals:\n  - {start: 0 h, energy: 500 kcal}\n"
            "doses:\n  - {compound: drug, dose: 1 mg, route: oral, formulation: Tablet, start: 0 h}\n"
        )
        usual = {
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
        with open(root / "index.csv", "w", newline="") as file:
            writer = csv.DictWriter(file, INDEX, restval="")
            writer.writeheader()
            writer.writerows({**usual, **row} for row in rows)
        with open(root / "points.csv", "w", newline="") as file:
            writer = csv.DictWriter(file, POINTS, restval="")
            writer.writeheader()
            writer.writerows(points)
        output = root / "out"
        output.mkdir()
        (output / "corrections.csv").write_text(
            "dataset_id,column,value,reason\n" + "".join(line + "\n" for line in corrections)
        )
        before = sys.argv
        sys.argv = [
            "make_cases.py",
            str(root / "index.csv"),
            str(root),
            str(output),
            "--library",
            str(root / "library"),
        ]
        try:
            make_cases.main()
        finally:
            sys.argv = before
        cases = {row["dataset_id"]: row for row in make_cases.read_table(output / "cases.csv")}
        return output, cases

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
        rows = make_cases.read_table(output / case["observed_file"])
        self.assertEqual(
            [(row["time_h"], row["concentration_mg_per_L"], row["sd_mg_per_L"]) for row in rows],
            [("1", "2", "0.5"), ("30", "1", "0.5")],
        )
        self.assertEqual(list(rows[0]), make_cases.OBSERVED_COLUMNS)
        self.assertEqual(list(case), make_cases.CASE_COLUMNS)

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
        rows = {row["dataset_id"]: row for row in make_cases.read_table(output / cases["a"]["observed_file"])}
        self.assertEqual((rows["a"]["excreted_fraction"], rows["b"]["excreted_mg"]), ("0.4", "1"))
        self.assertIn("intervals", cases["c"]["left_out"])

    def test_left_out(self):
        _, cases = self.make(
            [
                {"id": "flag", "qc_flag": "odd", "dosing_schedule": "Drug: 5 mg IV @0h"},
                {"id": "child", "sim_age_y": "8-18", "dosing_schedule": "Drug: 5 mg IV @0h"},
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
            ("child", "children"),
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
        rows = make_cases.read_table(output / cases["late"]["observed_file"])
        self.assertEqual([row["time_h"] for row in rows if row["dataset_id"] == "late"], ["312", "314", "336"])
        self.assertIn("start: 144 h", (output / cases["moved"]["study_file"]).read_text())


if __name__ == "__main__":
    unittest.main()
