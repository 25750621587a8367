import Foundation
import Teorell

/// A wrong call of this program.
struct Misuse: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

let usage = """
  usage: benchmark engine MODELS MODEL LANES PEOPLE REPEATS   times the engine; JSON
         benchmark study ROOT STUDY                           times one study from its files; a table
         benchmark population ROOT STUDY PEOPLE               times a person and a run of many; a table
         benchmark network ROOT STUDY PEOPLE FILE             writes the network of a study for other tools; JSON
         benchmark people ROOT STUDY LANES PEOPLE REPEATS     times the engine on its first people; JSON
         benchmark table RESULTS MODELS PEOPLE                the table of all JSON files in RESULTS
         benchmark peers RESULTS ROOT STUDY PEOPLE            the same for the people of a study
  `run` beside this package calls them all.
  """

func engine(_ arguments: [String]) throws {
  guard arguments.count == 5, let lanes = Int(arguments[2]), let people = Int(arguments[3]),
    let repeats = Int(arguments[4]), repeats > 0
  else { throw Misuse(usage) }
  let folder = URL(fileURLWithPath: arguments[0])
  let model = try ReferenceModel(arguments[1], folder: folder)
  let persons = Array(try model.people(folder: folder).prefix(people))
  let measurement = try EngineTiming(model: model, people: persons).measure(lanes: lanes, repeats: repeats)
  FileHandle.standardOutput.write(try JSONEncoder().encode(measurement))
}

func study(_ arguments: [String]) throws {
  guard arguments.count == 2 else { throw Misuse(usage) }
  let figures = try StudyTiming(path: arguments[1], library: Library(folders: [arguments[0]])).measure()
  let start = figures.loading.first + figures.building.first
  let again = figures.loading.median + figures.building.median
  func row(_ name: String, _ pair: (first: Double, median: Double)) {
    print("| \(name) | \(short(pair.first)) | \(short(pair.median)) |")
  }
  print("\(URL(fileURLWithPath: arguments[1]).lastPathComponent): \(figures.states) states, \(figures.steps) steps\n")
  print("| CPU ms | first in the process | median of 20 more |\n|---|---|---|")
  row("load and check all files", figures.loading)
  row("build and compile the model", figures.building)
  row("together (at most 50)", (start, again))
  row("solve", figures.solving)
  print("")
  let peak = figures.peakMemory.map { "\(short($0)) MB" } ?? "not known"
  print("- peak memory after load, build and one run: \(peak) (below 100 MB)")
  print("- heap, over \(AllocationCheck.calls) right-hand sides and as many Jacobians (none wanted):")
  guard AllocationCheck.counts else { return print("  cannot be counted on this system") }
  for (lanes, check) in figures.blocks {
    print("  \(lanes) lane\(lanes == 1 ? "" : "s"): \(check.blocks) blocks taken, \(check.bytes) bytes of growth")
  }
}

func population(_ arguments: [String]) throws {
  guard arguments.count == 3, let people = Int(arguments[2]), people >= 8 else { throw Misuse(usage) }
  let timing = PopulationTiming(path: arguments[1], library: Library(folders: [arguments[0]]))
  let steps = try timing.steps(people: people)
  print("\(URL(fileURLWithPath: arguments[1]).lastPathComponent): \(steps.states) states, \(people) people\n")
  print("| CPU ms a person | |\n|---|---|")
  print("| draw the person | \(short(steps.drawing)) |")
  print("| make the body | \(short(steps.body)) |")
  print("| build the model | \(short(steps.building)) |")
  print("| take its numbers | \(short(steps.numbers)) |")
  for solved in steps.solving {
    print(
      "| solve, \(solved.lanes) lane\(solved.lanes == 1 ? "" : "s") (\(short(solved.steps)) steps) | \(short(solved.milliseconds)) |"
    )
  }
  let alone = steps.solving[0].milliseconds
  for threads in [1, 2] {
    let seconds = try timing.run(people: people, threads: threads)
    let bound = Double(people) * alone / 1000 / Double(threads)
    print(
      "- \(threads) thread\(threads == 1 ? "" : "s"): \(short(seconds)) s, \(Int(Double(people) / seconds)) people a second, "
        + "\(short(seconds / bound)) of people x one solved alone / threads (at most 1.25)")
  }
  if let peak = peakMemory() { print("- peak memory \(short(peak)) MB") }
}

/// The first people of a study.
func people(_ root: String, _ study: String, _ count: Int) throws -> StudyPeople {
  try StudyPeople(PopulationTiming(path: study, library: Library(folders: [root])).load(size: count), first: count)
}

func network(_ arguments: [String]) throws {
  guard arguments.count == 4, let count = Int(arguments[2]), count > 0 else { throw Misuse(usage) }
  try NetworkFile(people(arguments[0], arguments[1], count)).write(to: arguments[3])
}

func peopleOfStudy(_ arguments: [String]) throws {
  guard arguments.count == 5, let lanes = Int(arguments[2]), let count = Int(arguments[3]), count > 0,
    let repeats = Int(arguments[4]), repeats > 0
  else { throw Misuse(usage) }
  let measurement = try people(arguments[0], arguments[1], count).measure(lanes: lanes, repeats: repeats)
  FileHandle.standardOutput.write(try JSONEncoder().encode(measurement))
}

func peers(_ arguments: [String]) throws {
  guard arguments.count == 4, let count = Int(arguments[3]), count > 0 else { throw Misuse(usage) }
  let people = try people(arguments[1], arguments[2], count)
  print(try ResultTable(folder: URL(fileURLWithPath: arguments[0])).text(of: people))
}

func table(_ arguments: [String]) throws {
  guard arguments.count == 3, let people = Int(arguments[2]) else { throw Misuse(usage) }
  let (results, models) = (URL(fileURLWithPath: arguments[0]), URL(fileURLWithPath: arguments[1]))
  print(try ResultTable(folder: results).text(models: models, people: people))
}

do {
  let arguments = Array(CommandLine.arguments.dropFirst())
  switch arguments.first {
  case "engine": try engine(Array(arguments.dropFirst()))
  case "network": try network(Array(arguments.dropFirst()))
  case "peers": try peers(Array(arguments.dropFirst()))
  case "people": try peopleOfStudy(Array(arguments.dropFirst()))
  case "population": try population(Array(arguments.dropFirst()))
  case "study": try study(Array(arguments.dropFirst()))
  case "table": try table(Array(arguments.dropFirst()))
  default: throw Misuse(usage)
  }
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
