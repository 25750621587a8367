import DataFiles

/// Concentrations of one compound that were observed in a person or a group.
///
/// - Units: `times` h since the first dose, rising; `concentrations` mg/L.
public struct ObservedProfile: Sendable, Hashable {
  public var name: String
  public var compound: String
  /// Where blood was drawn and what was measured in it, as the file says.
  public var site: String
  public private(set) var times: [Double]
  public private(set) var concentrations: [Double]

  /// - Parameters:
  ///   - times: Rising; two values may share a time.
  ///   - concentrations: One a time.
  public init(name: String, compound: String, site: String, times: [Double], concentrations: [Double]) {
    precondition(times.count == concentrations.count, "\(name) has not one concentration a time")
    precondition(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }, "the times of \(name) do not rise")
    self.name = name
    self.compound = compound
    self.site = site
    self.times = times
    self.concentrations = concentrations
  }

  /// Area under the observed points, by straight lines from the first to the last.
  public var area: Double { trapezoidalArea(times, concentrations) }

  public var peak: Double { concentrations.max() ?? 0 }
}

/// Reads a table of observed concentrations: one row a point, one profile a `dataset_id`.
///
/// - Returns: The profiles in order of first mention; nil when a column is missing or a row is faulty.
public func loadObservedProfiles(path: String, diagnostics: Diagnostics) -> [ObservedProfile]? {
  let faults = diagnostics.errors.count
  guard let table = readCSV(path: path, diagnostics: diagnostics) else { return nil }
  let names = ["dataset_id", "compound", "site", "time_h", "concentration_mg_per_L"]
  let columns = names.compactMap { table.column($0, diagnostics: diagnostics) }
  guard columns.count == names.count else { return nil }
  var order: [String] = []
  var rows: [String: [Point]] = [:]
  for (index, row) in table.rows.enumerated() {
    let name = row[columns[0]]
    guard let time = table.number(row: index, column: columns[3], diagnostics: diagnostics),
      let value = table.number(row: index, column: columns[4], diagnostics: diagnostics)
    else {
      diagnostics.report(
        table.location(row: index, column: columns[3]), "the point has no time or no concentration",
        remedy: "write both, or leave the row out")
      continue
    }
    if rows[name] == nil { order.append(name) }
    rows[name, default: []].append(
      Point(compound: row[columns[1]], site: row[columns[2]], time: time, value: value))
  }
  guard diagnostics.errors.count == faults else { return nil }
  return order.compactMap { name in
    guard let points = rows[name], let first = points.first else { return nil }
    let sorted = points.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    return ObservedProfile(
      name: name, compound: first.compound, site: first.site, times: sorted.map(\.element.time),
      concentrations: sorted.map(\.element.value))
  }
}

private struct Point {
  let compound: String
  let site: String
  let time: Double
  let value: Double
}

/// Area under straight lines between points.
func trapezoidalArea(_ times: [Double], _ values: [Double]) -> Double {
  var area = 0.0
  for index in times.indices.dropFirst() {
    area += (times[index] - times[index - 1]) * (values[index] + values[index - 1]) / 2
  }
  return area
}
