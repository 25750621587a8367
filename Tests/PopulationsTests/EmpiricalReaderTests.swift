import DataFiles
import NumericCore
import Physiology
import Populations
import TestSupport
import Testing

/// Distributions that are written down as they were observed.
struct EmpiricalReaderTests {
  private static let files = [
    "study/livers.csv": "pmol_per_mg,percentile\n10,0\n40,50\n120,100\n",
    "study/weighted.csv": "value,weight,source\n1,3,osp\n2,1,osp\n",
    "study/hole.csv": "value\n1\n\"\"\n",
    "study/letters.csv": "value\n1\nx\n",
    "study/empty.csv": "value\n",
    "study/falling.csv": "value,percentile\n2,0\n1,100\n",
    "study/negative.csv": "value,weight\n1,2\n2,-1\n",
    "study/misspelt.csv": "value,weights\n1,2\n2,1\n",
    "study/both.csv": "value,weight,percentile\n1,2,0\n2,1,100\n",
    "study/huge.csv": "value,weight\n1,1e308\n2,1e308\n",
  ]

  private static func quantities(_ text: String) throws -> ([Variability.Quantity], [String]) {
    var files = files
    files["study/changes.yaml"] = text
    let written = try WrittenFiles(files)
    let diagnostics = Diagnostics()
    let node = try #require(readYAML(path: "\(written.folder)/study/changes.yaml", diagnostics: diagnostics))
    let changes = Dictionary(uniqueKeysWithValues: try #require(node.entries).map { ($0.key, $0.value) })
    let loaded = loadVariability(
      of: try Human.species.get(), changes: [changes], library: written.library, diagnostics: diagnostics)
    return (loaded?.quantities ?? [], written.faults(diagnostics))
  }

  @Test(arguments: [
    ("{distribution: empirical, values: [0.5, 1, 2]}", [0.5, 1, 2]),
    ("{distribution: empirical, values: [10, 20, 40], typical: 20}", [0.5, 1, 2]),
    ("{distribution: empirical, percentiles: {0: 0.5, 50: 1, 100: 3}}", [0.8, 1, 2.2]),
    ("{distribution: empirical, table: livers.csv, column: pmol_per_mg, typical: 40}", [0.7, 1, 2.2]),
    ("{distribution: empirical, table: weighted.csv}", [1, 1, 2]),
  ])
  func `a spread may be observed values`(written: String, quantiles: [Double]) throws {
    let (quantities, faults) = try Self.quantities("liver volume: \(written)")
    #expect(faults.isEmpty, "\(faults)")
    let distribution = try #require(quantities.first { $0.name == "liver volume" }?.distribution)
    for (p, expected) in zip([0.3, 0.5, 0.8], quantiles) {
      #expect(isClose(distribution.quantile(p), expected, relative: 1e-12), "\(distribution.quantile(p))")
    }
  }

  @Test(arguments: [
    ("{distribution: empirical}", ":1:", "no values are given"),
    ("{distribution: empirical, values: [1], table: a.csv}", ":1:", "given by values and table"),
    ("{distribution: empirical, values: 1}", ":1:49:", "`values` is no list"),
    ("{distribution: empirical, values: []}", ":1:49:", "there are no values"),
    ("{distribution: empirical, values: [1, x]}", ":1:53:", "`x` is not a number"),
    ("{distribution: empirical, values: [1, [2]]}", ":1:53:", "here a number is needed"),
    ("{distribution: empirical, values: [0, 1]}", ":1:50:", "the value 0 is not above 0"),
    ("{distribution: empirical, values: [10, 40, 120]}", ":1:", "10 to 120 times what is typical; give `typical`"),
    ("{distribution: empirical, percentiles: {5: 1, 100: 2}}", ":1:", "the least and the greatest value, are needed"),
    ("{distribution: empirical, percentiles: {0: 1, 120: 2, 100: 2}}", ":1:61:", "120 is no percentile"),
    ("{distribution: empirical, percentiles: {0: 1, 0.0: 2, 100: 2}}", ":1:61:", "the percentile 0 is given twice"),
    ("{distribution: empirical, percentiles: {0: 1, 50: 3, 100: 2}}", ":1:", "is below that of percentile 50"),
    (
      "{distribution: empirical, table: livers.csv, column: pmol}", ":1:", "has no column `pmol`; its columns are pmol_"
    ),
    ("{distribution: empirical, table: liver.csv}", "liver.csv:1:1:", "file"),
    ("{distribution: empirical, table: hole.csv}", "hole.csv:3:1:", "`value` is empty"),
    ("{distribution: empirical, table: letters.csv}", "letters.csv:3:1:", "not a finite number"),
    ("{distribution: empirical, table: empty.csv}", "empty.csv:1:1:", "there are no values"),
    ("{distribution: empirical, table: falling.csv}", "falling.csv:3:1:", "is below that of percentile 0"),
    ("{distribution: empirical, table: negative.csv}", "negative.csv:3:1:", "the weight -1.0 is below 0"),
    ("{distribution: empirical, table: misspelt.csv}", "misspelt.csv:1:1:", "unknown column `weights`; did you mean"),
    ("{distribution: empirical, table: both.csv}", "both.csv:1:1:", "percentiles and weights"),
    ("{distribution: empirical, table: huge.csv}", "huge.csv:1:1:", "the weights are too large"),
    ("{distribution: empirical, values: [1, 2], cv: 0.3}", ":1:", "unknown key `cv`"),
    ("{distribution: empirical, values: [1, 2], level: occasion}", ":1:", "does not change from one occasion"),
    ("{values: [1, 2]}", ":1:", "`values` belongs to an empirical distribution"),
  ])
  func `every fault of observed values is told with its place`(
    written: String, place: String, message: String
  ) throws {
    let (_, faults) = try Self.quantities("liver volume: \(written)")
    #expect(faults.contains { $0.contains(place) && $0.contains(message) }, "\(faults)")
  }

  @Test(arguments: [
    ("empirical,,,,samples/livers.csv", 1.6, ""), ("empirical,,,,samples/liver.csv", 1.6, "there is no file"),
    ("empirical,,,,", 1.6, "the row names no table"),
    ("empirical,cv,,,samples/livers.csv", 1.6, "`spread` says nothing"),
    ("empirical,,,,samples/livers.csv", 0.1, "8 to 32 times what is typical"),
    ("lognormal,cv,,,samples/livers.csv", 0.3, "`table` says something of empirical distributions alone"),
  ])
  func `a row of a species' tables may name a table`(cells: String, value: Double, message: String) throws {
    let header = "quantity,level,distribution,spread,lower,upper,table,value,unit,source,where,method,because,note\n"
    let folder = "Physiology/human/variability"
    let written = try WrittenFiles([
      "\(folder)/organs.csv": header + "liver volume,person,\(cells),\(value),1,assumed,,,test,\n",
      "\(folder)/samples/livers.csv": "value\n0.8\n1.6\n3.2\n",
      "\(folder)/correlations.csv": "quantity,other,value,unit,source,where,method,because,note\n",
    ])
    let diagnostics = Diagnostics()
    let loaded = loadVariability(
      of: try Human.species.get(), library: written.library, diagnostics: diagnostics)
    let faults = written.faults(diagnostics)
    if message.isEmpty {
      #expect(faults.isEmpty, "\(faults)")
      #expect(loaded?.quantities.first { $0.name == "liver volume" }?.distribution.support == 0.5...2)
    } else {
      #expect(faults.contains { $0.contains("organs.csv:2:") && $0.contains(message) }, "\(faults)")
    }
  }
}
