import Foundation
import Physiology

/// A formula of a population file, such as `bmi * (height / 100)^2`.
///
/// Numbers, the variables below, `+ - * / ^`, parentheses, and the functions exp, log (natural), sqrt, min, max and
/// `if(a < b, then, else)`. Variables: age (year), female (1 or 0), height (cm), weight (kg), bmi (kg/m2), hematocrit
/// (fraction), creatinine (mg/dL).
public struct Equation: Sendable, Hashable {
  /// What is wrong with the text, and where in it, counted from 0.
  public struct Fault: Error, Sendable, Hashable {
    public let position: Int
    public let problem: String
  }

  indirect enum Term: Sendable, Hashable {
    case number(Double)
    case variable(Variable)
    case call(Function, [Term])
  }

  enum Function: String, Sendable, CaseIterable {
    case add, subtract, multiply, divide, power
    case exp, log, sqrt, min, max, less
    case choose = "if"
  }

  public let text: String
  let term: Term

  public init(_ text: String) throws(Fault) {
    var parser = EquationParser(text)
    self.text = text
    term = try parser.whole()
  }

  /// The variables that the formula reads.
  public var variables: Set<Variable> { Self.variables(term) }

  private static func variables(_ term: Term) -> Set<Variable> {
    switch term {
    case .number: []
    case .variable(let variable): [variable]
    case .call(_, let terms): terms.reduce(into: []) { $0.formUnion(variables($1)) }
    }
  }

  /// The value for a person; not a number where a variable is not known yet.
  public func value(of values: VariableValues) -> Double { Self.value(term, values) }

  private static func value(_ term: Term, _ values: VariableValues) -> Double {
    switch term {
    case .number(let number): return number
    case .variable(let variable): return values[variable]
    case .call(let function, let terms):
      let first = value(terms[0], values)
      let second = terms.count > 1 ? value(terms[1], values) : .nan
      switch function {
      case .add: return first + second
      case .subtract: return first - second
      case .multiply: return first * second
      case .divide: return first / second
      case .power: return pow(first, second)
      case .exp: return Foundation.exp(first)
      case .log: return Foundation.log(first)
      case .sqrt: return first.squareRoot()
      // Of a number and what is none, Swift gives one or the other by their order.
      case .min: return first.isNaN || second.isNaN ? .nan : Swift.min(first, second)
      case .max: return first.isNaN || second.isNaN ? .nan : Swift.max(first, second)
      case .less: return first.isNaN || second.isNaN ? .nan : first < second ? 1 : 0
      case .choose: return first.isNaN ? .nan : first != 0 ? second : value(terms[2], values)
      }
    }
  }
}

/// What an equation may name.
public enum Variable: String, Sendable, Hashable, CaseIterable {
  case age, female, height, weight, bmi, hematocrit, creatinine
}

/// The variables of one person as far as they are known.
public struct VariableValues: Sendable {
  private var values: [Double] = Array(repeating: .nan, count: Variable.allCases.count)

  public init() {}

  public subscript(variable: Variable) -> Double {
    get { values[Self.place(variable)] }
    set { values[Self.place(variable)] = newValue }
  }

  private static func place(_ variable: Variable) -> Int {
    switch variable {
    case .age: 0
    case .female: 1
    case .height: 2
    case .weight: 3
    case .bmi: 4
    case .hematocrit: 5
    case .creatinine: 6
    }
  }
}

/// Reads sums of products of powers, by descent.
private struct EquationParser {
  private let characters: [Character]
  private var position = 0
  private var depth = 0

  init(_ text: String) { characters = Array(text) }

  /// Terms are nested as deeply as half of the text is long.
  private static let greatestLength = 1000

  mutating func whole() throws(Equation.Fault) -> Equation.Term {
    guard characters.count <= Self.greatestLength else {
      throw fault("the equation is longer than \(Self.greatestLength) characters")
    }
    let term = try comparison()
    skipSpaces()
    guard position == characters.count else { throw fault("`\(characters[position])` is not expected here") }
    return term
  }

  private func fault(_ problem: String) -> Equation.Fault { Equation.Fault(position: position, problem: problem) }

  private mutating func skipSpaces() {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
  }

  private mutating func take(_ character: Character) -> Bool {
    skipSpaces()
    guard position < characters.count, characters[position] == character else { return false }
    position += 1
    return true
  }

  private mutating func comparison() throws(Equation.Fault) -> Equation.Term {
    let left = try sum()
    guard take("<") else { return left }
    return .call(.less, [left, try sum()])
  }

  private mutating func sum() throws(Equation.Fault) -> Equation.Term {
    var left = try product()
    while true {
      if take("+") {
        left = .call(.add, [left, try product()])
      } else if take("-") {
        left = .call(.subtract, [left, try product()])
      } else {
        return left
      }
    }
  }

  private mutating func product() throws(Equation.Fault) -> Equation.Term {
    var left = try signed()
    while true {
      if take("*") {
        left = .call(.multiply, [left, try signed()])
      } else if take("/") {
        left = .call(.divide, [left, try signed()])
      } else {
        return left
      }
    }
  }

  /// All that is nested passes here.
  private mutating func signed() throws(Equation.Fault) -> Equation.Term {
    depth += 1
    guard depth < 50 else { throw fault("too much is nested here") }
    defer { depth -= 1 }
    return take("-") ? .call(.subtract, [.number(0), try signed()]) : try power()
  }

  private mutating func power() throws(Equation.Fault) -> Equation.Term {
    let base = try atom()
    return take("^") ? .call(.power, [base, try signed()]) : base
  }

  private mutating func atom() throws(Equation.Fault) -> Equation.Term {
    skipSpaces()
    guard position < characters.count else { throw fault("the equation ends too early") }
    if take("(") { return try inParentheses() }
    let start = position
    if characters[position].isLetter {
      while position < characters.count, characters[position].isLetter || characters[position] == "_" { position += 1 }
      return try named(String(characters[start..<position]), at: start)
    }
    while position < characters.count, isPartOfNumber(start) { position += 1 }
    guard let number = Double(String(characters[start..<position])), number.isFinite else {
      position = start
      throw fault("`\(characters[start])` begins neither a number nor a name")
    }
    return .number(number)
  }

  private func isPartOfNumber(_ start: Int) -> Bool {
    let character = characters[position]
    if character.isASCII, character.isNumber || character == "." { return true }
    guard position > start else { return false }
    if character == "e" || character == "E" { return true }
    return (character == "-" || character == "+") && "eE".contains(characters[position - 1])
  }

  private mutating func inParentheses() throws(Equation.Fault) -> Equation.Term {
    let term = try comparison()
    guard take(")") else { throw fault("a `)` is missing") }
    return term
  }

  private mutating func named(_ name: String, at start: Int) throws(Equation.Fault) -> Equation.Term {
    if let variable = Variable(rawValue: name) { return .variable(variable) }
    let counts: [Equation.Function: Int] = [.exp: 1, .log: 1, .sqrt: 1, .min: 2, .max: 2, .choose: 3]
    guard let function = Equation.Function(rawValue: name), let count = counts[function], take("(") else {
      position = start
      let known = Variable.allCases.map(\.rawValue).joined(separator: ", ")
      throw fault("`\(name)` is neither a variable (\(known)) nor a function with parentheses")
    }
    var terms: [Equation.Term] = []
    repeat { terms.append(try comparison()) } while take(",")
    guard take(")") else { throw fault("a `)` is missing") }
    guard terms.count == count else {
      throw fault("\(name) takes \(count) value\(count == 1 ? "" : "s"), not \(terms.count)")
    }
    return .call(function, terms)
  }
}
