/// A stretch of time whose exposure is summarized, from one dose to the next or over a whole study.
/// - Units: h.
public struct ExposureInterval: Hashable, Sendable {
  public let start: Double
  public let end: Double

  /// - Parameter end: Must not lie before `start`; may lie beyond the last sample or be infinite.
  public init(start: Double, end: Double) {
    precondition(start.isFinite && end >= start, "an exposure interval must not end before it starts")
    self.start = start
    self.end = end
  }
}

/// How the drug entered, as far as the metrics depend on it.
public enum ExposureRoute: Hashable, Sendable {
  case intravenousBolus
  /// Infusion at a constant rate; duration in h.
  case infusion(duration: Double)
  case extravascular
}

/// What else was given around the interval; it decides which metrics have a meaning.
public enum ExposureDosing: Hashable, Sendable {
  /// One dose, at the start of the interval, into a body that held none.
  case single
  /// One dose at the start of the interval, on top of what earlier doses left.
  case afterEarlierDoses
  /// Several doses within the interval, the first into an empty body; time of the last in h.
  case several(last: Double)
}

/// Measures of one concentration curve over one interval; a measure that is not defined is nil, never zero.
/// - Units: concentrations as given (mg/L, umol/L, ...), times h, areas concentration times h, clearance L/h, volume L.
public struct ExposureMetrics: Hashable, Sendable {
  /// Highest concentration of the interval; zero only if no drug was there at all.
  public var cmax: Double?
  /// Time of the first maximum, counted from the start of the interval.
  public var tmax: Double?
  /// Area from the start of the interval to the last quantifiable sample in it.
  public var aucLast: Double?
  /// Area from the start of the interval to infinity, as if no later dose came.
  public var aucInfinity: Double?
  /// Share of `aucInfinity` that lies beyond the last quantifiable sample, percent.
  public var aucExtrapolatedPercent: Double?
  /// Terminal half-life.
  public var halfLife: Double?
  /// Dose over `aucInfinity`; intravenous doses only.
  public var clearance: Double?
  /// Clearance times mean residence time; intravenous doses only.
  public var volumeSteadyState: Double?
  /// Mean time a molecule stays, counted from the start of the interval; extravascular: absorption time included.
  public var meanResidenceTime: Double?

  public init(
    cmax: Double? = nil, tmax: Double? = nil, aucLast: Double? = nil, aucInfinity: Double? = nil,
    aucExtrapolatedPercent: Double? = nil, halfLife: Double? = nil, clearance: Double? = nil,
    volumeSteadyState: Double? = nil, meanResidenceTime: Double? = nil
  ) {
    self.cmax = cmax
    self.tmax = tmax
    self.aucLast = aucLast
    self.aucInfinity = aucInfinity
    self.aucExtrapolatedPercent = aucExtrapolatedPercent
    self.halfLife = halfLife
    self.clearance = clearance
    self.volumeSteadyState = volumeSteadyState
    self.meanResidenceTime = meanResidenceTime
  }
}

/// Non-compartmental analysis of one concentration curve over one interval.
///
///     AUCinf  = AUClast + Clast / λz          Clast is the last sample itself, not the value on the fitted line
///     AUMCinf = AUMClast + tlast · Clast / λz + Clast / λz²
///     CL = dose / AUCinf,  MRT = AUMCinf / AUCinf − T/2 (T: infusion duration),  Vss = CL · MRT
///
/// Samples are taken as they are: a bolus concentration is not extrapolated back to the time of the dose. Whoever has the
/// exact integral passes it. A sample that is not a finite number leaves every metric undefined.
///
/// - Parameters:
///   - times: Sample times, never descending; h.
///   - concentrations: One a sample.
///   - dose: Sum of the doses given in the interval, in the mass or amount unit of concentration times L.
///   - dosing: Clearance, volume and residence time exist only for the first dose; the latter two only for a single one.
///   - quantificationLimit: Concentrations at or below it count as zero; pass what the solver cannot tell from zero.
///   - exactCumulativeArea: Integral of the concentration from time 0 to each sample, if the solver has it.
///   - exactCumulativeMoment: Integral of time times concentration from time 0 to each sample, if the solver has it.
/// - Units: see `ExposureMetrics`.
/// - Complexity: O(samples).
/// - Reference: Gabrielsson and Weiner, Pharmacokinetic and Pharmacodynamic Data Analysis, 5th ed., non-compartmental
///   analysis; choice of λz as described at `TerminalPhase`.
public func exposureMetrics(
  times: [Double], concentrations: [Double], interval: ExposureInterval, dose: Double?, route: ExposureRoute,
  dosing: ExposureDosing = .single, quantificationLimit: Double = 0, exactCumulativeArea: [Double]? = nil,
  exactCumulativeMoment: [Double]? = nil
) -> ExposureMetrics {
  precondition(times.count == concentrations.count, "a concentration for each time")
  precondition(exactCumulativeArea?.count ?? times.count == times.count, "a cumulative area for each time")
  precondition(exactCumulativeMoment?.count ?? times.count == times.count, "a cumulative moment for each time")
  var metrics = ExposureMetrics()
  guard
    let curve = ExposureCurve(
      times: times, concentrations: concentrations, interval: interval, limit: quantificationLimit,
      cumulativeArea: exactCumulativeArea, cumulativeMoment: exactCumulativeMoment)
  else { return metrics }

  metrics.cmax = curve.concentrations[curve.peak]
  guard let last = curve.lastQuantifiable else {
    if curve.times.count > 1 { metrics.aucLast = 0 }
    return metrics
  }
  metrics.tmax = curve.times[curve.peak]
  guard curve.times[last] > 0 else { return metrics }
  let area = curve.area(to: last)
  metrics.aucLast = area

  guard let phase = terminalPhase(of: curve, last: last, interval: interval, route: route, dosing: dosing) else {
    return metrics
  }
  let rate = phase.rate
  let tail = curve.concentrations[last] / rate
  let total = area + tail
  guard total.isFinite, total > 0 else { return metrics }
  metrics.halfLife = phase.halfLife
  metrics.aucInfinity = total
  metrics.aucExtrapolatedPercent = 100 * tail / total

  guard dosing != .afterEarlierDoses else { return metrics }
  if let dose, dose > 0, route != .extravascular { metrics.clearance = dose / total }
  guard dosing == .single else { return metrics }
  let moment = curve.moment(to: last) + tail * (curve.times[last] + 1 / rate)
  var residence = moment / total
  if case .infusion(let duration) = route { residence -= duration / 2 }
  guard residence.isFinite, residence > 0 else { return metrics }
  metrics.meanResidenceTime = residence
  if let clearance = metrics.clearance { metrics.volumeSteadyState = clearance * residence }
  return metrics
}

/// The terminal phase among the samples after the peak and after the last input of drug.
private func terminalPhase(
  of curve: ExposureCurve, last: Int, interval: ExposureInterval, route: ExposureRoute, dosing: ExposureDosing
) -> TerminalPhase? {
  var lastDose = 0.0
  if case .several(let time) = dosing { lastDose = time - interval.start }
  let inputEnd: Double
  // At the very time of a bolus the sample may be the one before it; only a peak there shows that it is not.
  let peakBelongs: Bool
  switch route {
  case .intravenousBolus: (inputEnd, peakBelongs) = (lastDose, true)
  case .infusion(let duration): (inputEnd, peakBelongs) = (lastDose + duration, false)
  case .extravascular: (inputEnd, peakBelongs) = (lastDose, false)
  }
  var first = peakBelongs ? curve.peak : curve.peak + 1
  let slack = 1e-9 * max(1, abs(inputEnd))
  while first < last, curve.times[first] < inputEnd - slack { first += 1 }
  if lastDose > 0, first < last, curve.times[first] <= inputEnd + slack { first += 1 }
  guard first <= last else { return nil }
  return TerminalPhase(times: curve.times[first...last], concentrations: curve.concentrations[first...last])
}
