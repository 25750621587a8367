import DataFiles
import Dosing
import Physiology
import Quantities
import Simulations

extension ResultFiles {
  /// report.html: the study, its subject, curves, exposure and balance on one page.
  ///
  /// The time the run took is left to the manifest, so that the same study gives the same bytes.
  public func report() -> HTMLReport {
    var report = HTMLReport(
      title: results.study.name, subtitle: "Simulated with teorell \(programVersion)")
    report.sections = [
      .init("Study", studyBlocks), .init("Subject", [.table(subjectTable)]), .init("Concentrations", curveBlocks),
      .init("Exposure", [.table(readable(exposureTable(), leaving: ["study", "subject"]))]),
      .init("Mass balance", balanceBlocks),
    ]
    if !results.warnings.isEmpty {
      report.sections.append(.init("Warnings", results.warnings.map(HTMLReport.Block.paragraph)))
    }
    report.manifest = reportManifest
    return report
  }

  /// Rows of a table on the page; the CSV files have them all.
  private static let mostRows = 500

  private var studyBlocks: [HTMLReport.Block] {
    var doses = ReportTable(columns: ["arm", "time (h)", "compound", "dose (mg)", "route", "formulation"])
    for result in results.finished {
      for dose in result.simulation.administrations.given {
        let perMicromole = result.simulation.molarMass(of: dose.compound) * 1e6
        doses.add([
          .text(result.armName), .number(dose.time), .text(dose.compound), .number(dose.amount * perMicromole),
          .text(dose.route.words), .text(dose.formulation ?? ""),
        ])
      }
    }
    let study = results.study
    let sites = study.observe.map(\.value).joined(separator: ", ")
    var blocks: [HTMLReport.Block] = [
      .paragraph("\(formatted(study.duration, .time)) in \(study.sampling.count) points; observed: \(sites)."),
      .table(shortened(doses), caption: "What was given"),
    ]
    for unfinished in results.unfinished {
      blocks.append(.paragraph("Arm \(unfinished.arm) was not finished: \(unfinished.reason)"))
    }
    return blocks
  }

  private var subjectTable: ReportTable {
    let body = results.parts.individual
    var table = ReportTable(columns: ["", "value"])
    func add(_ name: String, _ value: String?) {
      if let value { table.add([.text(name), .text(value)]) }
    }
    add("species", body.species)
    add("sex", body.sex)
    add("age", formatted(body.age, .time))
    add("weight", formatted(body.weight, .mass))
    add("height", body.height.map { formatted($0, .length) })
    add("body surface", body.bodySurfaceArea.map { formatted($0, .area) })
    add("cardiac output", formatted(body.cardiacOutput, .flow))
    add("hematocrit", formattedNumber(body.hematocrit))
    add("glomerular filtration", body.glomerularFiltration.map { formatted($0, .flow) })
    return table
  }

  private var curveBlocks: [HTMLReport.Block] {
    [
      .figure(svg: profilePlots(.linear), caption: "Total concentration."),
      .figure(svg: profilePlots(.logarithmic), caption: "The same on a logarithmic scale."),
    ]
  }

  private var balanceBlocks: [HTMLReport.Block] {
    let errors = results.finished.map { "\($0.armName) \(formattedNumber($0.balanceError, significantDigits: 2))" }
    return [
      .paragraph("Found minus dosed, over dosed: \(errors.joined(separator: "; "))."),
      .table(readable(balanceTable(), leaving: ["study", "subject"])),
    ]
  }

  /// A table without some of its columns.
  private func readable(_ table: ReportTable, leaving: [String]) -> ReportTable {
    let kept = table.columns.indices.filter { !leaving.contains(table.columns[$0]) }
    var result = ReportTable(columns: kept.map { table.columns[$0] })
    for row in table.rows { result.add(kept.map { row[$0] }) }
    return shortened(result)
  }

  /// The first rows of a long table, with a last one that counts the others.
  private func shortened(_ table: ReportTable) -> ReportTable {
    guard table.rows.count > Self.mostRows else { return table }
    var result = ReportTable(columns: table.columns)
    for row in table.rows.prefix(Self.mostRows) { result.add(row) }
    let rest = TableCell.text("... \(table.rows.count - Self.mostRows) more")
    result.add([rest] + table.columns.dropFirst().map { _ in TableCell.number(nil) })
    return result
  }

  private var reportManifest: [(name: String, value: String)] {
    var entries = [
      (name: "version", value: programVersion), (name: "command", value: command.joined(separator: " ")),
      (name: "relative tolerance", value: "\(results.study.relativeTolerance)"),
    ]
    for result in results.finished {
      let counts = result.trajectory.statistics
      let states = result.simulation.compiled.states.count
      entries.append(
        (
          "arm \(result.armName)",
          "\(states) states, \(counts.steps) steps, balance error \(result.balanceError)"
        ))
    }
    for change in results.overrides { entries.append(("--set \(change.path)", change.value)) }
    for file in results.parts.files { entries.append((file, fileDigest(path: file).map { "sha256 \($0)" } ?? "")) }
    return entries
  }
}

extension Simulation {
  /// Molar mass, kg/µmol; undefined for a compound the model does not have.
  func molarMass(of compound: String) -> Double {
    model.compounds.first { $0.compound.name == compound }?.compound.molarMass ?? .nan
  }
}

extension Route {
  /// The route as a person would say it.
  public var words: String {
    switch self {
    case .intravenousBolus: "intravenous bolus"
    case .infusion(let duration): "infusion over \(formatted(duration, .time))"
    case .oral: "oral"
    case .into(let place): "into \(place)"
    }
  }
}
