import DataFiles
import SnapshotImport

/// Small snapshots, one for each way in which the versions write expression.
enum Fixture {
  static let surroundings = ImportSurroundings(
    liver: .init(volume: 2, cellFraction: 0.5, interstitialFraction: 0.25))

  static func imported(
    _ text: String, compound: String? = nil, surroundings: ImportSurroundings = Self.surroundings
  ) throws -> ImportedLibrary {
    try importSnapshot(Array(text.utf8), file: "Exampline-Model.json", compound: compound, surroundings: surroundings)
  }

  /// A whole project around some parts.
  static func project(
    version: Int = 80, compound: String = compound(), individuals: String = individual80, profiles: String = profiles80,
    formulations: String = "", protocols: String = oralProtocol, events: String = "",
    simulations: [String] = [simulation()]
  ) -> String {
    """
    {"Version": \(version), "ExpressionProfiles": [\(profiles)], "Individuals": [\(individuals)],
     "Compounds": [\(compound)], "Formulations": [\(formulations)], "Protocols": [\(protocols)], "Events": [\(events)],
     "Simulations": [\(simulations.joined(separator: ","))]}
    """
  }

  static func compound(
    _ name: String = "Exampline", processes: String = metabolism, extra: String = "",
    fractionUnbound: String = #"{"Name": "Fraction unbound (plasma, reference value)", "Value": 5.0, "Unit": "%"}"#
  ) -> String {
    """
    {"Name": "\(name)", "IsSmallMolecule": true, "PlasmaProteinBindingPartner": "Glycoprotein",
     "Lipophilicity": [{"Name": "Fit", "Parameters": [{"Name": "Lipophilicity", "Value": 2.5, "Unit": "Log Units",
       "ValueOrigin": {"Source": "ParameterIdentification", "Description": "Value updated from 'PI 1' on 2020-01-01"}}]}],
     "FractionUnbound": [{"Name": "Lit", "Species": "Human", "Parameters": [\(fractionUnbound)]}],
     "Solubility": [
       {"Name": "Water", "IsDefault": false, "Parameters": [{"Name": "Solubility at reference pH", "Value": 1.0,
         "Unit": "mg/l"}, {"Name": "Reference pH", "Value": 7.0}]},
       {"Name": "FaSSIF", "Parameters": [{"Name": "Solubility at reference pH", "Value": 2.0, "Unit": "µg/ml"},
         {"Name": "Reference pH", "Value": 6.5}]}],
     "IntestinalPermeability": [{"Name": "Fit", "IsDefault": false, "Parameters": [
       {"Name": "Specific intestinal permeability (transcellular)", "Value": 1e-05, "Unit": "dm/min"}]}],
     "PkaTypes": [{"Type": "Base", "Pka": 6.2}], "Processes": [\(processes)],
     "CalculationMethods": ["Cellular partition coefficient method - Schmitt",
       "Cellular permeability - Charge dependent Schmitt normalized to PK-Sim"],
     "Parameters": [{"Name": "Cl", "Value": 1.0}, {"Name": "Molecular weight", "Value": 300.0, "Unit": "g/mol"}]\(extra)}
    """
  }

  static let metabolism = process(
    "MetabolizationLiverMicrosomes_MM", "CYP3A4", "Lab",
    #"{"Name": "In vitro Vmax for liver microsomes", "Value": 10.0, "Unit": "pmol/min/mg mic. protein"},"#
      + #"{"Name": "Km", "Value": 3.0, "Unit": "µM"}"#)

  static func process(_ kind: String, _ molecule: String?, _ source: String, _ parameters: String) -> String {
    let named = molecule.map { #""Molecule": "\#($0)", "# } ?? ""
    return #"{"InternalName": "\#(kind)", \#(named)"DataSource": "\#(source)", "Parameters": [\#(parameters)]}"#
  }

  static let oralProtocol = """
    {"Name": "po 5 mg", "ApplicationType": "Oral", "DosingInterval": "DI_12_12", "Parameters": [
      {"Name": "Start time", "Value": 0.0, "Unit": "h"}, {"Name": "InputDose", "Value": 5.0, "Unit": "mg"},
      {"Name": "End time", "Value": 2.0, "Unit": "day(s)"},
      {"Name": "Volume of water/body weight", "Value": 3.5, "Unit": "ml/kg"}]}
    """

  static let individual80 = """
    {"Name": "Man", "OriginData": {"Species": "Human", "Population": "European_ICRP_2002", "Gender": "MALE",
     "Age": {"Value": 30.0, "Unit": "year(s)"}}, "ExpressionProfiles": ["CYP3A4|Human|Healthy", "P-gp|Human|Healthy"]}
    """

  static let profiles80 = """
    {"Type": "Enzyme", "Species": "Human", "Molecule": "CYP3A4", "Category": "Healthy", "Parameters": [
      {"Path": "CYP3A4|Reference concentration", "Value": 4.0, "Unit": "µmol/l"},
      {"Path": "Organism|Liver|Periportal|Intracellular|CYP3A4|Relative expression", "Value": 1.0},
      {"Path": "Organism|Liver|Pericentral|Intracellular|CYP3A4|Relative expression", "Value": 1.0},
      {"Path": "Organism|SmallIntestine|Mucosa|Duodenum|Intracellular|CYP3A4|Relative expression", "Value": 0.5}],
      "Localization": "Intracellular, BloodCellsIntracellular, VascEndosome"},
    {"Type": "Transporter", "Species": "Human", "Molecule": "P-gp", "Category": "Healthy", "TransportType": "Efflux",
      "Parameters": [{"Path": "Organism|Kidney|Intracellular|P-gp|Relative expression", "Value": 1.0},
        {"Path": "Organism|Kidney|Intracellular|P-gp|Fraction expressed apical", "Value": 0.25}],
      "Expression": [
        {"Name": "Kidney", "TransportDirection": "ExcretionKidney", "CompartmentName": "Intracellular"},
        {"Name": "Kidney", "TransportDirection": "EffluxIntracellularToInterstitial", "CompartmentName": "Interstitial"}]}
    """

  static func simulation(
    _ name: String = "S1", individual: String = "Man", processes: [String] = ["CYP3A4-Lab"], alternatives: String = "",
    formulation: String? = nil, extra: String = "", parameters: String = ""
  ) -> String {
    let used = processes.map { name in
      let molecule = name.split(separator: "-").dropLast().joined(separator: "-")
      return #"{"Name": "\#(name)", "MoleculeName": "\#(molecule)"}"#
    }.joined(separator: ",")
    let given = formulation.map { #", "Formulations": [{"Name": "\#($0)", "Key": "Formulation"}]"# } ?? ""
    return """
      {"Name": "\(name)", "Model": "4Comp", "OutputSchema": [{"Parameters": [
        {"Name": "Start time", "Value": 0.0, "Unit": "h"}, {"Name": "End time", "Value": 24.0, "Unit": "h"},
        {"Name": "Resolution", "Value": 20.0, "Unit": "pts/h"}]}], "Parameters": [\(parameters)],
        "Individual": "\(individual)", "Compounds": [{"Name": "Exampline", "Alternatives": [\(alternatives)],
        "Processes": [\(used)], "Protocol": {"Name": "po 5 mg"\(given)}}]\(extra)}
      """
  }
}
