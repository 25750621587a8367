import DataFiles
import Quantities

/// What was measured.
public enum ObservedQuantity: String, Sendable, Hashable, CaseIterable {
  /// mg/L
  case concentration
  /// Of the dose, 0 to 1.
  case excretedFraction = "excreted fraction"
  /// mg
  case excretedAmount = "excreted amount"

  /// From a word of a table, in which the unit may stand too.
  package init?(written: String) {
    self.init(rawValue: written == "excreted amount (mg)" ? "excreted amount" : written)
  }

  /// Sites at which excretion is followed; all others are concentrations.
  package static let excretionSites = ["urine", "faeces"]
  package static let bloodSites = [
    "plasma", "blood", "arterial plasma", "arterial blood", "peripheral plasma", "peripheral blood",
  ]
}

/// What was observed of one compound at one place in a person or a group.
public struct ObservedDataset: Sendable, Hashable {
  public struct Point: Sendable, Hashable {
    /// h on the clock of the study.
    public var time: Double
    /// mg/L, share of the dose, or mg; the limit itself, if known, where it is below it.
    public var value: Double
    /// Standard deviation, mg/L.
    public var deviation: Double?
    /// Too low to be told from nothing: drawn, but not compared.
    public var isBelowLimit: Bool
    /// Who it was measured in; nil of a mean, and where the table does not say.
    public var subject: String?
    /// People behind it, where the table says.
    public var people: Int?

    public init(
      time: Double, value: Double, deviation: Double? = nil, isBelowLimit: Bool = false, subject: String? = nil,
      people: Int? = nil
    ) {
      self.time = time
      self.value = value
      self.deviation = deviation
      self.isBelowLimit = isBelowLimit
      self.subject = subject
      self.people = people
    }

    /// Whether it is of a single person.
    public var isIndividual: Bool { subject != nil || people == 1 }
  }

  public var name: String
  /// Who published it.
  public var study: String
  public var compound: String
  public var site: String
  public var quantity: ObservedQuantity
  /// In order of time; several may share one.
  public var points: [Point]
  /// Its first row.
  public var location: SourceLocation

  public init(
    name: String, study: String = "", compound: String, site: String,
    quantity: ObservedQuantity = .concentration, points: [Point],
    location: SourceLocation = SourceLocation(file: "", line: 1, column: 1)
  ) {
    self.name = name
    self.study = study
    self.compound = compound
    self.site = site
    self.quantity = quantity
    self.points = points
    self.location = location
  }

  /// Points that are compared.
  public var counted: [Point] { points.filter { !$0.isBelowLimit } }
}

/// Reads a table of observed values: one row a point, one dataset a `dataset_id`.
///
/// Faults are unknown columns and sites, times that run backwards within a dataset or a person of it, values below zero, a
/// row without exactly one value, and a dataset that changes its compound, site or quantity.
/// - Parameter names: Every place and compound that may have been observed.
/// - Returns: The datasets by name; nil when a fault was found.
public func loadObservedDatasets(
  path: String, names: ObservableNames, diagnostics: Diagnostics
) -> [String: ObservedDataset]? {
  let faults = diagnostics.errors.count
  guard
    let table = StrictTable(
      path: path, known: ObservedReader.columns, required: ObservedReader.required, diagnostics: diagnostics)
  else { return nil }
  var reader = ObservedReader(table: table, names: names)
  for row in table.rows { reader.read(row) }
  reader.sortPeople()
  return diagnostics.errors.count == faults ? reader.datasets : nil
}

private struct ObservedReader {
  static let values: [(column: String, quantity: ObservedQuantity)] = [
    ("concentration_mg_per_L", .concentration), ("excreted_fraction", .excretedFraction),
    ("excreted_mg", .excretedAmount),
  ]
  static let required = ["dataset_id", "compound", "site", "time_h"]
  static let columns =
    ["dataset_id", "study", "compound", "site", "time_h"] + values.map(\.column)
    + ["sd_mg_per_L", "n", "lloq_mg_per_L", "below_lloq", "subject"]

  let table: StrictTable
  let names: ObservableNames
  var datasets: [String: ObservedDataset] = [:]
  /// Datasets told to change what they are; once is enough.
  private var changed: Set<String> = []

  init(table: StrictTable, names: ObservableNames) {
    self.table = table
    self.names = names
  }

  mutating func read(_ row: Int) {
    let name = table.needed(row, "dataset_id")
    let compound = table.needed(row, "compound")
    if !compound.isEmpty, let remedy = names.remedy(forCompound: compound) {
      table.fault(row, "compound", "unknown compound `\(compound)`", remedy: remedy)
    }
    let site = table.text(row, "site")
    if let remedy = names.remedy(forPlace: site) {
      table.fault(row, "site", site.isEmpty ? "`site` is empty" : "unknown site `\(site)`", remedy: remedy)
    }
    let time = table.number(row, "time_h")
    if time == nil, table.text(row, "time_h").isEmpty {
      table.fault(
        row, "time_h", "the point has no time", remedy: "write hours since the study began, or delete the row")
    }
    let deviation = notNegative(row, "sd_mg_per_L")
    let limit = notNegative(row, "lloq_mg_per_L")
    let people = notNegative(row, "n")
    if let people, people != people.rounded() {
      table.fault(row, "n", "a number of people that is not whole", remedy: "write a whole number, or nothing")
    }
    let isFlagged = isBelowLimit(row)
    guard let (value, quantity) = value(row, site, isFlagged, limit), let time else { return }
    let isBelow = isFlagged || (quantity == .concentration && limit.map { value < $0 } == true)
    let subject = table.text(row, "subject")
    let point = ObservedDataset.Point(
      time: time, value: value, deviation: deviation, isBelowLimit: isBelow, subject: subject.isEmpty ? nil : subject,
      people: people.flatMap { Int(exactly: $0) })
    guard let known = datasets[name] else {
      datasets[name] = ObservedDataset(
        name: name, study: table.text(row, "study"), compound: compound, site: site, quantity: quantity,
        points: [point], location: table.location(row, "dataset_id"))
      return
    }
    let isSame = known.compound == compound && known.site == site && known.quantity == quantity
    if !isSame, changed.insert(name).inserted {
      table.fault(
        row, "dataset_id", "`\(name)` is \(known.compound) in \(known.site) above, and something else here",
        remedy: "give what was measured otherwise a dataset_id of its own")
    }
    if let last = known.points.last, last.subject == point.subject, time < last.time {
      table.fault(
        row, "time_h",
        "time runs backwards in `\(name)`: \(formattedNumber(time)) h after \(formattedNumber(last.time)) h",
        remedy: "put the rows of a dataset in order of time")
    }
    datasets[name]?.points.append(point)
  }

  /// The rows of a person stand together in the table; a dataset is in order of time over everybody.
  mutating func sortPeople() {
    for (name, dataset) in datasets where dataset.points.contains(where: { $0.subject != nil }) {
      let order = dataset.points.indices.sorted { a, b in
        (dataset.points[a].time, a) < (dataset.points[b].time, b)
      }
      datasets[name]?.points = order.map { dataset.points[$0] }
    }
  }

  private func notNegative(_ row: Int, _ column: String) -> Double? {
    guard let value = table.number(row, column) else { return nil }
    if value < 0 { table.fault(row, column, "`\(column)` is below zero", remedy: "write a number of at least 0") }
    return value
  }

  private func isBelowLimit(_ row: Int) -> Bool {
    switch table.text(row, "below_lloq") {
    case "", "0": return false
    case "1": return true
    case let other:
      table.fault(row, "below_lloq", "unknown below_lloq `\(other)`", remedy: "write 1, or 0, or nothing")
      return false
    }
  }

  /// The one value of a row. A point below the limit may leave it out.
  private func value(
    _ row: Int, _ site: String, _ isBelowLimit: Bool, _ limit: Double?
  ) -> (Double, ObservedQuantity)? {
    let filled = Self.values.filter { !table.text(row, $0.column).isEmpty }
    if filled.isEmpty, isBelowLimit { return (limit ?? 0, .concentration) }
    guard filled.count == 1 else {
      let names = Self.values.map(\.column).joined(separator: ", ")
      table.fault(
        row, filled.first?.column ?? "time_h",
        filled.isEmpty ? "the point has no value" : "the point has \(filled.count) values",
        remedy: "fill in exactly one of \(names)")
      return nil
    }
    let (column, quantity) = filled[0]
    guard let value = table.number(row, column) else { return nil }
    if value < 0 {
      let remedy =
        quantity == .concentration ? "write 0, or below_lloq 1 with the limit in lloq_mg_per_L" : "write at least 0"
      table.fault(row, column, "`\(column)` is below zero: \(formattedNumber(value))", remedy: remedy)
    }
    if quantity == .excretedFraction, value > 1.5 {
      table.fault(
        row, column, "more than the dose was excreted: \(formattedNumber(value))",
        remedy: "write a fraction, 0.25 for 25 %")
    }
    let isExcretion = ObservedQuantity.excretionSites.contains(site)
    if names.remedy(forPlace: site) == nil, isExcretion != (quantity != .concentration) {
      table.fault(
        row, column, "`\(column)` does not go with the site \(site)",
        remedy: isExcretion
          ? "write excreted_fraction or excreted_mg" : "write concentration_mg_per_L, or the site urine or faeces")
    }
    return (value, quantity)
  }
}
