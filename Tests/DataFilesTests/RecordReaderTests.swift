import DataFiles
import Quantities
import Testing

struct RecordReaderTests {
  @Test func `a sound record is read without a fault`() throws {
    let diagnostics = Diagnostics()
    let record = try #require(reader(sampleFile, diagnostics, what: "compound"))
    record.checkSchema("compound/1")
    #expect(record.text("compound") == "example")
    let lipophilicity = try #require(record.sourced("lipophilicity", .none, required: true))
    #expect(lipophilicity.value == 2.9)
    #expect(lipophilicity.origin.location_ == "table 2")
    #expect(lipophilicity.origin.fittedTo == "observed, 2012")
    let volume = try #require(record.sourcedBySex("volume", .volume))
    #expect(volume.male.value == 2.4 && volume.male.origin.source == "example2010")
    #expect(volume.value(for: "female")?.origin.because == "smaller")
    let groups = record.records("pka", what: "charged group")
    #expect(groups.count == 2)
    #expect(groups[0].sourced("base", .none)?.origin.source == "example2010")
    #expect(groups[1].sourced("acid", .none)?.origin.source == "example2012")
    let processes = record.records("processes", what: "process")
    #expect(processes[0].choice("process", ["metabolism", "transport"]) == "metabolism")
    #expect(processes[0].sourced("kcat", .rate)?.value == 8.76 * 60)
    #expect(processes[0].sourced("km", .concentration)?.value == 4)
    #expect(processes[0].text("protein") == "CYP3A4")
    #expect(record.record("identifiers", what: "identifiers")?.entries().map(\.key) == ["cas"])
    #expect(record.node("table")?.elements?.count == 2)
    for process in processes.prefix(1) { process.finish() }
    for group in groups { group.finish() }
    record.finish()
    #expect(faults(diagnostics).isEmpty)
    #expect(Set(diagnostics.origins.map(\.source)) == ["example2010", "example2011", "example2012", "assumed"])
  }

  @Test func `all faults of a record are collected in one go`() throws {
    let diagnostics = Diagnostics()
    let record = try #require(
      reader(
        """
        volum: 3 L
        density: 3 mg
        source: key
        kind: tisue
        ph: 15
        age: 3 yaers
        count: 1.5
        open: maybe
        list: 3
        """, diagnostics))
    _ = record.sourced("volume", .volume, required: true)
    _ = record.sourced("density", .density)
    _ = record.choice("kind", ["tissue", "blood"])
    _ = record.sourced("ph", .none, range: 0...14)
    _ = record.quantity("age", .time)
    _ = record.integer("count")
    _ = record.flag("open")
    _ = record.records("list", what: "entry")
    record.finish()
    #expect(
      faults(diagnostics) == [
        "1:1 the organ lacks `volume`; rename `volum` to `volume`",
        "1:1 unknown key `volum` in organ; did you mean `volume`?",
        "2:10 `density`: `3 mg` is a mass, but a mass concentration or density (mass/volume) is needed; "
          + "write it with a unit, such as `1.5 mg/L`",
        "4:7 `kind`: unknown word `tisue`; did you mean `tissue`? known are `tissue`, `blood`",
        "5:5 `ph`: `15` is out of range; write a value from 0 to 14",
        "6:6 `age`: unknown unit `yaers`; did you mean `years`?",
        "7:8 `count`: `1.5` is not a whole number; write digits only, such as `1`",
        "8:7 `open`: `maybe` is neither yes nor no; write `yes` or `no`",
        "9:7 `list` is text, but a list is needed; begin each entry with `- `",
      ])
    #expect(throws: DataErrors.self) { try diagnostics.throwIfAny() }
  }

  @Test func `an allowed range is stated in the unit of the file`() throws {
    let diagnostics = Diagnostics()
    let record = try #require(reader("age: 200 year\nlag: -5 min\nflow: 0 mL/min\nsize: 1e9 m", diagnostics))
    #expect(record.quantity("age", .time, range: 0...8766 * 120) == nil)
    #expect(record.quantity("lag", .time, range: 0...Double.infinity) == nil)
    #expect(record.quantity("flow", .flow, range: Double.leastNonzeroMagnitude...60) == nil)
    #expect(record.quantity("size", .length, range: -Double.infinity...30) == nil)
    #expect(
      diagnostics.errors.map(\.remedy) == [
        "write a value from 0 year to 120 year", "write a value of at least 0 min",
        "write a value above 0 and at most 1000 mL/min", "write a value of at most 3 m",
      ])
  }

  @Test func `a number without source is a fault`() throws {
    let diagnostics = Diagnostics()
    let record = try #require(reader("a: 3 L\nb: {value: 3 L}\nc: {source: k, value: 3 L}", diagnostics))
    #expect(record.sourced("a", .volume) == nil)
    #expect(record.sourced("b", .volume) == nil)
    #expect(record.sourced("c", .volume)?.value == 3)
    #expect(diagnostics.errors.map(\.problem) == ["`a` is a number without source", "`b` is a number without source"])
    #expect(diagnostics.errors[0].remedy.contains("`a: {value: 3 L, source: ...}`"))
  }

  @Test func `the nearest source around a bare number is its origin`() throws {
    let diagnostics = Diagnostics()
    let record = try #require(
      reader(
        """
        source: outer
        where: table 1
        a: 1
        inner: {b: 2, source: middle, deep: {c: 3, where: table 9}}
        d: {value: 4, where: table 3}
        e: {value: 5, source: other}
        """, diagnostics))
    let inner = try #require(record.record("inner", what: "inner"))
    let deep = try #require(inner.record("deep", what: "deep"))
    func origin(_ value: SourcedValue?) -> [String?] { [value?.origin.source, value?.origin.location_] }
    #expect(origin(record.sourced("a", .none)) == ["outer", "table 1"])
    #expect(origin(inner.sourced("b", .none)) == ["middle", nil])
    #expect(origin(deep.sourced("c", .none)) == ["middle", "table 9"])
    #expect(origin(record.sourced("d", .none)) == ["outer", "table 3"])
    #expect(origin(record.sourced("e", .none)) == ["other", nil])
    deep.finish()
    inner.finish()
    record.finish()
    #expect(diagnostics.isClean)
  }

  @Test func `assumed needs a reason and fitted needs its data`() throws {
    let diagnostics = Diagnostics()
    let record = try #require(
      reader(
        """
        a: {value: 1, source: assumed}
        b: {value: 1, source: fitted}
        c: {value: 1, source: key, method: fitted}
        d: {value: 1, source: assumed, because: no data}
        e: {value: 1, source: fitted, to: study 7}
        f: {value: 1, source: }
        g: {value: 1, source: [a, b]}
        """, diagnostics))
    for key in ["a", "b", "c", "d", "e", "f", "g"] { _ = record.sourced(key, .none) }
    #expect(diagnostics.errors.filter { $0.location.line <= 5 }.map(\.location.line) == [1, 2, 3])
    #expect(diagnostics.errors.contains { $0.location.line == 6 && $0.problem == "`source` is empty" })
    #expect(diagnostics.errors.contains { $0.location.line == 7 && $0.problem == "`source` is a list" })
  }

  @Test func `keys of provenance are never unknown and may be data`() throws {
    let diagnostics = Diagnostics()
    let record = try #require(
      reader(
        "source: k\npartition: {method: schmitt}\nmembranes: [{from: a, to: b, note: x}]\nwhere: here", diagnostics))
    let partition = try #require(record.record("partition", what: "partition"))
    #expect(partition.choice("method", ["schmitt"]) == "schmitt")
    #expect(partition.origin?.method == nil)
    let membrane = try #require(record.records("membranes", what: "membrane").first)
    #expect(membrane.text("from") == "a" && membrane.text("to") == "b")
    for reader in [record, partition, membrane] { reader.finish() }
    #expect(diagnostics.isClean)
  }

  @Test func `a table of names keeps the order and leaves out the source`() throws {
    let diagnostics = Diagnostics()
    let record = try #require(
      reader("expression: {source: k, liver: 1, duodenum mucosa: {value: 0.07, source: m}, kidney: x}", diagnostics))
    let table = record.sourcedTable("expression", .none, range: 0...1)
    #expect(table.map(\.name) == ["liver", "duodenum mucosa"])
    #expect(table.map(\.value.origin.source) == ["k", "m"])
    #expect(diagnostics.errors.count == 1)
    record.finish()
  }

  @Test func `further keys beside a value are read by the caller`() throws {
    let diagnostics = Diagnostics()
    let record = try #require(reader("fu: {value: 0.03, binds: albumin, sd: 0.01, source: k, bindz: x}", diagnostics))
    var partner: String?
    _ = record.sourced("fu", .none) { partner = $0.text("binds") }
    #expect(partner == "albumin")
    #expect(diagnostics.errors.map(\.remedy) == ["did you mean `binds`?"])
  }

  @Test func `one of several dimensions is told apart`() throws {
    let diagnostics = Diagnostics()
    let record = try #require(reader("a: 5 mg\nb: 0.1 mg/kg\nc: 5 mg/m2\nd: 3 h", diagnostics))
    let allowed: [Dimension] = [.mass, .none, .massPerArea]
    #expect(record.quantity("a", anyOf: allowed)?.dimension == .mass)
    #expect(record.quantity("b", anyOf: allowed)?.dimension == Dimension.none)
    #expect(record.quantity("c", anyOf: allowed)?.dimension == .massPerArea)
    #expect(record.quantity("d", anyOf: allowed) == nil)
    #expect(diagnostics.errors[0].problem.contains("`3 h` is a time, but a mass, or a plain number, or a"))
  }

  @Test(arguments: ["a:", "a: ''", "a: [1]", "a: {b: 1}", "a: nan", "a: .inf", "a: 1e999 L", "a: ~", "a: 1,5 L"])
  func `what is no quantity is refused`(text: String) throws {
    let diagnostics = Diagnostics()
    let record = try #require(reader(text, diagnostics))
    #expect(record.quantity("a", .volume) == nil)
    #expect(diagnostics.errors.count == 1)
  }

  @Test(arguments: ["- a\n- b", "text", "[]"])
  func `a file whose top is no mapping is refused`(text: String) {
    let diagnostics = Diagnostics()
    #expect(reader(text, diagnostics) == nil)
    #expect(diagnostics.errors.first?.problem.contains("but a mapping is needed") == true)
  }

  @Test func `texts are one or a list`() throws {
    let diagnostics = Diagnostics()
    let record = try #require(reader("a: one\nb: [one, two]\nc: [one, [two]]", diagnostics))
    #expect(record.texts("a") == ["one"])
    #expect(record.texts("b") == ["one", "two"])
    #expect(record.texts("c") == ["one"])
    #expect(record.texts("d").isEmpty)
    #expect(diagnostics.errors.count == 1)
  }

  @Test func `a schema of another kind is refused`() throws {
    let diagnostics = Diagnostics()
    let record = try #require(reader("schema: organ/2", diagnostics))
    record.checkSchema("organ/1")
    #expect(
      faults(diagnostics) == [
        "1:9 the schema is `organ/2`, but `organ/1` is needed; write `schema: organ/1`, or name another file"
      ])
  }
}
