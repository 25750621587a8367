import Foundation
import Populations
import TestSupport
import Testing

struct EquationTests {
  private static func value(_ text: String) throws -> Double {
    var values = VariableValues()
    values[.age] = 40
    values[.female] = 1
    values[.height] = 170
    values[.bmi] = 25
    return try Equation(text).value(of: values)
  }

  @Test(arguments: [
    ("1 + 2 * 3", 7.0), ("(1 + 2) * 3", 9), ("8 - 4 - 2", 2), ("8 / 4 / 2", 1), ("2 ^ 3 ^ 2", 512), ("-2 ^ 2", -4),
    ("2 ^ -1", 0.5), ("- - 3", 3), ("2 * -3", -6), (" 1.5e-1*1E+1 ", 1.5), (".5 + 1.", 1.5), ("age", 40),
    ("bmi * (height / 100)^2", 72.25), ("if(age < 18, 1, 2)", 2), ("if(age < 41, female, 0)", 1), ("age < 50", 1),
    ("min(age, 3) + max(1, 2)", 5), ("sqrt(16)", 4), ("log(exp(2))", 2), ("if(min(1,2) < 1.5, 10 + 1, 0)", 11),
  ])
  func `a formula has its value`(text: String, expected: Double) throws {
    #expect(isClose(try Self.value(text), expected, relative: 1e-15))
  }

  @Test func `it tells what it reads`() throws {
    #expect(try Equation("if(age < 18, height, bmi + 1)").variables == [.age, .height, .bmi])
    #expect(try Equation("3").variables == [])
  }

  @Test(arguments: [
    "weight", "creatinine + 1", "max(1, 1 / hematocrit) * 0", "weight < 50", "50 < weight", "if(weight < 50, 1, 2)",
  ])
  func `what is not known yet is not a number`(text: String) throws {
    #expect(try Self.value(text).isNaN)
  }

  /// Places count from 0.
  @Test(arguments: [
    ("", 0, "ends too early"), ("1 +", 3, "ends too early"), ("1 + * 2", 4, "`*` begins neither"),
    ("(1 + 2", 6, "a `)` is missing"), ("1 + 2)", 5, "`)` is not expected"), ("1 2", 2, "`2` is not expected"),
    ("age + wieght", 6, "`wieght` is neither a variable (age, "), ("exp 3", 0, "`exp` is neither"),
    ("exp(1, 2)", 9, "exp takes 1 value, not 2"), ("min(1)", 6, "min takes 2 values, not 1"),
    ("if(1, 2)", 8, "if takes 3 values, not 2"), ("exp(1", 5, "a `)` is missing"), ("1.2.3", 0, "begins neither"),
    ("3 # 4", 2, "`#` is not expected"), ("1e", 0, "begins neither"), ("1e999", 0, "begins neither"),
    ("add(1, 2)", 0, "`add` is neither"), ("1 < 2 < 3", 6, "`<` is not expected"), ("2 ^", 3, "ends too early"),
    ("²", 0, "`²` begins neither"), ("()", 1, "`)` begins neither"),
  ])
  func `every fault of a formula is told with its place`(text: String, position: Int, problem: String) throws {
    let fault = try #require(throws: Equation.Fault.self) { try Equation(text) }
    #expect(fault.position == position)
    #expect(fault.problem.contains(problem), "\(fault.problem)")
  }

  @Test(arguments: ["(", "-", "exp("]) func `a formula too deep is refused`(repeated: String) {
    let text = String(repeating: repeated, count: 100_000) + "1"
    #expect(throws: Equation.Fault.self) { try Equation(text) }
  }
}
