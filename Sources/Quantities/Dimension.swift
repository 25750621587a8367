/// The physical dimension of a number, as exponents of the five base dimensions of this library.
///
/// Volume is the cube of length, so the base set stays small. Foundation has a class of the same name; a file that
/// imports both writes `Quantities.Dimension`.
public struct Dimension: Hashable, Sendable {
  public var amount: Int8
  public var mass: Int8
  public var length: Int8
  public var time: Int8
  public var energy: Int8

  public init(amount: Int8 = 0, mass: Int8 = 0, length: Int8 = 0, time: Int8 = 0, energy: Int8 = 0) {
    self.amount = amount
    self.mass = mass
    self.length = length
    self.time = time
    self.energy = energy
  }

  /// Product of two dimensions; an exponent beyond ±127 stays at the limit.
  public static func * (left: Self, right: Self) -> Self {
    left.combined(with: right, sign: 1)
  }

  /// Quotient of two dimensions; an exponent beyond ±127 stays at the limit.
  public static func / (left: Self, right: Self) -> Self {
    left.combined(with: right, sign: -1)
  }

  /// The dimension multiplied by itself `exponent` times.
  public func power(_ exponent: Int) -> Self {
    Self.none.combined(with: self, sign: exponent)
  }

  private func combined(with other: Self, sign: Int) -> Self {
    func sum(_ path: KeyPath<Self, Int8>) -> Int8 {
      Int8(clamping: Int(self[keyPath: path]) + sign * Int(other[keyPath: path]))
    }
    return Self(
      amount: sum(\.amount), mass: sum(\.mass), length: sum(\.length), time: sum(\.time), energy: sum(\.energy))
  }
}

// MARK: - The dimensions of this field

extension Dimension {
  public static let none = Self()
  public static let amount = Self(amount: 1)
  public static let mass = Self(mass: 1)
  public static let length = Self(length: 1)
  public static let area = Self(length: 2)
  public static let volume = Self(length: 3)
  public static let time = Self(time: 1)
  public static let energy = Self(energy: 1)
  /// 1/time, as of a first-order process.
  public static let rate = Self(time: -1)
  /// amount/volume
  public static let concentration = amount / volume
  /// mass/volume, also a density and a solubility.
  public static let massConcentration = mass / volume
  /// mass/volume; the same exponents as `massConcentration`.
  public static let density = massConcentration
  /// volume/time, also a clearance.
  public static let flow = volume / time
  /// length/time
  public static let permeability = length / time
  /// mass/amount
  public static let molarMass = mass / amount
  /// amount/time
  public static let amountRate = amount / time
  /// mass/time
  public static let massRate = mass / time
  /// concentration/time, as a maximal rate in a volume of tissue.
  public static let concentrationRate = concentration / time
  /// volume/time/mass, as a blood flow or a clearance per kilogram.
  public static let flowPerMass = flow / mass
  /// volume/time/amount, as a clearance per amount of enzyme.
  public static let flowPerAmount = flow / amount
  /// volume/mass
  public static let volumePerMass = volume / mass
  /// amount/mass, as an enzyme content or a dose per kilogram.
  public static let amountPerMass = amount / mass
  /// amount/time/mass, as a maximal rate per mass of protein.
  public static let amountRatePerMass = amount / time / mass
  /// amount/area, as a dose per body surface.
  public static let amountPerArea = amount / area
  /// mass/area, as a body mass index or a dose per body surface.
  public static let massPerArea = mass / area
  /// 1/mass, as cells per gram.
  public static let perMass = none / mass
  /// 1/volume, as cells per millilitre.
  public static let perVolume = none / volume
  /// 1/length, as a surface per volume.
  public static let perLength = none / length
  /// area/time, as a diffusion coefficient.
  public static let diffusivity = area / time
  /// volume/amount, as a binding affinity.
  public static let volumePerAmount = volume / amount
  /// 1/amount/time x volume, as an association rate.
  public static let associationRate = volume / amount / time
  /// energy/time
  public static let energyRate = energy / time
  /// energy/volume
  public static let energyDensity = energy / volume
  /// amount x time / volume, as an area under a concentration curve.
  public static let exposure = concentration * time
  /// mass x time / volume, as an area under a concentration curve.
  public static let massExposure = massConcentration * time
}

// MARK: - Words

extension Dimension {
  /// The dimension in human words, such as "concentration (amount/volume)".
  public var name: String {
    guard let known = knownDimension(self) else { return formula }
    return known.name == formula || known.hidesFormula ? known.name : "\(known.name) (\(formula))"
  }

  /// A quantity of this dimension as one would write it in a file.
  public var example: String {
    guard let unit = knownDimension(self)?.units.first else { return "1 \(internalUnit)" }
    return unit.isEmpty ? "0.5" : "1.5 \(unit)"
  }

  /// The unit in which values of this dimension are kept inside, such as "umol/L".
  public var internalUnit: String {
    written(amount: "umol", mass: "kg", volume: "L", area: "dm2", length: "dm", time: "h", energy: "kcal", one: "1")
  }

  /// The dimension as a formula of base dimensions, such as "volume/time/mass".
  var formula: String {
    written(
      amount: "amount", mass: "mass", volume: "volume", area: "area", length: "length", time: "time",
      energy: "energy", one: "1")
  }

  private func written(
    amount amountWord: String, mass massWord: String, volume: String, area: String, length lengthWord: String,
    time timeWord: String, energy energyWord: String, one: String
  ) -> String {
    var parts: [(word: String, exponent: Int)] = [(amountWord, Int(amount)), (massWord, Int(mass))]
    switch length {
    case 3, -3: parts.append((volume, Int(length) / 3))
    case 2, -2: parts.append((area, Int(length) / 2))
    default: parts.append((lengthWord, Int(length)))
    }
    parts += [(energyWord, Int(energy)), (timeWord, Int(time))]
    func power(_ word: String, _ exponent: Int) -> String { exponent == 1 ? word : "\(word)^\(exponent)" }
    let above = parts.filter { $0.exponent > 0 }.map { power($0.word, $0.exponent) }.joined(separator: " ")
    let below = parts.filter { $0.exponent < 0 }.reversed().map { "/" + power($0.word, -$0.exponent) }.joined()
    if below.isEmpty { return above.isEmpty ? "" : above }
    return (above.isEmpty ? one : above) + below
  }
}
