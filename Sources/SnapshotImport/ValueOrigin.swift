/// Where a number of a snapshot comes from, as the snapshot says it.
struct ValueOrigin: Hashable {
  var source = ""
  var method = ""
  var description = ""

  static let unknown = Self()

  init(source: String = "", method: String = "", description: String = "") {
    self.source = source
    self.method = method
    self.description = description
  }

  init(_ node: JSONNode?) {
    node?.readAll()
    source = node?.text("Source") ?? ""
    method = node?.text("Method") ?? ""
    let words = (node?.text("Description") ?? "").split(whereSeparator: \.isWhitespace)
    description = words.joined(separator: " ")
  }

  var isFitted: Bool {
    source == "ParameterIdentification" || method == "ParameterIdentification" || method == "ManualFit"
  }

  var isAssumed: Bool { source == "Assumption" || method == "Assumption" }

  /// The keys that stand beside a value; empty when the source of the file says all there is.
  ///
  /// - Parameter note: What the importer has to say about the number.
  func provenance(note: String? = nil) -> [(String, YAMLValue)] {
    var keys: [(String, YAMLValue)] = []
    var notes: [String] = []
    if isFitted {
      keys.append(("source", .plain("fitted")))
      keys.append(("to", .text(fittedTo)))
    } else if isAssumed {
      keys.append(("source", .plain("assumed")))
      keys.append(("because", .text(assumption)))
    } else {
      if let word = methodWord { keys.append(("method", .plain(word))) }
      if !description.isEmpty { notes.append("cited there as: \(description)") }
    }
    if let note { notes.append(note) }
    if !notes.isEmpty { keys.append(("note", .text(notes.joined(separator: "; ")))) }
    return keys
  }

  /// What a number was fitted to: the name of the identification, where the program wrote it down.
  private var fittedTo: String {
    let general = "clinical data, Open Systems Pharmacology model identification"
    let words = "Value updated from '"
    guard description.hasPrefix(words), let end = description.lastIndex(of: "'") else {
      return description.isEmpty ? general : "\(general): \(description)"
    }
    let start = description.index(description.startIndex, offsetBy: words.count)
    return start < end ? "\(general) `\(description[start..<end])`" : general
  }

  private var assumption: String {
    if description == Self.programDefault { return description }
    return "assumed in the published model" + (description.isEmpty ? "" : ": \(description)")
  }

  /// The reason of a number that the snapshot leaves out.
  static let programDefault = "the default of PK-Sim"

  private var methodWord: String? {
    switch method {
    case "InVitro": "in vitro"
    case "InVivo": "in vivo"
    default: nil
    }
  }
}

/// A number with its unit and where it comes from, as a file of ours takes it.
struct ImportedValue: Hashable {
  var quantity: ImportedQuantity
  var origin = ValueOrigin.unknown
  var note: String?

  /// The value alone, or `{value: ..., source: ...}` where there is more to say, then `extras`.
  func yaml(_ extras: [(String, YAMLValue)] = []) -> YAMLValue {
    let beside = origin.provenance(note: note) + extras
    if beside.isEmpty { return .plain(quantity.text) }
    return .map(YAMLMap([("value", .plain(quantity.text))] + beside))
  }

  /// The number of a group of `pka`, whose key is not `value`.
  func yaml(key: String, source: String) -> YAMLValue {
    var beside = origin.provenance(note: note)
    if beside.contains(where: { $0.0 == "method" }) { beside.insert(("source", .text(source)), at: 0) }
    return .map(YAMLMap([(key, .plain(quantity.text))] + beside))
  }

  /// A number that the snapshot leaves out because it is the default of its program.
  static func byDefault(_ number: Double, _ unit: String) -> Self {
    Self(
      quantity: ImportedQuantity(number: number, unit: unit),
      origin: ValueOrigin(method: "Assumption", description: ValueOrigin.programDefault))
  }
}
