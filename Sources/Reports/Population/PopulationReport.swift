import DataFiles
import Dosing
import Populations
import Quantities
import Simulations

/// report.html of a population run: what was run, who the people are, their exposure, and the drawings on one page.
///
///     try staged.write(PopulationReport(files, plots: plots).html(), to: "report.html")
///
/// Needs the statistics and failures that `PopulationFiles` holds, and the drawings of the same results. The journals are
/// read once more for the covariates when it is made.
public struct PopulationReport {
  let files: PopulationFiles
  let plots: PopulationPlots
  let covariates: [CovariateRow]

  /// A number of people's bodies, by sex.
  struct CovariateRow {
    let column: ResultLayout.Column
    let women: PopulationStatistics?
    let men: PopulationStatistics?
  }

  /// - Throws: `DataError` when a journal cannot be read.
  public init(_ files: PopulationFiles, plots: PopulationPlots) throws(DataError) {
    self.files = files
    self.plots = plots
    covariates = try covariateRows(files.results)
  }

  public func html() -> String { report().html() }

  var study: PopulationStudy { files.study }
  var layout: ResultLayout { files.layout }

  /// The page before it becomes text; the same results give the same page.
  func report() -> HTMLReport {
    var report = HTMLReport(
      title: study.study.name,
      subtitle: "\(study.peopleCount) people, seed \(study.seed); simulated with teorell \(programVersion)")
    report.sections = [
      .init("What was run", runBlocks), .init("People", peopleBlocks), .init("Concentrations", profileBlocks),
      .init("Exposure", exposureBlocks),
    ]
    if layout.arms.count > 1 { report.sections.append(.init("Arms compared", ratioBlocks)) }
    if !plots.checks.isEmpty { report.sections.append(.init("Visual predictive check", checkBlocks)) }
    if !files.failures.isEmpty { report.sections.append(.init("People without results", failureBlocks)) }
    let warnings = (files.warnings + plots.notes).map(HTMLReport.Block.paragraph)
    if !warnings.isEmpty { report.sections.append(.init("Warnings", warnings)) }
    report.sections.append(.init("Sources", sourceBlocks))
    report.manifest = manifest
    return report
  }

  // MARK: What was run

  private var runBlocks: [HTMLReport.Block] {
    var table = ReportTable(columns: ["", "value"])
    func add(_ name: String, _ value: String) { table.add([.text(name), .text(value)]) }
    switch study.people {
    case .drawn(let sampler):
      let request = sampler.request
      let all = request.sources.map { source in
        request.sources.count > 1
          ? "\(source.population.name) (\(formattedNumber(100 * source.share)) %)" : source.population.name
      }
      add("population", all.joined(separator: ", "))
      add("people", request.trials > 1 ? "\(request.trials) trials of \(request.size)" : "\(request.size)")
      if let female = request.female { add("women", "\(formattedNumber(100 * female)) %") }
      for limit in request.limits {
        let (low, high) = (formattedNumber(limit.range.lowerBound), formattedNumber(limit.range.upperBound))
        add(limit.kind.rawValue, "\(low) to \(high) \(limit.unit)")
      }
    case .listed(let people):
      add("people", "\(people.count), listed in \(people.file.fileName)")
    }
    add("seed", "\(study.seed)")
    add("computed", "\(study.peopleCount - files.failures.count) of \(study.peopleCount)")
    add("duration", "\(formatted(study.study.duration, .time)) in \(layout.times.count) points")
    if let error = files.largestBalanceError {
      add("largest error of balance", "\(formattedNumber(error, significantDigits: 2)) of the dose")
    }
    var doses = ReportTable(columns: ["arm", "compound", "dose", "route", "formulation", "first (h)", "doses"])
    for simulation in study.arms {
      for dose in simulation.arm.doses {
        let given = simulation.administrations.given.filter { $0.compound == dose.compound.value }
        doses.add([
          .text(simulation.arm.displayName), .text(dose.compound.value), .text(dose.dose.words),
          .text(dose.route.words), .text(dose.formulation?.value ?? ""), .number(dose.start), .integer(given.count),
        ])
      }
    }
    return [.table(table), .table(doses, caption: "What was given")]
  }

  // MARK: People

  /// Columns that say who somebody is; those of the body follow on demand.
  private static let who: Set<String> = [
    "age_year", "weight_kg", "height_cm", "bmi_kg_per_m2", "bsa_m2", "hematocrit", "creatinine_mg_per_dL",
    "gfr_mL_per_min", "egfr_mL_per_min_per_1.73m2", "cardiac_output_L_per_h", "albumin", "alpha1_acid_glycoprotein",
    "gastric_emptying_time_h",
  ]

  private var peopleBlocks: [HTMLReport.Block] {
    let first = covariates.filter { Self.who.contains($0.column.name) }
    let others = covariates.filter { !Self.who.contains($0.column.name) }
    var blocks: [HTMLReport.Block] = [.table(table(first), caption: "Median and 5th to 95th percentile, by sex")]
    if !others.isEmpty { blocks.append(.details(summary: "Organs and proteins", [.table(table(others))])) }
    return blocks
  }

  private func table(_ rows: [CovariateRow]) -> ReportTable {
    let count = { (rows: [PopulationStatistics?]) in rows.compactMap { $0?.count }.max() ?? 0 }
    let (women, men) = (count(rows.map(\.women)), count(rows.map(\.men)))
    var columns = ["", "unit"]
    if women > 0 { columns += ["women (\(women))", "5 %", "95 %"] }
    if men > 0 { columns += ["men (\(men))", "5 %", "95 %"] }
    var table = ReportTable(columns: columns)
    for row in rows where row.women != nil || row.men != nil {
      var cells: [TableCell] = [.text(row.column.about), .text(row.column.unit == "1" ? "" : row.column.unit)]
      for (statistics, isShown) in [(row.women, women > 0), (row.men, men > 0)] where isShown {
        cells += [50, 5, 95].map { percent in .number(statistics?.percentile(percent)) }
      }
      table.add(cells)
    }
    return table
  }

  // MARK: Drawings

  private var profileBlocks: [HTMLReport.Block] {
    let caption = "Median and percentiles of the people; linear and logarithmic."
    return plots.profiles.map { panel in
      .grid([(panel.linear, ""), (panel.logarithmic, "")], width: 460)
    } + [.paragraph(caption)]
  }

  private var checkBlocks: [HTMLReport.Block] {
    var text =
      "Observed points with their 5th, 50th and 95th percentile in bins of time, and those of the people at the same "
      + "times. People vary from one to another, but nothing is added for errors of measurement."
    if study.trialCount >= VisualCheckPanel.fewestTrials {
      text += " Areas hold the percentiles of 95 % of \(study.trialCount) trials with \(study.trialSize ?? 0) people."
    }
    var blocks: [HTMLReport.Block] = [.paragraph(text)]
    if let check = plots.visualCheck { blocks.append(.figure(svg: check, caption: "As observed.")) }
    if let corrected = plots.correctedVisualCheck {
      blocks.append(
        .figure(
          svg: corrected,
          caption: "Prediction-corrected: each value times the median prediction of its bin over the median of the "
            + "people at its time and in its arm (Bergstrand et al. 2011, doi 10.1208/s12248-011-9255-z)."))
    }
    return blocks
  }

  // MARK: The end of the page

  /// Rows of a table on the page; failures.csv has them all.
  private static let mostRows = 50

  private var failureBlocks: [HTMLReport.Block] {
    var table = ReportTable(columns: ["person", "reason"])
    for failure in files.failures.prefix(Self.mostRows) {
      table.add([.integer(failure.number), .text(failure.reason)])
    }
    let rest = files.failures.count - Self.mostRows
    if rest > 0 { table.add([.text("... \(rest) more"), .text("")]) }
    return [
      .paragraph(
        "\(files.failures.count) of \(study.peopleCount) people were not computed and are left out of every number here."
      ),
      .table(table),
    ]
  }

  private var sourceBlocks: [HTMLReport.Block] {
    var blocks: [HTMLReport.Block] = []
    if case .drawn(let sampler) = study.people {
      for source in sampler.request.sources {
        let about = source.population.about
        let keys = source.population.origins.filter(\.namesReference).map(\.source).uniqued()
        let sources = keys.isEmpty ? "its numbers are assumed" : "its sources are \(keys.joined(separator: ", "))"
        blocks.append(
          .paragraph("\(source.population.name): \(about)\(about.hasSuffix(".") ? "" : ";") \(sources)."))
      }
    }
    blocks.append(
      .paragraph(
        "Every number of a file carries its source, a key of the references.yaml beside it; the files that were read are "
          + "in the manifest below, with their hashes."))
    return blocks
  }

  private var manifest: [(name: String, value: String)] {
    var entries = [
      (name: "version", value: programVersion), (name: "command", value: files.command.joined(separator: " ")),
      (name: "seed", value: "\(study.seed)"), (name: "people", value: "\(study.peopleCount)"),
      (name: "relative tolerance", value: "\(study.study.relativeTolerance)"),
    ]
    for change in files.overrides { entries.append(("--set \(change.path)", change.value)) }
    for (path, digest) in files.digests { entries.append((path, digest.map { "sha256 \($0)" } ?? "")) }
    return entries
  }
}

/// Statistics of the bodies' numbers by sex.
private func covariateRows(_ results: PopulationResults) throws(DataError) -> [PopulationReport.CovariateRow] {
  let layout = results.layout
  var female: [Double] = []
  var rows: [PopulationReport.CovariateRow] = []
  // Sex comes first, as those after it are shared out by it.
  try results.forEachNumber([layout.column(named: "female")] + layout.bodyColumns) { person, column in
    column.map { person.columns[$0] } ?? .nan
  } take: { column, values throws(DataError) in
    guard let column, column != layout.column(named: "female") else {
      female = values
      return
    }
    func statistics(_ isIn: (Double) -> Bool) -> PopulationStatistics? {
      PopulationStatistics(zip(values, female).filter { isIn($1) }.map(\.0))
    }
    rows.append(
      PopulationReport.CovariateRow(
        column: layout.columns[column], women: statistics { $0 == 1 }, men: statistics { $0 != 1 }))
  }
  return rows
}

extension DoseAmount {
  /// The dose as a person would write it.
  fileprivate var words: String {
    switch self {
    case .mass(let value): formatted(value, .mass)
    case .amount(let value): formatted(value, .amount)
    // kg/kg to mg/kg, kg/dm2 to mg/m2
    case .massPerWeight(let value): "\(formattedNumber(value * 1e6)) mg/kg"
    case .amountPerWeight(let value): "\(formattedNumber(value)) umol/kg"
    case .massPerArea(let value): "\(formattedNumber(value * 1e8)) mg/m2"
    case .amountPerArea(let value): "\(formattedNumber(value * 1e2)) umol/m2"
    }
  }
}
