"""Tests of doses, infusions and clocks."""

import pathlib
import unittest
from dataclasses import replace

from tests.invented import make_library, row, temporary_folder
from validation_cases.clocks import before_the_dose, on_the_clock_of_the_doses, on_the_clock_of_the_infusion
from validation_cases.doses import Doses, as_stated, other_amount
from validation_cases.exclusions import LeftOut
from validation_cases.index import Index
from validation_cases.infusions import Infusions, agreed_rise, rise_of, said_in, speaks_against
from validation_cases.library import Library
from validation_cases.observations import Observations, Point
from validation_cases.schedules import Dose, read_times

DAILY = Dose(1.0, "mg", "PO", 0.0, 24.0, 5)


def silent(*_):
    pass


class PublishedDoses(unittest.TestCase):
    def test_times_the_dataset_states(self):
        more_often = as_stated([DAILY], read_times("S0-(S0-T6-R3)-T24-R5"))
        self.assertEqual([dose.start for dose in more_often], [0, 6, 12])
        self.assertEqual(as_stated([DAILY], read_times("S12-T24-R5"))[0].start, 12)
        for text in ("S0-T24-R5", "S0-T8-R5", "0.0"):
            self.assertEqual(as_stated([DAILY], read_times(text)), [DAILY])

    def test_amount_of_another_simulation(self):
        given = {"arm": "Drug.40mg.iv", "sim_name": "Drug iv 80mg; Drug iv 40 mg - SD"}
        self.assertEqual(other_amount(given), 0.5)
        self.assertEqual(given["sim_name"], "Drug iv 40 mg - SD; Drug iv 80mg")
        self.assertEqual(other_amount({"arm": "20 mg", "sim_name": "40 mg; 80 mg"}), 1.0)


class DosesOfRows(unittest.TestCase):
    def doses(self, *rows):
        folder = temporary_folder(self)
        write_points(folder, rows)
        index = Index(list(rows))
        return Doses(index, Library([make_library(folder)]), Infusions(index, Observations(folder)))

    def test_columns(self):
        given = row(dose_mg="5", times_of_administration_h="S0-T12-R4")
        self.assertEqual(self.doses(given).of(given), ([("drug", [Dose(5, "mg", "PO", 0, 12, 4)])], ""))
        given = row(dose_mg_per_kg="0.1", times_of_administration_h="", route="", arm="tablets")
        doses = [Dose(0.1, "mg/kg", "PO", 0)]
        self.assertEqual(self.doses(given).of(given), ([("drug", doses)], "taken as one dose at time 0"))

    def test_repeated_without_times(self):
        given = row(dose_mg="5", times_of_administration_h="", arm="5 mg BID")
        with self.assertRaisesRegex(LeftOut, "repeated doses without a schedule"):
            self.doses(given).of(given)

    def test_doses_of_the_study(self):
        other = row(id="o", dosing_schedule="Drug: 5 mg PO @0h", sim_name="Simulated", sim_weight_kg="80")
        given = row()
        parts, remark = self.doses(given, other).of(given)
        self.assertEqual(parts[0][1][0].amount, 5)
        self.assertEqual((given["sim_name"], given["sim_weight_kg"]), ("Simulated", "80"))
        self.assertIn("other datasets of its study", remark)
        given = row(arm="9 mg")
        with self.assertRaisesRegex(LeftOut, "no dose"):
            self.doses(given, other).of(given)

    def test_co_medication_of_the_study(self):
        given = row(coadministered_text="Other")
        other = row(id="o", coadministered_text="Other", coadministered_schedule="Other: 1 mg PO @0h")
        self.doses(given, other).lend_co_medication(given)
        self.assertEqual(given["coadministered_schedule"], "Other: 1 mg PO @0h")


def write_points(folder: pathlib.Path, rows, values=()):
    lines = ["dataset_id,time_h,conc_mg_per_L,sd_mg_per_L,sd_type,value_raw,unit_raw,n,lloq_mg_per_L,below_loq"]
    lines += [f"{one['id']},{time},{value},,,,,,," for one in rows for time, value in values]
    (folder / "points.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


class InfusionLengths(unittest.TestCase):
    RISING = ((0.25, 2), (0.5, 4), (1, 3), (2, 1))

    def infusion(self, *rows, values=RISING):
        """The length of the first row's infusion; all rows have the same points."""
        folder = temporary_folder(self)
        write_points(folder, rows, values)
        return Infusions(Index(list(rows)), Observations(folder)).without_schedule(rows[0])

    def test_courses(self):
        course = [(0.5, 1.2), (1, 1.4), (1.1, 1.0), (2, 0.1)]
        self.assertEqual(rise_of(course), (60, 1))
        self.assertTrue(speaks_against(course, 120))
        self.assertFalse(speaks_against(course, 60))
        self.assertFalse(speaks_against([(0.5, 1), (2, 9), (4, 7)], 180))
        self.assertIsNone(rise_of([(0.1, 5), (0.2, 4), (0.3, 3)]))

    def test_courses_agree(self):
        rising, slower = [(0.25, 2), (0.5, 4), (1, 3)], [(0.5, 2), (1, 4), (2, 3)]
        self.assertEqual(agreed_rise([rising, rising, slower]), 30)
        self.assertIsNone(agreed_rise([rising]))  # a single point before the peak of a single course
        self.assertIsNone(agreed_rise([]))

    def test_words(self):
        self.assertEqual([said_in(text) for text in ("30 min infusion", "inf (2 h)", "iv")], [30, 120, None])

    def test_order(self):
        self.assertEqual(self.infusion(row(route="IV", infusion_min="15")), (15, ""))
        self.assertEqual(self.infusion(row(route="IV", arm="2 h infusion")), (120, ""))
        self.assertEqual(self.infusion(row(route="IV", arm="bolus")), (None, ""))
        known = row(id="k", route="IV", infusion_min="60", dosing_schedule="Drug: 1 mg IV @0h inf 60min")
        flat = ((0.25, 4), (0.5, 4), (1, 4))
        shared = (60, "infusion as in the other datasets of its study")
        self.assertEqual(self.infusion(row(route="IV"), known, values=flat), shared)
        self.assertEqual(self.infusion(row(route="IV"), values=flat), (None, "taken as a bolus"))

    def test_points(self):
        values = ((0.1, 1), (0.25, 2), (0.5, 4), (1, 3), (2, 1))
        self.assertEqual(self.infusion(row(route="IV"), values=values), (30, "infusion taken to end at the peak"))
        known = row(id="k", route="IV", infusion_min="120", dosing_schedule="Drug: 1 mg IV @0h inf 120min")
        self.assertEqual(self.infusion(row(route="IV"), known, values=values)[0], 30)  # they fall before 120 min

    def test_late_peak_of_the_index(self):
        given = row(route="IV", t_first_h="0.25", tmax_h="0.5")
        self.assertEqual(self.infusion(given, values=()), (30, "infusion taken to end at the peak"))


class Clocks(unittest.TestCase):
    def test_end_of_the_infusion(self):
        points = [Point(0.25, 5.0), Point(0.5, 3.0), Point(1.0, 2.0)]
        dose = Dose(1.0, "mg", "IV", 0.0, infusion=30.0)
        given = {"dosing_schedule": "A: 1 mg IV @0h inf 30min"}
        moved = on_the_clock_of_the_infusion(points, given, [dose], silent)
        self.assertEqual([point.time for point in moved], [0.75, 1.0, 1.5])
        rising = [Point(0.25, 3.0), Point(0.5, 5.0), Point(1.0, 2.0)]
        self.assertEqual(on_the_clock_of_the_infusion(rising, given, [dose], silent), rising)
        given = {"dosing_schedule": "A: 1 mg IV @0h"}  # the length was inferred from the points themselves
        self.assertEqual(on_the_clock_of_the_infusion(points, given, [dose], silent), points)

    def test_last_dose(self):
        points = [Point(0.0, 1.0), Point(2.0, 2.0)]
        moved, earlier = on_the_clock_of_the_doses(points, row(), [DAILY], silent)
        self.assertEqual(([point.time for point in moved], earlier), ([96.0, 98.0], 0.0))
        given = row(coadministered_schedule="Other: 1 mg PO @0h")
        self.assertEqual(on_the_clock_of_the_doses(points, given, [DAILY], silent), (points, 0.0))

    def test_stated_time_of_the_dose(self):
        points = [Point(144.5, 1.0), Point(145.0, 2.0), Point(150.0, 1.0)]
        dose = replace(DAILY, start=146.0, every=None, count=1)
        given = row(times_of_administration_h="144.0")
        self.assertEqual(on_the_clock_of_the_doses(points, given, [dose], silent), (points, 2.0))

    def test_sample_before_a_dose(self):
        moved = before_the_dose([Point(20.0, 1.0), Point(24.04, 0.9), Point(25.0, 5.0)], [DAILY])
        self.assertEqual([point.time for point in moved], [20.0, 24.0, 25.0])
        late = [Point(20.0, 1.0), Point(24.04, 4.0), Point(25.0, 3.0)]
        self.assertEqual(before_the_dose(late, [DAILY]), late)


if __name__ == "__main__":
    unittest.main()
