import DataFiles
import Simulations

/// The drawings of a population run.
///
///     let plots = try PopulationPlots(results: results, bands: results.bands(), observed: study.parts.observed)
///     for drawing in plots.drawings { try staged.write(drawing.svg, to: drawing.name) }
///     try staged.write(PopulationReport(files, plots: plots).html(), to: "report.html")
///
/// Needs results without a missing group, all of their bands, and what was observed (none is as good). People who failed in
/// an arm are left out everywhere. The journals are read when it is made, not when it draws; besides the bands it holds a
/// few numbers of everybody.
public struct PopulationPlots {
  let study: PopulationStudy
  let bands: [PopulationBand]
  let observed: [PlacedObservation]
  let people: ExposedPeople
  package let checks: [VisualCheckPanel]
  package let correctedChecks: [VisualCheckPanel]
  /// What was observed and could not be drawn, or not wholly be compared, a sentence each.
  public let notes: [String]

  /// - Throws: `DataError` when a journal cannot be read.
  public init(
    results: PopulationResults, bands: [PopulationBand], observed: [StudyObservation]
  ) throws(DataError) {
    try self.init(results: results, bands: bands, observed: observed, valuesInMemory: Self.usualValuesInMemory)
  }

  /// 32 MB of numbers.
  private static let usualValuesInMemory = 4 << 20

  /// - Parameter valuesInMemory: Of people at observed times; where there are more, evenly chosen times stand for all.
  package init(
    results: PopulationResults, bands: [PopulationBand], observed: [StudyObservation], valuesInMemory: Int
  ) throws(DataError) {
    study = results.study
    self.bands = bands
    let (found, missing) = placed(observed, in: results.layout)
    self.observed = found
    people = try ExposedPeople(results)
    let maker = VisualCheckMaker(results: results, bands: bands, observed: found, valuesInMemory: valuesInMemory)
    checks = try maker.panels()
    correctedChecks = try maker.correctedPanels()
    notes = missing + (checks + correctedChecks).compactMap(\.note)
  }

  var layout: ResultLayout { study.layout }

  /// Every drawing with the name of its file; the checks only where something was observed.
  public var drawings: [(name: String, svg: String)] {
    var found = [(name: "profiles.svg", svg: profiles())]
    if !checks.isEmpty { found.append(("visual-predictive-check.svg", visualCheck())) }
    if !correctedChecks.isEmpty { found.append(("visual-predictive-check-corrected.svg", correctedVisualCheck())) }
    if let covariates = exposureByCovariate() { found.append(("exposure-by-covariate.svg", covariates)) }
    return found
  }
}

/// Observed points with the curve they belong to.
struct PlacedObservation: Sendable {
  /// Places in the layout.
  let arm: Int
  let site: Int
  /// Who published it, else the name of the dataset.
  let name: String
  let dataset: String
  /// Within the time that was simulated.
  let points: [ObservedDataset.Point]
}

/// Finds the curve of each dataset.
///
/// - Returns: With a sentence for each one, or part of one, that has none.
private func placed(_ observed: [StudyObservation], in layout: ResultLayout) -> ([PlacedObservation], [String]) {
  var found: [PlacedObservation] = []
  var notes: [String] = []
  let end = layout.times.last ?? 0
  for one in observed {
    let dataset = one.dataset
    guard let arm = layout.arms.firstIndex(where: { $0.name == one.arm }),
      let site = layout.arms[arm].sites.firstIndex(where: {
        $0.compound == dataset.compound && $0.name == dataset.site
          && $0.isAmount == (dataset.quantity != .concentration)
      })
    else {
      notes.append(
        "\(dataset.name) is not drawn: the arm \(one.arm) has no curve of \(dataset.compound) in \(dataset.site).")
      continue
    }
    if dataset.quantity == .excretedFraction {
      notes.append("\(dataset.name) is not drawn: curves are of excreted amounts, and it gives fractions of the dose.")
      continue
    }
    let points = dataset.points.filter { $0.time >= 0 && $0.time <= end * (1 + 1e-9) && $0.value.isFinite }
    if points.count < dataset.points.count {
      notes.append(
        "\(dataset.points.count - points.count) points of \(dataset.name) lie outside of what was simulated.")
    }
    guard !points.isEmpty else { continue }
    found.append(
      PlacedObservation(
        arm: arm, site: site, name: dataset.study.isEmpty ? dataset.name : dataset.study, dataset: dataset.name,
        points: points))
  }
  return (found, notes)
}

/// How the values of a site stand on an axis.
struct SiteAxis {
  let label: String
  let unit: String
  let factor: Double

  init(_ site: ResultLayout.Site, largest: Double) {
    if site.isAmount {
      (label, unit, factor) = ("Excreted", "mg", 1)
    } else {
      let own = ConcentrationUnit(largest: largest)
      (label, unit, factor) = ("Concentration", own.text, own.perMilligramPerLiter)
    }
  }
}
