import Compounds
import DataFiles
import Dosing
import Physiology
import Processes

/// Everything a study needs, read from its files and checked against each other.
public struct StudyParts: Sendable {
  public var study: Study
  public let species: SpeciesRecord
  /// The body of the study; an arm may have another one.
  public var individual: Individual
  /// Every compound that is dosed, and every metabolite that is followed, in order of first mention.
  public let compounds: [Compound]
  /// Mixtures that doses or observations name; doses are those of their parts already.
  public let mixtures: [Mixture]
  /// Profiles of the proteins of the study.
  let proteins: ProteinProfiles
  /// What differs from the study, by arm.
  let ownParts: [String: ArmParts]
  /// What was observed in its arms.
  public let observed: [StudyObservation]
  /// Every file that was read, in the order of reading.
  public let files: [String]
}

/// The body and the compounds of one arm.
public struct ArmParts: Sendable {
  public var individual: Individual
  public let compounds: [Compound]
  let profiles: ProteinProfiles

  /// The proteins of a body that some of the compounds meet in.
  ///
  /// - Throws: `ModelError` when two compounds bring different profiles of one protein.
  public func proteins(for compounds: [Compound]) throws(ModelError) -> [String: Protein] {
    try profiles.merged(for: compounds)
  }
}

/// Profiles of proteins: those of the species, and those that belong to a compound's own model.
struct ProteinProfiles: Sendable {
  var shared: [String: Protein] = [:]
  /// By compound and protein.
  var own: [String: [String: Protein]] = [:]

  /// A profile that one of the compounds brings replaces that of the species.
  func merged(for compounds: [Compound]) throws(ModelError) -> [String: Protein] {
    var found = shared
    var owner: [String: String] = [:]
    for compound in compounds {
      for (name, protein) in own[compound.name] ?? [:] {
        if let other = owner[name], found[name] != protein {
          throw ModelError(
            "\(compound.name) and \(other) bring different profiles of \(name)",
            remedy: "keep one of the two files, or move it to the species")
        }
        found[name] = protein
        owner[name] = compound.name
      }
    }
    return found
  }
}

extension StudyParts {
  /// The proteins that a process of a compound names, sorted.
  public var proteinNames: [String] {
    let all = compounds + ownParts.values.flatMap(\.compounds)
    return Set(all.flatMap { $0.processes.compactMap(\.protein) }).sorted()
  }

  /// The body and the compounds of an arm.
  public func parts(of arm: Arm) -> ArmParts {
    ownParts[arm.name] ?? ArmParts(individual: individual, compounds: compounds, profiles: proteins)
  }

  /// The proteins of the study's body that some of its compounds meet in.
  ///
  /// - Throws: `ModelError` when two compounds bring different profiles of one protein.
  public func proteins(for compounds: [Compound]) throws(ModelError) -> [String: Protein] {
    try proteins.merged(for: compounds)
  }
}
