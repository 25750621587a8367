"""Tests of rebuilding snapshots from records."""

import unittest

from snapshot_records.compounds import compound
from snapshot_records.profiles import molecule_in
from snapshot_records.protocols import formulation_of, meals_of, protocol
from snapshot_records.variants import diplotypes, phenotypes, processes_of, score, variant_of
from validation_cases.schedules import Dose


def process(name, molecule, source, used, **more):
    return dict(
        {
            "group": "process",
            "process": name,
            "molecule": molecule,
            "data_source": source,
            "used_in_simulations": used,
            "name": "kcat",
            "value": 1.0,
        },
        **more,
    )


class Variants(unittest.TestCase):
    def test_names(self):
        self.assertEqual(diplotypes("CYP *1/*2 and 1l3"), {("1", "2"), ("1", "3")})
        self.assertEqual(score("AS=0.5"), {"0.5"})
        self.assertEqual(phenotypes("PM, 10 mg PMA"), {"PM"})

    def test_variant_the_text_names(self):
        keys = [("Metabolization", "E", name, "") for name in ("*1/*1", "*2/*2", "AS=0")]
        for text, chosen in (("*2/*2 carriers", [keys[1]]), ("AS = 0", [keys[2]]), ("PM", [keys[2]]), ("all", [])):
            self.assertEqual(variant_of(keys, text), chosen)

    def test_usual_variant(self):
        usual, rare = (process("Metabolization", "E", source, used) for source, used in (("*1/*1", 3), ("*2/*2", 1)))
        chosen, _ = processes_of({"parameters": [usual, rare]}, "", 4, {"E"}, False)
        self.assertEqual([key[2] for key in chosen], ["*1/*1"])

    def test_interactions(self):
        """A reversible inhibition gives way to an irreversible one, and none acts on what is not expressed."""
        records = [
            process("CompetitiveInhibition", "E", "a", 1),
            process("IrreversibleInhibition", "E", "b", 1),
            process("Induction", "F", "c", 1),
        ]
        _, acting = processes_of({"parameters": records}, "", 1, {"E"}, False)
        self.assertEqual([key[0] for key in acting], ["IrreversibleInhibition"])


class Protocols(unittest.TestCase):
    def test_keys(self):
        one, two = Dose(1, "mg", "PO", 0, formulation="Tablet"), Dose(2, "mg", "PO", 6, 12, 3, formulation="Drops")
        made, mapping = protocol("P", [one, Dose(1, "mg", "IV", 2, infusion=30), two])
        items = [schema["SchemaItems"][0] for schema in made["Schemas"]]
        self.assertEqual([item.get("FormulationKey") for item in items], ["Formulation 1", None, "Formulation 2"])
        self.assertEqual([item["ApplicationType"] for item in items], ["Oral", "Intravenous", "Oral"])
        self.assertEqual([one["Key"] for one in mapping], ["Formulation 1", "Formulation 2"])
        self.assertEqual(protocol("P", [one])[1], [{"Name": "Tablet", "Key": "Formulation"}])

    def test_formulation(self):
        dose, names = Dose(1, "mg", "PO", 0), ["IV", "Tablet fed", "Tablet fasted"]
        self.assertEqual(formulation_of(dose, names, ["fed"], "Tablet fasted"), "Tablet fed")
        self.assertEqual(formulation_of(dose, names, ["capsule fed"], "Tablet fasted"), "Tablet fasted")
        self.assertEqual(formulation_of(dose, ["IV"], ["x"], None), "Solution")

    def test_meals(self):
        class World:
            meals = {"drug": {"word": "fed", "meal": "Breakfast"}}

        doses = [Dose(1, "mg", "PO", 0, 12, 2)]
        starts = [event["StartTime"]["Value"] for event in meals_of("drug", "10 mg (fed)", doses, World)]
        self.assertEqual(starts, [0, 12])
        self.assertEqual(meals_of("drug", "federal", doses, World), [])
        self.assertEqual(meals_of("other", "fed", doses, World), [])


class Compounds(unittest.TestCase):
    def test_blocks(self):
        member = {
            "name": "Drug",
            "key": {
                "partition_coefficient_method": "M",
                "cellular_permeability_method": "N",
                "halogens": {"Cl": 1, "F": 2},
                "processes": ["Metabolization:E:Lab", "GlomerularFiltration::Assumed"],
            },
            "parameters": [
                {"group": "Solubility", "alternative": "Measured", "name": "Solubility", "value": 2, "unit": "mg/l"},
                {"group": "pKa", "name": "pKa", "type": "Acid", "value": 4.0},
                {"group": "physchem", "name": "F", "value": 1},
                process("Metabolization", "E", "Lab", 1),
            ],
        }
        made = compound(member, {})
        self.assertEqual(made["Solubility"][0]["Parameters"], [{"Name": "Solubility", "Value": 2, "Unit": "mg/l"}])
        self.assertEqual(made["PkaTypes"], [{"Type": "Acid", "Pka": 4.0}])
        self.assertEqual([one["DataSource"] for one in made["Processes"]], ["Lab", "Assumed"])
        self.assertEqual([one["Name"] for one in made["Parameters"]], ["F", "Cl"])

    def test_molecule_of_another_name(self):
        self.assertEqual(molecule_in("CYP3A4 (note)", {"CYP3A4", "UGT"}), "CYP3A4")
        self.assertIsNone(molecule_in("OCT2", {"CYP3A4"}))


if __name__ == "__main__":
    unittest.main()
