import DataFiles
import Simulations

/// Writes people as lines of subjects.csv, exposure.csv, profiles.csv and excretion.csv, in any thread.
struct PeopleTables: Sendable {
  /// The lines of some people, and the people themselves.
  struct Lines: Sendable {
    var people: [SubjectRow] = []
    var subjects: CSVLines
    var exposure: CSVLines
    var profiles: CSVLines
    var excretion: CSVLines
  }

  static let concentration = ResultFiles.profileColumns[6]
  static let amount = ResultFiles.excretionColumns[6]

  /// Columns of subjects.csv.
  let subjectColumns: [String]
  /// The curves that become lines.
  let curves: [CurvePlace]
  private let study: PopulationStudy
  private let bodyColumns: [Int]
  private let times: [CSVFields]

  /// - Parameter hasCurves: False where the curves go elsewhere.
  init(_ study: PopulationStudy, hasCurves: Bool) {
    self.study = study
    let layout = study.layout
    bodyColumns = layout.bodyColumns
    subjectColumns =
      ["study", "subject", "trial", "population", "sex", "ancestry"] + bodyColumns.map { layout.columns[$0].name }
      + ["balance_error", "failed"]
    curves = hasCurves ? study.curvePlaces : []
    times = layout.times.map { time in
      var fields = CSVFields()
      fields.add(time)
      return fields
    }
  }

  /// The lines of people who follow each other by number; those who failed have no curves.
  func lines(of people: [PopulationResults.PersonResults]) -> Lines {
    var lines = Lines(
      subjects: CSVLines(columnCount: subjectColumns.count),
      exposure: CSVLines(columnCount: ResultFiles.exposureColumns.count),
      profiles: CSVLines(columnCount: ResultFiles.profileColumns.count),
      excretion: CSVLines(columnCount: ResultFiles.excretionColumns.count))
    for person in people {
      let subject = SubjectRow(person.numbers, study)
      lines.people.append(subject)
      add(subject, to: &lines.subjects)
      addExposure(of: subject, to: &lines.exposure)
      if subject.failure == nil { addCurves(person.curves, of: subject, to: &lines) }
    }
    return lines
  }

  private func add(_ subject: SubjectRow, to table: inout CSVLines) {
    table.line { line in
      line.add(study.study.name)
      line.add(subject.id)
      line.add(subject.trial)
      line.add(subject.population)
      line.add(subject.sex)
      line.add(subject.ancestry)
      for column in bodyColumns { line.add(subject.columns[column]) }
      line.add(subject.balanceError)
      line.add(PopulationFiles.shortened(subject.failure ?? ""))
    }
  }

  /// Rows of one person; without numbers where the person failed.
  private func addExposure(of subject: SubjectRow, to table: inout CSVLines) {
    for (arm, numbers) in zip(study.layout.arms, subject.arms) {
      for (key, metrics) in zip(arm.exposures, numbers.exposures) {
        let site = arm.sites[key.site]
        table.line { line in
          line.add(study.study.name)
          line.add(arm.name)
          line.add(subject.id)
          line.add(site.compound)
          line.add(site.name)
          line.add(key.interval.start)
          line.add(key.interval.end)
          for metric in metrics { line.add(subject.failure == nil ? metric : .nan) }
        }
      }
    }
  }

  private func addCurves(_ values: [Double], of subject: SubjectRow, to lines: inout Lines) {
    for curve in curves {
      var start = CSVFields()
      for text in [
        study.study.name, study.layout.arms[curve.arm].name, subject.id, curve.compound, curve.siteName,
      ] { start.add(text) }
      if curve.isAmount {
        addExcretion(curve, start, subject, values, to: &lines.excretion)
      } else {
        addProfile(curve, start, subject.arms[curve.arm].unboundFractions, values, to: &lines.profiles)
      }
    }
  }

  private func addProfile(
    _ curve: CurvePlace, _ start: CSVFields, _ unboundFractions: [Double], _ values: [Double],
    to table: inout CSVLines
  ) {
    let fraction = unboundFractions[curve.site]
    let count = times.count
    for index in times.indices {
      let value = values[curve.start + index]
      // The unbound part of a mixture is the sum of those of its parts.
      let unbound =
        curve.summed.isEmpty
        ? value * fraction
        : curve.summed.reduce(0) { sum, site in
          sum + values[curve.start + (site - curve.site) * count + index] * unboundFractions[site]
        }
      table.line { line in
        line.add(start)
        line.add(times[index])
        line.add(value)
        line.add(unbound)
      }
    }
  }

  private func addExcretion(
    _ curve: CurvePlace, _ start: CSVFields, _ subject: SubjectRow, _ values: [Double], to table: inout CSVLines
  ) {
    let dose = study.dosed(of: curve, subject)
    for index in times.indices {
      let value = values[curve.start + index]
      table.line { line in
        line.add(start)
        line.add(times[index])
        line.add(value)
        line.add(dose > 0 ? value / dose : nil)
      }
    }
  }
}

extension ResultLayout {
  /// Columns of the body that other columns say in words.
  private static let inWords: Set<String> = ["population", "female"]

  /// Places of the columns that are written as numbers.
  var bodyColumns: [Int] { columns.indices.filter { !Self.inWords.contains(columns[$0].name) } }
}
