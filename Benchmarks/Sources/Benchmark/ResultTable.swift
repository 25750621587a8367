import Foundation

/// One table a model: each tool's times, its ratio to the engine, its distance to a solution of tight tolerance.
struct ResultTable {
  let measurements: [Measurement]

  /// Reads every result file that a run left in the folder.
  init(folder: URL) throws {
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "json" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
    measurements = try files.map { try JSONDecoder().decode(Measurement.self, from: Data(contentsOf: $0)) }
  }

  /// Markdown, of the reference models.
  func text(models folder: URL, people: Int) throws -> String {
    var lines = ["Versions: \(versions.joined(separator: "; "))", ""]
    for name in ReferenceModel.names {
      let own = measurements.filter { $0.model == name }
      guard !own.isEmpty else { continue }
      let model = try ReferenceModel(name, folder: folder)
      let persons = Array(try model.people(folder: folder).prefix(people))
      let truth = try EngineTiming(
        model: model, people: persons, relativeTolerance: 1e-11, absoluteTolerance: 1e-15
      ).measure(lanes: 1, repeats: 1)
      guard let reference = truth.profiles else { continue }
      lines.append("Model \(name), \(model.states.count) states; mean concentration \(short(truth.check, 7))")
      lines += rows(own, reference, mean: truth.check) + findings(own, reference) + [""]
    }
    return lines.joined(separator: "\n")
  }

  /// Markdown, of the people of a study.
  func text(of people: StudyPeople) throws -> String {
    let reference = try people.solve(Double.self, strictness: 1e4).flatMap(\.profiles)
    let mean = reference.map(\.mean).mean
    let states = people.template.compiled.states.count
    var lines = ["Versions: \(versions.joined(separator: "; "))", ""]
    lines.append(
      "\(people.template.study.name), \(states) states, \(reference.count) people; "
        + "mean concentration \(short(mean, 7))")
    lines += rows(measurements, reference, mean: mean)
    guard let alone = measurements.first(where: { $0.tool == "engine, 1 lane" })?.profiles else {
      return lines.joined(separator: "\n")
    }
    for tool in tools(measurements) where tool != "engine, 1 lane" {
      let distance = measurements.filter { $0.tool == tool }.compactMap { $0.distance(to: alone) }.max() ?? .nan
      lines.append(
        "- \(tool), largest deviation from one lane: \(exponent(distance)) (at most 1e-4): "
          + (distance <= 1e-4 ? "met" : "MISSED"))
    }
    return lines.joined(separator: "\n")
  }

  /// A figure is the median over the rounds of each round's median; `lowest` the best single run of all.
  private func rows(_ own: [Measurement], _ reference: [[Double]], mean: Double) -> [String] {
    let one = figure("engine, 1 lane", own)
    let eight = figure("engine, 8 lanes", own)
    var lines = [
      "", "| tool | ms median | lowest | steps | / one lane | / 8 lanes | mean concentration | largest deviation |",
      "|---|---|---|---|---|---|---|---|",
    ]
    for tool in tools(own) {
      let rounds = own.filter { $0.tool == tool }
      let time = figure(tool, own)
      let steps = rounds[0].steps.map { String(format: "%.0f", $0) } ?? ""
      let distance = rounds.compactMap { $0.distance(to: reference) }.max()
      let deviation = distance.map(exponent) ?? "(mean) " + exponent(abs(rounds[0].check / mean - 1))
      let cells = [
        tool, short(time), short(rounds.map(\.lowest).min() ?? .nan), steps, short(time / one), short(time / eight),
        short(rounds[0].check, 7), deviation,
      ]
      lines.append("| " + cells.joined(separator: " | ") + " |")
    }
    return lines + [""]
  }

  /// The wanted ratios, as far as both sides were measured.
  private func findings(_ own: [Measurement], _ reference: [[Double]]) -> [String] {
    var lines: [String] = []
    func compare(_ what: String, _ numerator: String, _ denominator: String, _ limit: Double, least: Bool) {
      let ratio = figure(numerator, own) / figure(denominator, own)
      guard ratio.isFinite else { return }
      let isMet = least ? ratio >= limit : ratio <= limit
      lines.append(
        "- \(what): \(short(ratio)) (\(least ? "at least" : "at most") \(short(limit))): \(isMet ? "met" : "MISSED")")
    }
    compare("one lane / prototype of one lane", "engine, 1 lane", "prototype, 1 lane", 1.3, least: false)
    compare("8 lanes / prototype of 8 lanes", "engine, 8 lanes", "prototype, 8 lanes", 1.2, least: false)
    if own[0].model == "b" {
      compare("libroadrunner / one lane", "libroadrunner", "engine, 1 lane", 15, least: true)
      compare("libroadrunner / 8 lanes", "libroadrunner", "engine, 8 lanes", 30, least: true)
    }
    let worst = own.filter { $0.tool.hasPrefix("engine") }.compactMap { $0.distance(to: reference) }.max() ?? .nan
    lines.append(
      "- engine, largest deviation: \(exponent(worst)) (at most 1e-5): \(worst <= 1e-5 ? "met" : "MISSED")")
    return lines
  }

  private func figure(_ tool: String, _ own: [Measurement]) -> Double {
    own.filter { $0.tool == tool }.map(\.milliseconds.median).median
  }

  private func tools(_ own: [Measurement]) -> [String] {
    var seen: [String] = []
    for measurement in own where !seen.contains(measurement.tool) { seen.append(measurement.tool) }
    return seen
  }

  private var versions: [String] {
    tools(measurements).compactMap { tool in measurements.first { $0.tool == tool }.map { "\(tool): \($0.version)" } }
  }
}

func exponent(_ value: Double) -> String { String(format: "%.1e", value) }

/// A number with that many significant digits, without exponent.
func short(_ value: Double, _ digits: Int = 3) -> String {
  guard value.isFinite, value != 0 else { return "-" }
  let decimals = max(0, digits - 1 - Int(floor(log10(abs(value)))))
  return String(format: "%.\(decimals)f", value)
}
