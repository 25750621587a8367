import DataFiles
import Foundation
import NumericCore
import Reports
import Simulations
import TestSupport
import Testing

/// Numbers behind the drawings of a population, against those computed by hand.
struct PopulationNumberTests {
  @Test func `a prediction-corrected value is the value times the bin's prediction over its own`() {
    // 12 · 20/30
    #expect(predictionCorrected(12, prediction: 30, ofBin: 20) == 8)
    #expect(predictionCorrected(5, prediction: 7, ofBin: 7) == 5)
    #expect(predictionCorrected(0, prediction: 3, ofBin: 7) == 0)
    for prediction in [0, -1, Double.nan, .infinity] {
      #expect(predictionCorrected(5, prediction: prediction, ofBin: 7) == nil)
    }
  }

  @Test func `correction brings proportional doses onto one curve`() throws {
    // Twice the dose, everybody twice as high: the corrected values are those of the middle.
    let bin = SummaryStatistics.quantile(0.5, ofSorted: [4, 8])
    #expect(bin == 6)
    let low = try #require(predictionCorrected(5, prediction: 4, ofBin: bin))
    let high = try #require(predictionCorrected(10, prediction: 8, ofBin: bin))
    #expect(low == 7.5)
    #expect(high == 7.5)
  }

  @Test func `bins keep a time whole and nominal times apart`() {
    let three = TimeBin.bins([1, 4, 2, 1, 2, 4, 1, 2, 4], count: 3)
    #expect(three.map(\.time) == [1, 2, 4])
    #expect(three.map { $0.points.sorted() } == [[0, 3, 6], [2, 4, 7], [1, 5, 8]])
    // Points that scatter around their nominal times, one of which lacks a point.
    let around = TimeBin.bins([0.9, 1.1, 1, 3.5, 4.5, 7.9, 8, 8.2], count: 3)
    #expect(around.map(\.time) == [1, 4, 8])
    #expect(around.map(\.points.count) == [3, 2, 3])
    #expect(TimeBin.bins([5, 5, 5], count: 4).map(\.time) == [5])
    #expect(TimeBin.bins([], count: 4).isEmpty)
  }

  @Test func `without gaps bins have about equally many points`() {
    // The last point is far from all others: it does not get a bin of its own.
    let times = (0..<20).map(Double.init) + [1000]
    #expect(TimeBin.bins(times, count: 3).map(\.points.count) == [7, 7, 7])
    #expect(TimeBin.bins([1, 1, 1, 2, 2, 2, 3], count: 2).map(\.points.count) == [3, 4])
  }

  @Test func `every point is in one bin`() {
    for seed in 0..<100 {
      let times = (0..<(1 + seed % 37)).map { Double(($0 * 7 + seed * 13) % 11) }
      let bins = TimeBin.bins(times, count: 1 + seed % 6)
      #expect(bins.flatMap(\.points).sorted() == Array(times.indices), "seed \(seed)")
      for (a, b) in zip(bins, bins.dropFirst()) {
        #expect((a.points.map { times[$0] }.max() ?? 0) < (b.points.map { times[$0] }.min() ?? 0), "seed \(seed)")
      }
    }
  }

  @Test func `an observed percentile is unknown below the limit of quantification`() {
    // 21 values 0...20: the 5th percentile is the second of them, the 95th the last but one.
    let values = (0...20).map(Double.init)
    #expect(observedQuantile(0.05, of: values, below: 0) == 1)
    #expect(observedQuantile(0.95, of: values, below: 0) == 19)
    // Eleven in all, two of them below: place 0.5 of the order is unknown, place 5 is the fourth known.
    let known: [Double] = [10, 20, 30, 40, 50, 60, 70, 80, 90]
    #expect(observedQuantile(0.05, of: known, below: 2) == nil)
    #expect(observedQuantile(0.5, of: known, below: 2) == 40)
    #expect(observedQuantile(0.2, of: known, below: 2) == 10)
    #expect(observedQuantile(0.19, of: known, below: 2) == nil)
    #expect(observedQuantile(0.5, of: [], below: 3) == nil)
  }

  @Test func `values that count several times are as good as copies`() throws {
    for seed in 0..<50 {
      let first = (0..<9).map { Double(($0 * 31 + seed * 7) % 23) }
      let second = (0..<9).map { Double(($0 * 17 + seed * 5) % 29) + 0.5 }
      let copies = SummaryStatistics(first + first + first + second + second)
      let found = try #require(
        repeatedQuantiles([0, 0.05, 0.5, 0.95, 1], of: [(first + [.nan], 3), (second, 2), ([1e9], 0)]))
      for (p, value) in zip([0, 0.05, 0.5, 0.95, 1], found) {
        let exact = try #require(copies?.quantile(p))
        #expect(abs(value - exact) < 1e-12 * max(1, exact), "seed \(seed)")
      }
    }
    #expect(repeatedQuantiles([0.5], of: [([.nan], 2)]) == nil)
  }

  @Test func `a box shows median, quartiles and the 5th and 95th percentile`() throws {
    let box = try #require(BoxSummary("group", (0...20).reversed().map(Double.init) + [.nan]))
    #expect(box.count == 21)
    #expect(box.median == 10)
    #expect(box.quartiles == 5...15)
    #expect(box.whiskers == 1...19)
    #expect(BoxSummary("nobody", [.nan]) == nil)
    let one = try #require(BoxSummary("one", [3]))
    #expect(one.quartiles == 3...3)
  }

  @Test func `a running median follows a straight line and shrugs off outliers`() {
    var points = (0..<200).map { PlotPoint(Double($0), 2 * Double($0)) }
    points[100].y = 1e9
    let line = runningMedian(points)
    #expect(line.count == 40)
    for point in line { #expect(abs(point.y - 2 * point.x) <= 2) }
    #expect(runningMedian(Array(points.prefix(21))).isEmpty)
  }

  @Test func `chosen places are evenly spread`() {
    #expect(evenlyChosen(5, of: 3) == [0, 1, 2])
    #expect(evenlyChosen(4, of: 8) == [0, 2, 4, 6])
    #expect(evenlyChosen(1000, of: 100_000).count == 1000)
  }

  @Test func `the quantiles of Student's t are those of the tables`() {
    for (freedom, value) in [(1.0, 6.313752), (2, 2.919986), (11, 1.795885), (30, 1.697261), (1e6, 1.644855)] {
      #expect(abs(studentQuantile(0.95, degreesOfFreedom: freedom) - value) < 2e-6)
    }
    #expect(studentQuantile(0.5, degreesOfFreedom: 4) == 0)
  }

  @Test func `a ratio of arms is that of the same people`() throws {
    // Ratios 2, 4, 8: ln = (1, 2, 3) · ln 2; mean 2 ln 2, sd ln 2, t(0.95, 2) = 2.919986.
    let ratio = try #require(PairedRatio(test: [2, 8, 40, 1, 0], reference: [1, 2, 5, .nan, 3]))
    #expect(ratio.count == 3)
    #expect(abs(ratio.geometricMean - 4) < 1e-12)
    let width = 2.919986 * log(2) / 3.0.squareRoot()
    let confidence = try #require(ratio.confidence)
    #expect(abs(log(confidence.lowerBound) - (2 * log(2) - width)) < 1e-5)
    #expect(abs(log(confidence.upperBound) - (2 * log(2) + width)) < 1e-5)
    #expect(ratio.percentiles[1] == 4)
    #expect(PairedRatio(test: [.nan], reference: [1]) == nil)
    #expect(PairedRatio(test: [3], reference: [1])?.confidence == nil)
  }

  @Test func `ages fall into bands without gaps`() {
    #expect(ageBands([0.01, 1, 25, 90, .nan]).map(\.name) == ["<28 d", "28 d-2", "18-30", "≥75"])
    #expect(ageBands([]).isEmpty)
  }

  @Test func `a box plot is well-formed and without strange numbers`() throws {
    let boxes = [[0, 0, 0], [1e-9, 5, 100], [7]].compactMap { BoxSummary("a < b", $0) }
    for spread in [PlotAxis.Spread.linear, .logarithmic] {
      for some in [boxes, []] {
        let text = BoxPlot(
          title: "t & u", xTitle: "Sex", yAxis: PlotAxis("AUC", unit: "mg·h/L", spread: spread), boxes: some
        ).svg()
        #expect(isWellFormed(text))
        #expect(!text.contains("nan") && !text.contains("inf"))
      }
    }
  }
}

/// The drawings of a small run, and the numbers in them.
@Suite struct PopulationRunPlotTests {
  /// A run with its results, in a folder that goes when the test is over.
  private final class SmallRun {
    let folder: String
    let results: PopulationResults

    init(observed: Bool) throws {
      let repository = packageFolder
      folder = FileManager.default.temporaryDirectory.path + "/population-plots-\(UUID().uuidString)"
      try createFolder(folder + "/run")
      var table = "dataset_id,study,compound,site,time_h,concentration_mg_per_L,subject\n"
      for (dataset, dose) in [("low", 1.0), ("high", 2)] {
        for person in 1...6 {
          for time in [1, 2, 4] {
            let value = dose * 0.01 * Double(person) / Double(time)
            table += "\(dataset),Nobody 2026,midazolam,plasma,\(time),\(value),p\(person)\n"
          }
        }
      }
      try writeAtomically(table, to: folder + "/observed.csv")
      let written = """
        study: Small & <two> arms
        subjects: {population: european, size: 2, trials: 24, seed: 5, age: 18-60 year}
        arms:
          - {name: low, doses: [{compound: midazolam, dose: 7.5 mg, route: oral}]}
          - {name: high, doses: [{compound: midazolam, dose: 15 mg, route: oral}]}
        duration: 5 h
        sampling: 1 h

        """
      let references = """
        observed:
          - {file: observed.csv, dataset: low, arm: low}
          - {file: observed.csv, dataset: high, arm: high}

        """
      try writeAtomically(written + (observed ? references : ""), to: folder + "/study.yaml")
      let diagnostics = Diagnostics()
      let library = Library(folders: [repository])
      let parts = loadStudyParts(path: folder + "/study.yaml", library: library, diagnostics: diagnostics)
      let study = parts.flatMap { makePopulationStudy($0, library: library, diagnostics: diagnostics) }
      guard let study else { throw DataErrors(diagnostics.errors) }
      _ = try PopulationRun(study, folder: folder + "/run", threads: 2).run(isCancelled: { false }) { _ in }
      results = try PopulationResults(study, folders: [folder + "/run"])
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }
  }

  @Test func `bins hold the percentiles of the people at the observed times, and their range over trials`() throws {
    let run = try SmallRun(observed: true)
    let results = run.results
    let plots = try PopulationPlots(
      results: results, bands: results.bands(), observed: results.study.parts.observed)
    #expect(plots.notes.isEmpty)
    #expect(plots.checks.count == 2)
    let check = try #require(plots.checks.first)
    #expect(check.bins.map(\.time) == [1, 2, 4])
    let bin = try #require(check.bins.last)
    // Six persons at 4 h: 0.0025 · 1...6; type 7 at 5 %: 1 + 0.25, at 95 %: 5 + 0.75.
    for (found, exact) in zip(bin.observed, [0.003125, 0.00875, 0.014375]) {
      #expect(abs(try #require(found) - exact) < 1e-12)
    }
    let people = try results.values(arm: 0, site: 0, times: 4..<5)[0]
    let medians = (0..<24).map { (trial: Int) -> Double in (people[2 * trial] + people[2 * trial + 1]) / 2 }.sorted()
    let simulated = try #require(bin.simulated)
    #expect(abs(simulated[1] - SummaryStatistics.quantile(0.5, ofSorted: medians)) < 1e-12)
    let area = try #require(bin.areas)[1]
    #expect(abs(area.lowerBound - SummaryStatistics.quantile(0.025, ofSorted: medians)) < 1e-12)
    #expect(abs(area.upperBound - SummaryStatistics.quantile(0.975, ofSorted: medians)) < 1e-12)
  }

  @Test func `it is told where not every observed time is looked at`() throws {
    let run = try SmallRun(observed: true)
    let results = run.results
    // Of the corrected check each bin has a time of each arm; one of 48 people fits.
    let plots = try PopulationPlots(
      results: results, bands: results.bands(), observed: results.study.parts.observed, valuesInMemory: 50)
    #expect(plots.notes.count == 1)
    #expect(plots.notes.first?.contains("people are asked at 1 of the 2 times of a bin") == true, "\(plots.notes)")
  }

  @Test func `correction takes each arm by its own median`() throws {
    let run = try SmallRun(observed: true)
    let results = run.results
    let bands = try results.bands()
    let plots = try PopulationPlots(results: results, bands: bands, observed: results.study.parts.observed)
    let check = try #require(plots.correctedChecks.first)
    #expect(plots.correctedChecks.count == 1)
    #expect(check.bins.map(\.time) == [1, 2, 4])
    #expect(check.points.count == 36)
    // Of the bin at 4 h: six predictions of each arm, so that their median lies between the two.
    let typical = try (0..<2).map { arm in try #require(bands[arm].statistics[4]).percentile(50) }
    let ofBin = (typical[0] + typical[1]) / 2
    var expected: [Double] = []
    for person in 1...6 {
      for (arm, prediction) in typical.enumerated() {
        expected.append(Double(arm + 1) * 0.0025 * Double(person) * ofBin / prediction)
      }
    }
    let found = check.points.filter { $0.time == 4 }.map(\.value)
    for (a, b) in zip(found.sorted(), expected.sorted()) { #expect(abs(a - b) < 1e-12) }
    // The people of both arms lie on one curve.
    let simulated = try #require(check.bins[2].simulated)
    var corrected: [[Double]] = []
    for arm in 0..<2 {
      let people = try results.values(arm: arm, site: 0, times: 4..<5)[0]
      corrected.append(people.map { $0 * ofBin / typical[arm] })
    }
    var medians: [Double] = []
    for trial in 0..<24 {
      let four = corrected.flatMap { $0[2 * trial..<2 * trial + 2] }.sorted()
      medians.append((four[1] + four[2]) / 2)
    }
    medians.sort()
    #expect(abs(simulated[1] - SummaryStatistics.quantile(0.5, ofSorted: medians)) < 1e-12)
  }

  @Test func `drawings and page are well-formed and without strange numbers`() throws {
    for observed in [true, false] {
      let run = try SmallRun(observed: observed)
      let results = run.results
      let files = try PopulationFiles(results)
      let plots = try PopulationPlots(
        results: results, bands: files.bands, observed: results.study.parts.observed)
      let names = plots.drawings.map(\.name)
      let checks = ["visual-predictive-check.svg", "visual-predictive-check-corrected.svg"]
      #expect(names == ["profiles.svg"] + (observed ? checks : []) + ["exposure-by-covariate.svg"])
      for (name, svg) in plots.drawings {
        #expect(isWellFormed(svg), "\(name)")
        #expect(!svg.contains("nan") && !svg.contains("NaN") && !svg.contains("inf\""), "\(name)")
      }
      let page = try PopulationReport(files, plots: plots).html()
      #expect(page.contains("<h1>Small &amp; &lt;two&gt; arms</h1>"))
      #expect(page.contains("<h2>Arms compared</h2>"))
      #expect(page.contains("<h2>Visual predictive check</h2>") == observed)
      #expect(!page.contains("http://") || !page.contains("src="))
      #expect(!page.contains("nan"))
    }
  }

  @Test(arguments: [
    ("{file: observed.csv, arm: lwo}", "has no arm `lwo`", "did you mean `low`?"),
    ("{file: observed.csv}", "several arms", "add `arm:`"),
    ("{file: observd.csv, arm: low}", "no file `observd.csv`", "did you mean `observed.csv`?"),
    ("{file: observed.csv, dataset: hihg, arm: low}", "no dataset `hihg`", "did you mean `high`?"),
  ]) func `what was observed is named rightly or refused`(written: String, problem: String, remedy: String) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/observed-\(UUID().uuidString)"
    try createFolder(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let table = """
      dataset_id,compound,site,time_h,concentration_mg_per_L
      low,midazolam,plasma,1,0.01
      high,midazolam,plasma,1,0.02

      """
    try writeAtomically(table, to: folder + "/observed.csv")
    let study = """
      study: Arms
      subject: {species: human}
      arms:
        - {name: low, doses: [{compound: midazolam, dose: 7.5 mg, route: oral}]}
        - {name: other, doses: [{compound: midazolam, dose: 15 mg, route: oral}]}
      duration: 5 h
      sampling: 1 h
      observed: [\(written)]

      """
    try writeAtomically(study, to: folder + "/study.yaml")
    let repository = packageFolder
    let diagnostics = Diagnostics()
    #expect(
      loadStudyParts(
        path: folder + "/study.yaml", library: Library(folders: [repository]), diagnostics: diagnostics) == nil)
    let found = diagnostics.errors.contains { $0.problem.contains(problem) && $0.remedy.contains(remedy) }
    #expect(found, "\(diagnostics.errors)")
  }
}
