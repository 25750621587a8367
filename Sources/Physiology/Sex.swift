/// The two sexes that reference values are given for.
public enum Sex: String, Sendable, Hashable, CaseIterable {
  case male
  case female
}

/// A value for each sex.
public struct PerSex<Value: Sendable>: Sendable {
  public var male: Value
  public var female: Value

  public init(male: Value, female: Value) {
    self.male = male
    self.female = female
  }

  public subscript(sex: Sex) -> Value {
    switch sex {
    case .male: male
    case .female: female
    }
  }
}
