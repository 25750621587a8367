import DataFiles
import Dosing
import Testing

struct EventTableTests {
  static let somewhere = SourceLocation(file: "study.yaml", line: 1, column: 1)

  /// umol straight through: molar mass 1 kg/umol, weight 70 kg, surface 190 dm2.
  static func expand(_ requests: [DoseRequest]) -> [Administration] {
    administrations(requests, weight: 70, bodySurfaceArea: 190) { $0 == "heavy" ? 2 : 1 }
  }

  static func request(
    _ compound: String = "light", _ dose: DoseAmount = .amount(10), loading: DoseAmount? = nil,
    route: Route = .intravenousBolus, start: Double = 0, every: Double? = nil, count: Int = 1, lag: Double = 0,
    bioavailability: Double = 1
  ) -> DoseRequest {
    DoseRequest(
      compound: Located(value: compound, location: somewhere), dose: dose, loading: loading, route: route, start: start,
      every: every, count: count, lag: lag, bioavailability: bioavailability)
  }

  @Test func `every way of writing a dose becomes an amount`() {
    let amounts: [(DoseAmount, Double)] = [
      (.amount(10), 10), (.mass(10), 5), (.massPerWeight(1), 35), (.amountPerWeight(1), 70), (.massPerArea(1), 95),
      (.amountPerArea(1), 190),
    ]
    for (written, expected) in amounts {
      #expect(Self.expand([Self.request("heavy", written)]).map(\.amount) == [expected])
    }
  }

  static let starts = [0, 0.5, 3]
  static let intervals = [0.1, 8, 24]
  static let counts = [1, 2, 7]
  static let lags = [0, 0.25]

  @Test(arguments: starts, intervals)
  func `doses are given count times at even distances after the lag`(start: Double, every: Double) {
    for count in Self.counts {
      for lag in Self.lags {
        let given = Self.expand([Self.request(start: start, every: every, count: count, lag: lag)])
        #expect(given.count == count)
        #expect(given.map(\.number) == Array(1...count))
        for (index, dose) in given.enumerated() {
          #expect(dose.plannedTime == start + Double(index) * every)
          #expect(dose.time == dose.plannedTime + lag)
        }
      }
    }
  }

  @Test func `the loading dose is the first of the count`() {
    let given = Self.expand([Self.request(loading: .amount(30), every: 12, count: 4)])
    #expect(given.map(\.amount) == [30, 10, 10, 10])
  }

  @Test func `bioavailability scales the amount and leaves the infusion its length`() {
    let given = Self.expand([Self.request(route: .infusion(duration: 2), bioavailability: 0.25)])
    #expect(given.map(\.amount) == [2.5])
    #expect(given.map(\.dose) == [10])
    #expect(given.map(\.end) == [2])
    #expect(EventTable(given, duration: 24).infusionRate(of: "light", after: 1) == 1.25)
  }

  @Test func `doses of one time keep the order they are written in`() {
    let given = Self.expand([
      Self.request("light", start: 4), Self.request("heavy", every: 4, count: 2), Self.request("light", start: 4),
    ])
    #expect(given.map(\.compound) == ["heavy", "light", "heavy", "light"])
    #expect(given.map(\.entry) == [1, 0, 1, 2])
    #expect(EventTable(given, duration: 24).breakpoints == [0, 4])
  }

  @Test func `infusions longer than the interval add up`() {
    let given = Self.expand([Self.request(route: .infusion(duration: 5), every: 2, count: 4)])
    let table = EventTable(given, duration: 24)
    #expect(table.breakpoints == [0, 2, 4, 5, 6, 7, 9, 11])
    let rates = table.breakpoints.map { table.infusionRate(of: "light", after: $0) }
    #expect(rates == [2, 4, 6, 4, 6, 4, 2, 0])
    #expect(table.infusionRate(of: "heavy", after: 0) == 0)
  }

  /// Sums of a few terms of the size of the dose: the tolerance is far above their rounding.
  @Test(arguments: [0.3, 1, 7], [0.5, 1, 4])
  func `the rates of all infusions bring in the whole amount`(length: Double, every: Double) {
    let given = Self.expand([
      Self.request(loading: .amount(25), route: .infusion(duration: length), every: every, count: 6, lag: 0.1),
      Self.request(route: .infusion(duration: 2 * length), start: 0.7),
    ])
    let table = EventTable(given, duration: 1000)
    var total = 0.0
    for (from, to) in zip(table.breakpoints, table.breakpoints.dropFirst()) {
      total += table.infusionRate(of: "light", after: from) * (to - from)
    }
    #expect(abs(total - 85) < 1e-9)
  }

  @Test func `a dose at the end of the study is not given`() {
    let given = Self.expand([Self.request(every: 12, count: 3)])
    let table = EventTable(given, duration: 24)
    #expect(table.given.map(\.time) == [0, 12])
    #expect(table.notGiven.map(\.time) == [24])
    #expect(table.warnings == ["dose 3 of light at 24.0 h is not given: the study ends at 24.0 h"])
  }

  @Test func `the lag decides whether a dose is still given`() {
    let table = EventTable(Self.expand([Self.request(every: 12, count: 2, lag: 12)]), duration: 24)
    #expect(table.given.map(\.time) == [12])
    #expect(table.given.map(\.plannedTime) == [0])
  }

  @Test func `an infusion that runs at the end is given`() {
    let table = EventTable(Self.expand([Self.request(route: .infusion(duration: 10), start: 20)]), duration: 24)
    #expect(table.given.count == 1)
    #expect(table.breakpoints == [20])
    #expect(table.infusionRate(of: "light", after: 23.5) == 1)
  }

  @Test func `times that differ by rounding are one breakpoint`() {
    let given = Self.expand([Self.request(every: 0.1, count: 4), Self.request(start: 0.3)])
    #expect(EventTable(given, duration: 1).breakpoints.count == 4)
  }

  @Test func `two entries together give what each gives alone`() {
    let first = Self.request(every: 6, count: 3)
    let second = Self.request("heavy", .mass(4), start: 1, every: 5, count: 2)
    func key(_ given: [Administration]) -> [String] { given.map { "\($0.time) \($0.compound) \($0.amount)" }.sorted() }
    #expect(key(Self.expand([first, second])) == (key(Self.expand([first])) + key(Self.expand([second]))).sorted())
  }
}
