import DataFiles
import Simulations

/// The drawings of a population run.
///
///     let plots = try PopulationPlots(results: results, bands: results.bands(), observed: study.parts.observed)
///     for drawing in plots.drawings { try staged.write(drawing.svg, to: drawing.name) }
///     try staged.write(PopulationReport(files, plots: plots).html(), to: "report.html")
///
/// Needs results without a missing group, all of their bands, and what was observed (none is as good). People who failed in
/// an arm are left out everywhere. It reads the journals and draws when it is made.
public struct PopulationPlots {
  let study: PopulationStudy
  let bands: [PopulationBand]
  let observed: [PlacedObservation]
  let people: ExposedPeople
  package let checks: [VisualCheckPanel]
  package let correctedChecks: [VisualCheckPanel]
  /// What was observed and could not be drawn, or not wholly be compared, a sentence each.
  public let notes: [String]
  /// In the order of arms and sites.
  private(set) var profiles: [(linear: String, logarithmic: String)] = []
  /// Observed points against the people, a row for each place of each arm; nil without points.
  private(set) var visualCheck: String?
  /// The same after prediction correction, arms together; nil without points.
  private(set) var correctedVisualCheck: String?
  /// AUC and Cmax of each compound that is given, by sex, age, weight and filtration; nil where nothing is given that has
  /// a curve.
  private(set) var exposureByCovariate: String?

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
    profiles = drawnProfiles()
    visualCheck = drawn(checks, isCorrected: false)
    correctedVisualCheck = drawn(correctedChecks, isCorrected: true)
    exposureByCovariate = drawnExposure()
  }

  var layout: ResultLayout { study.layout }

  /// Every drawing with the name of its file; the checks only where something was observed.
  public var drawings: [(name: String, svg: String)] {
    let panels = profiles.map { [$0.linear, $0.logarithmic] }
    let all = [
      ("profiles.svg", griddedDrawings(panels, title: study.study.name)),
      ("visual-predictive-check.svg", visualCheck),
      ("visual-predictive-check-corrected.svg", correctedVisualCheck),
      ("exposure-by-covariate.svg", exposureByCovariate),
    ]
    return all.compactMap { name, svg in svg.map { (name: name, svg: $0) } }
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
