import Quantities

extension RecordReader {
  /// A quantity without a source, as in study files, such as `7.5 mg`.
  ///
  /// - Parameter range: Allowed values in internal units.
  /// - Returns: The value in internal units.
  public func quantity(
    _ key: String, _ dimension: Dimension, range: ClosedRange<Double>? = nil, required: Bool = false
  ) -> Double? {
    quantity(key, anyOf: [dimension], range: range, required: required)?.value
  }

  /// A quantity without a source that may be of one of several dimensions, such as a dose in mg or mg/kg.
  public func quantity(
    _ key: String, anyOf dimensions: [Dimension], range: ClosedRange<Double>? = nil, required: Bool = false
  ) -> (value: Double, dimension: Dimension)? {
    guard let value = node(key) else {
      if required { reportMissing(key, example: dimensions.first?.example ?? "...") }
      return nil
    }
    return readQuantity(value, key, dimensions, range).map { ($0.internalValue, $0.unit.dimension) }
  }

  /// A quantity at any node, such as an element of a list; `key` names it in messages.
  public func quantity(
    of node: DataNode, named key: String, _ dimension: Dimension, range: ClosedRange<Double>? = nil
  ) -> Double? {
    readQuantity(node, key, [dimension], range)?.internalValue
  }

  /// A range of a quantity, such as `18-45 year`, in internal units.
  public func quantityRange(
    _ key: String, _ dimension: Dimension, range: ClosedRange<Double>? = nil, required: Bool = false
  ) -> ClosedRange<Double>? {
    guard let value = node(key) else {
      if required { reportMissing(key, example: dimension.example) }
      return nil
    }
    guard let text = scalarText(value, key) else { return nil }
    do throws(UnitError) {
      let written = try WrittenRange.parse(text, as: dimension)
      let found = written.internalRange
      if let range, !range.contains(found.lowerBound) || !range.contains(found.upperBound) {
        reportOutOfRange(value, key, text, written.unit, range)
        return nil
      }
      return found
    } catch {
      diagnostics.report(value.location, "`\(key)`: \(error.problem)", remedy: error.remedy)
      return nil
    }
  }

  func readQuantity(
    _ value: DataNode, _ key: String, _ dimensions: [Dimension], _ range: ClosedRange<Double>?
  ) -> WrittenQuantity? {
    guard let text = scalarText(value, key) else { return nil }
    do throws(UnitError) {
      let written = try WrittenQuantity.parse(text)
      if !dimensions.contains(written.unit.dimension), let first = dimensions.first {
        if dimensions.count == 1 { try written.unit.check(first, of: text) }
        let names = dimensions.map(\.name).joined(separator: ", or a ")
        let examples = dimensions.map { "`\($0.example)`" }.joined(separator: " or ")
        throw UnitError(
          .wrongDimension,
          problem:
            "`\(shortened(text))` is \(article(written.unit.dimension.name)) \(written.unit.dimension.name), but \(article(names)) \(names) is needed",
          remedy: "write for example \(examples)")
      }
      if let range, !range.contains(written.internalValue) {
        reportOutOfRange(value, key, text, written.unit, range)
        return nil
      }
      return written
    } catch {
      diagnostics.report(value.location, "`\(key)`: \(error.problem)", remedy: error.remedy)
      return nil
    }
  }

  private func reportOutOfRange(
    _ value: DataNode, _ key: String, _ text: String, _ unit: Unit, _ range: ClosedRange<Double>
  ) {
    diagnostics.report(
      value.location, "`\(key)`: `\(shortened(text))` is out of range", remedy: "write a value \(words(range, unit))")
  }

  /// A range in the unit the user wrote; the smallest positive number stands for "above zero".
  private func words(_ range: ClosedRange<Double>, _ unit: Unit) -> String {
    func shown(_ bound: Double) -> String {
      let number = formattedNumber(unit.value(ofInternal: bound), significantDigits: 6)
      return unit.text.isEmpty ? number : "\(number) \(unit.text)"
    }
    let isAboveZero = range.lowerBound > 0 && range.lowerBound < 1e-300
    let lowest = range.lowerBound < -1e300 ? nil : (isAboveZero ? "above 0" : shown(range.lowerBound))
    let highest = range.upperBound > 1e300 ? nil : shown(range.upperBound)
    switch (lowest, highest) {
    case (let low?, let high?): return isAboveZero ? "\(low) and at most \(high)" : "from \(low) to \(high)"
    case (let low?, nil): return isAboveZero ? low : "of at least \(low)"
    case (nil, let high?): return "of at most \(high)"
    case (nil, nil): return "that is finite"
    }
  }

  // MARK: Sourced numbers

  /// A number with its origin: `{value: 0.031, source: key, ...}`, or bare when a mapping around it has a `source`.
  ///
  /// - Parameters:
  ///   - range: Allowed values in internal units.
  ///   - extras: Reads further keys that stand beside `value`, such as `binds`; not called for a bare number.
  public func sourced(
    _ key: String, _ dimension: Dimension, range: ClosedRange<Double>? = nil, required: Bool = false,
    extras: ((RecordReader) -> Void)? = nil
  ) -> SourcedValue? {
    sourced(key, anyOf: [dimension], range: range, required: required, extras: extras)?.0
  }

  /// A number with its origin that may be of one of several dimensions; also returns which.
  public func sourced(
    _ key: String, anyOf dimensions: [Dimension], range: ClosedRange<Double>? = nil, required: Bool = false,
    extras: ((RecordReader) -> Void)? = nil
  ) -> (SourcedValue, Dimension)? {
    guard let value = node(key) else {
      if required { reportMissing(key, example: "{value: \(dimensions.first?.example ?? "..."), source: ...}") }
      return nil
    }
    return sourced(of: value, named: key, anyOf: dimensions, range: range, extras: extras)
  }

  /// A number with its origin at any node, such as an element of a list; `key` names it in messages.
  public func sourced(
    of value: DataNode, named key: String, anyOf dimensions: [Dimension], range: ClosedRange<Double>? = nil,
    extras: ((RecordReader) -> Void)? = nil
  ) -> (SourcedValue, Dimension)? {
    guard value.entries != nil else { return sourcedScalar(value, key, dimensions, range) }
    guard let inner = RecordReader(value, diagnostics: diagnostics, inherited: origin, what: "`\(key)`") else {
      return nil
    }
    for name in valueKeys { _ = inner.has(name) }
    extras?(inner)
    inner.finish()
    guard let number = inner.node("value") else {
      inner.reportMissing("value", example: dimensions.first?.example ?? "...")
      return nil
    }
    return inner.sourcedScalar(number, key, dimensions, range)
  }

  private func sourcedScalar(
    _ value: DataNode, _ key: String, _ dimensions: [Dimension], _ range: ClosedRange<Double>?
  ) -> (SourcedValue, Dimension)? {
    let written = readQuantity(value, key, dimensions, range)
    guard let origin else {
      if written != nil {
        let example = "`\(key): {value: \(value.text.map(trimmed) ?? ""), source: ...}`"
        diagnostics.report(
          value.location, "`\(key)` is a number without source",
          remedy: "write \(example), or `source: ...` in the mapping around it")
      }
      return nil
    }
    guard let written else { return nil }
    diagnostics.note(origin)
    let sourced = SourcedValue(
      value: written.internalValue, text: written.text, origin: origin, at: value.location)
    return (sourced, written.unit.dimension)
  }

  /// A number for each sex, `{male: ..., female: ...}`, or one number for both.
  public func sourcedBySex(
    _ key: String, _ dimension: Dimension, range: ClosedRange<Double>? = nil, required: Bool = false
  ) -> BySex? {
    guard let value = node(key), value["male"] != nil || value["female"] != nil else {
      return sourced(key, dimension, range: range, required: required).map { BySex(male: $0, female: $0) }
    }
    guard let inner = record(key, what: "`\(key)`") else { return nil }
    let male = inner.sourced("male", dimension, range: range, required: true)
    let female = inner.sourced("female", dimension, range: range, required: true)
    inner.finish()
    guard let male, let female else { return nil }
    return BySex(male: male, female: female)
  }

  /// A mapping from names, which are data, to numbers with their origins, in the order of the file.
  public func sourcedTable(
    _ key: String, _ dimension: Dimension, range: ClosedRange<Double>? = nil
  ) -> [(name: String, value: SourcedValue)] {
    guard let inner = record(key, what: "`\(key)`") else { return [] }
    return inner.entries().compactMap { entry in
      inner.sourced(entry.key, dimension, range: range).map { (entry.key, $0) }
    }
  }
}

// MARK: - Origins

/// The origin that a mapping states, with what it inherits; reports `assumed` without reason and `fitted` without data.
func readOrigin(of entries: [DataNode.Entry], inherited: Origin?, diagnostics: Diagnostics) -> Origin? {
  func text(_ key: String) -> (text: String, at: SourceLocation)? {
    guard let value = entries.first(where: { $0.key == key })?.value else { return nil }
    guard let raw = value.text else { return nil }
    return (trimmed(raw), value.location)
  }
  let own = entries.first { $0.key == "source" }
  if let own, own.value.text.map({ trimmed($0).isEmpty }) ?? true {
    diagnostics.report(
      own.value.location, "`source` is \(own.value.kind)",
      remedy: "write a key of references.yaml, or `assumed` or `fitted`")
    return nil
  }
  let source = text("source")
  guard let name = source?.text ?? inherited?.source, let at = source?.at ?? inherited?.at else { return nil }
  // Without `source` or `value` beside them, `method` and `to` may be data, as in `partition: {method: ...}`.
  let statesOrigin = source != nil || entries.contains { $0.key == "value" }
  let outer = source == nil ? inherited : nil
  let method = (statesOrigin ? text("method")?.text : nil) ?? outer?.method
  let because = text("because")?.text ?? outer?.because
  let isFitted = name == "fitted" || method == "fitted"
  let fittedTo = isFitted ? (statesOrigin ? text("to")?.text : nil) ?? outer?.fittedTo : nil
  let place = text("where")?.text ?? outer?.location_
  let reportAt = source?.at ?? entries.first?.keyLocation ?? at
  if name == "assumed" || method == "assumed", because?.isEmpty ?? true {
    diagnostics.report(reportAt, "assumed without a reason", remedy: "add `because: ...`")
  }
  if isFitted, fittedTo?.isEmpty ?? true {
    diagnostics.report(reportAt, "fitted without the data it was fitted to", remedy: "add `to: ...`")
  }
  return Origin(source: name, location_: place, method: method, because: because, fittedTo: fittedTo, at: at)
}
