import Teorell

/// What `qualify` prints: figures by group, what failed and what was left out, and the headline at the end.
struct QualificationText {
  let result: QualificationResult
  let folder: String
  let earlier: EarlierQualification?

  /// Failed cases that are printed one by one; failed.csv has them all.
  private static let mostFailed = 12

  private var groups: [(heading: String, table: ReportTable)] {
    var tables = [
      ("By model", result.table(by: .model)), ("By route", result.table(by: .route)),
      ("By fitted", result.table(by: .fitted)), ("Sets", result.setTable()),
    ]
    if let spread = result.spread {
      tables.append(("Spread between \(spread.people) people an arm", spread.modelTable))
      if !spread.groups.isEmpty { tables.append(("Exposure of single persons", spread.exposureTable)) }
    }
    if let earlier { tables.append(("Before and after", earlier.table(result))) }
    return tables.filter { !$0.1.rows.isEmpty }
  }

  var text: String {
    let models = Set(result.results.map(\.of.model)).count
    var text = "\(result.folder): \(result.results.count) cases of \(models) models in \(result.armCount) arms, "
    text += "\(result.failed.count) failed, \(result.leftOut.count) left out, "
    text += "\(fixed(result.wallSeconds, 1)) s\n"
    for (heading, table) in groups { text += "\n\(heading)\n\(table.plainText(digits: 3))" }
    if !result.failed.isEmpty {
      text += "\nFailed\n"
      for one in result.failed.prefix(Self.mostFailed) { text += "\(one.of.name): \(one.reason)\n" }
      if result.failed.count > Self.mostFailed {
        text += "... \(result.failed.count - Self.mostFailed) more in \(folder)/failed.csv\n"
      }
    }
    if let failed = result.spread?.failed, !failed.isEmpty {
      text += "\nWithout spread\n"
      for one in failed.prefix(Self.mostFailed) { text += "\(one.of.name): \(one.reason)\n" }
    }
    if !result.leftOut.isEmpty {
      text += "\nLeft out\n"
      for (reason, cases) in result.leftOutByReason { text += "\(cases.count): \(reason)\n" }
    }
    text += "\n-> \(folder)\n"
    if let median = result.medianOverModels(.concentration) {
      text += "\nmedian over compounds of the concentration GMFE \(fixed(median, 3))\n"
    }
    return text + lines(result.headlineTable) + (result.spread.map { lines($0.headlineTable) } ?? "")
  }

  /// The lines that scripts read.
  private func lines(_ table: ReportTable) -> String {
    guard !table.rows.isEmpty else { return "" }
    var text = "\n" + table.columns.joined(separator: " ") + "\n"
    for row in table.rows {
      let cells = row.map { cell in
        switch cell {
        case .text(let text): text
        case .integer(let number): "\(number)"
        case .number(let value): value.map { fixed($0, 3) } ?? "-"
        }
      }
      text += cells.joined(separator: " ") + "\n"
    }
    return text
  }

  private func fixed(_ value: Double, _ decimals: Int) -> String { decimalText(value, decimals: decimals) }

  var json: JSONValue {
    .object(
      [
        ("folder", .text(result.folder)), ("results", .text(folder)),
        ("cases", .integer(result.results.count)), ("arms", .integer(result.armCount)),
        ("wall_seconds", .number(result.wallSeconds)),
        ("tables", .object(groups.map { ($0.heading, $0.table.json) })),
        (
          "failed",
          .array(result.failed.map { .object([("case", .text($0.of.name)), ("reason", .text($0.reason))]) })
        ),
        (
          "left_out",
          .array(
            result.leftOutByReason.map {
              .object([("reason", .text($0.reason)), ("cases", .array($0.cases.map(JSONValue.text)))])
            })
        ),
        ("median_concentration_gmfe", JSONValue(result.medianOverModels(.concentration))),
        ("metrics", result.headlineTable.json),
      ] + (result.spread.map { [("spread", $0.headlineTable.json)] } ?? []))
  }
}
