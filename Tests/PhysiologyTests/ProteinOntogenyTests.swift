import DataFiles
import Foundation
import Physiology
import TestSupport
import Testing

/// Proteins of children, and of people who have more or less of one.
struct ProteinOntogenyTests {
  static let names = ownLibrary.list("Physiology/human/proteins").filter { $0.hasSuffix(".yaml") }
    .map { String($0.dropLast(5)) }

  private static func protein(_ name: String) throws -> Protein {
    let diagnostics = Diagnostics()
    let references = loadReferences(path: "\(packageFolder)/Physiology/references.yaml", diagnostics: diagnostics)
    var protein = loadProtein(
      name, folders: ["\(packageFolder)/Physiology/human/proteins/"], places: try species("human").organNames,
      references: references, diagnostics: diagnostics)
    protein?.ontogeny = loadOntogeny(name, species: "human", library: ownLibrary, diagnostics: diagnostics)
    try diagnostics.throwIfAny()
    return try #require(protein)
  }

  /// The wall of the gut, as mucosa of its segments or as whole organs.
  private static func isGut(_ place: String) -> Bool {
    place.hasSuffix(" mucosa") || place == "stomach" || place.hasSuffix("intestine")
  }

  private static func years(_ years: Double) -> Double { years * GrowthTests.hoursPerYear }

  @Test(arguments: names) func `an adult has a protein as its file says, to the last digit`(name: String) throws {
    let protein = try Self.protein(name)
    for age in [20.0, 30, 77] {
      let own = protein.inPerson(age: Self.years(age))
      #expect(own.expression == protein.expression, "at \(age) years")
    }
  }

  /// Rows of age 0 of the tables.
  @Test(arguments: [("CYP3A4", 0.1039, 0.4235), ("UGT2B7", 0.113, 0.113), ("P-gp", 0.3093, 1)])
  func `a newborn has the fractions of the table`(name: String, liver: Double, gut: Double) throws {
    let protein = try Self.protein(name)
    let own = protein.inPerson(age: 0)
    for (place, relative) in protein.expression {
      guard place != "kidney" || protein.ontogeny?.kidney == nil else { continue }
      let expected = relative * (Self.isGut(place) ? gut : liver)
      #expect(isClose(own.expression[place] ?? -1, expected, relative: 1e-12), "\(place)")
    }
    #expect(own.expression.count == protein.expression.count)
  }

  @Test func `the kidney follows rows of its own`() throws {
    let protein = try Self.protein("P-gp")
    let own = protein.inPerson(age: 0)
    #expect(isClose(own.expression["kidney"] ?? -1, 0.2304 * (protein.expression["kidney"] ?? 0), relative: 1e-12))
    let grown = protein.inPerson(age: Self.years(1))
    let share = (1 - 0.9333) / (1.0333 - 0.9333)
    let expected = (0.918 + share * (0.936 - 0.918)) * (protein.expression["kidney"] ?? 0)
    #expect(isClose(grown.expression["kidney"] ?? -1, expected, relative: 1e-12))
  }

  @Test func `enzymes of a liver follow its microsomal protein, transporters do not`() throws {
    let (enzyme, transporter) = (try Self.protein("CYP3A4"), try Self.protein("P-gp"))
    let usual = enzyme.inPerson(age: 0)
    let fewer = enzyme.inPerson(age: 0, liverEnzymes: 0.6)
    for (place, relative) in usual.expression {
      #expect(isClose(fewer.expression[place] ?? -1, place == "liver" ? 0.6 * relative : relative, relative: 1e-12))
    }
    #expect(transporter.inPerson(age: 0, liverEnzymes: 0.6) == transporter.inPerson(age: 0))
  }

  @Test func `a factor of the gut wall holds there instead of the other`() throws {
    let protein = try Self.protein("CYP3A4")
    let own = protein.inPerson(age: Self.years(30), ProteinVariation(abundance: 2, intestinal: 3))
    let same = protein.inPerson(age: Self.years(30), ProteinVariation(abundance: 2))
    for (place, relative) in protein.expression {
      #expect(own.expression[place] == relative * (Self.isGut(place) ? 3 : 2), "\(place)")
      #expect(same.expression[place] == relative * 2, "\(place)")
    }
    #expect(protein.expression.keys.contains(where: Self.isGut) && protein.expression["liver"] != nil)
  }

  @Test func `every table of the human files loads, and belongs to a protein`() throws {
    let tables = ownLibrary.list("Physiology/human/ontogeny").filter { $0.hasSuffix(".csv") }
    #expect(!tables.isEmpty)
    for table in tables {
      let name = String(table.dropLast(4))
      let diagnostics = Diagnostics()
      let ontogeny = try #require(
        loadOntogeny(name, species: "human", library: ownLibrary, diagnostics: diagnostics), "\(name)")
      #expect(diagnostics.isClean, "\(diagnostics.errors.map(\.description))")
      #expect(Self.names.contains(name), "\(name)")
      for curve in [ontogeny.liver, ontogeny.intestine, ontogeny.kidney].compactMap(\.self) {
        #expect(curve.value(at: Self.years(20)) == 1 && curve.values.allSatisfy { $0 >= 0 && $0 < 3 }, "\(name)")
      }
    }
  }

  private static let table = """
    place,age,age_unit,fraction_of_adult,source,where,method,because,note
    liver,0,year,0.1,example2000,,,,
    liver,20,year,1,example2000,,,,
    intestine,3,month,0.5,example2000,,,,
    intestine,20,year,1,example2000,,,,
    """

  private func load(_ text: String) throws -> (ProteinOntogeny?, [String]) {
    let written = try WrittenFiles([
      "Physiology/newt/ontogeny/CYP0.csv": text,
      "Physiology/references.yaml": "example2000: {authors: A, title: T, year: 2000, where: invented}\n",
    ])
    let diagnostics = Diagnostics()
    let read = loadOntogeny("CYP0", species: "newt", library: written.alone, diagnostics: diagnostics)
    return (read, diagnostics.errors.map(\.description))
  }

  @Test func `ages may be in years, months, weeks or days`() throws {
    let (read, faults) = try load(Self.table)
    #expect(faults.isEmpty, "\(faults)")
    let ontogeny = try #require(read)
    #expect(ontogeny.liver == AgeCurve(ages: [0, Self.years(20)], values: [0.1, 1]))
    #expect(isClose(try #require(ontogeny.intestine?.ages[0]), Self.years(0.25), relative: 1e-12))
    #expect(ontogeny.kidney == nil)
  }

  @Test(arguments: [
    ("liver,0,year", "lever,0,year", ":2:1:", "unknown word `lever`; did you mean `liver`?"),
    ("0,year,0.1", "20,year,0.1", ":3:", "has this age twice"),
    ("0,year,0.1", "0,years,0.1", ":2:", "unknown word `years`; did you mean `year`?"),
    ("0.1,example2000", "-0.1,example2000", ":2:", "out of range"),
    ("0.1,example2000", "0.1,", ":2:", "the row has no source"),
    ("0.1,example2000", "0.1,example1999", ":2:", "example1999"),
    ("fraction_of_adult", "fraction", ":1:", "fraction_of_adult"),
    ("liver,0,year", "liver,x,year", ":2:", "x"),
  ])
  func `every fault of a table is told with its line`(
    correct: String, wrong: String, place: String, message: String
  ) throws {
    #expect(Self.table.contains(correct))
    let (read, faults) = try load(Self.table.replacing(correct, with: wrong, maxReplacements: 1))
    #expect(read == nil)
    #expect(faults.contains { $0.contains("CYP0.csv\(place)") && $0.contains(message) }, "\(faults)")
  }

  @Test func `a table without the liver is refused`() throws {
    let (read, faults) = try load(Self.table.replacing("liver,", with: "kidney,"))
    #expect(read == nil)
    #expect(faults.contains { $0.contains("the table has no row of the place liver") }, "\(faults)")
  }
}
