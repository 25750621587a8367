import CEngine
import NumericCore

extension NetworkKernel {
  /// Solves (I - γ J) x = right with the compiled factors, J being the Jacobian at a state; lanes neighbouring.
  ///
  /// For tests: the integrator calls the same functions from C.
  package func solve(gamma: Double, time: Double, state: [Double], right: [Double]) -> [Double] {
    /// Whole lanes are loaded from aligned places.
    func block(_ values: [Double]) -> UnsafeMutablePointer<Double> {
      let raw = UnsafeMutableRawPointer.allocate(byteCount: max(1, values.count) * 8, alignment: 64)
      let block = raw.bindMemory(to: Double.self, capacity: max(1, values.count))
      block.initialize(from: values, count: values.count)
      return block
    }
    let (input, output) = (block(state), block(right))
    defer {
      input.deallocate()
      output.deallocate()
    }
    jacobian(time, input, into: kernel.pointee.jacobian)
    teorell_factorise(kernel, gamma)
    teorell_solve(kernel, output, output)
    return Array(UnsafeBufferPointer(start: output, count: right.count))
  }
}
