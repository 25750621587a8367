import DataFiles
import Foundation
import NetCDFFiles

/// A file with every type, attribute and kind of slice that the writer knows.
enum SampleFile {
  static let people = 5
  static let times: [Double] = [0, 0.5, 1, 2]
  static let names = ["Ada", "", "Jörg", "李", "five, \"the\" last"]

  /// The plasma concentration; that of the third person at 1 h is missing, and so is all of the last person's.
  static func plasma(_ person: Int, _ time: Int) -> Double {
    (person, time) == (2, 2) || person == people - 1 ? .nan : Double(person + 1) * 1.1 / (1 + times[time])
  }

  static func write(to path: String) throws(DataError) {
    let file = try NetCDFWriter(path: path)
    try file.attribute("title", "A sample, in µmol/L")
    try file.attribute("seed", 42)
    let person = try file.dimension("person", people)
    let time = try file.dimension("time", times.count)
    let hours = try file.variable(
      "time", .double, [time], attributes: [("units", "hours"), ("long_name", "time after the first dose")])
    let name = try file.variable("name", .text, [person], attributes: [("long_name", "name")])
    let age = try file.variable("age", .int32, [person], attributes: [("units", "years")], fillValue: -1)
    let plasma = try file.variable(
      "plasma", .double, [person, time],
      attributes: [("units", "umol/L"), ("valid_range", .numbers([0, 1e6])), ("weight", 0.5), ("note", "")],
      compression: 1, chunk: [2, 4])
    let liver = try file.variable("liver", .float, [person, time], compression: 4)
    let dose = try file.variable("dose", .double, [], attributes: [("units", "umol")])
    try file.endDefinitions()
    try file.write(times, to: hours)
    try file.write(Array(names.prefix(3)), to: name, start: [0], count: [3])
    try file.write(Array(names.suffix(2)), to: name, start: [3], count: [2])
    try file.write([30, 40, 50] as [Int32], to: age, start: [1], count: [3])
    for first in stride(from: 0, to: people - 1, by: 2) {
      let slice = (first..<first + 2).flatMap { person in times.indices.map { Self.plasma(person, $0) } }
      try file.write(slice, to: plasma, start: [first, 0], count: [2, times.count])
      try file.write(slice.map(Float.init), to: liver, start: [first, 0], count: [2, times.count])
    }
    try file.write([12.5], to: dose)
    try file.close()
  }

  /// What `Scripts/readers` say of this file.
  static let summary = """
    attribute title A sample, in µmol/L
    attribute seed 42
    variable age person=5 units=years missing=2 first=NA last=NA min=30 max=50
    variable dose units=umol missing=0 first=12.5 last=12.5 min=12.5 max=12.5
    variable liver person=5 time=4 units= missing=5 first=1.10000002 last=NA min=0.366666675 max=4.4000001
    variable name person=5 units= first=Ada last=five, "the" last
    variable plasma person=5 time=4 units=umol/L missing=5 first=1.1000000000000001 last=NA min=0.3666666666666667 \
    max=4.4000000000000004
    variable time time=4 units=hours missing=0 first=0 last=2 min=0 max=2

    """
}
