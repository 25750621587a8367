import Quantities

/// Makes a body from the files of its species.
///
/// - Parameter variation: How the body differs from the typical one of its size; nil makes the typical one.
/// - Throws: `PhysiologyError` if the description does not fit the species, if the organs leave nothing for the one
///   that takes the remainder, or if the blood flows do not close.
public func makeIndividual(
  _ species: SpeciesRecord, _ subject: SubjectDescription, _ variation: BodyVariation? = nil
) throws(PhysiologyError) -> Individual {
  let size = try species.bodySize(of: subject)
  return try IndividualMaker(species: species, size: size, variation: variation).individual()
}

/// The gut of a body at another occasion.
///
/// - Returns: nil if the species has no gut.
/// - Throws: `PhysiologyError` if the description does not fit the species.
public func makeGut(
  _ species: SpeciesRecord, _ subject: SubjectDescription, _ variation: GutVariation
) throws(PhysiologyError) -> Gut? {
  species.gut?.gut(try species.bodySize(of: subject), variation)
}

/// The steps from a species to one body.
private struct IndividualMaker {
  let species: SpeciesRecord
  let size: BodySize
  let variation: BodyVariation?
  /// Volume of every organ, its mucosa included, L.
  let volumes: [Double]
  let hematocrit: Double
  let division: OrganDivision

  init(species: SpeciesRecord, size: BodySize, variation: BodyVariation?) throws(PhysiologyError) {
    self.species = species
    self.size = size
    self.variation = variation
    if let variation {
      volumes = try species.volumes(size, variation)
    } else {
      volumes = try species.volumes(size)
    }
    let typical = species.hematocrit(size.sex, age: size.age)
    hematocrit = variation.map { $0.measuredHematocrit ?? typical * $0.hematocrit } ?? typical
    division = OrganDivision(hematocrit: hematocrit, membranes: species.membranes)
  }

  func individual() throws(PhysiologyError) -> Individual {
    let pieces = try mucosa()
    let organs = organs(without: pieces) + pieces.map(\.organ)
    let demands = try demands()
    var nodes = species.organs.indices.map { place in
      let name = species.organs[place].name
      return BloodFlowNetwork.Node(name: name, demand: demands[name], drainsInto: species.organs[place].drainsInto)
    }
    nodes += pieces.map { piece in
      let flow = (demands[piece.record.organ]?.flow ?? 0) * piece.shareOfFlow
      return BloodFlowNetwork.Node(
        name: piece.organ.name, demand: (piece.record.organ, flow), drainsInto: piece.record.drainsInto)
    }
    let flows = try BloodFlowNetwork(nodes).solve()
    let individual = Individual(
      species: species.name, sex: size.sex.rawValue, age: size.age, weight: size.weight, height: size.height,
      bodySurfaceArea: species.bodySurfaceArea(size), hematocrit: hematocrit,
      blood: species.blood, endothelialPermeability: species.membranes?.endothelialPermeability ?? 0,
      organs: organs, unassignedMass: unassignedMass, flows: flows, gut: try gut(),
      glomerularFiltration: try glomerularFiltration(), tubularFunction: tubularFunction(),
      microsomalProtein: species.organs.lazy.compactMap(\.microsomalProtein).first.map {
        $0 * species.ratio(\.microsomalProtein, size) * (variation?.microsomalProtein ?? 1)
      },
      hepatocytes: species.organs.lazy.compactMap(\.hepatocytes).first.map { $0 * (variation?.hepatocytes ?? 1) },
      albumin: species.ratio(\.albumin, size) * (variation?.albumin ?? 1),
      alpha1AcidGlycoprotein: species.ratio(\.alpha1AcidGlycoprotein, size)
        * (variation?.alpha1AcidGlycoprotein ?? 1),
      liverEnzymes: species.ratio(\.microsomalProtein, size), binding: variation?.binding ?? 1,
      otherClearance: variation?.otherClearance ?? 1)
    try individual.checkConservation()
    return individual
  }

  /// Body weight that no organ holds; zero if one organ is the remainder.
  private var unassignedMass: Double {
    let hasRemainder = species.organs.contains { if case .remainder = $0.volume { true } else { false } }
    guard !hasRemainder else { return 0 }
    return zip(species.organs, volumes).reduce(size.weight) { $0 - $1.0.density * $1.1 }
  }

  // MARK: Organs

  /// The mucosa of one gut segment.
  private struct MucosaPiece {
    var organ: Organ
    var record: GutSegmentRecord.Mucosa
    /// Share of the organ's blood flow that passes on to this piece.
    var shareOfFlow: Double
  }

  private func mucosa() throws(PhysiologyError) -> [MucosaPiece] {
    guard let gut = species.gut else { return [] }
    var pieces: [MucosaPiece] = []
    for segment in gut.segments {
      guard let record = segment.mucosa, let name = segment.mucosaName else { continue }
      guard let position = species.organs.firstIndex(where: { $0.name == record.organ }) else {
        throw PhysiologyError(
          subject: name, problem: "it is part of \(record.organ), which is no organ of this species",
          remedy: "add the organ file, or remove the mucosa of \(segment.name)")
      }
      let host = species.organs[position]
      let volume = volumes[position] * record.wallFraction * record.mucosaFraction
      var organ = Organ(
        name: name, kind: .tissue, volume: volume, mass: volume * host.density, hasSubcompartments: false,
        composition: record.composition, gutSegment: segment.name, partOf: host.name)
      if let spaces = record.spaces {
        division.divide(&organ, spaces, cellArea: gut.effectiveArea(segment, size) / segment.microvilliFactor)
      }
      pieces.append(
        MucosaPiece(organ: organ, record: record, shareOfFlow: (host.mucosalFlowFraction ?? 0) * record.flowShare))
    }
    return pieces
  }

  private func organs(without pieces: [MucosaPiece]) -> [Organ] {
    zip(species.organs, volumes).map { record, whole in
      let volume = pieces.filter { $0.record.organ == record.name }.reduce(whole) { $0 - $1.organ.volume }
      var organ = Organ(
        name: record.name, kind: record.kind, volume: volume, mass: volume * record.density,
        hasSubcompartments: false, composition: record.composition,
        hasEndothelialBarrier: record.hasEndothelialBarrier, peripheralBloodFraction: record.peripheralBloodFraction)
      if record.kind == .blood {
        division.divideBlood(&organ)
      } else if let spaces = record.spaces, let surface = record.cellSurface {
        division.divide(&organ, spaces, cellArea: surface.area(volume: volume))
      }
      return organ
    }
  }

  /// Volume of an organ in the reference individual, L.
  private func referenceVolume(at position: Int) throws(PhysiologyError) -> Double {
    let reference = species.references[size.sex]
    // Most are as the file says; what takes up a rest depends on all others.
    if species.organs[position].takesUp == nil,
      let given = species.organs[position].referenceVolume(size.sex, age: reference.age)
    {
      return given
    }
    return try species.volumes(BodySize(reference, sex: size.sex))[position]
  }

  // MARK: Blood

  /// What every organ takes, L/h, with its mucosa.
  private func demands() throws(PhysiologyError) -> [String: (from: String, flow: Double)] {
    var demands: [String: (from: String, flow: Double)] = [:]
    var remainder: OrganRecord.Supply?
    var remainderName = ""
    // By place: records are large, and an iteration would copy each.
    for position in species.organs.indices {
      guard let supply = species.organs[position].supply else { continue }
      let flow: Double
      switch supply.flow {
      case .specific(let specific):
        flow = specific[size.sex] * volumes[position] * species.organs[position].density * flowFactor(at: position)
      case .reference(let reference):
        flow =
          try reference[size.sex] * volumes[position] / referenceVolume(at: position)
          * flowFactor(at: position)
      case .fractionOfCardiacOutput(let fraction):
        flow =
          try fraction[size.sex] * cardiacOutput(for: species.organs[position].name) * (variation?.flows[position] ?? 1)
      case .remainder:
        remainder = supply
        remainderName = species.organs[position].name
        continue
      }
      demands[species.organs[position].name] = (supply.from, flow)
    }
    if let remainder {
      // In the order of the organs: a sum of rounded numbers depends on it.
      let taken = species.organs.indices.reduce(0) { sum, place in
        guard let demand = demands[species.organs[place].name], demand.from == remainder.from else { return sum }
        return sum + demand.flow
      }
      let output = try cardiacOutput(for: remainderName)
      guard output > taken else {
        throw PhysiologyError(
          subject: remainderName,
          problem: "the other organs take \(formatted(taken, .flow)) of blood, and the cardiac output is only "
            + formatted(output, .flow),
          remedy: "lower their blood_flow, or raise cardiac_output")
      }
      demands[remainderName] = (remainder.from, output - taken)
    }
    return demands
  }

  /// What age and variation make of the blood flow per mass of the adult of reference.
  private func flowFactor(at position: Int) -> Double {
    species.organs[position].specificFlowRatio(size) * (variation.map { $0.flows[position] * $0.cardiacOutput } ?? 1)
  }

  private func cardiacOutput(for organ: String) throws(PhysiologyError) -> Double {
    guard let output = species.cardiacOutput else {
      throw PhysiologyError(
        subject: organ,
        problem: "its blood flow is a share of the cardiac output, which the species does not give",
        remedy: "add cardiac_output to species.yaml, or write blood_flow: {from: ..., specific: ...}")
    }
    return output.rate(size) * (variation?.cardiacOutput ?? 1)
  }

  // MARK: Kidney and gut

  private func glomerularFiltration() throws(PhysiologyError) -> Double? {
    for position in species.organs.indices {
      guard let filtration = species.organs[position].filtration else { continue }
      if let measured = variation?.measuredFiltration { return measured }
      return filtration.rate(
        sex: size.sex, age: size.age, kidneyVolume: volumes[position],
        referenceKidneyVolume: try referenceVolume(at: position)) * (variation?.filtration ?? 1)
    }
    return nil
  }

  /// The tubules age as filtration does.
  private func tubularFunction() -> Double {
    species.organs.lazy.compactMap(\.filtration).first?.remainingFunction(age: size.age) ?? 1
  }

  private func gut() throws(PhysiologyError) -> Gut? {
    guard let gut = species.gut?.gut(size, variation?.gut ?? GutVariation()) else { return nil }
    for segment in gut.segments where !(segment.volume > 0 && segment.emptying > 0) {
      throw PhysiologyError(
        subject: segment.name,
        problem: "at this height its volume would be \(formatted(segment.volume, .volume)) and it would empty at "
          + formatted(segment.emptying, .rate),
        remedy: "ask for a greater height, or correct the segment's file")
    }
    return gut
  }
}
