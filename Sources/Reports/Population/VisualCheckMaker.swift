import DataFiles
import NumericCore
import Simulations

/// A visual predictive check: what was observed against what the people would show at the same times.
package struct VisualCheckPanel {
  /// Percentiles of a bin, in the order of `percents`; nil where they are not known.
  package struct Bin {
    /// h
    package let time: Double
    package let observed: [Double?]
    /// Over everybody, or the median over trials.
    package let simulated: [Double]?
    /// Between which 95 % of the trials lie.
    package let areas: [ClosedRange<Double>]?
  }

  static let percents: [Double] = [5, 50, 95]
  /// Trials from which on areas are drawn.
  static let fewestTrials = 20
  /// Points of a bin from which on its percentiles mean something.
  static let fewestPoints = 5

  /// The arm in the layout; nil where arms are pooled.
  let arm: Int?
  let site: ResultLayout.Site
  /// Corrected, where the panel is. Means of groups have no percentiles; corrected ones are drawn only where nothing was
  /// observed in single persons.
  package let points: [ObservedDataset.Point]
  package let bins: [Bin]
  let trials: Int
  /// Times of a bin, and how many of them stand for all; nil where all were looked at.
  let thinned: (times: Int, looked: Int)?

  var note: String? {
    guard let thinned else { return nil }
    return "In the visual predictive check\(arm == nil ? ", prediction-corrected," : "") of \(site.compound) in "
      + "\(site.name) people are asked at \(thinned.looked) of the \(thinned.times) times of a bin, evenly chosen."
  }
}

/// Makes checks from the journals, a bin at a time.
struct VisualCheckMaker {
  let results: PopulationResults
  let bands: [PopulationBand]
  let observed: [PlacedObservation]
  /// Values of people that may be held at a time.
  let valuesInMemory: Int

  private struct Point {
    let arm: Int
    let site: Int
    /// Of its dataset.
    let dataset: String
    let observed: ObservedDataset.Point
    /// The typical prediction at its time.
    let prediction: Double
  }

  /// When and where people are asked, and how often an observed point is there.
  private struct Look: Hashable {
    let arm: Int
    let site: Int
    let time: Double
  }

  /// A panel for each place of each arm where something was observed.
  ///
  /// - Throws: `DataError` when a journal cannot be read.
  func panels() throws(DataError) -> [VisualCheckPanel] {
    var found: [VisualCheckPanel] = []
    for band in bands {
      let points = points { $0.arm == band.arm && $0.site == band.site }
      guard !points.isEmpty else { continue }
      found.append(try panel(points, arm: band.arm, isCorrected: false))
    }
    return found
  }

  /// A panel for each compound at each place, arms together, corrected for what the median of the people explains.
  ///
  /// - Throws: `DataError` when a journal cannot be read.
  func correctedPanels() throws(DataError) -> [VisualCheckPanel] {
    var found: [VisualCheckPanel] = []
    for site in observed.map(site).uniqued() {
      let points = points { self.site($0) == site }.filter { $0.prediction > 0 }
      guard !points.isEmpty else { continue }
      found.append(try panel(points, arm: nil, isCorrected: true))
    }
    return found
  }

  private func site(_ one: PlacedObservation) -> ResultLayout.Site { results.layout.arms[one.arm].sites[one.site] }

  private func points(_ isWanted: (PlacedObservation) -> Bool) -> [Point] {
    observed.filter(isWanted).flatMap { one -> [Point] in
      let band = bands.first { $0.arm == one.arm && $0.site == one.site }
      let medians = band?.statistics.map { $0?.percentile(50) ?? .nan } ?? []
      return one.points.map {
        Point(
          arm: one.arm, site: one.site, dataset: one.dataset, observed: $0,
          prediction: interpolated(results.layout.times, medians, at: $0.time) ?? .nan)
      }
    }
  }

  private func panel(_ all: [Point], arm: Int?, isCorrected: Bool) throws(DataError) -> VisualCheckPanel {
    // The percentiles of persons are compared with persons; means only show where they lie.
    let persons = all.filter(\.observed.isIndividual)
    let binned = persons.isEmpty ? all : persons
    var bins: [VisualCheckPanel.Bin] = []
    var mostTimes = 0
    var drawn: [ObservedDataset.Point] = isCorrected ? [] : all.map(\.observed)
    for bin in TimeBin.bins(binned.map(\.observed.time), count: binCount(binned)) {
      let members = bin.points.map { binned[$0] }
      let typical = SummaryStatistics.quantile(0.5, ofSorted: members.map(\.prediction).sorted())
      func corrected(_ value: Double, _ prediction: Double) -> Double {
        isCorrected ? predictionCorrected(value, prediction: prediction, ofBin: typical) ?? .nan : value
      }
      let points = members.map { member in
        var point = member.observed
        point.value = corrected(point.value, member.prediction)
        point.deviation = point.deviation.map { corrected($0, member.prediction) }
        return point
      }
      if isCorrected { drawn += points }
      var looks: [Look: Int] = [:]
      var predictions: [Look: Double] = [:]
      for member in members {
        let look = Look(arm: member.arm, site: member.site, time: member.observed.time)
        looks[look, default: 0] += 1
        predictions[look] = member.prediction
      }
      mostTimes = max(mostTimes, looks.count)
      let columns = try simulated(looks) { corrected($1, predictions[$0] ?? .nan) }
      let (lines, areas) = percentiles(columns)
      bins.append(
        VisualCheckPanel.Bin(
          time: bin.time, observed: persons.isEmpty ? [nil, nil, nil] : percentiles(points), simulated: lines,
          areas: areas))
    }
    return VisualCheckPanel(
      arm: arm, site: results.layout.arms[all[0].arm].sites[all[0].site], points: drawn, bins: bins,
      trials: results.study.trialCount,
      thinned: mostTimes > timesInMemory ? (times: mostTimes, looked: timesInMemory) : nil)
  }

  /// As many bins as a person usually has points, so that nominal times stay apart.
  private func binCount(_ points: [Point]) -> Int {
    var perPerson: [String: Int] = [:]
    for point in points { perPerson["\(point.arm) \(point.dataset) \(point.observed.subject ?? "")", default: 0] += 1 }
    let counts = perPerson.values.map(Double.init).sorted()
    let usual = counts.isEmpty ? 1 : SummaryStatistics.quantile(0.5, ofSorted: counts)
    return min(24, max(1, Int(usual.rounded())))
  }

  // MARK: Percentiles

  private func percentiles(_ points: [ObservedDataset.Point]) -> [Double?] {
    guard points.count >= VisualCheckPanel.fewestPoints else { return VisualCheckPanel.percents.map { _ in nil } }
    let counted = points.filter { !$0.isBelowLimit }.map(\.value)
    return VisualCheckPanel.percents.map {
      observedQuantile($0 / 100, of: counted, below: points.count - counted.count)
    }
  }

  /// Percentiles of people over everybody; of several trials their medians and ranges.
  private func percentiles(
    _ columns: [(values: [Double], times: Int)]
  ) -> (lines: [Double]?, areas: [ClosedRange<Double>]?) {
    let probabilities = VisualCheckPanel.percents.map { $0 / 100 }
    let trials = results.study.trialCount
    guard trials >= VisualCheckPanel.fewestTrials else { return (repeatedQuantiles(probabilities, of: columns), nil) }
    let size = results.study.peopleCount / trials
    let byTrial = (0..<trials).compactMap { trial in
      repeatedQuantiles(
        probabilities, of: columns.map { (Array($0.values[trial * size..<(trial + 1) * size]), $0.times) })
    }
    guard !byTrial.isEmpty else { return (nil, nil) }
    let sorted = probabilities.indices.map { place in byTrial.map { $0[place] }.sorted() }
    return (
      sorted.map { SummaryStatistics.quantile(0.5, ofSorted: $0) },
      sorted.map {
        SummaryStatistics.quantile(0.025, ofSorted: $0)...SummaryStatistics.quantile(0.975, ofSorted: $0)
      }
    )
  }

  // MARK: People

  private var timesInMemory: Int { max(1, valuesInMemory / max(1, results.study.peopleCount)) }

  /// The values of everybody at some times, on straight lines between samples.
  ///
  /// Where they would not fit into memory, evenly chosen times stand for all.
  private func simulated(
    _ looks: [Look: Int], _ correct: (Look, Double) -> Double
  ) throws(DataError) -> [(values: [Double], times: Int)] {
    let sorted = looks.keys.sorted { ($0.time, $0.arm, $0.site) < ($1.time, $1.arm, $1.site) }
    let chosen = evenlyChosen(timesInMemory, of: sorted.count)
    let times = results.layout.times
    var columns: [(values: [Double], times: Int)] = []
    for place in chosen {
      let look = sorted[place]
      let above = times.firstIndex { $0 >= look.time } ?? times.count - 1
      let below = max(0, above - 1)
      let ends = try results.values(arm: look.arm, site: look.site, times: below..<above + 1)
      let width = times[above] - times[below]
      let share = width > 0 ? min(1, max(0, (look.time - times[below]) / width)) : 0
      let values = zip(ends[0], ends[ends.count - 1]).map { correct(look, $0 + share * ($1 - $0)) }
      columns.append((values, looks[look] ?? 0))
    }
    return columns
  }
}
