"""Tests of what a study file says beside the doses: formulations, food, settings and bodies."""

import unittest

from tests.invented import FORMULATIONS, make_library, row, temporary_folder
from validation_cases.bodies import population_of, subject_of
from validation_cases.exclusions import LeftOut
from validation_cases.food import food_of, meals_of, state_of
from validation_cases.formulations import formulation_of, release_time
from validation_cases.library import Library
from validation_cases.schedules import Dose
from validation_cases.settings import by_compound, joined_settings, usual_settings

ORAL = Dose(5.0, "mg", "PO", 0.0)


class Formulations(unittest.TestCase):
    def formulation(self, given, formulations, dose=ORAL, family=(), compound="drug", more=(), studies=()):
        folder = make_library(
            temporary_folder(self), [("drug", f"formulations:\n{formulations}"), *more], studies=studies
        )
        library = Library([folder])
        return formulation_of(compound, dose, given, library, library.simulation(given), list(family))

    def test_schedule_then_imported_study(self):
        names = "  Tablet:\n  Capsule:\n"
        given = row(sim_name="Fed tablet", arm="capsule")
        self.assertEqual(self.formulation(given, names), "Tablet")
        self.assertEqual(self.formulation(given, names, Dose(5, "mg", "PO", 0, formulation="Capsule")), "Capsule")

    def test_words(self):
        names = "  IV:\n  Tablet:\n  Capsule fed:\n  Capsule fasted:\n"
        self.assertEqual(self.formulation(row(arm="5 mg caps after breakfast"), names), "Capsule fed")
        self.assertEqual(self.formulation(row(arm="5 mg syrup"), names), "solution")
        self.assertEqual(self.formulation(row(arm="5 mg syrup"), "  Tablet:\n"), "solution")
        self.assertEqual(self.formulation(row(), "  IV:\n"), "solution")

    def test_usual(self):
        family = [row(dosing_schedule="Drug: 5 mg PO @0h [Capsule]"), row(dosing_schedule="often")]
        self.assertEqual(self.formulation(row(), "  Tablet:\n  Capsule:\n", family=family), "Capsule")
        self.assertEqual(self.formulation(row(), "  Tablet:\n  Capsule:\n"), "Tablet")

    def test_foreign(self):
        """A formulation that names another compound of the library is that compound's."""
        names, more = "  Inhibitor capsule:\n  Tablet:\n", [("inhibitor", "")]
        self.assertEqual(self.formulation(row(arm="5 mg capsule"), names, more=more), "Tablet")
        self.assertEqual(self.formulation(row(arm="5 mg capsule"), names), "Inhibitor capsule")
        self.assertEqual(self.formulation(row(), "  Inhibitor capsule:\n", more=more), "Inhibitor capsule")

    def test_parts_of_a_mixture_are_not_foreign(self):
        mixture = "mixture:\n  - {compound: left-part, share: 0.5}\n  - {compound: drug, share: 0.5}\n"
        more = [("left-part", "formulations:\n  Mixture capsule:\n  Tablet:\n"), ("mixture", mixture)]
        form = self.formulation(row(arm="capsule"), "  Tablet:\n", compound="mixture", more=more)
        self.assertEqual(form, "Mixture capsule")

    def test_release(self):
        source = "formulations:\n  Implant:\n    duration: {value: 3 day}\n"
        library = Library([make_library(temporary_folder(self), [("drug", source)])])
        self.assertEqual(release_time("drug", library), "3 day")
        with self.assertRaises(LeftOut):
            release_time("other", library)


class Food(unittest.TestCase):
    def test_state_of_a_dataset(self):
        for cells, state in (
            ({"food_state": "Breakfast"}, "fed"),
            ({"food_state": "light"}, "unknown"),
            ({"arm": "overnight_fast"}, "fasted"),
            ({"arm": "fed and fasted"}, "unknown"),
        ):
            self.assertEqual(food_of(row(**cells)), state)

    def test_state_of_a_formulation(self):
        self.assertEqual(state_of("Capsule fed", "fasted"), "fed")
        self.assertEqual(state_of("Solution", "fed"), "fed")
        self.assertEqual(state_of("Solution", "unknown"), "fasted")

    def test_meals(self):
        lines = meals_of("fed", [Dose(5.0, "mg", "PO", 0.0, 12.0, 2)], None, ())
        self.assertEqual([line.split(",")[0] for line in lines], ["meals:", "  - {start: 0 h", "  - {start: 12 h"])
        for food, doses, simulation, settings in (
            ("fasted", [ORAL], None, ()),
            ("fed", [Dose(5.0, "mg", "IV", 0.0)], None, ()),
            ("fed", [ORAL], None, ("Capsule fed",)),
            ("fed", [ORAL], {"doses": []}, ()),
        ):
            self.assertEqual(meals_of(food, doses, simulation, settings), ())
        own = ["meals:", "  - {start: 1 h}"]
        self.assertEqual(meals_of("fasted", [ORAL], {"meals": own}, ()), tuple(own))


def study(form, settings):
    dose = f"{{compound: drug, dose: 1 mg, route: oral, formulation: {form}, start: 0 h}}"
    return f"schema: study/1\ncompounds: {{drug: {{{settings}}}}}\ndoses:\n  - {dose}\n"


class Settings(unittest.TestCase):
    def settings(self, form, food, rows, genotype=""):
        studies = [
            ("drug/fasted", study("Tablet", "solubility: low")),
            ("drug/with-food", study("Tablet", "solubility: high")),
            ("drug/dissolved", study("Solution", "permeability: high")),
            ("drug/poor", study("Tablet", "without: [enzyme]")),
        ]
        library = Library([make_library(temporary_folder(self), studies=studies)])
        return usual_settings(form, food, rows, library, genotype)

    FASTED = row(sim_name="Fasted", food_state="fasted")
    FED = row(sim_name="With food", food_state="fed")
    POOR = row(sim_name="Poor", genotype="PM", food_state="fasted")

    def test_form(self):
        rows = [self.FASTED, row(sim_name="Dissolved")]
        self.assertEqual(self.settings("Solution", "", rows), ("compounds: {drug: {permeability: high}}",))
        self.assertEqual(self.settings("", "", rows), ())

    def test_food(self):
        rows = [self.FASTED, self.FED, self.FED]
        self.assertIn("low", self.settings("Tablet", "fasted", rows)[0])
        self.assertIn("low", self.settings("Tablet", "unknown", rows)[0])
        self.assertIn("high", self.settings("Tablet", "fed", rows)[0])
        self.assertIn("high", self.settings("Tablet", "fasted", [self.FED])[0])  # none in the same state

    def test_genotype(self):
        rows = [self.FASTED, self.FASTED, self.POOR]
        self.assertIn("enzyme", self.settings("Tablet", "fasted", rows, "PM")[0])
        self.assertIn("low", self.settings("Tablet", "fasted", rows)[0])
        self.assertEqual(self.settings("Tablet", "fasted", rows, "UM"), ())

    def test_no_majority(self):
        other = row(sim_name="Poor", food_state="fasted")
        self.assertEqual(self.settings("Tablet", "fasted", [self.FASTED, other]), ())

    def test_joined(self):
        one = ("compounds: {a: {solubility: X, y: 1}}",)
        other = ("compounds:", "  b: {solubility: Z}", "  a: {solubility: Z}")
        joined = ("compounds:", "  a: {solubility: X, y: 1}", "  b: {solubility: Z}")
        self.assertEqual(joined_settings(one, [other]), joined)
        self.assertEqual(joined_settings(one, [()]), one)

    def test_by_compound(self):
        block = ("compounds:", "  a:", "    solubility: X", "  b: {y: [1, 2]}")
        self.assertEqual(by_compound(block), {"a": ["  a:", "    solubility: X"], "b": ["  b: {y: [1, 2]}"]})
        inline = by_compound(("compounds: {a: {y: [1, 2], z: 3}, b: {}} # of both",))
        self.assertEqual(inline, {"a": ["  a: {y: [1, 2], z: 3}"], "b": ["  b: {}"]})


class Bodies(unittest.TestCase):
    def library(self, *people):
        return Library([make_library(temporary_folder(self), [("drug", FORMULATIONS)], people)])

    def test_individual_of_the_library(self):
        given = row(sim_individual="A person", sim_gender="female", sim_age_y="30", sim_weight_kg="60-80")
        body = ("subject: {individual: drug/a-person, weight: 70 kg}",)
        self.assertEqual(subject_of(given, self.library(), None), body)

    def test_individual_lent_by_the_other_drug(self):
        given = row(sim_individual="Someone", coadministered_schedule="Other: 1 mg PO @0h")
        body = ("subject: {individual: other/someone}",)
        self.assertEqual(subject_of(given, self.library(("other/someone", "sex: male\n")), None), body)

    def test_imported_study(self):
        body = ("subject: {species: human, age: 30 year}",)
        self.assertEqual(subject_of(row(), self.library(), {"subject": list(body)}), body)

    def test_children(self):
        library = self.library(("drug/child", "age: 3 year\n"), ("drug/sizeless", "population: European\n"))
        described = "subject: {individual: drug/sizeless, age: 13 year, weight: 19 kg}"
        ages = {"sim_age_y": "8-18", "sim_weight_kg": "14-24"}
        ageless = {"subject": ["subject: {individual: drug/sizeless}"]}
        for cells, simulation, subject in (
            (ages, None, "subject: {species: human, age: 13 year, weight: 19 kg}"),
            ({"sim_age_y": "0.007"}, None, "subject: {species: human, age: 0.007 year}"),
            ({"arm": "paediatric", "sim_individual": "child"}, None, "subject: {individual: drug/child}"),
            ({}, {"subject": ["subject: {age: 3 year}"]}, "subject: {age: 3 year}"),
            # An imported study without an age would run an adult.
            ({"sim_individual": "sizeless", **ages}, ageless, described),
            # Nor is a child as old as the study says.
            ({"sim_individual": "sizeless", **ages}, {"subject": ["subject: {age: 30 year}"]}, described),
            ({"sim_individual": "sizeless", "sim_age_y": "30"}, ageless, ageless["subject"][0]),
            ({"arm": "paediatric dose", "sim_age_y": "30"}, None, "subject: {species: human, age: 30 year}"),
        ):
            with self.subTest(**cells):
                self.assertEqual(subject_of(row(**cells), library, simulation), (subject,))

    def test_children_left_out(self):
        for cells, reason in (
            ({"arm": "paediatric"}, "children of unknown age"),
            ({"population_tags": "infant", "sim_individual": "A person"}, "children of unknown age"),
            ({"arm": "preterm newborns", "sim_age_y": "0.02"}, "preterm"),
        ):
            with self.subTest(**cells), self.assertRaisesRegex(LeftOut, reason):
                subject_of(row(**cells), self.library(), None)

    def test_population(self):
        people = [
            ("drug/one", "population: Japanese (2015)\n"),
            ("drug/two", "population: Asian_Tanaka\n"),
            ("other/three", "population: European\n"),
        ]
        library = self.library(*people)
        self.assertEqual(library.populations(), ["Asian_Tanaka", "European", "Japanese (2015)"])
        for cells, population in (
            ({"sim_population": "European", "arm": "Japanese"}, "European"),
            ({"sim_population": "Martian", "arm": "Japanese"}, None),
            ({"arm": "Japanese_men"}, "Japanese (2015)"),
            ({"arm": "Korean"}, "Asian_Tanaka"),
            ({"arm": "Korean and Japanese"}, None),
            ({}, None),
        ):
            self.assertEqual(population_of(row(**cells), library), population)
        body = ("subject: {species: human, population: Asian_Tanaka, sex: male}",)
        self.assertEqual(subject_of(row(arm="Chinese", sim_gender="Male"), library, None), body)


if __name__ == "__main__":
    unittest.main()
