import DataFiles
import Quantities

/// Checks across the files of one species: names, shares, and that the reference individuals can be made.
struct SpeciesCheck {
  let species: SpeciesRecord
  /// Start of species.yaml.
  let start: SourceLocation
  let diagnostics: Diagnostics

  private var rounding: Double { 1e-9 }

  func run() {
    let faults = diagnostics.errors.count
    checkNames()
    checkRemainder()
    checkFatFreeMass()
    checkHeights()
    checkDivision()
    checkShares()
    for (key, owners) in [
      ("glomerular_filtration", species.organs.filter { $0.filtration != nil }),
      ("microsomal_protein", species.organs.filter { $0.microsomalProtein != nil }),
      ("hepatocytes", species.organs.filter { $0.hepatocytes != nil }),
    ] where owners.count > 1 {
      for organ in owners.dropFirst() {
        diagnostics.report(
          organ.location, "both \(owners[0].name) and \(organ.name) have \(key)", remedy: "keep it in one organ")
      }
    }
    if diagnostics.errors.count == faults { checkIndividuals() }
  }

  // MARK: Names

  private func checkNames() {
    let organs = species.organNames
    for organ in species.organs {
      checkName(organ.supply?.from, "takes blood from", of: organ.name, at: organ.location, known: organs)
      checkName(organ.drainsInto, "drains into", of: organ.name, at: organ.location, known: organs)
    }
    guard let gut = species.gut else { return }
    for segment in gut.segments {
      guard let mucosa = segment.mucosa, let name = segment.mucosaName else { continue }
      checkName(
        mucosa.organ, "is part of", of: name, at: segment.location, known: species.organs.map(\.name))
      checkName(mucosa.drainsInto, "drains into", of: name, at: segment.location, known: organs)
    }
    if let gallbladder = gut.gallbladder {
      checkName(
        gallbladder.ejectsInto, "ejects into", of: "the gallbladder", at: start, known: gut.segments.map(\.name))
    }
  }

  private func checkName(
    _ name: String?, _ role: String, of owner: String, at location: SourceLocation, known: [String]
  ) {
    guard let name, !known.contains(name) else { return }
    let nearest = nearestName(name, in: known).map { "did you mean \($0)? " } ?? ""
    diagnostics.report(
      location, "\(owner) \(role) \(name), which \(species.name) does not have",
      remedy: "\(nearest)known are \(known.joined(separator: ", "))")
  }

  // MARK: Sizes

  private func checkRemainder() {
    let remainders = species.organs.filter { if case .remainder = $0.volume { true } else { false } }
    for organ in remainders.dropFirst() {
      diagnostics.report(
        organ.location, "both \(remainders[0].name) and \(organ.name) take the remainder of the body weight",
        remedy: "give one of them a volume")
    }
    let suppliers = species.organs.filter {
      if case .remainder? = $0.supply?.flow { true } else { false }
    }
    for organ in suppliers.dropFirst() {
      diagnostics.report(
        organ.location, "both \(suppliers[0].name) and \(organ.name) take the remainder of the cardiac output",
        remedy: "give one of them a blood flow")
    }
  }

  private func checkFatFreeMass() {
    let takers = species.organs.filter { $0.takesUp != nil }
    if species.fatFreeMass != nil, takers.isEmpty {
      diagnostics.report(
        start, "\(species.name) has a fat-free mass, but no organ takes up its rest",
        remedy: "add takes_up: {rest_of: fat-free mass, at_least: ...} to one organ, in man to muscle")
    }
    for organ in takers {
      if species.fatFreeMass == nil {
        diagnostics.report(
          organ.location, "\(organ.name) takes up the rest of the fat-free mass, which \(species.name) does not give",
          remedy: "add fat_free_mass to species.yaml, or remove takes_up")
      }
      if case .remainder = organ.volume {
        diagnostics.report(
          organ.location, "\(organ.name) takes both the remainder of the body weight and that of the fat-free mass",
          remedy: "give it a volume, or move takes_up to another organ")
      }
    }
    for organ in takers.dropFirst() {
      diagnostics.report(
        organ.location, "both \(takers[0].name) and \(organ.name) take up the rest of the fat-free mass",
        remedy: "keep takes_up in one of them")
    }
  }

  private func checkHeights() {
    let heights = [species.references.male.height, species.references.female.height]
    guard heights.contains(nil) else { return }
    for organ in species.organs where organ.heightExponent != nil {
      diagnostics.report(
        organ.location, "\(organ.name) follows the height, but the reference individuals have none",
        remedy: "write weight_exponent, or add the height to reference_individuals")
    }
    for segment in species.gut?.segments ?? [] {
      let extents = [segment.length, segment.proximalRadius, segment.distalRadius]
      guard extents.contains(where: { $0.perHeight != 0 }) else { continue }
      diagnostics.report(
        segment.location, "\(segment.name) follows the height, but the reference individuals have none",
        remedy: "write per_height: 0, or add the height to reference_individuals")
    }
    if species.fatFreeMass != nil {
      diagnostics.report(
        start, "fat_free_mass follows the height, but the reference individuals have none",
        remedy: "remove it, or add the height to reference_individuals")
    }
    if let law = species.surfaceLaw, law.heightExponent != 0 {
      diagnostics.report(
        start, "body_surface_area follows the height, but the reference individuals have none",
        remedy: "write height_exponent: 0, or add the height to reference_individuals")
    }
  }

  private func checkDivision() {
    guard species.membranes == nil else { return }
    let divided =
      species.organs.filter { $0.spaces != nil }.map { ($0.name, $0.location) }
      + (species.gut?.segments ?? []).filter { $0.mucosa?.spaces != nil }.map { ("\($0.name) mucosa", $0.location) }
    for (name, location) in divided {
      diagnostics.report(
        location, "\(name) has fractions, but species.yaml says nothing of the surfaces between them",
        remedy: "add blood_cell_surface_to_volume, blood_cell_surface_factor, "
          + "endothelial_surface_per_vascular_volume and endothelial_permeability")
    }
  }

  private func checkShares() {
    let peripheral = species.organs.reduce(0) { $0 + $1.peripheralBloodFraction }
    if peripheral > 0, abs(peripheral - 1) > rounding {
      diagnostics.report(
        start, "the shares of the organs in peripheral venous blood sum to \(formattedNumber(peripheral))",
        remedy: "let peripheral_blood_fraction sum to 1 over the organs")
    }
    for organ in species.organs {
      let linings = (species.gut?.segments ?? []).compactMap(\.mucosa).filter { $0.organ == organ.name }
      guard !linings.isEmpty else { continue }
      if organ.mucosalFlowFraction == nil {
        diagnostics.report(
          organ.location, "\(organ.name) has a mucosa, but nothing says how much blood reaches it",
          remedy: "add mucosal_flow_fraction")
      }
      checkSum(linings.map(\.flowShare), "flow_share", of: organ)
      checkSum(linings.map(\.wallFraction), "wall_fraction", of: organ)
    }
  }

  private func checkSum(_ shares: [Double], _ key: String, of organ: OrganRecord) {
    let sum = shares.reduce(0, +)
    guard sum > 1 + rounding else { return }
    diagnostics.report(
      organ.location, "the \(key) of the gut segments of \(organ.name) sum to \(formattedNumber(sum))",
      remedy: "their sum must not exceed 1")
  }

  // MARK: Individuals

  private func checkIndividuals() {
    var told: PhysiologyError?
    for sex in Sex.allCases {
      do throws(PhysiologyError) {
        _ = try makeIndividual(species, SubjectDescription(species: species.name, sex: sex.rawValue))
      } catch {
        // What is wrong with both is told once.
        guard error != told else { continue }
        told = error
        let place =
          species.organs.first { $0.name == error.subject }?.location
          ?? species.gut?.segments.first { $0.mucosaName == error.subject || $0.name == error.subject }?.location
        diagnostics.report(
          place ?? start, "\(error.subject) of the \(sex.rawValue) of reference: \(error.problem)",
          remedy: error.remedy)
      }
    }
  }
}
