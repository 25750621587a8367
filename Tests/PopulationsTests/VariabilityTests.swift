import DataFiles
import Foundation
import NumericCore
import Physiology
import Populations
import TestSupport
import Testing

/// How people of one size differ.
struct VariabilityTests {
  private static let folder = "Physiology/human/variability"
  private static let count = 20_000

  private static let factors = Result {
    let variability = try Human.variability.get()
    return (1...count).map { variability.factors(seed: 77, person: UInt64($0)) }
  }

  private static func column(_ name: String) throws -> [Double] {
    let place = try Human.variability.get().quantities.firstIndex { $0.name == name }
    guard let place else { throw Missing(name: name) }
    return try factors.get().map { $0[place] }
  }

  /// Rows of the tables of one level, as written.
  private static func rows(_ level: String) throws -> [[String: String]] {
    let diagnostics = Diagnostics()
    return ownLibrary.list(folder).filter { $0.hasSuffix(".csv") && $0 != "correlations.csv" }.flatMap { file in
      guard let table = readCSV(path: "\(packageFolder)/\(folder)/\(file)", diagnostics: diagnostics) else {
        return [[String: String]]()
      }
      return table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.columns, $0)) }
    }.filter { $0["level"] == level }
  }

  @Test func `every quantity spreads as its table says`() throws {
    // The spread of proteins without a row is drawn for those a study names: below.
    let rows = try Self.rows("person").filter { $0["quantity"] != "other proteins abundance" }
    let variability = try Human.variability.get()
    #expect(rows.count == variability.quantities.count)
    for row in rows {
      let name = try #require(row["quantity"])
      let spread = try #require(row["value"].flatMap(Double.init))
      let values = try Self.column(name)
      #expect(values.allSatisfy { $0 > 0 && $0.isFinite }, "\(name)")
      if row["distribution"] == "normal" {
        // Cut at three standard deviations, which makes it 1.3 % narrower; four standard errors are 2 %.
        #expect(isClose(values.deviation, spread, relative: 0.04), "\(name): \(values.deviation)")
        #expect(isClose(values.mean, 1, relative: 0.01), "\(name)")
      } else {
        let logarithms = values.map { log($0) }
        let expected = row["spread"] == "gsd" ? log(spread) : log(1 + spread * spread).squareRoot()
        // Four standard errors are 2 %.
        #expect(isClose(logarithms.deviation, expected, relative: 0.02), "\(name): \(logarithms.deviation)")
        #expect(abs(logarithms.mean) < 4 * expected / Double(Self.count).squareRoot(), "\(name)")
      }
    }
  }

  /// Mean 1, the coefficient of variation as given, and nothing outside the bounds.
  @Test func `a beta distribution keeps its bounds, mean and spread`() throws {
    let human = try Human.species.get()
    let diagnostics = Diagnostics()
    let text = "a: {liver volume: {distribution: beta, cv: 0.2, lower: 0.5, upper: 1.8}}"
    let node = try #require(parseYAML(text: text, file: "a.yaml", diagnostics: diagnostics)?["a"])
    let changes = Dictionary(uniqueKeysWithValues: (node.entries ?? []).map { ($0.key, $0.value) })
    let loaded = loadVariability(of: human, changes: [changes], library: ownLibrary, diagnostics: diagnostics)
    try diagnostics.throwIfAny()
    let quantity = try #require(loaded?.quantities.first { $0.name == "liver volume" })
    #expect(isClose(quantity.distribution.mean, 1, relative: 1e-12))
    #expect(isClose(quantity.distribution.variance.squareRoot(), 0.2, relative: 1e-12))
    #expect(quantity.distribution.support == 0.5...1.8)
  }

  @Test func `a protein without a row varies as the others, and by itself`() throws {
    let human = try Human.species.get()
    let diagnostics = Diagnostics()
    let loaded = loadVariability(
      of: human, proteins: ["CYP3A4", "PMAT", "RenalCL"], library: ownLibrary, diagnostics: diagnostics)
    try diagnostics.throwIfAny()
    let variability = try #require(loaded)
    let usual = try Human.variability.get()
    #expect(
      variability.quantities.map(\.name) == usual.quantities.map(\.name) + ["PMAT abundance", "RenalCL abundance"])
    let own = variability.factors(seed: 1, person: 5)
    #expect(Array(own.dropLast(2)) == usual.factors(seed: 1, person: 5))
    #expect(own[own.count - 1] != own[own.count - 2])
  }

  /// 6/π asin(r/2): the rank correlation of a Gaussian copula.
  @Test func `quantities are correlated as the table says`() throws {
    let diagnostics = Diagnostics()
    let table = try #require(
      readCSV(path: "\(packageFolder)/\(Self.folder)/correlations.csv", diagnostics: diagnostics))
    #expect(table.rows.count >= 20)
    for row in table.rows {
      let coefficient = try #require(Double(row[2]))
      let found = try Self.column(row[0]).ranks.correlation(with: Self.column(row[1]).ranks)
      // Three standard errors.
      #expect(abs(found - 6 / .pi * asin(coefficient / 2)) < 0.02, "\(row[0]), \(row[1]): \(found)")
    }
    // Achour 2014: rank correlation 0.68 in 134 livers.
    let own = try Self.column("CYP3A4 abundance").ranks.correlation(with: Self.column("CYP2C8 abundance").ranks)
    #expect(abs(own - 0.68) < 0.02)
  }

  @Test func `what is not correlated is independent`() throws {
    for (first, second) in [
      ("CYP3A4 abundance", "albumin"), ("liver volume", "kidney volume"), ("cardiac output", "CYP2D6 abundance"),
    ] {
      #expect(abs(try Self.column(first).ranks.correlation(with: Self.column(second).ranks)) < 0.03)
    }
  }

  @Test func `a quantity more changes no other`() throws {
    let diagnostics = Diagnostics()
    let human = try Human.species.get()
    let text = "CYP2D6 abundance: {cv: 0.9}\nhematocrit: {gsd: 1.01}\n"
    let node = try #require(parseYAML(text: text, file: "changes.yaml", diagnostics: diagnostics))
    let changes = Dictionary(uniqueKeysWithValues: try #require(node.entries).map { ($0.key, $0.value) })
    let changed = try #require(
      loadVariability(of: human, changes: [changes], library: ownLibrary, diagnostics: diagnostics))
    let usual = try Human.variability.get()
    for person in 1...50 as ClosedRange<UInt64> {
      let (before, after) = (usual.factors(seed: 1, person: person), changed.factors(seed: 1, person: person))
      for (place, quantity) in usual.quantities.enumerated() where changes[quantity.name] == nil {
        #expect(before[place] == after[place], "\(quantity.name)")
      }
    }
    let drawn = (1...5000).map { changed.factors(seed: 1, person: $0) }
    let place = try #require(changed.quantities.firstIndex { $0.name == "CYP2D6 abundance" })
    let spread = drawn.map { log($0[place]) }.deviation
    #expect(isClose(spread, log(1.81).squareRoot(), relative: 0.04))
  }

  @Test func `occasions differ within a person, and by the person too`() throws {
    let variability = try Human.variability.get()
    #expect(!variability.occasional.isEmpty)
    let first = variability.gut(seed: 1, person: 5, occasion: 0)
    #expect(variability.gut(seed: 1, person: 5, occasion: 0) == first)
    #expect(variability.gut(seed: 1, person: 5, occasion: 1) != first)
    #expect(variability.gut(seed: 1, person: 6, occasion: 0) != first)
    for row in try Self.rows("occasion") where row["quantity"] == "gastric emptying time" {
      let spread = try #require(row["value"].flatMap(Double.init))
      let drawn = (0..<UInt32(Self.count)).map {
        log(variability.gut(seed: 1, person: 5, occasion: $0).gastricEmptyingTime)
      }
      #expect(isClose(drawn.deviation, log(1 + spread * spread).squareRoot(), relative: 0.02))
    }
  }

  // MARK: Organs

  /// Mean mass without blood in kg and its CV in men of 176 cm and women of 163 cm: McNally 2014 (Toxicology 315:70), as
  /// in the table of httk 2.7.4. Left out: bone, which has no CV there, and what ICRP 89 has otherwise, as our files do:
  /// skin (3.3 kg there in women too), gonads (0.093 kg in women) and large intestine (0.30 and 0.29 kg).
  private static let masses: [(organ: String, male: (Double, Double), female: (Double, Double))] = [
    ("lung", (0.5, 0.33), (0.42, 0.33)), ("heart", (0.33, 0.19), (0.25, 0.25)), ("adipose", (17, 0.42), (21.1, 0.42)),
    ("muscle", (29.1, 0.27), (17.5, 0.27)), ("brain", (1.45, 0.05), (1.3, 0.05)),
    ("kidney", (0.31, 0.25), (0.28, 0.25)),
    ("stomach", (0.15, 0.31), (0.14, 0.13)), ("small intestine", (0.65, 0.12), (0.6, 0.13)),
    ("spleen", (0.15, 0.38), (0.13, 0.38)), ("pancreas", (0.14, 0.27), (0.12, 0.29)),
    ("liver", (1.8, 0.24), (1.4, 0.25)),
  ]

  @Test(arguments: Sex.allCases) func `organs weigh what another generator gives them`(sex: Sex) throws {
    let people = 2000
    let size = sex == .male ? "73,176" : "60,163"
    let rows = (1...people).map { "\($0),\(sex),30,\(size)" }
    let written = try WrittenFiles([
      "people.csv": (["id,sex,age_year,weight_kg,height_cm"] + rows).joined(separator: "\n")
    ])
    let diagnostics = Diagnostics()
    let listed = try #require(
      ListedPeople(
        path: "\(written.folder)/people.csv", seed: 3, species: Human.species.get(),
        variability: Human.variability.get(), diagnostics: diagnostics))
    #expect(listed.count == people)
    var sums: [String: Double] = [:]
    for number in 1...people {
      let body = try Human.body(listed.person(number))
      for organ in body.organs {
        // Kilograms in a liter of blood.
        let blood = 1.06 * (organ.plasmaVolume + organ.bloodCellVolume)
        sums[organ.partOf ?? organ.name, default: 0] += (organ.mass - blood) / Double(people)
      }
    }
    for (organ, male, female) in Self.masses {
      let (mean, cv) = sex == .male ? male : female
      let found = try #require(sums[organ])
      #expect(abs(found - mean) <= cv * mean, "\(organ): \(found) kg, there \(mean)")
    }
  }

  // MARK: Faults

  private static func faults(_ files: [String: String], changes: String? = nil) throws -> [String] {
    let header = "quantity,level,distribution,spread,value,lower,upper,unit,source,where,method,because,note\n"
    let written = try WrittenFiles(
      Dictionary(
        uniqueKeysWithValues: files.map { file, text in
          (
            "\(folder)/\(file)",
            file == "correlations.csv"
              ? "quantity,other,value,unit,source,where,method,because,note\n\(text)" : header + text
          )
        }))
    let diagnostics = Diagnostics()
    var made: [String: DataNode] = [:]
    if let changes, let node = parseYAML(text: changes, file: "changes.yaml", diagnostics: diagnostics) {
      for entry in node.entries ?? [] { made[entry.key] = entry.value }
    }
    _ = loadVariability(
      of: try Human.species.get(), changes: [made], library: written.library, diagnostics: diagnostics)
    return written.faults(diagnostics)
  }

  @Test(arguments: [
    ("livr volume,person,lognormal,cv,0.2,,,1,assumed,,,test,", ":2:1:", "did you mean `liver volume`?"),
    ("liver volume,persons,lognormal,cv,0.2,,,1,assumed,,,test,", ":2:14:", "did you mean `person`?"),
    ("liver volume,person,gamma,cv,0.2,,,1,assumed,,,test,", ":2:21:", "unknown word `gamma`"),
    ("liver volume,person,beta,cv,0.2,,,1,assumed,,,test,", ":2:1:", "no beta distribution of mean 1"),
    ("liver volume,person,lognormal,sd,0.2,,,1,assumed,,,test,", ":2:31:", "unknown word `sd`"),
    ("liver volume,person,normal,gsd,1.2,0.1,2,1,assumed,,,test,", ":2:1:", "has no geometric standard deviation"),
    ("liver volume,person,normal,cv,0.2,,,1,assumed,,,test,", ":2:1:", "can become negative"),
    ("liver volume,person,normal,cv,0.2,0.9,0.8,1,assumed,,,test,", ":2:1:", "`upper` is below `lower`"),
    ("liver volume,person,lognormal,cv,-0.2,,,1,assumed,,,test,", ":2:34:", "out of range"),
    ("liver volume,person,lognormal,gsd,0.5,,,1,assumed,,,test,", ":2:1:", "`liver volume`"),
    ("liver volume,person,lognormal,cv,0.2,,,1,assumed,,,,", ":2:", "assumed without a reason"),
    ("liver volume,person,lognormal,cv,0.2,,,1,,,,,", ":2:", "the row has no source"),
    ("liver volume,occasion,lognormal,cv,0.2,,,1,assumed,,,test,", ":2:1:", "does not change from one occasion"),
    ("CYP3A9 abundance,person,lognormal,cv,0.2,,,1,assumed,,,test,", ":2:1:", "is no quantity that can vary"),
    (
      "liver volume,person,lognormal,cv,0.2,,,1,assumed,,,test,\nliver volume,person,lognormal,cv,0.3,,,1,assumed,,,test,",
      ":3:1:", "a second time"
    ),
  ])
  func `every fault of a table of spreads is told with its place`(row: String, place: String, message: String) throws {
    let faults = try Self.faults(["organs.csv": row, "correlations.csv": ""])
    #expect(faults.contains { $0.contains("organs.csv\(place)") && $0.contains(message) }, "\(faults)")
  }

  @Test func `correlations that contradict each other are named with the eigenvalue`() throws {
    let rows = [("lung", "brain", 0.9), ("brain", "heart", 0.9), ("lung", "heart", -0.9)]
      .map { "\($0) volume,\($1) volume,\($2),1,assumed,,,test," }
    let faults = try Self.faults(["correlations.csv": rows.joined(separator: "\n")])
    // The eigenvalues of [1 .9 -.9; .9 1 .9; -.9 .9 1] are 1.9, 1.9 and -0.8.
    let fault = try #require(faults.first { $0.contains("-0.8") }, "\(faults)")
    #expect(fault.contains("correlations.csv:") && !fault.contains("correlations.csv:1:"), "\(fault)")
    #expect(fault.contains("volume"), "\(fault)")
  }

  @Test func `a correlation of what does not vary is told`() throws {
    let faults = try Self.faults(["correlations.csv": "liver volum,brain volume,0.1,1,assumed,,,test,"])
    #expect(faults.contains { $0.contains("correlations.csv:2:1:") && $0.contains("`liver volume`") }, "\(faults)")
  }

  @Test(arguments: [
    ("CYP3A4 abundance: {cv: 0.3, gsd: 1.3}", "the spread is given twice"),
    ("CYP3A4 abundance: {lower: 0.3}", "no spread is given"),
    ("CYP3A4 abundance: {cv: -1}", "out of range"),
    ("CYP3A4 abundanze: {cv: 0.3}", "did you mean `CYP3A4 abundance`?"),
    ("CYP3A4 abundance: {cv: 0.3, uper: 2}", "unknown key `uper`"),
    ("hematocrit: {cv: 0.3, distribution: normal}", "can become negative"),
    ("liver volume: {cv: 0.3, level: occasion}", "`liver volume` does not change from one occasion to the next"),
    ("CYP3A4 abundance: {cv: 0.3, level: occasion}", "by occasion vary dissolution time, gastric emptying time, inte"),
    ("other clearance: {cv: 0.3, level: occasion}", "does not change from one occasion to the next"),
  ])
  func `every fault of a changed spread is told with its place`(changes: String, message: String) throws {
    let faults = try Self.faults([:], changes: changes)
    #expect(faults.contains { $0.hasPrefix("changes.yaml:1:") && $0.contains(message) }, "\(faults)")
  }
}
