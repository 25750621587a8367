import Foundation
import Testing

/// qualify, as a user calls it.
@Suite struct QualifyTests {
  private static let fixtures = packageRoot + "/Tests/QualificationTests/Fixtures"

  private static func qualify(_ arguments: String..., in folder: TemporaryFolder) async throws -> CommandRun {
    try await CommandRun(
      ["qualify", fixtures + "/validation", "--library", fixtures, "-o", "out"] + arguments, in: folder)
  }

  @Test func `the output ends with the figures that scripts read`() async throws {
    let folder = try TemporaryFolder()
    let run = try await Self.qualify(in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.lines.suffix(5).map { $0.split(separator: " ").map(String.init) }
    #expect(lines[0] == ["metric", "n", "gmfe", "within_1.25fold", "within_1.5fold", "within_2fold"])
    #expect(lines.dropFirst().map { $0[0] } == ["auc", "cmax", "concentration", "excreted_fraction"])
    #expect(lines.dropFirst().allSatisfy { $0.dropFirst().compactMap { Double($0) }.count == 5 })
    for name in ["qualification.csv", "qualification.html", "failed.csv", "left-out.csv"] {
      #expect(folder.has("out/\(name)"))
    }
    let header = try folder.text("out/qualification.csv").lines[0]
    #expect(
      header.hasPrefix(
        "case,arm,compound,metric,observed,predicted,ratio,within_2fold,model,site,route,formulation,food,doses,"
          + "co_medication,n,fitted,study"))
    #expect(run.output.contains("bad-arm: ") && run.output.contains("2: children"))
  }

  @Test func `bars decide the exit status`() async throws {
    let folder = try TemporaryFolder()
    let met = try await Self.qualify("--require", "auc.gmfe<=100,cmax.within2>=0", "--quiet", in: folder)
    #expect(met.status == 0 && met.output.isEmpty)
    let missed = try await Self.qualify(
      "--quiet", "--require", "auc.gmfe<=1.01,auc.within2>=0", "--require", "cmax.gmfe<=1.01", in: folder)
    #expect(missed.status == 1)
    #expect(missed.errors.lines.count == 2 && missed.errors.contains("not reached: auc.gmfe<=1.01, but it is "))
    let wrong = try await Self.qualify("--require", "auc.gmf<=1", in: folder)
    #expect(wrong.status == 2 && wrong.errors.contains("did you mean `gmfe`?"))
  }

  @Test func `a part can be run, compared and read as JSON`() async throws {
    let folder = try TemporaryFolder()
    #expect(try await Self.qualify(in: folder).status == 0)
    let run = try await Self.qualify(
      "--model", "drug", "--case", "drug-oral", "--case", "drug-iv", "--compare", "out/qualification.csv", "--json",
      in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(object["cases"] as? Int == 2)
    #expect((object["metrics"] as? [[String: Any]])?.first?["n"] as? Int == 2)
    #expect((object["tables"] as? [String: Any])?["Before and after"] != nil)
    let none = try await Self.qualify("--model", "drog", in: folder)
    #expect(none.status == 2 && none.errors.contains("drog"))
  }

  @Test func `faulty tables and folders end with status 1`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("case,study\n", to: "v/cases.csv")
    let faulty = try await CommandRun(["qualify", "v"], in: folder)
    #expect(faulty.status == 1 && faulty.errors.contains("v/cases.csv:1:6: unknown column `study`"))
    let missing = try await CommandRun(["qualify", "nowhere"], in: folder)
    #expect(missing.status == 1 && missing.errors.contains("there is no such folder"))
    #expect(!folder.has("results"))
    let threads = try await CommandRun(["qualify", "v", "--threads", "0"], in: folder)
    #expect(threads.status == 2)
  }
}
