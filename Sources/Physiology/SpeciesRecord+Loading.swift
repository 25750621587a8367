import DataFiles
import Quantities

/// Reads every file of a species and checks that they fit together.
///
/// - Parameters:
///   - name: The species as its folder is named.
///   - at: Where the species was asked for, such as a line of a study file.
/// - Returns: nil if anything is wrong; `diagnostics` then holds every fault.
public func loadSpecies(
  _ name: String, library: Library, diagnostics: Diagnostics, at: SourceLocation? = nil
) -> SpeciesRecord? {
  guard library.find("Physiology/\(name)/species.yaml") != nil else {
    SpeciesLoader(name: name, library: library, diagnostics: diagnostics).reportUnknown(at)
    return nil
  }
  return diagnostics.remembered("species \(name) \(library.folders.joined(separator: " "))") { diagnostics in
    SpeciesLoader(name: name, library: library, diagnostics: diagnostics).load()
  }
}

private struct SpeciesLoader {
  let name: String
  let library: Library
  let diagnostics: Diagnostics
  let sheet = FactSheet()

  private var folder: String { "Physiology/\(name)" }

  func load() -> SpeciesRecord? {
    let faults = diagnostics.errors.count
    let before = diagnostics.origins
    var species = read("species.yaml", subject: name, what: "a species") { $0.species(expectedName: name) }
    let organs = files("organs").compactMap { file in
      read("organs/\(file)", subject: words(file), what: "an organ") { $0.organ(expectedName: words(file)) }
    }
    var gut = gut()
    let growth = growth(of: organs.map(\.name), gut?.segments ?? [])
    if let segments = gut?.segments {
      gut?.segments = segments.map { segment in
        var segment = segment
        segment.phByAge = growth.gutPH[segment.name]
        segment.volumeByAge = growth.gutVolumes[segment.name]
        return segment
      }
    }
    checkSources(diagnostics.origins.subtracting(before))
    if files("organs").isEmpty {
      diagnostics.report(
        start(of: "species.yaml"), "\(name) has no organs", remedy: "add a file an organ in \(folder)/organs")
    }
    species?.organs = organs.map { organ in
      var organ = organ
      organ.volumeByAge = growth.volumes[organ.name]
      organ.flowByAge = growth.flows[organ.name]
      return organ
    }
    species?.growth = growth.growth
    species?.gut = gut
    species?.facts = sheet.facts
    guard let species, diagnostics.errors.count == faults else { return nil }
    SpeciesCheck(species: species, start: start(of: "species.yaml"), diagnostics: diagnostics).run()
    return diagnostics.errors.count == faults ? species : nil
  }

  func reportUnknown(_ askedAt: SourceLocation?) {
    let known = library.list("Physiology").filter { library.find("Physiology/\($0)/species.yaml") != nil }
    let nearest = nearestName(name, in: known).map { "did you mean \($0)? " } ?? ""
    diagnostics.report(
      askedAt ?? start(of: "species.yaml"), "there is no species \(name)",
      remedy: known.isEmpty
        ? "name a folder that holds Physiology/ with --library" : "\(nearest)known are \(known.joined(separator: ", "))"
    )
  }

  private func gut() -> GutRecord? {
    guard library.find("\(folder)/gut/gut.yaml") != nil else { return nil }
    var gut = read("gut/gut.yaml", subject: "gut", what: "the gut") { $0.gut() }
    let segments = files("gut/segments").compactMap { file -> GutSegmentRecord? in
      let numbered = words(file).split(separator: " ", maxSplits: 1)
      guard numbered.count == 2, Int(numbered[0]) != nil else {
        diagnostics.report(
          start(of: "gut/segments/\(file)"), "the file's name does not say where in the gut the segment is",
          remedy: "put its place in front: 02-duodenum.yaml")
        return nil
      }
      let segment = String(numbered[1])
      return read("gut/segments/\(file)", subject: segment, what: "a gut segment") {
        $0.segment(expectedName: segment)
      }
    }
    gut?.segments = segments
    return gut
  }

  /// The tables of `growth/`, where the species has some.
  private func growth(of organs: [String], _ segments: [GutSegmentRecord]) -> GrowthTables {
    func found(_ file: String) -> String? { library.find("\(folder)/growth/\(file)") }
    // A segment that could not be read is a fault already; the rows about it are none.
    let isWhole = segments.count == files("gut/segments").count
    return GrowthReader(sheet: sheet, diagnostics: diagnostics).read(
      body: ["body.csv", "plasma-proteins.csv"].compactMap(found), organs: (found("organs.csv"), organs),
      gut: (isWhole ? found("gut.csv") : nil, segments))
  }

  private func checkSources(_ origins: Set<Origin>) {
    if library.all("Physiology/references.yaml").isEmpty {
      diagnostics.report(
        SourceLocation(file: "Physiology/references.yaml", line: 1, column: 1), "there is no such file",
        remedy: "add it, with an entry for every source that the files name")
      return
    }
    let references = loadReferences(of: ["Physiology"], library: library, diagnostics: diagnostics)
    checkReferences(origins, in: references, diagnostics: diagnostics)
  }

  // MARK: Files

  private func files(_ subfolder: String) -> [String] {
    library.list("\(folder)/\(subfolder)").filter { $0.hasSuffix(".yaml") }
  }

  private func words(_ file: String) -> String {
    String(file.dropLast(".yaml".count).map { $0 == "-" ? " " : $0 })
  }

  private func path(_ file: String) -> String {
    library.find("\(folder)/\(file)") ?? "\(folder)/\(file)"
  }

  private func start(of file: String) -> SourceLocation {
    SourceLocation(file: path(file), line: 1, column: 1)
  }

  private func read<Value>(
    _ file: String, subject: String, what: String, _ read: (SourcedReader) -> Value?
  ) -> Value? {
    guard let node = readYAML(path: path(file), diagnostics: diagnostics),
      let reader = RecordReader(node, diagnostics: diagnostics, what: what)
    else { return nil }
    return read(SourcedReader(reader: reader, sheet: sheet, subject: subject))
  }
}

// MARK: - species.yaml

extension SourcedReader {
  /// Reads species.yaml; organs, gut and facts come from elsewhere.
  func species(expectedName: String) -> SpeciesRecord? {
    reader.checkSchema("species/1")
    let name = reader.text("species", required: true)
    if let name, name != expectedName {
      diagnostics.report(
        reader.node("species")?.location ?? location, "the file of \(expectedName) describes \(name)",
        remedy: "write species: \(expectedName), or rename the folder")
    }
    let references = record("reference_individuals", what: "a man and a woman of reference") { both in
      let male = both.record("male", what: "the male of reference") { $0.referenceIndividual() }
      let female = both.record("female", what: "the female of reference") { $0.referenceIndividual() }
      return male.flatMap { male in female.map { PerSex(male: male, female: $0) } }
    }
    let adultAge = value("adult_age", .time, in: notNegative, required: false)
    let hematocrit = perSex("hematocrit", .none, in: share)
    let blood = blood()
    let membranes = membranes()
    let output = record("cardiac_output", required: false, what: "the cardiac output") { $0.cardiacOutput() }
    let law = record("body_surface_area", required: false, what: "the body surface area") { $0.surfaceLaw() }
    let fatFreeMass = record("fat_free_mass", required: false, what: "the fat-free mass") { $0.fatFreeMass() }
    reader.finish()
    guard let name, let references, let hematocrit else { return nil }
    return SpeciesRecord(
      name: name, references: references, adultAge: adultAge, hematocrit: hematocrit, blood: blood, surfaceLaw: law,
      fatFreeMass: fatFreeMass, membranes: membranes, cardiacOutput: output, growth: nil, organs: [], gut: nil,
      facts: [])
  }

  private func referenceIndividual() -> SpeciesRecord.ReferenceIndividual? {
    let height = value("height", .length, in: plausibleHeight, required: false)
    guard let age = value("age", .time, in: positive), let weight = value("weight", .mass, in: plausibleWeight) else {
      return nil
    }
    return SpeciesRecord.ReferenceIndividual(age: age, weight: weight, height: height)
  }

  /// All four numbers, or none: a species of undivided organs needs no membranes.
  private func membranes() -> SpeciesRecord.Membranes? {
    let keys = [
      "blood_cell_surface_to_volume", "blood_cell_surface_factor", "endothelial_surface_per_vascular_volume",
      "endothelial_permeability",
    ]
    guard keys.contains(where: reader.has) else { return nil }
    let surface = value(keys[0], .perLength, in: positive)
    let factor = value(keys[1], .none, in: share)
    let endothelium = value(keys[2], .perLength, in: positive)
    let permeability = value(keys[3], .permeability, in: positive)
    guard let surface, let factor, let endothelium, let permeability else { return nil }
    return SpeciesRecord.Membranes(
      bloodCellSurfaceToVolume: surface, bloodCellSurfaceFactor: factor,
      endothelialSurfacePerVascularVolume: endothelium, endothelialPermeability: permeability)
  }

  private func cardiacOutput() -> SpeciesRecord.CardiacOutput? {
    guard let flow = perSex("flow", .flow, in: positive),
      let exponent = value("weight_exponent", .none, in: plausibleExponent)
    else { return nil }
    return SpeciesRecord.CardiacOutput(flow: flow, weightExponent: exponent)
  }

  private func surfaceLaw() -> SpeciesRecord.SurfaceLaw? {
    guard let coefficient = value("coefficient", .area, in: positive),
      let weight = value("weight_exponent", .none, in: plausibleExponent),
      let height = value("height_exponent", .none, in: plausibleExponent)
    else { return nil }
    return SpeciesRecord.SurfaceLaw(coefficient: coefficient, weightExponent: weight, heightExponent: height)
  }

  private func fatFreeMass() -> PerSex<SpeciesRecord.FatFreeMassLaw>? {
    let male = record("male", what: "the fat-free mass of a man") { $0.fatFreeMassLaw() }
    let female = record("female", what: "the fat-free mass of a woman") { $0.fatFreeMassLaw() }
    return male.flatMap { male in female.map { PerSex(male: male, female: $0) } }
  }

  private func fatFreeMassLaw() -> SpeciesRecord.FatFreeMassLaw? {
    let factor = value("weight_factor", .none, in: positive)
    let constant = value("constant", .none, in: positive)
    let index = value("index_factor", .none, in: positive)
    guard let factor, let constant, let index else { return nil }
    return SpeciesRecord.FatFreeMassLaw(weightFactor: factor, constant: constant, indexFactor: index)
  }
}
