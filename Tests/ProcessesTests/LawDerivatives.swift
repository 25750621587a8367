import Foundation
import Networks
import NumericCore
import Testing

/// What a law sees of one flux, held in arrays: `width` amounts and parameters a place.
struct LawCase<L: Lane> {
  var amounts: [L]
  var parameters: [L]
  var time: Double

  func rate<Law: FluxLaw>(_ law: Law.Type) -> L { withArguments { Law.rate($0) } }

  func derivatives<Law: FluxLaw>(_ law: Law.Type) -> [L] {
    var derivatives = amounts
    derivatives.withUnsafeMutableBufferPointer { buffer in
      withArguments { arguments in
        if let base = buffer.baseAddress { Law.derivatives(arguments, into: base) }
      }
    }
    return derivatives
  }

  private func withArguments<Result>(_ body: (FluxArguments<L>) -> Result) -> Result {
    // One more place each, so that a law without reads or parameters has something to point at.
    let state = amounts + [.zero]
    let reads = amounts.indices.map(Int32.init) + [0]
    let numbers = parameters + [.zero]
    return state.withUnsafeBufferPointer { state in
      reads.withUnsafeBufferPointer { reads in
        numbers.withUnsafeBufferPointer { numbers in
          guard let s = state.baseAddress, let r = reads.baseAddress, let n = numbers.baseAddress else {
            preconditionFailure("these arrays are never empty")
          }
          return body(
            FluxArguments(state: s, reads: r, parameters: n, readCount: amounts.count, time: time))
        }
      }
    }
  }
}

/// Checks a law at one place: its derivatives against central differences, and eight lanes against one.
///
/// - Parameters:
///   - law: The law with its parameters.
///   - amounts: One a read, all positive and away from the kinks of the law.
///   - settings: Parameters that an event has set, by number.
func expectDerivatives(
  of law: some FluxLaw, at amounts: [Double], time: Double = 0, settings: [Int: Double] = [:],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var parameters = law.parameters
  for (number, value) in settings { parameters[number] = value }
  let faults = derivativeFaults(type(of: law), amounts, parameters, time)
  #expect(faults.isEmpty, "\(faults.joined(separator: "; "))", sourceLocation: sourceLocation)
  expectLanesAgree(type(of: law), amounts, parameters, time, sourceLocation)
}

/// What is wrong with a law's derivatives at one place, in words; nothing, as a rule.
func derivativeFaults<Law: FluxLaw>(
  _ law: Law.Type, _ amounts: [Double], _ parameters: [Double], _ time: Double = 0
) -> [String] {
  let here = LawCase(amounts: amounts, parameters: parameters, time: time)
  let rate = here.rate(law)
  let derivatives = here.derivatives(law)
  var faults = rate.isFinite ? [] : ["the rate at \(amounts) is \(rate)"]
  for index in amounts.indices {
    func moved(_ factor: Double) -> Double {
      var other = here
      other.amounts[index] *= factor
      return other.rate(law)
    }
    // Fourth-order differences over a ten-thousandth of the amount: rounding adds some 1e-12 of the rate, and curvature
    // less than 1e-10 where the law changes over no less than a hundredth of the amount.
    let h = 1e-4
    let slope =
      (8 * (moved(1 + h) - moved(1 - h)) - (moved(1 + 2 * h) - moved(1 - 2 * h))) / (12 * h * amounts[index])
    let allowed = 1e-8 * max(slope.magnitude, rate.magnitude / amounts[index])
    if !((derivatives[index] - slope).magnitude <= allowed) {
      faults.append("derivative \(index) at \(amounts) is \(derivatives[index]), differences give \(slope)")
    }
  }
  return faults
}

/// Every lane holds other numbers; each must give what it gives alone.
private func expectLanesAgree<Law: FluxLaw>(
  _ law: Law.Type, _ amounts: [Double], _ parameters: [Double], _ time: Double, _ sourceLocation: SourceLocation
) {
  func factor(_ lane: Int) -> Double { 1 + 0.01 * Double(lane) }
  var wide = LawCase<SIMD8<Double>>(
    amounts: amounts.map { SIMD8(repeating: $0) }, parameters: parameters.map { SIMD8(repeating: $0) }, time: time)
  for lane in 0..<8 {
    for index in amounts.indices { wide.amounts[index][lane] *= factor(lane) }
  }
  let rates = wide.rate(law)
  let derivatives = wide.derivatives(law)
  for lane in 0..<8 {
    let alone = LawCase<Double>(amounts: amounts.map { $0 * factor(lane) }, parameters: parameters, time: time)
    let expected = [alone.rate(law)] + alone.derivatives(law)
    let found = [rates[lane]] + derivatives.map { $0[lane] }
    for (found, expected) in zip(found, expected) {
      // Only the order in which a product is rounded may differ.
      #expect(
        (found - expected).magnitude <= 1e-13 * expected.magnitude, "lane \(lane)", sourceLocation: sourceLocation)
    }
  }
}

/// Numbers spread evenly over powers of ten.
extension SeededGenerator {
  mutating func spread(_ low: Double, _ high: Double) -> Double {
    low * pow(high / low, Double.random(in: 0...1, using: &self))
  }
}
