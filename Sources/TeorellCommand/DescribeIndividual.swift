import ArgumentParser
import Teorell

struct DescribeIndividual: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "individual", abstract: "One body: volumes, flows, composition, surfaces, gut and their sources.",
    discussion: """
      The body is that of a study file, or is made from the options. What is not said is taken from the reference \
      individual of the species.

      EXAMPLES:
        teorell describe individual Studies/midazolam-oral.yaml
        teorell describe individual --species rat --weight "300 g"
      """)

  @Argument(help: "A study file, or a species.")
  var name: String?

  @Option(help: "The species; human unless named.")
  var species: String?

  @Option(help: "male or female.")
  var sex: String?

  @Option(help: "Such as \"30 year\".")
  var age: String?

  @Option(help: "Such as \"73 kg\".")
  var weight: String?

  @Option(help: "Such as \"176 cm\".")
  var height: String?

  @Flag(help: "Also print the source of every value of the species.")
  var sources = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let sex, Sex(rawValue: sex) == nil { throw ValidationError("--sex \(sex): write male or female") }
    _ = try subject(species: "")
  }

  func run() throws {
    let library = common.library
    var subject = try subject(species: species ?? "human")
    if let name {
      let isSpecies = library.find("Physiology/\(name)/species.yaml") != nil
      if isSpecies, species == nil {
        subject.species = name
      } else {
        let path = StudyBuilder(library: library).path(of: name)
        let resolved = try loaded { diagnostics in
          loadStudy(path: path, diagnostics: diagnostics).flatMap {
            resolveSubject($0.subject, library: library, diagnostics: diagnostics)
          }
        }
        subject = subject.filled(from: resolved.record, species: species)
      }
    }
    let record = try loaded { loadSpecies(subject.species, library: library, diagnostics: $0) }
    let body: Individual
    do throws(PhysiologyError) {
      body = try makeIndividual(record, subject)
    } catch {
      Console.printError("\(name ?? subject.species): \(error.problem); \(error.remedy)")
      throw ExitStatus.wrongInput
    }
    var page = IndividualPage(body).page
    if sources { page.add("Values as written", table: factTable(record.facts.map { ($0.name, $0.value) })) }
    page.add("Sources", lines: sourceLines(record.facts.map(\.value.origin), library, folders: ["Physiology"]))
    common.show(page)
  }

  private func subject(species: String) throws -> SubjectDescription {
    func quantity(_ option: String, _ text: String?, _ dimension: Dimension) throws -> Double? {
      guard let text else { return nil }
      do throws(UnitError) {
        return try WrittenQuantity.parse(text, as: dimension).internalValue
      } catch {
        throw ValidationError("--\(option) \(text): \(error.problem); \(error.remedy)")
      }
    }
    return SubjectDescription(
      species: species, sex: sex, age: try quantity("age", age, .time), weight: try quantity("weight", weight, .mass),
      height: try quantity("height", height, .length))
  }
}

extension SubjectDescription {
  /// What the options leave open is that of a study.
  fileprivate func filled(from study: SubjectRecord, species: String?) -> SubjectDescription {
    SubjectDescription(
      species: species ?? study.species.value, sex: sex ?? study.sex, age: age ?? study.age,
      weight: weight ?? study.weight, height: height ?? study.height)
  }
}
