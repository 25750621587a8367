"""Tests of names and numbers in text."""

import unittest

from validation_cases.words import best_match, first_match, middle, number, slug


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


class Numbers(unittest.TestCase):
    def test_number(self):
        self.assertEqual([number(text) for text in ("2.5", "", None, "nan", "x")], [2.5, None, None, None, None])

    def test_middle_of_a_range(self):
        self.assertEqual([middle(text) for text in ("40", "20-30", "", "old")], [40, 25, None, None])
