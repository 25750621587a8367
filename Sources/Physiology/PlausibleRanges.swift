// What no body can be outside of: limits that catch a slip of the pen or of the unit, not data.
//
// Internal units.

let share: ClosedRange<Double> = 0...1
let ratio: ClosedRange<Double> = 0...100
/// Of acidic phospholipid.
let milligramsPerGram: ClosedRange<Double> = 0...1000
let plausiblePH: ClosedRange<Double> = 0...14
let plausibleExponent: ClosedRange<Double> = -5...5
/// From a tadpole shrew to a blue whale, kg.
let plausibleWeight: ClosedRange<Double> = 1e-4...2e5
/// dm.
let plausibleHeight: ClosedRange<Double> = 0.1...100
/// kg/L.
let plausibleDensity: ClosedRange<Double> = 0.1...10
let positive: ClosedRange<Double> = Double.leastNormalMagnitude...Double.greatestFiniteMagnitude
let notNegative: ClosedRange<Double> = 0...Double.greatestFiniteMagnitude
