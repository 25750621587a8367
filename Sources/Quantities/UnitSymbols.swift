/// One named unit: how many internal units it is, as up/down x 10^exponent.
///
/// - Reference: The International System of Units (SI), 9th edition, BIPM 2019; calorie: 4.184 J (thermochemical).
struct UnitSymbol: Sendable {
  let names: [String]
  let dimension: Dimension
  var up: Double = 1
  var down: Double = 1
  var exponent: Int = 0
  var takesPrefix = false
}

/// SI prefixes that occur in this field. Mega is left out: `Mg` is nearly always a misspelt `mg`.
let unitPrefixes: [(symbol: Character, exponent: Int)] = [
  ("f", -15), ("p", -12), ("n", -9), ("u", -6), ("\u{B5}", -6), ("\u{3BC}", -6), ("m", -3), ("c", -2), ("d", -1),
  ("k", 3),
]

let unitSymbols: [UnitSymbol] = [
  UnitSymbol(names: ["mol"], dimension: .amount, exponent: 6, takesPrefix: true),
  UnitSymbol(names: ["M"], dimension: .concentration, exponent: 6, takesPrefix: true),
  UnitSymbol(names: ["g"], dimension: .mass, exponent: -3, takesPrefix: true),
  UnitSymbol(names: ["mcg"], dimension: .mass, exponent: -9),
  UnitSymbol(names: ["Da"], dimension: .molarMass, exponent: -9, takesPrefix: true),
  UnitSymbol(names: ["L", "l"], dimension: .volume, takesPrefix: true),
  UnitSymbol(names: ["m"], dimension: .length, exponent: 1, takesPrefix: true),
  UnitSymbol(names: ["s", "second", "seconds"], dimension: .time, down: 3600),
  UnitSymbol(names: ["ms"], dimension: .time, down: 3600, exponent: -3),
  UnitSymbol(names: ["min", "minute", "minutes"], dimension: .time, down: 60),
  UnitSymbol(names: ["h", "hour", "hours"], dimension: .time),
  UnitSymbol(names: ["day", "days", "d"], dimension: .time, up: 24),
  UnitSymbol(names: ["week", "weeks"], dimension: .time, up: 168),
  UnitSymbol(names: ["month", "months"], dimension: .time, up: 730.5),
  UnitSymbol(names: ["year", "years", "y"], dimension: .time, up: 8766),
  UnitSymbol(names: ["cal"], dimension: .energy, exponent: -3, takesPrefix: true),
  UnitSymbol(names: ["J"], dimension: .energy, down: 4184, takesPrefix: true),
  UnitSymbol(names: ["%"], dimension: .none, exponent: -2),
  UnitSymbol(names: ["cells", "cell"], dimension: .none),
  UnitSymbol(names: ["log", "log10"], dimension: .none),
]

/// What people write for a unit that has another name here.
let unitHints: [String: String] = [
  "hr": "h", "hrs": "h", "sec": "s", "secs": "s", "mins": "min", "yr": "year", "yrs": "year", "mo": "month",
  "wk": "week", "cc": "mL", "mcl": "uL", "mcL": "uL", "mcmol": "umol", "mcM": "uM", "gm": "g", "kgs": "kg",
  "litre": "L", "liter": "L", "litres": "L", "liters": "L", "gram": "g", "grams": "g", "mole": "mol", "moles": "mol",
  "metre": "m", "meter": "m", "percent": "%", "pct": "%", "calorie": "cal", "Cal": "kcal", "dalton": "Da",
  "pH": "a plain number", "H": "h", "D": "day", "S": "s", "MIN": "min", "KG": "kg", "Kg": "kg", "MG": "mg", "Mg": "mg",
  "ML": "mL", "KDa": "kDa", "Y": "year",
]

private let symbolsByName: [String: UnitSymbol] = {
  var table: [String: UnitSymbol] = [:]
  for symbol in unitSymbols {
    for name in symbol.names {
      table[name] = symbol
      guard symbol.takesPrefix else { continue }
      for prefix in unitPrefixes where table[String(prefix.symbol) + name] == nil {
        var prefixed = symbol
        prefixed.exponent += prefix.exponent
        table[String(prefix.symbol) + name] = prefixed
      }
    }
  }
  return table
}()

private let suggestedNames: [String] = symbolsByName.keys.filter {
  $0 != "mcg" && $0.unicodeScalars.allSatisfy(\.isASCII)
}
.sorted { ($0.count, $0) < ($1.count, $1) }

func unitSymbol(_ name: String) -> UnitSymbol? { symbolsByName[name] }

func nearestUnit(_ name: String) -> String? { unitHints[name] ?? nearestWord(name, in: suggestedNames) }
