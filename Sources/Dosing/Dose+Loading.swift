import DataFiles
import Quantities

/// The most doses one entry may stand for.
private let greatestCount = 100_000

/// Reads one entry of `doses:`; nil when something in it is wrong.
func makeDoseRequest(_ record: RecordReader) -> DoseRequest? {
  let compound = record.located("compound", required: true)
  let dose = readDose("dose", in: record, required: true)
  let loading = readDose("loading", in: record, required: false)
  let way = readRoute(record)
  let formulation = record.located("formulation")
  let start = record.quantity("start", .time, range: .notNegative)
  let repeats = readRepeats(record)
  let lag = record.quantity("lag", .time, range: .notNegative)
  let bioavailability = record.quantity("bioavailability", .none, range: .fraction)
  record.finish()
  if let formulation, let way, way.route != .oral {
    record.diagnostics.report(
      formulation.location, "a formulation is given with a dose that is not oral",
      remedy: "leave out `formulation`, or write `route: oral`")
  }
  if record.has("loading"), let repeats, repeats.count < 2 {
    record.fault(
      "loading", "given with a single dose",
      remedy: "give `every` and a `count` of 2 or more, which counts the loading dose too, or leave out `loading`")
  }
  guard let compound, let dose, let way, let repeats else { return nil }
  return DoseRequest(
    compound: compound, dose: dose, loading: loading, route: way.route, routeLocation: way.location,
    formulation: formulation, start: start ?? 0, every: repeats.every, count: repeats.count, lag: lag ?? 0,
    bioavailability: bioavailability ?? 1, location: record.node.location)
}

/// Reads the size of a dose in any of the ways it may be written.
private func readDose(_ key: String, in record: RecordReader, required: Bool) -> DoseAmount? {
  guard let text = record.text(key, required: required) else { return nil }
  let quantity: WrittenQuantity
  do {
    quantity = try WrittenQuantity.parse(text)
  } catch {
    record.fault(key, error.problem, remedy: error.remedy)
    return nil
  }
  guard let dose = doseAmount(quantity) else {
    record.fault(
      key, "`\(text)` is not a dose",
      remedy: "write a mass (`7.5 mg`) or an amount (`20 umol`), also per weight (`0.1 mg/kg`) or surface (`5 mg/m2`)")
    return nil
  }
  guard quantity.number > 0 else {
    record.fault(key, "`\(text)` is not above zero", remedy: "write a larger dose, or leave the entry out")
    return nil
  }
  return dose
}

/// A dose by the dimension of its unit; mg/kg has none, so the two sides of its slash are looked at.
private func doseAmount(_ quantity: WrittenQuantity) -> DoseAmount? {
  let value = quantity.internalValue
  switch quantity.unit.dimension {
  case .mass: return .mass(value)
  case .amount: return .amount(value)
  case .massPerArea: return .massPerArea(value)
  case .amountPerArea: return .amountPerArea(value)
  case .amountPerMass: return .amountPerWeight(value)
  case .none:
    let sides = quantity.unit.text.split(separator: "/").map { try? Unit.parse(String($0)).dimension }
    return sides == [.mass, .mass] ? .massPerWeight(value) : nil
  default: return nil
  }
}

/// Reads `route` or `into`, and `infusion`.
private func readRoute(_ record: RecordReader) -> (route: Route, location: SourceLocation)? {
  let infusion = record.quantity("infusion", .time, range: .aboveZero)
  let target = readTarget(record)
  let location = (record.node("route") ?? record.node("into"))?.location ?? record.node.location
  if let target {
    if record.has("infusion") {
      record.fault(
        "infusion", "given with a dose into a compartment",
        remedy: "leave out `infusion`, or write `route: intravenous`")
    }
    return (.into(target), location)
  }
  if record.has("into") { return nil }
  if case .mapping? = record.node("route")?.content { return nil }
  guard let word = record.choice("route", ["intravenous", "oral"], required: true) else { return nil }
  if word == "oral" {
    if record.has("infusion") {
      record.fault(
        "infusion", "given with an oral dose", remedy: "leave out `infusion`, or write `route: intravenous`")
    }
    return (.oral, location)
  }
  guard record.has("infusion") else { return (.intravenousBolus, location) }
  return infusion.map { (.infusion(duration: $0), location) }
}

/// The compartment of `into: X` or `route: {into: X}`.
private func readTarget(_ record: RecordReader) -> String? {
  if case .mapping? = record.node("route")?.content {
    let inner = record.record("route", what: "a route")
    let target = inner?.text("into", required: true)
    inner?.finish()
    if target != nil, record.has("into") { reportTwoRoutes(record) }
    return target
  }
  guard let target = record.text("into") else { return nil }
  if record.has("route") { reportTwoRoutes(record) }
  return target
}

private func reportTwoRoutes(_ record: RecordReader) {
  record.fault("into", "given beside `route`", remedy: "keep one of them")
}

/// Reads `every` and `count`, which need each other.
private func readRepeats(_ record: RecordReader) -> (every: Double?, count: Int)? {
  let every = record.quantity("every", .time, range: .aboveZero)
  let count = record.integer("count", range: 1...greatestCount)
  switch (record.has("every"), record.has("count")) {
  case (false, false): return (nil, 1)
  case (true, false):
    record.fault("every", "given without `count`", remedy: "add `count`, the number of doses")
    return nil
  case (false, true):
    guard let count else { return nil }
    if count == 1 { return (nil, 1) }
    record.fault(
      "count", "\(count) doses are asked for without `every`", remedy: "add `every`, the time from dose to dose")
    return nil
  case (true, true):
    guard let every, let count else { return nil }
    return (every, count)
  }
}
