import Foundation
import Testing

@Suite struct SimulateTests {
  private static let oral = packageRoot + "/Studies/midazolam-oral.yaml"
  private static let oralFolder = "results/midazolam-7.5-mg-oral-tablet"

  private static let twoArms = """
    schema: study/1
    study: Two arms
    subject: {species: human}
    arms:
      - name: tablet
        doses:
          - {compound: midazolam, dose: 7.5 mg, route: oral, formulation: tablet, start: 0 h, every: 12 h, count: 2}
      - name: infusion, long
        doses:
          - {compound: midazolam, dose: 2 mg, route: intravenous, infusion: 30 min, start: 0 h}
    observe: [plasma, brain]
    duration: 24 h
    sampling: 0.5 h

    """

  @Test func `a study leaves its files, a short table and the name of the folder`() async throws {
    let folder = try TemporaryFolder()
    let run = try await CommandRun(["simulate", Self.oral], in: folder)
    #expect(run.status == 0)
    #expect(run.errors == "")
    let output = run.output.lines
    #expect(output.first == "Midazolam 7.5 mg oral tablet")
    #expect(output.contains { $0.contains("Cmax") && $0.contains("Tmax") && $0.contains("balance error") })
    #expect(output.last == "-> \(Self.oralFolder)")
    #expect(
      folder.names(Self.oralFolder) == [
        "balance.csv", "exposure.csv", "manifest.json", "profiles.csv", "profiles.svg", "report.html",
      ])
    #expect(folder.names("results") == ["midazolam-7.5-mg-oral-tablet"])
  }

  @Test func `the columns are those of the contract`() async throws {
    let folder = try TemporaryFolder()
    try #expect(await CommandRun(["simulate", Self.oral, "--quiet"], in: folder).status == 0)
    func header(_ file: String) throws -> String? { try folder.text("\(Self.oralFolder)/\(file)").lines.first }
    #expect(
      try header("profiles.csv")
        == "study,arm,subject,compound,site,time_h,concentration_mg_per_L,unbound_mg_per_L")
    #expect(
      try header("exposure.csv")
        == "study,arm,subject,compound,site,interval_start_h,interval_end_h,cmax_mg_per_L,tmax_h,auc_last_mg_h_per_L,"
        + "auc_inf_mg_h_per_L,auc_extrapolated_percent,half_life_h,clearance_L_per_h,vss_L,mean_residence_time_h")
    #expect(
      try header("balance.csv") == "study,arm,subject,compound,place,amount_umol,fraction_of_dose")
  }

  @Test func `tables hold every sample, every interval and the whole dose`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.twoArms, to: "two.yaml")
    try #expect(await CommandRun(["simulate", "two.yaml", "--quiet"], in: folder).status == 0)
    let profiles = rows(try folder.text("results/two-arms/profiles.csv"))
    // Two arms, two sites, a sample each half hour.
    #expect(profiles.count == 2 * 2 * 49)
    #expect(Set(profiles.map { $0["arm"] }) == ["tablet", "infusion, long"])
    #expect(Set(profiles.map { $0["subject"] }) == ["1"])
    for row in profiles {
      let total = try #require(row["concentration_mg_per_L"].flatMap(Double.init))
      // A whole organ has no unbound concentration of its own; undefined is empty.
      guard row["site"] == "plasma" else {
        #expect(row["unbound_mg_per_L"] == "")
        continue
      }
      let unbound = try #require(row["unbound_mg_per_L"].flatMap(Double.init))
      #expect(abs(unbound) <= abs(total))
    }
    let exposure = rows(try folder.text("results/two-arms/exposure.csv"))
    func intervals(_ arm: String) -> [String] {
      exposure.filter { $0["arm"] == arm && $0["site"] == "plasma" }
        .map { "\($0["interval_start_h"] ?? "") \($0["interval_end_h"] ?? "")" }
    }
    #expect(intervals("tablet") == ["0.0 12.0", "12.0 24.0", "0.0 24.0"])
    #expect(intervals("infusion, long") == ["0.0 24.0"])
    // Clearance is defined for an intravenous dose only; undefined is empty.
    #expect(exposure.filter { $0["arm"] == "tablet" }.allSatisfy { $0["clearance_L_per_h"] == "" })
    #expect(exposure.contains { $0["arm"] != "tablet" && $0["site"] == "plasma" && $0["clearance_L_per_h"] != "" })
    let balance = rows(try folder.text("results/two-arms/balance.csv"))
    for arm in ["tablet", "infusion, long"] {
      let parts = balance.filter { $0["arm"] == arm && $0["compound"] != "all" }
      let found = parts.compactMap { $0["fraction_of_dose"].flatMap(Double.init) }.reduce(0, +)
      #expect(abs(found - 1) < 1e-5)
      let error = balance.first { $0["arm"] == arm && $0["place"] == "error" }
      #expect(abs(try #require(error?["fraction_of_dose"].flatMap(Double.init)) - (found - 1)) < 1e-12)
    }
  }

  @Test func `the same study gives the same bytes, except for the time it took`() async throws {
    let folders = [try TemporaryFolder(), try TemporaryFolder()]
    for (number, folder) in folders.enumerated() {
      try folder.write(Self.twoArms, to: "two.yaml")
      let run = try await CommandRun(["simulate", "two.yaml", "-o", "out\(number)", "--quiet"], in: folder)
      #expect(run.status == 0)
    }
    for file in folders[0].names("out0/two-arms") {
      let texts = try folders.enumerated().map { try $1.text("out\($0)/two-arms/\(file)") }
        .map { $0.lines.filter { !$0.contains("wall_time_s") } }
      #expect(texts[0] == texts[1], "\(file)")
    }
  }

  @Test func `the manifest names every file with its digest, and runs the study again`() async throws {
    let folder = try TemporaryFolder()
    try #expect(
      await CommandRun(["simulate", Self.oral, "--set", "subject.weight=90 kg", "-o", "a", "--quiet"], in: folder)
        .status == 0)
    let path = "a/midazolam-7.5-mg-oral-tablet"
    let manifest = try #require(
      try JSONSerialization.jsonObject(with: Data(try folder.text("\(path)/manifest.json").utf8)) as? [String: Any])
    #expect(manifest["version"] as? String == "0.1.0")
    #expect(manifest["seed"] is NSNull)
    let files = try #require(manifest["files"] as? [[String: Any]])
    #expect(files.count > 20)
    #expect(files.allSatisfy { ($0["sha256"] as? String)?.count == 64 })
    let names = files.compactMap { $0["path"] as? String }
    for part in [
      "midazolam-oral.yaml", "midazolam.yaml", "species.yaml", "liver.yaml", "CYP3A4.yaml", "references.yaml",
    ] {
      #expect(names.contains { $0.hasSuffix("/\(part)") }, "\(part)")
    }
    let overrides = try #require(manifest["overrides"] as? [[String: Any]])
    #expect(overrides.first?["path"] as? String == "subject.weight")
    let arm = try #require((manifest["arms"] as? [[String: Any]])?.first)
    #expect(abs(try #require(arm["balance_error"] as? Double)) < 1e-5)
    #expect((arm["steps"] as? Int ?? 0) > 10)

    var command = try #require(manifest["command"] as? [String])
    #expect(command.removeFirst() == "teorell")
    try #expect(await CommandRun(command + ["-o", "b", "--quiet"], in: folder).status == 0)
    for file in ["profiles.csv", "exposure.csv", "balance.csv", "profiles.svg", "report.html"] {
      #expect(
        try folder.text("\(path)/\(file)") == folder.text("b/midazolam-7.5-mg-oral-tablet/\(file)"), "\(file)")
    }
  }

  @Test func `a value set on the command line changes the curve`() async throws {
    let folder = try TemporaryFolder()
    func peak(_ settings: [String]) async throws -> Double {
      try #expect(await CommandRun(["simulate", Self.oral, "--quiet"] + settings, in: folder).status == 0)
      let row = rows(try folder.text("\(Self.oralFolder)/exposure.csv")).first
      return try #require(row?["cmax_mg_per_L"].flatMap(Double.init))
    }
    let usual = try await peak([])
    let heavy = try await peak(["--set", "subject.weight=110 kg"])
    let doubled = try await peak(["--set", "doses[0].dose=15 mg"])
    #expect(heavy < usual)
    #expect(doubled > 1.9 * usual)
  }

  @Test func `results that are there already are replaced, other files stay`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", to: "\(Self.oralFolder)/notes.txt")
    try folder.write("old", to: "\(Self.oralFolder)/profiles.csv")
    try #expect(await CommandRun(["simulate", Self.oral, "--quiet"], in: folder).status == 0)
    #expect(try folder.text("\(Self.oralFolder)/notes.txt") == "mine")
    #expect(try folder.text("\(Self.oralFolder)/profiles.csv").hasPrefix("study,arm"))
    #expect(folder.names("results") == ["midazolam-7.5-mg-oral-tablet"])
  }

  @Test func `json is one array, and quiet prints nothing`() async throws {
    let folder = try TemporaryFolder()
    let run = try await CommandRun(["simulate", Self.oral, "--json"], in: folder)
    #expect(run.status == 0)
    let studies = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
    #expect(studies.count == 1)
    #expect(studies[0]["folder"] as? String == Self.oralFolder)
    #expect((studies[0]["exposure"] as? [[String: Any]])?.first?["cmax_mg_per_L"] is Double)
    let quiet = try await CommandRun(["simulate", Self.oral, "--quiet"], in: folder)
    #expect(quiet.output == "" && quiet.errors == "")
  }

  @Test func `the report and the plot stand alone`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.twoArms, to: "two.yaml")
    try #expect(await CommandRun(["simulate", "two.yaml", "--quiet"], in: folder).status == 0)
    let report = try folder.text("results/two-arms/report.html")
    for heading in ["Study", "Subject", "Concentrations", "Exposure", "Mass balance", "Manifest"] {
      #expect(report.contains(">\(heading)</h2>"), "\(heading)")
    }
    #expect(!report.contains("<script") && !report.contains("src=\"http") && !report.contains("href=\"http"))
    let plot = try folder.text("results/two-arms/profiles.svg")
    let parser = XMLDocumentCheck()
    #expect(parser.isWellFormed(plot))
    #expect(plot.contains("plasma") && plot.contains("brain") && plot.contains("infusion, long"))
  }
}

/// Whether a text is XML: every element that is opened is closed, in order.
private struct XMLDocumentCheck {
  func isWellFormed(_ text: String) -> Bool {
    var open: [Substring] = []
    for piece in text.split(separator: "<").dropFirst(text.hasPrefix("<") ? 0 : 1) {
      guard let end = piece.firstIndex(of: ">") else { return false }
      let tag = piece[..<end]
      if tag.hasPrefix("?") || tag.hasPrefix("!") || tag.hasSuffix("/") { continue }
      if tag.hasPrefix("/") {
        guard open.popLast() == tag.dropFirst() else { return false }
      } else {
        open.append(tag.prefix { $0 != " " })
      }
    }
    return open.isEmpty
  }
}
