import DataFiles
import Quantities

private let regions = ["stomach", "small intestine", "large intestine"]

extension SourcedReader {
  /// Reads gut.yaml; the segments have files of their own.
  func gut() -> GutRecord? {
    reader.checkSchema("gut/1")
    let emptying = value("gastric_emptying_time", .time, in: positive)
    let inflow = value("gastric_inflow_time", .time, in: positive)
    let tablet = value("intact_tablet_gastric_time", .time, in: notNegative)
    let small = record("small_intestinal_transit", what: "the transit of the small intestine") { $0.transit() }
    let large = record("large_intestinal_transit", what: "the transit of the large intestine") { $0.transit() }
    let speed = table("tablet_speed", .none, in: share)
    let water = value("water_per_dose", .volumePerMass, in: notNegative)
    let variability = value("surface_variability", .none, in: positive)
    let meal = record("meal", required: false, what: "the stomach after a meal") { $0.meal() }
    let gallbladder = record("gallbladder", required: false, what: "the gallbladder") { $0.gallbladder() }
    let filling = record("filling_limit", what: "how a full segment holds back inflow") { $0.filling() }
    reader.finish()
    for region in regions where speed[region] == nil {
      diagnostics.report(
        reader.node("tablet_speed")?.location ?? location, "tablet_speed says nothing of the \(region)",
        remedy: "add \(region), the speed of a tablet over that of the liquid")
    }
    guard let emptying, let inflow, let tablet, let small, let large, let water, let variability, let filling else {
      return nil
    }
    return GutRecord(
      gastricEmptyingTime: emptying, gastricInflowTime: inflow, intactTabletGastricTime: tablet,
      transit: ["small intestine": small, "large intestine": large], tabletSpeed: speed, waterPerWeight: water,
      surfaceVariability: variability, meal: meal, gallbladder: gallbladder, filling: filling, segments: [])
  }

  private func transit() -> GutRecord.Transit? {
    guard let time = value("time", .time, in: positive), let slope = value("factor_slope", .none),
      let intercept = value("factor_intercept", .none)
    else { return nil }
    return GutRecord.Transit(time: time, factorSlope: slope, factorInterceptMinutes: intercept)
  }

  private func meal() -> MealPhysiology? {
    guard let fed = value("ph_fed", .none, in: plausiblePH),
      let rate = value("ph_return_rate", .rate, in: notNegative)
    else { return nil }
    let emptying = record("emptying", required: false, what: "emptying of the stomach after a meal") {
      $0.mealEmptying()
    }
    return MealPhysiology(phFed: fed, phReturnRate: rate, emptying: emptying)
  }

  private func mealEmptying() -> MealPhysiology.Emptying? {
    guard let shape = value("shape_without_solids", .none),
      let perSolid = value("shape_per_solid_fraction", .none),
      let span = value("scale_energy_span", .none), let energy = value("scale_energy", .energy, in: positive),
      let base = value("scale_base", .none), let factor = value("scale_shape_factor", .none)
    else { return nil }
    return MealPhysiology.Emptying(
      shapeWithoutSolids: shape, shapePerSolidFraction: perSolid, scaleEnergySpan: span, scaleEnergy: energy,
      scaleBase: base, scaleShapeFactor: factor)
  }

  private func gallbladder() -> Gallbladder? {
    guard let halfLife = value("ejection_half_life", .time, in: positive),
      let fraction = value("ejection_fraction", .none, in: share),
      let refill = value("refill_half_lives", .none, in: positive),
      let delay = value("ejection_delay", .time, in: notNegative),
      let target = reader.text("ejects_into", required: true)
    else { return nil }
    return Gallbladder(
      ejectionHalfLife: halfLife, ejectionFraction: fraction, refillHalfLives: refill, ejectionDelay: delay,
      ejectsInto: target)
  }

  private func filling() -> FillingLimit? {
    guard let full = value("full", .none, in: share), let midpoint = value("midpoint", .none, in: positive),
      let width = value("width", .none, in: positive)
    else { return nil }
    return FillingLimit(full: full, midpoint: midpoint, width: width)
  }
}

// MARK: - Segments

extension SourcedReader {
  /// Reads one segment file.
  ///
  /// - Parameter expectedName: The segment's name as its file is named, without the number.
  func segment(expectedName: String) -> GutSegmentRecord? {
    reader.checkSchema("gut-segment/1")
    let name = reader.text("segment", required: true)
    let region = reader.choice("region", regions, required: true)
    let intestinal = region != "stomach"
    let length = record("length", what: "the length of the segment") { $0.extent() }
    let proximal = record("proximal_radius", what: "the radius where the contents enter") { $0.extent() }
    let distal = record("distal_radius", what: "the radius where the contents leave") { $0.extent() }
    let lined = reader.has("mucosa")
    let enhancement = value("surface_enhancement", .none, in: positive, required: lined)
    let microvilli = value("microvilli_factor", .none, in: positive, required: lined)
    let ph = value("ph", .none, in: plausiblePH)
    let fill = value("fill", .none, in: Double.leastNormalMagnitude...1)
    let transit = value("transit_coefficient", .none, in: positive, required: intestinal)
    let secretion = value("secretion", .rate, in: notNegative, required: intestinal)
    let absorbs = reader.flag("absorbs_liquid")
    let mucosa = record("mucosa", required: false, what: "the mucosa that lines the segment") { $0.mucosa() }
    reader.finish()
    guard let absorbs else {
      if !reader.has("absorbs_liquid") {
        diagnostics.report(location, "absorbs_liquid is missing", remedy: "write absorbs_liquid: yes, or no")
      }
      return nil
    }
    guard let name, let region, let length, let proximal, let distal, let ph, let fill else { return nil }
    if name != expectedName {
      diagnostics.report(
        location, "the file of \(expectedName) describes \(name)",
        remedy: "name the file after the segment, with its place in front: 02-duodenum.yaml")
    }
    return GutSegmentRecord(
      name: name, region: region, location: location, length: length, proximalRadius: proximal,
      distalRadius: distal, surfaceEnhancement: enhancement ?? 1, microvilliFactor: microvilli ?? 1, ph: ph,
      fill: fill, transitCoefficient: transit, secretion: secretion, absorbsLiquid: absorbs, mucosa: mucosa)
  }

  private func extent() -> GutSegmentRecord.Extent? {
    guard let atZero = value("at_zero_height", .length), let perHeight = value("per_height", .none) else {
      return nil
    }
    return GutSegmentRecord.Extent(atZeroHeight: atZero, perHeight: perHeight)
  }

  private func mucosa() -> GutSegmentRecord.Mucosa? {
    let organ = reader.text("organ", required: true)
    let wall = value("wall_fraction", .none, in: share)
    let mucosa = value("mucosa_fraction", .none, in: share)
    let flow = value("flow_share", .none, in: share)
    let drainsInto = reader.text("drains_into", required: true)
    let spaces = spaces()
    let composition = composition(of: "the mucosa")
    guard let organ, let wall, let mucosa, let flow, let drainsInto else { return nil }
    return GutSegmentRecord.Mucosa(
      organ: organ, wallFraction: wall, mucosaFraction: mucosa, flowShare: flow, drainsInto: drainsInto,
      spaces: spaces, composition: composition)
  }
}
