import Foundation
import Testing

/// `teorell population` and `teorell merge`: files, the same bytes however it is run, and nothing finished is lost.
@Suite struct PopulationTests {
  private static let study = packageRoot + "/Studies/midazolam-population.yaml"
  private static let name = "midazolam-7.5-mg-oral-tablet-in-adults"
  /// Coarse sampling, so that files are small.
  private static let coarse = ["--set", "sampling=0.5 h"]

  /// Every file of the results, by name.
  private static func bytes(_ folder: TemporaryFolder, _ results: String) throws -> [String: Data] {
    let path = "\(folder.path)/\(results)/\(name)"
    var found: [String: Data] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: path) {
      found[file] = try Data(contentsOf: URL(filePath: "\(path)/\(file)"))
    }
    return found
  }

  private static func expectSame(_ a: [String: Data], _ b: [String: Data], _ what: String) {
    #expect(a.keys.sorted() == b.keys.sorted(), "\(what)")
    for (file, data) in a where b[file] != data { Issue.record("\(what): \(file) differs") }
  }

  @Test func `percentiles, plots and every person's record are written`() async throws {
    let folder = try TemporaryFolder()
    let run = try await CommandRun(["population", Self.study, "--size", "40", "-o", "out"] + Self.coarse, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("40 people, seed 7"))
    let files = folder.names("out/\(Self.name)")
    for file in [
      "exposure.csv", "manifest.json", "profiles.csv", "profiles.svg", "report.html", "subjects.csv", "summary.csv",
    ] {
      #expect(files.contains(file), "\(file) in \(files)")
    }
    #expect(folder.names("out") == [Self.name])
    let subjects = rows(try folder.text("out/\(Self.name)/subjects.csv"))
    #expect(subjects.count == 40 && subjects.filter { $0["sex"] == "female" }.count == 20)
    #expect(
      subjects.allSatisfy { (Double($0["age_year"] ?? "") ?? 0) >= 18 && (Double($0["age_year"] ?? "") ?? 99) <= 45 })
    #expect(rows(try folder.text("out/\(Self.name)/profiles.csv")).count == 40 * 49)
  }

  @Test func `threads, shards and format of the run change no byte`() async throws {
    let folder = try TemporaryFolder()
    let base = ["population", Self.study, "--size", "45", "--seed", "3"] + Self.coarse
    for threads in ["1", "2", "7"] {
      let run = try await CommandRun(base + ["--threads", threads, "-o", "threads\(threads)"], in: folder)
      #expect(run.status == 0, "\(run.errors)")
    }
    let wanted = try Self.bytes(folder, "threads1")
    for threads in ["2", "7"] {
      Self.expectSame(wanted, try Self.bytes(folder, "threads\(threads)"), "\(threads) threads")
    }
    for part in 1...3 {
      let run = try await CommandRun(base + ["--shard", "\(part)/3", "-o", "shards"], in: folder)
      #expect(run.status == 0, "\(run.errors)")
    }
    let parts = (1...3).map { "shards/\(Self.name).shard-\($0)-of-3" }
    let lacking = try await CommandRun(["merge"] + parts.dropLast() + ["-o", "lacking"], in: folder)
    #expect(lacking.status == 1)
    #expect(lacking.errors.contains("of 45 people are missing, the first is person 33"), "\(lacking.errors)")
    let merged = try await CommandRun(["merge"] + parts + ["-o", "merged"], in: folder)
    #expect(merged.status == 0, "\(merged.errors)")
    Self.expectSame(wanted, try Self.bytes(folder, "merged"), "shards")
  }

  @Test func `a person is the same in a small and in a large population`() async throws {
    let folder = try TemporaryFolder()
    for size in ["5", "30"] {
      let run = try await CommandRun(
        ["population", Self.study, "--size", size, "-o", "size\(size)"] + Self.coarse, in: folder)
      #expect(run.status == 0, "\(run.errors)")
    }
    for file in ["subjects.csv", "exposure.csv"] {
      let few = try folder.text("size5/\(Self.name)/\(file)").lines
      let many = try folder.text("size30/\(Self.name)/\(file)").lines
      #expect(Array(many.prefix(few.count)) == few, "\(file)")
    }
  }

  /// Ten kills at moments that the seed fixes, each followed by a resume; the last run goes to the end.
  @Test(.timeLimit(.minutes(5))) func `a run that is killed ten times and resumed ends with the same bytes`()
    async throws
  {
    let folder = try TemporaryFolder()
    let base = ["population", Self.study, "--size", "1500", "--seed", "11", "--threads", "2"] + Self.coarse
    let whole = try await CommandRun(base + ["-o", "whole"], in: folder)
    #expect(whole.status == 0, "\(whole.errors)")
    var generator = SystemSeed(state: 4)
    var kills = 0
    for _ in 0..<10 {
      let after = 0.05 + 0.25 * generator.uniform()
      let run = try await CommandRun(base + ["-o", "killed", "--resume"], in: folder, killAfter: after)
      if run.status == 128 + 9 { kills += 1 } else { #expect(run.status == 0, "\(run.errors)") }
    }
    #expect(kills > 0, "the run was too short to be killed")
    let last = try await CommandRun(base + ["-o", "killed", "--resume"], in: folder)
    #expect(last.status == 0, "\(last.errors)")
    Self.expectSame(try Self.bytes(folder, "whole"), try Self.bytes(folder, "killed"), "killed and resumed")
    #expect(folder.names("killed").filter { $0.hasSuffix(".unfinished") }.isEmpty)
  }

  @Test(.timeLimit(.minutes(5))) func `Ctrl-C keeps what is finished and says how to go on`() async throws {
    let folder = try TemporaryFolder()
    let base = ["population", Self.study, "--size", "20000", "-o", "out"] + Self.coarse
    let stopped = try await CommandRun(base, in: folder, interruptAfter: 1)
    #expect(stopped.status == 4, "\(stopped.errors)")
    #expect(stopped.errors.contains("go on with --resume"))
    #expect(folder.names("out") == ["\(Self.name).unfinished"])
    let again = try await CommandRun(base, in: folder)
    #expect(again.status == 1)
    #expect(again.errors.contains("add --resume to go on, or --restart"))
    let other = try await CommandRun(base + ["--seed", "8", "--resume"], in: folder)
    #expect(other.status == 1)
    #expect(other.errors.contains("is another one: seed differs"), "\(other.errors)")
  }

  @Test func `a folder without permission and a full disk are told, and nothing is lost`() async throws {
    let folder = try TemporaryFolder()
    let base = ["population", Self.study, "--size", "16"] + Self.coarse
    try folder.write("", to: "file")
    let blocked = try await CommandRun(base + ["-o", "file"], in: folder)
    #expect(blocked.status == 1)
    #expect(blocked.errors.contains("file"), "\(blocked.errors)")
    // A limit on the size of files stands for a full disk: bash sets it for the program.
    let program = try CommandRun.program().path
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/bash")
    let words = (base + ["--size", "400", "-o", "full"]).map { "'\($0)'" }.joined(separator: " ")
    shell.arguments = ["-c", "trap '' XFSZ; ulimit -f 40; '\(program)' \(words) 2> errors.txt"]
    shell.currentDirectoryURL = URL(filePath: folder.path)
    try shell.run()
    while shell.isRunning { try await Task.sleep(for: .milliseconds(10)) }
    #expect(shell.terminationStatus == 1)
    let errors = try folder.text("errors.txt")
    #expect(errors.contains("cannot be written"), "\(errors)")
    let resumed = try await CommandRun(base + ["--size", "400", "-o", "full", "--resume"], in: folder)
    #expect(resumed.status == 0, "\(resumed.errors)")
    let whole = try await CommandRun(base + ["--size", "400", "-o", "whole"], in: folder)
    #expect(whole.status == 0, "\(whole.errors)")
    Self.expectSame(try Self.bytes(folder, "whole"), try Self.bytes(folder, "full"), "after a full disk")
  }

  /// Root may write everywhere, so it becomes nobody for this.
  @Test func `another user in a folder without permission is told, and leaves nothing`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "inside/kept.txt")
    let path = folder.path + "/inside"
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: path)
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path) }
    var words = [try CommandRun.program().path, "population", Self.study, "--size", "16", "-o", "out"]
    if getuid() == 0 {
      let setpriv = "/usr/bin/setpriv"
      guard FileManager.default.isExecutableFile(atPath: setpriv) else { return }
      words = [setpriv, "--reuid=65534", "--regid=65534", "--clear-groups"] + words
    }
    let process = Process()
    process.executableURL = URL(filePath: words[0])
    process.arguments = Array(words.dropFirst())
    process.currentDirectoryURL = URL(filePath: path)
    let errorFile = folder.path + "/errors.txt"
    try Data().write(to: URL(filePath: errorFile))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: errorFile))
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    while process.isRunning { try await Task.sleep(for: .milliseconds(10)) }
    let errors = try folder.text("errors.txt")
    #expect(process.terminationStatus == 1, "\(errors)")
    #expect(errors.contains("out") && errors.contains("cannot be created"), "\(errors)")
    #expect(folder.names("inside") == ["kept.txt"])
  }

  @Test(arguments: [
    ("age: 5-3 year", "ends before it begins"), ("bmi: 5-8 kg/m2", "least often bmi 5.0-8.0 kg/m2"),
    ("population: europaen", "did you mean `european`?"), ("female: 1.2", "female"), ("size: 0", "size"),
    ("seed: -3", "seed"), ("age: 95-99 year", "has nobody of age 95.0-99.0 year"),
    ("population: {european: 0.5, japanese: 0.4}", "sum to 0.9"), ("agee: 18-45 year", "did you mean `age`?"),
    ("variability: {CYP3A4 abundnce: {cv: 0.3}}", "is no quantity that can vary"),
    ("egfr: 900-999 mL/min/1.73m2", "egfr"),
  ])
  func `what cannot be filled is told before anything is run`(key: String, message: String) async throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOfFile: Self.study, encoding: .utf8)
    let subjects =
      key.hasPrefix("population")
      ? "{\(key), size: 8}"
      : "{population: european, size: 8, \(key)}"
        .replacing(key.hasPrefix("size") ? ", size: 8" : "\u{0}", with: "")
    let changed = text.lines.map { $0.hasPrefix("subjects:") ? "subjects: \(subjects)" : $0 }.joined(separator: "\n")
    try folder.write(changed + "\n", to: "study.yaml")
    let run = try await CommandRun(["population", "study.yaml"], in: folder)
    #expect(run.status == 1)
    #expect(run.errors.contains("study.yaml:5:"), "\(run.errors)")
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(folder.names() == ["study.yaml"])
  }

  @Test func `people of a table are run, those who fail are listed, and the run goes on`() async throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOfFile: Self.study, encoding: .utf8)
    let changed = text.lines.map { $0.hasPrefix("subjects:") ? "subjects: {people: people.csv, seed: 2}" : $0 }
    try folder.write(changed.joined(separator: "\n") + "\n", to: "study.yaml")
    try folder.write(
      """
      id,sex,age_year,weight_kg,height_cm,CYP3A4 abundance
      anna,female,30,60,165,1
      bert,male,50,80,180,
      thin,male,30,35,200,1
      carl,male,8,26,130,0.5

      """, to: "people.csv")
    let run = try await CommandRun(["population", "study.yaml", "-o", "out"] + Self.coarse, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("1 people failed") || run.output.contains("1 person failed"), "\(run.output)")
    let failed = rows(try folder.text("out/\(Self.name)/failed.csv"))
    #expect(failed.map { $0["subject"] } == ["thin"])
    #expect(failed[0]["reason"]?.contains("adipose") == true)
    let exposure = rows(try folder.text("out/\(Self.name)/exposure.csv"))
    #expect(Set(exposure.compactMap { $0["subject"] }).isSuperset(of: ["anna", "bert", "carl"]))
  }

  @Test(arguments: [
    (
      "id,sex,age_year,weight_kg,height_cm,shoe_size\na,male,30,70,170,42\n", "people.csv:1:1",
      "unknown covariate `shoe_size`"
    ),
    (
      "id,sex,age_year,weight_kg,height_cm\na,male,30,70,170\na,male,31,70,170\n", "people.csv:3:1",
      "two people have the id `a`"
    ),
    ("id,sex,age_year,weight_kg\na,male,30,70\n", "people.csv:1:1", "lacks the column `height_cm`"),
    ("id,sex,age_year,weight_kg,height_cm\na,mael,30,70,170\n", "people.csv:2:3", "unknown word `mael`"),
    ("id,sex,age_year,weight_kg,height_cm\na,male,30,,170\n", "people.csv:2:11", "`weight_kg` is empty"),
    ("id,sex,age_year,weight_kg,height_cm\na,male,30,70,17\n", "people.csv:2:14", "nobody has 17"),
    ("id,sex,age_year,weight_kg,height_cm\n", "people.csv:1:1", "the table has no people"),
  ])
  func `a table of people with faults is refused`(table: String, place: String, message: String) async throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOfFile: Self.study, encoding: .utf8)
    let changed = text.lines.map { $0.hasPrefix("subjects:") ? "subjects: {people: people.csv}" : $0 }
    try folder.write(changed.joined(separator: "\n") + "\n", to: "study.yaml")
    try folder.write(table, to: "people.csv")
    let run = try await CommandRun(["population", "study.yaml"], in: folder)
    #expect(run.status == 1)
    #expect(run.errors.contains(place) && run.errors.contains(message), "\(run.errors)")
    #expect(!folder.has("results"))
  }

  @Test func `simulate sends a study of many people to population`() async throws {
    let folder = try TemporaryFolder()
    let run = try await CommandRun(["simulate", Self.study], in: folder)
    #expect(run.status == 1)
    #expect(run.errors.contains("the study is of many people; run it with `teorell population"), "\(run.errors)")
  }
}

/// A small generator whose sequence the seed fixes.
private struct SystemSeed {
  var state: UInt64

  mutating func uniform() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) * 0x1p-53
  }
}
