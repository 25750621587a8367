import Teorell

/// How well the models of compounds meet clinical data, as recorded in Compounds/qualification.csv of the library.
struct QualificationFigures {
  private var byCompound: [String: String] = [:]

  init(library: Library) {
    for path in library.all("Compounds/qualification.csv").reversed() {
      guard let table = readCSV(path: path, diagnostics: Diagnostics()) else { continue }
      let names = ["compound", "n", "auc_gmfe", "cmax_gmfe"]
      let columns = names.compactMap { table.column($0, diagnostics: Diagnostics()) }
      guard columns.count == 4 else { continue }
      for row in table.rows where row[columns[1]] != "0" {
        let (area, peak) = (row[columns[2]], row[columns[3]])
        byCompound[row[columns[0]]] = "AUC \(area)-fold, Cmax \(peak)-fold (n = \(row[columns[1]]))"
      }
    }
  }

  /// Geometric mean fold errors in words; empty for a compound without clinical data.
  func words(_ compound: String) -> String { byCompound[compound] ?? "" }
}
