import ArgumentParser
import Teorell

struct DescribeIndividual: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "individual", abstract: "One body: volumes, flows, composition, surfaces, gut and their sources.",
    discussion: """
      The body is that of a study file or of a person of a model, or is made from the options. What is not said is \
      taken from the reference individual of the species.

      EXAMPLES:
        teorell describe individual Studies/midazolam-oral.yaml
        teorell describe individual midazolam/korean-yu-2004-study
        teorell describe individual --species rat --weight "300 g"
      """)

  @Argument(help: "A study file, a person as model/name, or a species.")
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
        let resolved = try loaded { resolve(name, library, $0) }
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

  /// The subject of a study, or a person of a model by its `model/name`.
  private func resolve(_ name: String, _ library: Library, _ diagnostics: Diagnostics) -> ResolvedSubject? {
    let words = name.split(separator: "/")
    let at = SourceLocation(file: name, line: 1, column: 1)
    var subject: SubjectRecord?
    if words.count == 2, library.find("Compounds/\(words[0])/individuals/\(words[1]).yaml") != nil {
      subject = SubjectRecord(species: Located(value: "", location: at), individual: Located(value: name, location: at))
    } else {
      subject = loadStudy(path: StudyBuilder(library: library).path(of: name), diagnostics: diagnostics)?.subject
    }
    return subject.flatMap { resolveSubject($0, library: library, diagnostics: diagnostics) }
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
