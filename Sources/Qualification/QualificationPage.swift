import Reports
import Simulations

/// qualification.html: the figures, the scatter of predictions, every curve with its points, and what has no result.
struct QualificationPage {
  private let result: QualificationResult
  private let command: [String]

  init(_ result: QualificationResult, command: [String]) {
    self.result = result
    self.command = command
  }

  func report() -> HTMLReport {
    var report = HTMLReport(
      title: "Predicted against observed", subtitle: subtitle, digits: 3)
    report.sections = [
      .init("Headline", headlineBlocks),
      .init("By compound", [.table(worstFirst(result.table(by: .model, isWide: true)))]),
      .init("By route and pathway", groupBlocks), .init("Spread between people", spreadBlocks),
      .init("Farthest off", missBlocks),
      .init("Every case", result.results.isEmpty ? [] : caseBlocks), .init("Without a result", failedBlocks),
      .init("Left out", leftOutBlocks),
    ].filter { !$0.blocks.isEmpty }
    report.manifest = [
      ("version", programVersion), ("command", command.joined(separator: " ")),
      ("wall time", "\(decimalText(result.wallSeconds, decimals: 1)) s"),
    ]
    return report
  }

  private var subtitle: String {
    let models = Set(result.results.map(\.of.model)).count
    return "\(result.folder): \(result.results.count) datasets of \(models) compounds in \(result.armCount) simulated "
      + "arms; \(result.failed.count) failed, \(result.leftOut.count) left out"
  }

  // MARK: Figures

  private var headlineBlocks: [HTMLReport.Block] {
    var blocks: [HTMLReport.Block] = [
      .paragraph(
        "Given drugs in plasma or blood of adults, without another drug; excreted_fraction is what was found in urine or faeces. "
          + "Both sides are taken at the observed times. A ratio is predicted over observed; GMFE is the geometric "
          + "mean fold error, exp(mean |ln ratio|), of a profile over its points."),
      .table(result.headlineTable),
    ]
    if let median = result.medianOverModels(.concentration) {
      blocks.append(
        .paragraph("Median over compounds of the concentration GMFE: \(QualificationPlots.fold(median))."))
    }
    let cases = result.results(of: .parent)
    let plots = [(QualificationMetric.auc, "AUC"), (.cmax, "Cmax")].compactMap { metric, title in
      QualificationPlots.scatter(metric, cases, title: title, width: 500, height: 470)
        .map { (svg: $0, caption: "") }
    }
    if !plots.isEmpty {
      blocks.append(.grid(plots, width: 480))
      blocks.append(.paragraph("One point a dataset; hollow where the model was fitted to it."))
    }
    return blocks
  }

  private var groupBlocks: [HTMLReport.Block] {
    [
      (result.table(by: .route, isWide: true), "By route"),
      (result.table(by: .pathway, isWide: true), "By what eliminates or transports the compound"),
      (result.table(by: .fitted, isWide: true), "By whether the model was fitted to the dataset"),
      (result.table(by: .doses, isWide: true), "By doses"),
      (result.table(by: .food, isWide: true), "By food"),
      (result.setTable(isWide: true), "What was measured; only the first set is in the headline"),
    ].filter { !$0.0.rows.isEmpty }.map { .table(worstFirst($0.0), caption: $0.1) }
  }

  private var spreadBlocks: [HTMLReport.Block] {
    guard let spread = result.spread, !spread.cases.isEmpty || !spread.failed.isEmpty else { return [] }
    var blocks: [HTMLReport.Block] = [
      .paragraph(
        "\(spread.people) virtual people in each arm of the headline whose dataset shows spread. Inside is the part of "
          + "the observed people within the band from the 5th to the 95th percentile of the predictions: of a single "
          + "person each point, of a mean with its deviation the part of the lognormal distribution with these. "
          + "Values inside: of the means and single values themselves. "
          + "Unbiased: with the band moved to the level of the dataset. CV are geometric, at the time of the observed "
          + "peak."),
      .table(spread.modelTable, caption: "By compound"),
    ]
    let plot = QualificationPlots.variation(spread, width: 500, height: 470)
    if let plot { blocks.append(.figure(svg: plot, caption: "One point a dataset or a group of single persons.")) }
    if !spread.groups.isEmpty {
      blocks.append(
        .table(
          spread.exposureTable,
          caption: "Exposure of single persons of one arm, at the times they were measured"))
    }
    blocks.append(.details(summary: "\(spread.cases.count) datasets", [.table(spread.caseTable)]))
    if !spread.failed.isEmpty {
      var table = ReportTable(columns: ["case", "reason"])
      for one in spread.failed { table.add([.text(one.of.name), .text(one.reason)]) }
      blocks.append(.table(table, caption: "\(spread.failed.count) datasets have no result"))
    }
    return blocks
  }

  /// Groups with the largest fold error of AUC first; the row over all stays last.
  private func worstFirst(_ table: ReportTable) -> ReportTable {
    guard let column = table.columns.firstIndex(of: "AUC GMFE"), table.columns.first != "set" else { return table }
    func value(_ row: [TableCell]) -> Double {
      if case .number(let value?) = row[column] { return value }
      return 0
    }
    func isAll(_ row: [TableCell]) -> Bool { row.first == .text("all") }
    var sorted = ReportTable(columns: table.columns)
    for row in table.rows.filter({ !isAll($0) }).sorted(by: { value($0) > value($1) }) { sorted.add(row) }
    for row in table.rows.filter(isAll) { sorted.add(row) }
    return sorted
  }

  /// Rows of the table of misses; every case is shown below it.
  private static let mostMisses = 60

  private var missBlocks: [HTMLReport.Block] {
    let misses = result.results(of: .parent).filter(\.isMiss).sorted { $0.worstFold > $1.worstFold }
    guard !misses.isEmpty else { return [] }
    var table = ReportTable(columns: ["case", "study", "compound", "route", "fitted", "AUC", "Cmax", "concentrations"])
    for one in misses.prefix(Self.mostMisses) {
      table.add([
        .text(one.of.name), .text(one.observed.study), .text(one.of.compound), .text(one.of.route),
        .text(one.of.fitted), .number(one.value(.auc)?.ratio), .number(one.value(.cmax)?.ratio),
        .number(one.value(.concentration)?.ratio),
      ])
    }
    let shown = misses.count > Self.mostMisses ? "the first \(Self.mostMisses) of \(misses.count)" : "\(misses.count)"
    return [.table(table, caption: "AUC or Cmax beyond 2-fold: \(shown); ratios, and the GMFE of the profile")]
  }

  // MARK: Cases

  /// The compounds with the largest fold error first, the cases of each likewise.
  private var caseBlocks: [HTMLReport.Block] {
    let groups = Dictionary(grouping: result.results, by: \.of.model).map { model, cases in
      (model: model, cases: cases, error: cases.filter { $0.set == .parent }.foldErrors(.auc).gmfe ?? 0)
    }
    return groups.sorted { ($1.error, $0.model) < ($0.error, $1.model) }.map { group in
      .details(summary: summary(group.model, group.cases), blocks(of: group.cases))
    }
  }

  private func summary(_ model: String, _ cases: [CaseResult]) -> String {
    let parents = cases.filter { $0.set == .parent }
    var words = ["\(model): \(cases.count) datasets"]
    for (metric, name) in [(QualificationMetric.auc, "AUC"), (.cmax, "Cmax"), (.concentration, "concentration")] {
      if let gmfe = parents.foldErrors(metric).gmfe { words.append("\(name) GMFE \(QualificationPlots.fold(gmfe))") }
    }
    let misses = cases.count(where: \.isMiss)
    if misses > 0 { words.append("\(misses) beyond 2-fold") }
    return words.joined(separator: ", ")
  }

  private func blocks(of cases: [CaseResult]) -> [HTMLReport.Block] {
    var blocks: [HTMLReport.Block] = []
    let parents = cases.filter { $0.set == .parent }
    if parents.count > 1 {
      let plots = [(QualificationMetric.auc, "AUC"), (.cmax, "Cmax")].compactMap { metric, title in
        QualificationPlots.scatter(metric, parents, title: title, width: 400, height: 380).map {
          (svg: $0, caption: "")
        }
      }
      blocks.append(.grid(plots, width: 400))
    }
    for set in CaseSet.allCases {
      let own = cases.filter { $0.set == set }.sorted { ($1.worstFold, $0.of.name) < ($0.worstFold, $1.of.name) }
      guard !own.isEmpty else { continue }
      blocks.append(.paragraph("\(set.words.prefix(1).uppercased())\(set.words.dropFirst()), worst first"))
      blocks.append(.grid(own.map { (svg: QualificationPlots.curve($0), caption: caption($0)) }))
    }
    return blocks
  }

  private func caption(_ one: CaseResult) -> String {
    var first = [one.of.name, one.observed.study]
    if let people = one.of.people { first.append("n = \(people)") }
    var second = ["\(one.of.compound), \(one.of.site)", one.of.route]
    if !one.of.formulation.isEmpty { second.append(one.of.formulation) }
    if one.of.food == "fed" { second.append("fed") }
    if !one.of.coMedication.isEmpty { second.append("with \(one.of.coMedication.joined(separator: ", "))") }
    if one.of.fitted == "yes" { second.append("the model was fitted to it") }
    let names: [(QualificationMetric, String)] = [
      (.auc, "AUC"), (.cmax, "Cmax"), (.excretedFraction, "excreted"), (.concentration, "GMFE"),
    ]
    let third = names.compactMap { metric, name in
      one.value(metric).map { "\(name) \(QualificationPlots.fold($0.ratio))" }
    }
    return [first, second, third].map { $0.filter { !$0.isEmpty }.joined(separator: ", ") }.joined(separator: " · ")
      + (one.isMiss ? " · beyond 2-fold" : "")
  }

  // MARK: Without a result

  private var failedBlocks: [HTMLReport.Block] {
    let groups = Dictionary(grouping: result.failed, by: \.reason).sorted {
      ($1.value.count, $0.key) < ($0.value.count, $1.key)
    }
    var table = ReportTable(columns: ["cases", "reason"])
    for (reason, cases) in groups { table.add([.text(Self.names(cases.map(\.of.name))), .text(reason)]) }
    var blocks: [HTMLReport.Block] = []
    if !result.unfinished.isEmpty {
      blocks.append(.paragraph("The run was stopped; \(result.unfinished.count) cases were not finished."))
    }
    if !table.rows.isEmpty { blocks.append(.table(table, caption: "\(result.failed.count) cases failed")) }
    return blocks
  }

  private var leftOutBlocks: [HTMLReport.Block] {
    result.leftOutByReason.map { reason, cases in
      .details(summary: "\(cases.count): \(reason)", [.paragraph(cases.joined(separator: ", "))])
    }
  }

  private static func names(_ names: [String]) -> String {
    names.count > 4
      ? names.prefix(4).joined(separator: ", ") + " and \(names.count - 4) more" : names.joined(separator: ", ")
  }
}
