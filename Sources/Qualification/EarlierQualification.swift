import DataFiles
import Reports
import Simulations

/// The ratios of an earlier qualification.csv, to be held beside new ones.
public struct EarlierQualification: Sendable {
  private struct Key: Hashable, Sendable {
    let name: String
    let metric: QualificationMetric
  }

  private let ratios: [Key: Double]

  /// - Returns: nil when the file is not such a table; `diagnostics` then says why.
  public init?(path: String, diagnostics: Diagnostics) {
    guard let table = readCSV(path: path, diagnostics: diagnostics) else { return nil }
    let columns = ["case", "metric", "ratio"].compactMap { table.column($0, diagnostics: diagnostics) }
    guard columns.count == 3 else { return nil }
    var ratios: [Key: Double] = [:]
    for (index, row) in table.rows.enumerated() {
      guard let metric = QualificationMetric(rawValue: row[columns[1]]),
        let ratio = table.number(row: index, column: columns[2], diagnostics: diagnostics), ratio > 0
      else { continue }
      ratios[Key(name: row[columns[0]], metric: metric)] = ratio
    }
    guard diagnostics.isClean else { return nil }
    self.ratios = ratios
  }

  /// Before and after by model, over the cases of given drugs in adults and children that both have; a fold error of AUC or Cmax that grew by more than
  /// 5 % is marked.
  public func table(_ result: QualificationResult) -> ReportTable {
    let metrics: [(QualificationMetric, String)] = [(.auc, "AUC"), (.cmax, "Cmax"), (.concentration, "conc")]
    var table = ReportTable(columns: ["model", "n"] + metrics.flatMap { ["\($0.1) before", "after"] } + ["worse"])
    let cases = result.results(of: .parent) + result.results(of: .children)
    let groups = Dictionary(grouping: cases, by: \.of.model).sorted { $0.key < $1.key }
    for (model, group) in groups + (groups.count > 1 ? [("all", cases)] : []) {
      let known = group.filter { ratios[Key(name: $0.of.name, metric: .cmax)] != nil }
      guard !known.isEmpty else { continue }
      var cells: [TableCell] = []
      var worse: [String] = []
      for (metric, name) in metrics {
        let common = known.filter { ratios[Key(name: $0.of.name, metric: metric)] != nil }
        let before = FoldErrors(common.compactMap { ratios[Key(name: $0.of.name, metric: metric)] }).gmfe
        let after = common.foldErrors(metric).gmfe
        cells += [.number(before), .number(after)]
        if let before, let after, after > before * 1.05 { worse.append(name) }
      }
      table.add([.text(model), .integer(known.count)] + cells + [.text(worse.joined(separator: ", "))])
    }
    return table
  }
}
