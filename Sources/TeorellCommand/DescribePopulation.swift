import ArgumentParser
import Teorell

struct DescribePopulation: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "population", abstract: "A population: who is drawn, and how people differ from each other.")

  @Argument(help: "A population of the library, or its file.")
  var name: String

  @Option(help: "The species.")
  var species = "human"

  @OptionGroup var common: CommonOptions

  func run() throws {
    let library = common.library
    let record = try loaded { diagnostics in
      name.hasSuffix(".yaml")
        ? readPopulation(path: name, library: library, diagnostics: diagnostics)
        : loadPopulation(name, species: species, library: library, diagnostics: diagnostics)
    }
    let body = try loaded { loadSpecies(record.species, library: library, diagnostics: $0) }
    let variability = try loaded {
      loadVariability(of: body, changes: [record.variability], library: library, diagnostics: $0)
    }
    var page = Page(title: record.name)
    page.add("", lines: record.about.isEmpty ? [] : [record.about])
    page.add("People", facts: people(record))
    page.add("Middle and spread", table: try spread(record, body, variability))
    page.add("Variability around what is typical of sex, age, weight and height", table: variability.table)
    page.add("Correlated", table: variability.correlationTable)
    page.add("Sources of the people", lines: sourceLines(record.origins, library, folders: ["Physiology"]))
    common.show(page)
  }

  private func people(_ record: PopulationRecord) -> [(String, String?)] {
    switch record.people {
    case .drawn(let female, let ages, let covariates):
      [
        ("drawn by", "distributions of \(covariates.map(\.variable.rawValue).joined(separator: ", "))"),
        ("ages", "\(formattedNumber(ages.lowerBound))-\(formattedNumber(ages.upperBound)) year"),
        ("women", "\(formattedNumber(100 * female)) %"), ("file", record.file),
      ]
    case .sampled(let sample):
      [
        ("drawn from", "\(sample.people.count) people of a survey, by their weights"),
        (
          "ages",
          sample.range { $0.age }.map { "\(formattedNumber($0.lowerBound))-\(formattedNumber($0.upperBound)) year" }
        ),
        ("file", record.file),
      ]
    }
  }

  /// Medians and 5th to 95th percentiles of 2000 people by sex.
  private func spread(
    _ record: PopulationRecord, _ species: SpeciesRecord, _ variability: Variability
  ) throws -> ReportTable {
    let request = PopulationRequest(
      sources: [.init(population: record, share: 1)], size: Self.shownPeople, seed: SubjectsRecord.defaultSeed)
    let sampler = try PersonSampler(request, species: species, variability: variability)
    let people = try (1...Self.shownPeople).map { try sampler.person($0).covariates }
    var table = ReportTable(columns: [
      "sex", "people", "age, year", "weight, kg", "height, cm", "body mass index, kg/m2",
    ])
    for sex in Sex.allCases {
      let own = people.filter { $0.sex == sex }
      func words(_ value: (Covariates) -> Double) -> String {
        guard let statistics = PopulationStatistics(own.map(value)) else { return "-" }
        func text(_ percent: Double) -> String {
          formattedNumber(statistics.percentile(percent), significantDigits: 3)
        }
        return "\(text(50)) (\(text(5))-\(text(95)))"
      }
      table.add(
        [
          sex.rawValue, "\(own.count)", words(\.age), words(\.weight), words(\.height), words(\.bodyMassIndex),
        ].map(TableCell.text))
    }
    return table
  }

  private static let shownPeople = 2000
}

extension Variability {
  /// A row a quantity: its level, its coefficient of variation and its middle 90 %.
  var table: ReportTable {
    var table = ReportTable(columns: ["quantity", "level", "cv, %", "5 % to 95 %"])
    for quantity in quantities + occasional {
      let distribution = quantity.distribution
      let cv = 100 * distribution.variance.squareRoot() / distribution.mean
      let range = [0.05, 0.95].map { formattedNumber(distribution.quantile($0), significantDigits: 3) }
      table.add(
        [
          quantity.name, quantity.level.rawValue, formattedNumber(cv, significantDigits: 3),
          range.joined(separator: " to "),
        ].map(TableCell.text))
    }
    return table
  }

  var correlationTable: ReportTable {
    var table = ReportTable(columns: ["quantity", "other", "correlation of scores"])
    for row in 0..<correlations.count {
      for column in 0..<row where correlations.coefficient(row, column) != 0 {
        table.add([
          .text(correlations.names[column]), .text(correlations.names[row]),
          .number(correlations.coefficient(row, column)),
        ])
      }
    }
    return table
  }
}
