import DataFiles
import Foundation
import Quantities

private let formulationWords = ["dissolved", "weibull", "lint80", "first-order", "zero-order", "table", "particles"]

/// Reads `formulations:`, by name.
func readFormulations(_ compound: FactReader) -> [String: FormulationModel] {
  guard let list = compound.child("formulations", what: "the formulations") else { return [:] }
  var formulations: [String: FormulationModel] = [:]
  var aliases: [(name: String, target: String, at: SourceLocation)] = []
  for entry in list.record.entries() {
    guard let reader = list.child(entry.key, what: "a formulation") else { continue }
    if let target = reader.record.text("same_as") {
      aliases.append((entry.key, target, entry.location))
      reader.record.finish()
      continue
    }
    if let model = makeFormulation(reader) { formulations[entry.key] = model }
    reader.record.finish()
  }
  list.record.finish()
  for alias in aliases {
    if let model = formulations[alias.target] {
      formulations[alias.name] = model
      continue
    }
    let known = list.record.entries().map(\.key).filter { name in !aliases.contains { $0.name == name } }
    let nearest = suggestion(for: alias.target, in: known)
    compound.diagnostics.report(
      alias.at, "`\(alias.name)` is the same as `\(alias.target)`, which is not written here",
      remedy: "\(nearest)known are \(known.joined(separator: ", "))")
  }
  return formulations
}

/// Reads one formulation; nil when something in it is wrong.
private func makeFormulation(_ reader: FactReader) -> FormulationModel? {
  guard let word = reader.record.choice("model", formulationWords, required: true) else {
    _ = reader.record.entries()
    return nil
  }
  if word == "dissolved" { return .dissolved }
  if word == "particles" { return particles(reader).map(FormulationModel.particles) }
  let suspension = reader.record.flag("suspension") ?? true
  switch word {
  case "weibull":
    let time50 = reader.number("time_50", .time, .aboveZero, required: true)
    let shape = reader.number("shape", .none, .aboveZero, required: true)
    let lag = reader.number("lag", .time, .notNegative)
    guard let time50, let shape else { return nil }
    return .weibull(time50: time50, shape: shape, lag: lag ?? 0, suspension: suspension)
  case "lint80":
    let time80 = reader.number("time_80", .time, .aboveZero, required: true)
    let lag = reader.number("lag", .time, .notNegative)
    return time80.map { .lint80(time80: $0, lag: lag ?? 0, suspension: suspension) }
  case "first-order":
    return firstOrderRate(reader).map { .firstOrder(rate: $0, suspension: suspension) }
  case "zero-order":
    return reader.number("duration", .time, .aboveZero, required: true)
      .map { .zeroOrder(duration: $0, suspension: suspension) }
  default:
    return releaseTable(reader).map { .table($0, suspension: suspension) }
  }
}

/// Reads `rate`, or `time_50` and turns it into a rate by ln 2.
private func firstOrderRate(_ reader: FactReader) -> Double? {
  let rate = reader.number("rate", .rate, .aboveZero)
  let time50 = reader.number("time_50", .time, .aboveZero)
  switch (reader.record.has("rate"), reader.record.has("time_50")) {
  case (true, true):
    reader.record.fault("rate", "given beside `time_50`", remedy: "keep one of them")
    return nil
  case (false, false):
    reader.record.fault("model", "the release has no value", remedy: "add `time_50` (min) or `rate` (1/min)")
    return nil
  default: return rate ?? time50.map { log(2) / $0 }
  }
}

/// Reads `times: [[0 min, 0], [5 min, 0.5], ...]`.
private func releaseTable(_ reader: FactReader) -> [ReleasePoint]? {
  let rows = reader.pairs(
    "times", first: .time, second: [.none], example: "[[0 min, 0], [30 min, 0.8], [60 min, 1]]")
  guard let rows else { return nil }
  var points: [ReleasePoint] = []
  for row in rows {
    let point = ReleasePoint(time: row.first, fraction: row.second)
    if let last = points.last, point.time <= last.time || point.fraction < last.fraction {
      reader.diagnostics.report(
        row.location, "the release table does not rise", remedy: "sort it by time, with fractions that never fall")
      return nil
    }
    guard point.time >= 0, (0...1).contains(point.fraction) else {
      reader.diagnostics.report(
        row.location, "a point of the release table is out of range",
        remedy: "write times from 0 on and fractions from 0 to 1")
      return nil
    }
    points.append(point)
  }
  guard points.count >= 2 else {
    reader.record.fault("times", "one point is no table", remedy: "list at least two")
    return nil
  }
  return points
}

/// Reads `radius`, the spread of radii and the constants of dissolution.
private func particles(_ reader: FactReader) -> ParticleFormulation? {
  let radius = reader.number("radius", .length, .aboveZero, required: true)
  let layer = reader.number("diffusion_layer", .length, .aboveZero, required: true)
  let density = reader.number("density", .density, .aboveZero, required: true)
  let limit = reader.number("dissolved_below", .length, .notNegative)
  let word = reader.record.choice("distribution", ["single", "normal", "log-normal"], required: true)
  let bins = reader.record.integer("bins", range: 1...1000)
  let smallest = reader.number("minimum_radius", .length, .notNegative, required: word != nil && word != "single")
  let largest = reader.number("maximum_radius", .length, .aboveZero, required: word != nil && word != "single")
  let sd = reader.number("sd", .length, .aboveZero, required: word == "normal")
  let cv = reader.number("cv", .none, .aboveZero, required: word == "log-normal")
  guard let radius, let layer, let density, let word else { return nil }
  let sizes: ParticleFormulation.Sizes
  if word == "single" {
    reader.refuse(["sd", "cv", "minimum_radius", "maximum_radius"], because: "all radii are the same")
    if let bins, bins != 1 {
      reader.record.fault("bins", "a single radius has one size class", remedy: "leave out `bins`")
    }
    sizes = .single(radius: radius)
  } else {
    guard let smallest, let largest, bins != nil || reportMissingBins(reader) else { return nil }
    guard smallest < largest else {
      reader.record.fault("maximum_radius", "not above `minimum_radius`", remedy: "write a larger one")
      return nil
    }
    if word == "normal" {
      reader.refuse(["cv"], because: "a normal distribution has `sd`")
      guard let sd else { return nil }
      sizes = .normal(mean: radius, sd: sd, minimum: smallest, maximum: largest)
    } else {
      reader.refuse(["sd"], because: "a log-normal distribution has `cv`")
      guard let cv else { return nil }
      sizes = .logNormal(mean: radius, cv: cv, minimum: smallest, maximum: largest)
    }
  }
  return ParticleFormulation(
    sizes: sizes, bins: bins ?? 1, diffusionLayer: layer, density: density, dissolvedBelow: limit)
}

/// Always false, so that it can stand in a guard.
private func reportMissingBins(_ reader: FactReader) -> Bool {
  if !reader.record.has("bins") {
    reader.record.fault("bins", "the number of size classes is missing", remedy: "add it, such as `bins: 3`")
  }
  return false
}
