import DataFiles
import Simulations

/// A figure that a qualification must reach, such as `auc.gmfe<=1.30`.
public struct QualificationBar: Sendable, Hashable, CustomStringConvertible {
  public enum Measure: String, Sendable, Hashable, CaseIterable {
    /// Geometric mean fold error over the cases.
    case gmfe
    /// Shares of the cases, 0 to 1.
    case within1_25 = "within1.25"
    case within1_5 = "within1.5"
    case within2 = "within2"
    /// Median over the models of their fold errors.
    case median
    /// The largest fold by which the mean ratio of a model is off.
    case worst
  }

  public let metric: QualificationMetric
  public let measure: Measure
  /// Whether values above the limit fail; else those below.
  public let isUpper: Bool
  public let limit: Double

  /// What a wrong bar should have been.
  public struct SyntaxFault: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
  }

  static let metrics: [(name: String, metric: QualificationMetric)] = [
    ("auc", .auc), ("cmax", .cmax), ("concentration", .concentration), ("excreted_fraction", .excretedFraction),
  ]

  /// Bars from `metric.measure<=value` or `>=`, separated by commas.
  public static func parse(_ text: String) throws(SyntaxFault) -> [QualificationBar] {
    var bars: [QualificationBar] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      bars.append(try QualificationBar(String(part.filter { $0 != " " })))
    }
    return bars
  }

  private init(_ text: String) throws(SyntaxFault) {
    let relation = ["<=", ">="].first { text.contains($0) }
    guard let relation, let sign = text.firstRange(of: relation) else {
      throw SyntaxFault(description: "`\(text)` has no <= or >=; write metric.measure<=value, such as auc.gmfe<=1.30")
    }
    let left = text[..<sign.lowerBound]
    let names = Self.metrics.map(\.name)
    let measures = Measure.allCases.map(\.rawValue)
    guard let point = left.firstIndex(of: ".") else {
      throw SyntaxFault(description: "`\(text)` names no measure; write one of \(measures.joined(separator: ", "))")
    }
    let (name, word) = (String(left[..<point]), String(left[left.index(after: point)...]))
    guard let metric = Self.metrics.first(where: { $0.name == name })?.metric else {
      throw SyntaxFault(description: Self.unknown("metric", name, names))
    }
    guard let measure = Measure(rawValue: word) else {
      throw SyntaxFault(description: Self.unknown("measure", word, measures))
    }
    guard let limit = Double(text[sign.upperBound...]), limit.isFinite else {
      throw SyntaxFault(description: "`\(text[sign.upperBound...])` is not a number; write auc.gmfe<=1.30")
    }
    self.metric = metric
    self.measure = measure
    self.limit = limit
    isUpper = relation == "<="
  }

  private static func unknown(_ what: String, _ word: String, _ known: [String]) -> String {
    let nearest = suggestion(for: word, in: known)
    return "unknown \(what) `\(word)`; \(nearest)known are \(known.joined(separator: ", "))"
  }

  public var description: String {
    let name = Self.metrics.first { $0.metric == metric }?.name ?? metric.rawValue
    return "\(name).\(measure.rawValue)\(isUpper ? "<=" : ">=")\(limit)"
  }

  /// The figure that the bar is about; nil when no case has it.
  public func value(in result: QualificationResult) -> Double? {
    let errors = result.headline(metric).foldErrors(metric)
    return switch measure {
    case .gmfe: errors.gmfe
    case .within1_25: errors.share(within: 1.25)
    case .within1_5: errors.share(within: 1.5)
    case .within2: errors.share(within: 2)
    case .median: result.medianOverModels(metric)
    case .worst: result.worstModel(metric)?.fold
    }
  }

  /// Whether the bar is reached; never without a case.
  public func isMet(by result: QualificationResult) -> Bool {
    guard let value = value(in: result) else { return false }
    return isUpper ? value <= limit : value >= limit
  }
}
