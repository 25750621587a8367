/// One dose that is given: what, when, how much.
///
/// - Units: times h, `amount` umol.
public struct Administration: Sendable, Hashable {
  public var compound: String
  /// When it enters: the planned time plus the lag.
  public var time: Double
  /// What enters: the dose times the bioavailability.
  public var amount: Double
  public var route: Route
  public var formulation: String?
  public var lag: Double
  public var bioavailability: Double
  /// Counts the doses of one entry from 1.
  public var number: Int
  /// Which entry of `doses:` it came from, counted from 0.
  public var entry: Int
  /// When it was planned; where dosing intervals start.
  public var plannedTime: Double

  /// The dose before the bioavailability, umol.
  public var dose: Double { amount / bioavailability }

  /// When an infusion ends; for every other route the time of entry.
  public var end: Double {
    if case .infusion(let duration) = route { time + duration } else { time }
  }

  public init(
    compound: String, time: Double, amount: Double, route: Route, formulation: String? = nil, lag: Double = 0,
    bioavailability: Double = 1, number: Int = 1, entry: Int = 0, plannedTime: Double? = nil
  ) {
    self.compound = compound
    self.time = time
    self.amount = amount
    self.route = route
    self.formulation = formulation
    self.lag = lag
    self.bioavailability = bioavailability
    self.number = number
    self.entry = entry
    self.plannedTime = plannedTime ?? time - lag
  }
}

/// Every dose of the entries, one by one, sorted by time, then as written.
///
/// - Parameters:
///   - doses: The entries of one arm.
///   - weight: Body weight, kg.
///   - bodySurfaceArea: Body surface, dm2.
///   - molarMass: Molar mass (kg/umol) of a compound by name.
public func administrations(
  _ doses: [DoseRequest], weight: Double, bodySurfaceArea: Double, molarMass: (String) -> Double
) -> [Administration] {
  var given: [Administration] = []
  for (entry, request) in doses.enumerated() {
    let mass = molarMass(request.compound.value)
    for index in 0..<request.count {
      let written = index == 0 ? request.loading ?? request.dose : request.dose
      let dose = written.amount(weight: weight, bodySurfaceArea: bodySurfaceArea, molarMass: mass)
      let planned = request.start + Double(index) * (request.every ?? 0)
      given.append(
        Administration(
          compound: request.compound.value, time: planned + request.lag, amount: dose * request.bioavailability,
          route: request.route, formulation: request.formulation?.value, lag: request.lag,
          bioavailability: request.bioavailability, number: index + 1, entry: entry, plannedTime: planned))
    }
  }
  return given.sorted { ($0.time, $0.entry, $0.number) < ($1.time, $1.entry, $1.number) }
}

/// The doses of one arm within the time of the study.
///
/// - Units: h, umol.
public struct EventTable: Sendable, Hashable {
  /// Two times closer than this (h) are the same time.
  public static let resolution = 1e-9

  public let duration: Double
  /// Doses that start before the end, sorted by time, then as written.
  public let given: [Administration]
  /// Doses that would start at the end or later.
  public let notGiven: [Administration]

  public init(_ administrations: [Administration], duration: Double) {
    let ordered = administrations.sorted { ($0.time, $0.entry, $0.number) < ($1.time, $1.entry, $1.number) }
    let end = duration - Self.resolution
    self.duration = duration
    self.given = ordered.filter { $0.time < end }
    self.notGiven = ordered.filter { $0.time >= end }
  }

  /// Times inside the study at which a dose enters or an infusion ends, rising, without repeats.
  public var breakpoints: [Double] {
    let end = duration - Self.resolution
    let times = given.flatMap { [$0.time, $0.end] }.filter { $0 < end }.sorted()
    var kept: [Double] = []
    for time in times where time > (kept.last ?? -.infinity) + Self.resolution { kept.append(time) }
    return kept
  }

  /// The rate (umol/h) at which a compound is being infused just after a time; running infusions add.
  ///
  /// - Complexity: O(number of doses).
  public func infusionRate(of compound: String, after time: Double) -> Double {
    var rate = 0.0
    for administration in given where administration.compound == compound {
      guard case .infusion(let duration) = administration.route else { continue }
      let runs = administration.time <= time + Self.resolution && administration.end > time + Self.resolution
      if runs { rate += administration.amount / duration }
    }
    return rate
  }

  /// One sentence for each dose that is not given.
  public var warnings: [String] {
    notGiven.map {
      "dose \($0.number) of \($0.compound) at \($0.time) h is not given: the study ends at \(duration) h"
    }
  }
}
