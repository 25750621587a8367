"""Tests of reading schedules and times of administration."""

import unittest

from validation_cases.schedules import Misread, read_schedule, read_times


class Schedules(unittest.TestCase):
    def test_one_dose(self):
        [(name, [dose])] = read_schedule("Some drug: 0.05 mg/kg IV @0h inf 2min {override: Infusion time=2 min}")
        self.assertEqual(name, "Some drug")
        self.assertEqual((dose.amount, dose.unit, dose.route, dose.infusion), (0.05, "mg/kg", "IV", 2.0))
        self.assertEqual((dose.count, dose.every), (1, None))

    def test_repeats_and_formulation_in_any_order(self):
        for text in ("A: 4 mg PO @72h q12h x20 [Tablet (X, y)]", "A: 4 mg PO @72h [Tablet (X, y)] q12h x20"):
            [(_, [dose])] = read_schedule(text)
            self.assertEqual((dose.start, dose.every, dose.count), (72, 12, 20))
            self.assertEqual(dose.formulation, "Tablet (X, y)")
            self.assertEqual(dose.last_start, 72 + 19 * 12)

    def test_several_doses_and_compounds(self):
        parts = read_schedule(
            "R-A: 1 mg IV @0h + 2 mg PO @6h [Sol + water] | S-A: 1 mg IV @0h {override: a=1; b=2}"
        )
        self.assertEqual([(name, len(doses)) for name, doses in parts], [("R-A", 2), ("S-A", 1)])
        self.assertEqual([name for name, _ in read_schedule("A: 1 mg PO @0h; B: 2 mg PO @0h")], ["A", "B"])

    def test_lost_interval(self):
        doses = read_schedule("A: 1 mg PO @0h q24h x7 + 2 mg PO @6h q0h x6 + 3 mg PO @12h q0h x6")[0][1]
        self.assertEqual([(dose.every, dose.count) for dose in doses], [(24, 7), (24, 6), (24, 6)])
        self.assertEqual(read_schedule("A: 1 mg PO @0h q0h x3")[0][1][0].count, 1)

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
